"""A letter waits in the database until the mail server takes it."""

from collections.abc import Iterator
from email.header import decode_header, make_header
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core.mail import send_mail

from balises.shared.mail import deliver_letter
from balises.shared.models import Letter
from faults.installation import free_port

pytestmark = pytest.mark.django_db


class Kept(Message):
    """A mail server's mailbox."""

    def __init__(self) -> None:
        super().__init__()
        self.subjects: list[str] = []

    def handle_message(self, message: Any) -> None:
        self.subjects.append(str(message["Subject"]))


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Kept]:
    kept = Kept()
    server = Controller(kept, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.BALISES_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield kept
    server.stop()


def write(subject: str) -> None:
    send_mail(subject, "Bonjour.", None, ["a@exemple.test", "b@exemple.test"])


def deliver_all() -> None:
    for letter in Letter.objects.all():
        deliver_letter(letter)


def test_a_letter_leaves_once_to_each_and_nothing_is_kept(mailbox: Kept) -> None:
    write("Bonjour")

    deliver_all()
    deliver_all()

    assert mailbox.subjects == ["Bonjour", "Bonjour"]
    assert not Letter.objects.exists()


def test_a_title_keeps_the_narrow_spaces_of_french(mailbox: Kept) -> None:
    write("Que fait-on de l’IA\u202f?")

    deliver_all()

    assert str(make_header(decode_header(mailbox.subjects[0]))) == "Que fait-on de l’IA\u202f?"


def test_a_title_of_two_lines_does_not_keep_its_letter_here_for_ever(mailbox: Kept) -> None:
    """A line's end in a title that somebody sent by hand: no header may hold one."""
    write("Rencontre\r\nBcc: autre@exemple.test")

    deliver_all()

    assert mailbox.subjects == ["Rencontre Bcc: autre@exemple.test"] * 2
    assert not Letter.objects.exists()


class Refusing:
    """A mail server that knows nobody, or that asks to come back later."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        return self.answer


@pytest.mark.parametrize(("answer", "kept_count"), [("550 No such user", 0), ("450 Come back later", 2)])
def test_an_address_refused_for_good_is_not_kept_and_a_busy_server_is_asked_again(
    settings: Any, answer: str, kept_count: int
) -> None:
    server = Controller(Refusing(answer), hostname="127.0.0.1", port=free_port())
    server.start()
    settings.BALISES_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    write("Bonjour")

    deliver_all()
    server.stop()

    assert Letter.objects.count() == kept_count
