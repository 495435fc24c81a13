from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from balises.library.formats import ContentError, check_lock, read_content, write_lock


class Command(BaseCommand):
    help = "Relit les éditions ; « lock » réécrit content/LOCK, « check » refuse ce qui a changé."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=("check", "lock"))
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, act: str, folder: Path, **options: Any) -> None:
        try:
            editions = read_content(folder)
        except ContentError as error:
            raise CommandError(str(error)) from error
        if act == "lock":
            for path in write_lock(folder):
                self.stdout.write(f"{path}")
        problems = check_lock(folder)
        if problems:
            raise CommandError("\n".join(map(str, problems)))
        self.stdout.write(f"{len(editions)} éditions, toutes conformes à content/LOCK.")
