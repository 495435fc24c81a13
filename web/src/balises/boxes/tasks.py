from uuid import UUID

from django_tasks import task

from balises.boxes import services
from balises.boxes.models import Box
from balises.organisations.scoping import organisation_scope


@task()
def send_invitations(organisation_pk: int, box_pk: str, attempt_count: int = 0) -> None:
    with organisation_scope(organisation_pk):
        services.send_waiting_mails(Box.objects.get(pk=UUID(box_pk)), attempt_count=attempt_count)
