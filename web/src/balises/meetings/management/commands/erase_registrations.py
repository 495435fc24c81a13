from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from balises.meetings.services import erase_old_registrations
from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope


class Command(BaseCommand):
    help = "Efface les inscriptions aux rencontres dont le délai est passé, dans toutes les organisations."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for organisation in Organisation.objects.order_by("pk"):
            with organisation_scope(organisation.pk):
                count += erase_old_registrations(now=timezone.now())
        self.stdout.write(f"{count} inscriptions effacées.")
