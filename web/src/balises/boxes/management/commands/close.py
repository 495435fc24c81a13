import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from balises.organisations.scoping import organisation_scope

# A seam for tests of faults, read here and nowhere else: where this names a step of the closing protocol, the process
# kills itself (SIGKILL, no clean-up) right after that step. Unset, as in every installation, it does nothing.
KILL_AFTER = "BALISES_KILL_AFTER"


class Command(BaseCommand):
    help = "Ouvre les plis d’une collecte close, écrit ses résultats, détruit ses clés. Peut être relancé."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sealing", help="le service qui écrit les résultats : cards.seal_results")
        parser.add_argument("organisation_pk", type=int)
        parser.add_argument("pk", type=int)

    def handle(self, *args: Any, sealing: str, organisation_pk: int, pk: int, **options: Any) -> None:
        app, name = sealing.split(".")
        seal_results = import_string(f"balises.{app}.services.{name}")
        with organisation_scope(organisation_pk):
            seal_results(pk, after_step=_die_where_asked)


def _die_where_asked(step: str) -> None:
    if os.environ.get(KILL_AFTER) == step:
        os.kill(os.getpid(), signal.SIGKILL)
