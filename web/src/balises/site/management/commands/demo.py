import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from balises.site.demonstration import words
from balises.site.demonstration.build import build
from balises.site.serving import prepare, serve
from balises.trace.models import Node
from balises.trace.rules import Kind


class Command(BaseCommand):
    help = "Ouvre la démonstration : une association inventée, dont la démarche est à mi-chemin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        started = time.monotonic()
        prepare()
        if not Organisation.objects.filter(slug=words.SLUG).exists():
            build()
        url = f"http://localhost:{port}"
        self.stdout.write(f"Démonstration prête en {time.monotonic() - started:.0f} s.")
        self.stdout.write(f"  Première page : {url}/")
        self.stdout.write(
            f"  Un fil entier : {url}/{words.SLUG}/charte/v1#art-1 et, pour les membres, {url}{_thread()}"
        )
        self.stdout.write("Pour arrêter : Ctrl+C. Pour repartir de zéro : rm -rf .demo")
        self.stdout.flush()
        serve(host="127.0.0.1", port=port)


def _thread() -> str:
    organisation = Organisation.objects.get(slug=words.SLUG)
    with organisation_scope(organisation.pk):
        article = Node.objects.filter(kind=Kind.ARTICLE, is_public=True).order_by("pk")[0]
    return f"/o/{words.SLUG}/fil/{article.pk}"
