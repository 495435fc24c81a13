import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django_tasks_db.models import DBTaskResult

from balises.boxes import services
from balises.boxes.models import Box, Invitation
from balises.organisations.models import Organisation
from balises.shared.errors import Refused
from factories.boxes import make_box, stop


@dataclass
class Postbox:
    """A real mail server on this machine; it may refuse some addresses."""

    refused: set[str] = field(default_factory=set)
    received: list[Message] = field(default_factory=list)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return "550 unknown here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 OK"

    def recipients(self) -> list[str]:
        return sorted(str(message["To"]) for message in self.received)

    def links(self) -> list[str]:
        return [line for message in self.received for line in text(message).splitlines() if "/p/" in line]


def text(message: Any) -> str:
    return str(message.get_content())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    handler = Postbox()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.BALISES_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.BASE_URL = "https://balises.exemple.test"
    yield handler
    controller.stop()


ADDRESSES = ["une@exemple.test", "deux@exemple.test", "trois@exemple.test"]


def invited_box() -> Box:
    box = make_box()
    services.invite(box, addresses=ADDRESSES)
    return box


def mail(box: Box) -> None:
    services.send_waiting_mails(Box.objects.get(pk=box.pk))


def test_each_invited_person_gets_one_link_of_her_own(in_scope: Organisation, postbox: Postbox) -> None:
    box = invited_box()

    services.send_invitations(box)
    mail(box)
    mail(box)

    assert postbox.recipients() == sorted(ADDRESSES)
    assert len(set(postbox.links())) == 3
    for link in postbox.links():
        assert services.token_is_known(box, link.rsplit("/", 1)[1])


def test_no_token_is_stored_or_queued(in_scope: Organisation, postbox: Postbox) -> None:
    box = invited_box()

    services.send_invitations(box)
    mail(box)

    rows = f"{list(Invitation.objects.values())}{list(Box.objects.values())}{list(DBTaskResult.objects.values())}"
    assert len(postbox.links()) == 3
    assert not any(link.rsplit("/", 1)[1] in rows for link in postbox.links())


def test_a_reminder_goes_to_everyone_with_the_same_link(in_scope: Organisation, postbox: Postbox) -> None:
    box = invited_box()
    services.send_invitations(box)
    mail(box)
    token = postbox.links()[0].rsplit("/", 1)[1]
    services.put_envelope(box, token=token, plaintext=b"oui")

    services.remind(box, after=1)
    mail(box)

    assert postbox.recipients() == sorted(2 * ADDRESSES)
    assert len(set(postbox.links())) == 3


def test_the_same_click_on_a_reminder_again_sends_nothing_more(in_scope: Organisation, postbox: Postbox) -> None:
    box = invited_box()
    services.send_invitations(box)
    services.remind(box, after=1)

    with pytest.raises(Refused) as refused:
        services.remind(box, after=1)
    mail(box)

    assert refused.value.refusal.code == "boxes.already_reminded"
    assert postbox.recipients() == sorted(ADDRESSES)


def test_who_comes_after_a_reminder_gets_one_mail(in_scope: Organisation, postbox: Postbox) -> None:
    box = invited_box()
    services.send_invitations(box)
    services.remind(box, after=1)
    mail(box)
    postbox.received.clear()

    services.invite(box, addresses=["quatre@exemple.test"])
    services.send_invitations(box)
    mail(box)
    mail(box)

    assert postbox.recipients() == ["quatre@exemple.test"]


def test_someone_invited_twice_stands_once(in_scope: Organisation) -> None:
    box = invited_box()

    count = services.invite(box, addresses=[" UNE@exemple.test ", "neuve@exemple.test", "neuve@exemple.test", ""])

    assert count == 1
    assert Invitation.objects.count() == 4


def test_while_the_mail_server_is_down_every_mail_waits(in_scope: Organisation, settings: Any) -> None:
    settings.BALISES_MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nothing listens on the discard port
    box = invited_box()
    services.send_invitations(box)
    DBTaskResult.objects.all().delete()

    mail(box)

    again = DBTaskResult.objects.get()
    assert set(Invitation.objects.values_list("sent_count", flat=True)) == {0}
    assert again.args_kwargs["args"] == [in_scope.pk, str(box.pk), 1]
    assert again.run_after is not None


def test_mails_leave_once_the_server_is_back(
    in_scope: Organisation, postbox: Postbox, settings: Any, run_tasks: Callable[[], None]
) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    box = invited_box()
    services.send_invitations(box)
    mail(box)
    settings.EMAIL_PORT = port

    mail(box)

    assert postbox.recipients() == sorted(ADDRESSES)


def test_a_refused_address_keeps_nobody_else_waiting(in_scope: Organisation, postbox: Postbox) -> None:
    postbox.refused.add("deux@exemple.test")
    box = invited_box()
    services.send_invitations(box)

    mail(box)

    assert postbox.recipients() == ["trois@exemple.test", "une@exemple.test"]
    assert Invitation.objects.get(address="deux@exemple.test").sent_count == 0


def test_nothing_leaves_for_a_box_that_takes_nothing_more(in_scope: Organisation, postbox: Postbox) -> None:
    box = invited_box()
    services.send_invitations(box)
    stop(box)

    mail(box)

    assert postbox.received == []


def test_the_mail_says_that_nobody_knows_who_answered(in_scope: Organisation, postbox: Postbox) -> None:
    box = invited_box()
    services.send_invitations(box)

    mail(box)

    said = text(postbox.received[0])
    assert in_scope.name in said
    assert "personne ne sait qui a répondu" in said
    assert "Balises ne garde rien qui permette de remonter à vous" in said


@pytest.mark.parametrize("addresses", [[], ["", "  "]])
def test_inviting_nobody_is_refused_in_words(in_scope: Organisation, addresses: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        services.invite(make_box(), addresses=addresses)

    assert refused.value.refusal.code == "boxes.nobody_invited"
