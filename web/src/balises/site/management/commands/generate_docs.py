from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from balises.site import reference


class Command(BaseCommand):
    help = "Écrit les pages de docs/reference tirées du code ; avec --check, dit lesquelles ne sont plus à jour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, folder: Path, check: bool, **options: Any) -> None:
        pages = reference.pages()
        stale = [
            name
            for name, text in pages.items()
            if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != text
        ]
        if check and stale:
            raise CommandError(f"À réécrire avec « make docs » : {', '.join(stale)}")
        for name in stale:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(pages[name], encoding="utf-8")
