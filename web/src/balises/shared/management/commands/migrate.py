from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from balises.shared.sealed_rows import install_all, missing_triggers


class Command(DjangoMigrate):
    """Django's migrate; then every sealed table is sealed again, and looked at."""

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"]:  # these write nothing
            return
        connection = connections[options["database"]]
        install_all(connection)
        missing = missing_triggers(connection)
        if missing:
            raise CommandError(f"Sealed rows are not protected: {', '.join(missing)} is missing.")
