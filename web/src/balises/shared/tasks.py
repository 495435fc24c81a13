from django_tasks import task

from balises.shared import mail
from balises.shared.models import Letter


@task()
def deliver(letter_pk: int) -> None:
    letter = Letter.objects.filter(pk=letter_pk).first()
    if letter is not None:  # already taken by an earlier try
        mail.deliver_letter(letter)
