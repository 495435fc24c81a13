from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from balises.site.lifeline import end_with


class Command(BaseCommand):
    help = "Exécute les tâches tant que le serveur vit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--for", dest="server_pid", type=int, default=0)

    def handle(self, *args: Any, server_pid: int, **options: Any) -> None:
        if server_pid:
            end_with(server_pid)  # left behind by a killed server, it would run every task twice
        call_command("db_worker", interval=0.5, startup_delay=False, verbosity=0)
