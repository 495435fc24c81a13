from typing import Any

import pytest
from django.test import Client

from balises.boxes.services import limiting
from balises.boxes.services.limiting import Hourly
from balises.organisations.models import Organisation
from balises.organisations.roles import Role
from balises.shared.envelopes import destroy_box_keys
from factories.boxes import make_box, put_envelopes, stop
from factories.organisations import make_member


@pytest.fixture(autouse=True)
def fresh_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "_wrong_codes", Hourly())


def test_a_code_leads_to_the_participants_page(client: Client, in_scope: Organisation) -> None:
    box = make_box()

    typed = client.get("/j/", {"code": box.code.lower()})
    scanned = client.get(f"/j/{box.code[:3]}-{box.code[3:]}")

    assert (typed.status_code, typed["Location"]) == (302, box.target)
    assert (scanned.status_code, scanned["Location"]) == (302, box.target)


@pytest.mark.parametrize("address", ["/j/", "/j"])
def test_the_code_is_asked_for_without_any_cookie(client: Client, db: None, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert "Tapez le code" in answer.content.decode()
    assert '<a href="/o/">' in answer.content.decode()  # a code that came by mail is not one of the room's
    assert not answer.cookies


@pytest.mark.parametrize("typed", ["AB3-K7Q", "abc", "<script>alert(1)</script>", "🙂🙂🙂", "кодкод", "x" * 5000])
def test_a_mistyped_code_says_so_and_stays_in_the_field(client: Client, db: None, typed: str) -> None:
    answer = client.get("/j/", {"code": typed})

    said = answer.content.decode()
    assert answer.status_code == 404
    assert "Aucune collecte n’a ce code" in said
    assert "<script>alert" not in said
    assert answer.context["page"].typed == typed[:40]


def test_a_closed_code_says_so(client: Client, in_scope: Organisation) -> None:
    box = make_box()
    stop(box)

    answer = client.get(f"/j/{box.code}")

    assert answer.status_code == 410
    assert "est close" in answer.content.decode()


def test_a_lost_box_leads_nowhere(client: Client, in_scope: Organisation, settings: Any) -> None:
    box = make_box()
    destroy_box_keys(settings.KEYS_FOLDER, box=box.name_of_keys)

    answer = client.get(f"/j/{box.code}")

    assert answer.status_code == 410
    assert "Les clés de cette collecte manquent" in answer.content.decode()


def test_guessing_codes_is_stopped_in_words(
    client: Client, in_scope: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "WRONG_CODES_AN_HOUR", 3)
    box = make_box()
    for _ in range(3):
        client.get("/j/AAA-AAA")

    guess = client.get("/j/AAA-AAB")
    right = client.get(f"/j/{box.code}")

    assert guess.status_code == 409
    assert "Trop d’essais" in guess.content.decode()
    assert right.status_code == 302


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.GUARANTOR, 200),
        (Role.LEAD, 403),
        (Role.FACILITATOR, 403),
        (Role.ASSESSOR, 403),
        (Role.OBSERVER, 403),
    ],
)
def test_only_the_guarantor_reads_the_proofs(client: Client, in_scope: Organisation, role: Role, status: int) -> None:
    client.force_login(make_member(in_scope, role=role).user)

    assert client.get(f"/o/{in_scope.slug}/garantie").status_code == status


def test_the_guarantors_page_shows_counts_and_no_content(client: Client, in_scope: Organisation) -> None:
    put_envelopes(make_box(label="Cartes du printemps"), count=7)
    client.force_login(make_member(in_scope, role=Role.GUARANTOR).user)

    said = client.get(f"/o/{in_scope.slug}/garantie").content.decode()

    assert "Cartes du printemps" in said
    assert "au moins cinq plis" in said
    assert "réponse 0" not in said


def test_an_installation_without_boxes_is_told_what_the_page_is_for(client: Client, in_scope: Organisation) -> None:
    client.force_login(make_member(in_scope, role=Role.GUARANTOR).user)

    said = client.get(f"/o/{in_scope.slug}/garantie").content.decode()

    assert "aucune collecte anonyme" in said
