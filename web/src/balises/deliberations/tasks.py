from django_tasks import task

from balises.boxes.services import close_in_own_process


@task()
def seal_results(organisation_pk: int, pk: int, attempt_count: int = 0) -> None:
    """Have a process of its own open the envelopes of a deliberation; it may run twice."""
    close_in_own_process("deliberations.seal_results", organisation_pk, pk, attempt_count)
