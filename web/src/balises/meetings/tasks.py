from django.utils import timezone
from django_tasks import task

from balises.meetings import services
from balises.organisations.scoping import organisation_scope


@task()
def erase_registrations(organisation_pk: int) -> None:
    with organisation_scope(organisation_pk):
        services.erase_old_registrations(now=timezone.now())
