from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from balises.site.serving import prepare, serve


class Command(BaseCommand):
    help = "Prépare la base, puis sert le site et exécute les tâches."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        prepare()
        self.stdout.write(f"Balises répond sur {_address(host, port=port)}/")
        self.stdout.flush()
        serve(host=host, port=port)


def _address(host: str, *, port: int) -> str:
    """An address to open, the one that letters name: a browser knows no « every address at once »."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104
        return str(settings.BASE_URL)
    return f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
