from typing import Any

import pytest

from balises.boxes import queries, services
from balises.boxes.models import Envelope, Invitation
from balises.boxes.rules import BoxState
from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from balises.shared.envelopes import destroy_box_keys, invitation_token, read_arrival_key
from balises.shared.errors import Refused
from factories.boxes import make_box, put_envelopes, stop
from factories.organisations import make_organisation


def test_an_answer_is_sealed_at_one_length_whatever_was_written(in_scope: Organisation) -> None:
    box = make_box(limit_bytes=400)

    for text in (b"", b"oui", b"x" * 400):
        services.put_envelope(box, token=services.new_token(), plaintext=text)

    sealed = [bytes(envelope.sealed) for envelope in Envelope.objects.all()]
    assert {len(each) for each in sealed} == {box.envelope_length}
    assert not any(b"oui" in each or b"xxxx" in each for each in sealed)


def test_answering_again_replaces_and_never_adds(in_scope: Organisation) -> None:
    box = make_box()
    (token,) = put_envelopes(box, count=1)
    first = bytes(Envelope.objects.get().sealed)

    services.put_envelope(box, token=token, plaintext=b"une autre")

    assert bytes(Envelope.objects.get().sealed) != first


def test_one_token_holds_one_envelope_for_each_item(in_scope: Organisation) -> None:
    box = make_box()
    token = services.new_token()

    for item in ("1", "2", "2"):
        services.put_envelope(box, token=token, item=item, plaintext=b"agree")

    assert sorted(Envelope.objects.values_list("item", flat=True)) == ["1", "2"]
    assert queries.slot_count(box) == 1


def test_no_row_holds_the_token(in_scope: Organisation) -> None:
    box = make_box()

    (token,) = put_envelopes(box, count=1)

    envelope = Envelope.objects.get()
    assert token.encode() not in bytes(envelope.slot) + bytes(envelope.sealed)


def test_a_closing_box_refuses_in_words_and_writes_nothing(in_scope: Organisation) -> None:
    box = make_box()
    put_envelopes(box, count=2)
    stop(box)

    with pytest.raises(Refused) as refused:
        services.put_envelope(box, token=services.new_token(), plaintext=b"trop tard")

    assert refused.value.refusal.code == "boxes.closed"
    assert Envelope.objects.count() == 2


def test_a_box_without_its_keys_is_lost_and_never_open(in_scope: Organisation, settings: Any) -> None:
    box = make_box()
    destroy_box_keys(settings.KEYS_FOLDER, box=box.name_of_keys)

    with pytest.raises(Refused) as refused:
        services.put_envelope(box, token=services.new_token(), plaintext=b"perdu")

    assert refused.value.refusal.code == "boxes.lost"
    assert queries.shown_state(box) is BoxState.LOST
    assert Envelope.objects.count() == 0


@pytest.mark.parametrize("token", ["", "court", "../../etc/passwd-aaaaaaaa", "é" * 22])
def test_what_is_not_a_token_is_a_programmers_error(in_scope: Organisation, token: str) -> None:
    box = make_box()

    with pytest.raises(ValueError, match="token"):
        services.put_envelope(box, token=token, plaintext=b"")


def test_an_invitation_link_is_known_and_a_broken_one_is_not(in_scope: Organisation, settings: Any) -> None:
    box = make_box()
    invitation = Invitation.objects.create(box=box, address="une@exemple.test")
    arrival = read_arrival_key(settings.KEYS_FOLDER, box=box.name_of_keys)
    token = invitation_token(invitation.pk, arrival=arrival)

    known = [services.token_is_known(box, each) for each in (token, token[:-1], services.new_token())]

    assert known == [True, False, False]


def test_another_organisation_sees_no_envelope(in_scope: Organisation) -> None:
    box = make_box()
    put_envelopes(box, count=1)

    with organisation_scope(make_organisation().pk):
        seen = Envelope.objects.count()

    assert seen == 0
    assert Envelope.objects.count() == 1
