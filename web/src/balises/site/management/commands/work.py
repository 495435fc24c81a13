import os
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

WATCH_SECONDS = 1.0


class Command(BaseCommand):
    help = "Exécute les tâches tant que le serveur vit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--for", dest="server_pid", type=int, default=0)

    def handle(self, *args: Any, server_pid: int, **options: Any) -> None:
        if server_pid:
            threading.Thread(target=_end_with, args=(server_pid,), daemon=True).start()
        call_command("db_worker", interval=0.5, startup_delay=False, verbosity=0)


def _end_with(server_pid: int) -> None:
    """A worker left behind by a killed server would run every task twice."""
    while os.getppid() == server_pid:
        time.sleep(WATCH_SECONDS)
    os._exit(0)
