import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from balises.accounts import adapter
from balises.accounts.models import User
from balises.organisations.models import Organisation
from balises.shared.models import Letter
from factories.organisations import make_member

ENTER, CODE, NEW_CODE, LEAVE = "/o/compte/entrer", "/o/compte/code", "/o/compte/nouveau-code", "/o/compte/sortir"


@pytest.fixture(autouse=True)
def waiting_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "balises.shared.mail.WaitingBackend"
    cache.clear()  # where allauth counts the tries


def code_sent_to(address: str) -> str:
    body = Letter.objects.get(recipient=address).body
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)$", body, re.MULTILINE)
    assert found is not None, body
    return found[1]


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def address(organisation: Organisation) -> str:
    return make_member(organisation).user.email


def test_a_member_enters_with_the_code_they_receive(address: str, client: Client) -> None:
    asked = client.post(ENTER, {"login": address}, follow=True)
    entered = client.post(CODE, {"code": code_sent_to(address)})

    assert asked.redirect_chain == [(CODE, 302)]
    assert "Entrer le code reçu" in asked.text
    assert entered.headers["Location"] == "/o/"
    assert is_signed_in(client)


def test_the_letter_is_in_french_and_carries_the_code_once(address: str, client: Client) -> None:
    client.post(ENTER, {"login": address})

    letter = Letter.objects.get()
    assert letter.subject.startswith("Votre code pour entrer")
    assert letter.body.count(code_sent_to(address)) == 1
    assert "Si vous n’avez rien demandé" in letter.body
    assert "{" not in letter.body


def test_one_comes_back_to_the_page_that_asked_to_sign_in(
    address: str, organisation: Organisation, client: Client
) -> None:
    wanted = f"/o/{organisation.slug}/rencontres"

    sent_away = client.get(wanted)
    asked = client.post(sent_away.headers["Location"], {"login": address, "next": wanted})
    entered = client.post(asked.headers["Location"], {"code": code_sent_to(address), "next": wanted})

    assert sent_away.headers["Location"] == f"{ENTER}?next={wanted}"
    assert entered.headers["Location"] == wanted


def test_nobody_is_sent_to_another_site_after_signing_in(address: str, client: Client) -> None:
    client.post(ENTER, {"login": address, "next": "https://ailleurs.test/"})
    entered = client.post(CODE, {"code": code_sent_to(address), "next": "https://ailleurs.test/"})

    assert entered.headers["Location"] == "/o/"


def test_an_unknown_address_gets_the_same_page_and_no_mail(address: str) -> None:
    unknown = "personne@exemple.test"

    pages = {}
    for each in (address, unknown):
        answer = Client().post(ENTER, {"login": each}, follow=True)
        bare = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.text).replace(each, "…")
        pages[each] = (answer.redirect_chain, answer.status_code, bare)

    assert pages[address] == pages[unknown]
    assert [letter.recipient for letter in Letter.objects.all()] == [address]


def test_a_closed_account_gets_the_same_page_and_no_mail(address: str, client: Client) -> None:
    User.objects.filter(email=address).update(is_active=False)

    answer = client.post(ENTER, {"login": address})

    assert answer.headers["Location"] == CODE
    assert not Letter.objects.exists()


def test_a_wrong_code_is_told_beside_the_field_and_the_right_one_still_works(address: str, client: Client) -> None:
    client.post(ENTER, {"login": address})

    wrong = client.post(CODE, {"code": "ZZZZZZ"})
    was_signed_in = is_signed_in(client)
    client.post(CODE, {"code": code_sent_to(address)})

    assert wrong.status_code == 200
    assert "Code incorrect." in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    assert not was_signed_in
    assert is_signed_in(client)


def test_three_wrong_codes_use_the_code_up(address: str, client: Client) -> None:
    client.post(ENTER, {"login": address})
    code = code_sent_to(address)

    answers = [client.post(CODE, {"code": "ZZZZZZ"}) for _ in range(3)]
    too_late = client.post(CODE, {"code": code}, follow=True)

    assert answers[-1].headers["Location"] == NEW_CODE
    assert "Le code précédent n’est plus valable" in too_late.text
    assert not is_signed_in(client)


def test_an_expired_code_is_refused_in_words(address: str, client: Client, settings: Any) -> None:
    client.post(ENTER, {"login": address})
    code = code_sent_to(address)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1

    answer = client.post(CODE, {"code": code}, follow=True)

    assert answer.redirect_chain == [(NEW_CODE, 302)]
    assert "Le code précédent n’est plus valable" in answer.text
    assert not is_signed_in(client)


def test_a_new_code_can_be_asked_for(address: str, client: Client) -> None:
    client.post(NEW_CODE, {"email": address})

    client.post(CODE, {"code": code_sent_to(address)})

    assert is_signed_in(client)


def test_a_code_opens_nothing_in_another_browser(address: str, client: Client) -> None:
    client.post(ENTER, {"login": address})

    elsewhere = Client()
    answer = elsewhere.post(CODE, {"code": code_sent_to(address)})

    assert answer.headers["Location"] == NEW_CODE
    assert not is_signed_in(elsewhere)


def test_signing_out_asks_first_and_keeps_nothing(address: str, client: Client) -> None:
    client.force_login(User.objects.get(email=address))

    shown = client.get(LEAVE)
    still_in = is_signed_in(client)
    client.post(LEAVE)

    assert "Se déconnecter" in shown.text
    assert still_in
    assert not is_signed_in(client)


def test_a_post_without_its_token_is_refused(address: str) -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(ENTER, {"login": address})

    assert answer.status_code == 403
    assert "Rechargez-la" in answer.text
    assert not Letter.objects.exists()


def test_five_pages_and_no_others_stand_under_the_account_address() -> None:
    found = sorted(
        str(p.pattern)
        for r in get_resolver().url_patterns
        for p in getattr(r, "url_patterns", [r])
        if str(p.pattern).startswith("o/compte/")
    )

    assert found == [
        "o/compte/code", "o/compte/entrer", "o/compte/ferme", "o/compte/nouveau-code", "o/compte/sortir",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_change_password", "account_reset_password"]
)
def test_what_is_not_used_is_closed(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_cookies_are_kept_under_o(address: str, client: Client) -> None:
    answer = client.get(ENTER)

    assert {morsel["path"] for morsel in answer.cookies.values()} == {"/o/"}


def test_rate_limits_never_hold_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = adapter._hashed("192.0.2.1")
    same_hour = adapter._hashed("192.0.2.1")
    monkeypatch.setattr(adapter.time, "time", lambda: 7200.0)

    next_hour = adapter._hashed("192.0.2.1")

    assert hashed == same_hour != next_hour
    assert "192.0.2.1" not in hashed
    assert len(adapter._salts) == 1


def test_too_many_requests_are_stopped(address: str) -> None:
    answers = [Client().post(ENTER, {"login": f"autre-{number}@exemple.test"}) for number in range(31)]

    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
    assert "Attendez quelques minutes" in answers[-1].text
