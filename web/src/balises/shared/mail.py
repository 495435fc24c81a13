"""Mail that is never lost: it waits in the database until the mail server takes it."""

import logging
import smtplib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from balises.shared.later import growing_delay_seconds, later
from balises.shared.models import Letter

logger = logging.getLogger("balises.mail")
FIRST_PERMANENT_CODE = 500  # RFC 5321, section 4.2.1


class WaitingBackend(BaseEmailBackend):
    """The backend every `send_mail` reaches: one letter a recipient, delivered by a task."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            for recipient in message.recipients():
                letter = Letter.objects.create(
                    recipient=recipient,
                    subject=" ".join(str(message.subject).splitlines()).strip(),  # no header holds a line end
                    body=str(message.body),
                    next_attempt_at=timezone.now(),
                )
                later("shared.deliver", letter.pk)
        return len(email_messages)


def deliver_letter(letter: Letter) -> None:
    """Hand one letter to the mail server, or set the time of the next try.

    A server that is down will come back. One that answers that nobody has this address will say so for ever: keeping
    the letter would only keep the address.
    """
    try:
        send_now(letter.recipient, letter.subject, letter.body)
    except (OSError, smtplib.SMTPException) as error:
        if not _is_refused_for_good(error):
            _put_off(letter, error)
            return
        logger.warning("A letter was erased, its address refused for good: %s", letter.subject)
    letter.delete()


def _is_refused_for_good(error: Exception) -> bool:
    """Every address answered with a code of 500 or more, which a server gives where trying again is of no use."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(code >= FIRST_PERMANENT_CODE for code, _words in error.recipients.values())


def send_now(recipient: str, subject: str, body: str) -> None:
    """Send without keeping anything: for what must never be stored, such as an invitation's link."""
    connection: Any = get_connection(settings.BALISES_MAIL_BACKEND)
    EmailMessage(subject, body, to=[recipient], connection=connection).send()


def _put_off(letter: Letter, error: Exception) -> None:
    delay_seconds = growing_delay_seconds(letter.attempt_count)
    letter.attempt_count += 1
    letter.last_error = f"{type(error).__name__}: {error}"[:300]
    letter.next_attempt_at = timezone.now() + timedelta(seconds=delay_seconds)
    letter.save(update_fields=["attempt_count", "last_error", "next_attempt_at"])
    later("shared.deliver", letter.pk, delay_seconds=delay_seconds)
