from django_tasks import task

from balises.boxes.services import close_in_own_process
from balises.cards.services import SEALING


@task()
def seal_results(organisation_pk: int, pk: int, attempt_count: int = 0) -> None:
    close_in_own_process(SEALING, organisation_pk, pk, attempt_count)
