from typing import Any

from django.core.management.base import BaseCommand, CommandError

from balises.boxes.rules import Backup
from balises.boxes.services import backup_of_today, save_results


class Command(BaseCommand):
    help = "Copie la base entière dans le dossier des sauvegardes, et efface les copies trop vieilles. Jamais les clés."

    def handle(self, *args: Any, **options: Any) -> None:
        if save_results() is not Backup.DONE:
            raise CommandError("pg_dump manque. Sur Debian ou Ubuntu : apt install postgresql-client")
        self.stdout.write(f"{backup_of_today()}")
