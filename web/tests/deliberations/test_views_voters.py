import re
from pathlib import Path

import pytest
from django.test import Client

from balises.boxes.models import Envelope
from balises.boxes.services import new_token
from balises.deliberations import queries, services
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import Vote
from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from balises.shared.http import activity_token
from balises.site import settings as site_settings
from factories.deliberations import STATEMENTS, make_lead, make_open, vote_all
from factories.organisations import make_organisation

HIDDEN = re.compile(r'name="(activity|token|number)" value="([^"]*)"')
CSS = Path(site_settings.__file__).parent / "static/site/balises.css"
PAGE_BYTES = 50_000


@pytest.fixture
def opened(in_scope: Organisation) -> Deliberation:
    return make_open(in_scope, by=make_lead(in_scope))


def started(client: Client, address: str) -> dict[str, str]:
    """The fields of the first statement, as a phone gets them."""
    welcome = dict(HIDDEN.findall(client.get(address).text))
    return dict(HIDDEN.findall(client.post(address, welcome).text))


def test_a_voter_answers_one_statement_a_screen_and_reaches_the_end_without_a_cookie(
    opened: Deliberation, client: Client
) -> None:
    address = opened.box.target
    fields = started(client, address)

    screens = []
    for number in (1, 2, 3):
        screens.append(client.post(address, {**fields, "number": number, "vote": "agree"}))

    assert [text in screen.text for text, screen in zip(STATEMENTS[1:], screens, strict=False)] == [True, True]
    assert "Merci, c’est terminé" in screens[-1].text
    assert queries.seen_numbers(opened, token=fields["token"]) == {1, 2, 3}
    assert not client.cookies


def test_every_screen_weighs_less_than_fifty_kilobytes_in_all(opened: Deliberation, client: Client) -> None:
    address = opened.box.target
    fields = started(client, address)

    screens = [client.get(address), client.post(address, fields), client.post(address, {**fields, "show": "fin"})]

    assert [len(screen.content) + CSS.stat().st_size < PAGE_BYTES for screen in screens] == [True, True, True]
    assert not any("<script" in screen.text for screen in screens)


def test_going_on_with_the_same_token_resumes_at_the_next_unseen_statement(
    opened: Deliberation, client: Client
) -> None:
    token = vote_all(opened, choices=(Vote.AGREE,))

    back = client.get(f"{opened.box.target}/{token}")
    resumed = client.post(opened.box.target, dict(HIDDEN.findall(back.text)))

    assert f'value="{token}"' in back.text
    assert STATEMENTS[1] in resumed.text
    assert "no-store" in back.headers["Cache-Control"]


def test_a_vote_may_be_changed_and_the_former_one_is_never_shown(opened: Deliberation, client: Client) -> None:
    token = vote_all(opened, choices=(Vote.AGREE, Vote.AGREE, Vote.AGREE))
    address = opened.box.target
    fields = {"activity": activity_token(address), "token": token}

    again = client.post(address, {**fields, "show": "2"})
    changed = client.post(address, {**fields, "number": "2", "vote": "disagree"})

    assert STATEMENTS[1] in again.text
    assert "aria-pressed" not in again.text
    assert "Merci, c’est terminé" in changed.text
    assert Envelope.objects.filter(box=opened.box).count() == 3


def test_the_three_answers_make_requests_of_one_length(opened: Deliberation, client: Client) -> None:
    fields = started(client, opened.box.target)
    screen = client.post(opened.box.target, {**fields, "show": "1"}).text

    values = re.findall(r'name="vote"\s+value="([^"]*)"', screen)
    sent = [client.post(opened.box.target, {**fields, "number": "1", "vote": value}).status_code for value in values]

    assert len(values) == 3
    assert len({len(value) for value in values}) == 1
    assert sent == [200, 200, 200]


def test_two_taps_on_one_button_make_one_envelope(opened: Deliberation, client: Client) -> None:
    fields = started(client, opened.box.target)
    answer = {**fields, "number": "1", "vote": "pass"}

    first, second = client.post(opened.box.target, answer), client.post(opened.box.target, answer)

    assert (first.status_code, second.status_code) == (200, 200)
    assert Envelope.objects.filter(box=opened.box).count() == 1


def test_statements_look_the_same_to_whoever_has_answered_and_whoever_has_not(
    opened: Deliberation, client: Client
) -> None:
    """But for the token, which is theirs, and the signature, which changes with the time."""
    token, other = vote_all(opened, choices=(Vote.AGREE,)), new_token()
    address = opened.box.target

    screens = [
        client.post(address, {"activity": activity_token(address), "token": each, "show": "1"}).text
        for each in (token, other)
    ]

    bare = [re.sub(r'name="(activity|token)" value="[^"]*"', "", screen) for screen in screens]
    assert bare[0] == bare[1]


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"vote": "perhaps"}, 400),
        ({"vote": ""}, 400),
        ({"number": "99"}, 400),
        ({"number": "un"}, 400),
        ({"number": "9" * 400}, 400),
        ({"number": "1\x00"}, 400),
        ({"token": "../../etc"}, 409),
        ({"token": "é" * 30}, 409),
        ({"activity": ""}, 409),
        ({"activity": activity_token("/elsewhere")}, 409),
    ],
)
def test_what_no_button_sends_is_refused_and_writes_nothing(
    opened: Deliberation, client: Client, changed: dict[str, str], status: int
) -> None:
    fields = started(client, opened.box.target)

    answer = client.post(opened.box.target, {**fields, "vote": "agree", **changed})

    assert answer.status_code == status
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("show", ["0", "99", "-1", "²", "x", "9" * 5000])
def test_asking_for_a_statement_that_is_not_there_gives_the_next_one(
    opened: Deliberation, client: Client, show: str
) -> None:
    fields = started(client, opened.box.target)

    answer = client.post(opened.box.target, {**fields, "show": show})

    assert answer.status_code == 200
    assert STATEMENTS[0] in answer.text


def test_a_post_from_another_site_is_refused(opened: Deliberation, client: Client) -> None:
    fields = started(client, opened.box.target)

    answer = client.post(opened.box.target, {**fields, "vote": "agree"}, headers={"Origin": "https://ailleurs.example"})

    assert answer.status_code == 403
    assert not Envelope.objects.exists()


def test_after_closing_a_vote_is_refused_in_words_and_the_page_says_it_is_over(
    opened: Deliberation, client: Client
) -> None:
    fields = started(client, opened.box.target)
    services.close_deliberation(opened, by=make_lead(opened.process.organisation))

    late = client.post(opened.box.target, {**fields, "vote": "agree"})
    page = client.get(opened.box.target)
    link = client.get(f"{opened.box.target}/{fields['token']}")

    assert late.status_code == 409
    assert "n’a pas été enregistré" in late.text
    assert (page.status_code, link.status_code) == (410, 410)
    assert "Cette délibération est close" in page.text


def test_a_code_opens_nothing_in_another_organisation(opened: Deliberation, client: Client) -> None:
    other = make_organisation()
    with organisation_scope(other.pk):
        address = queries.voters_address(opened, code=opened.box.code).replace(
            opened.process.organisation.slug, other.slug
        )

    assert client.get(opened.box.target).status_code == 200
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["ZZZ-ZZZ", "x", "%00", "AB3-K7Q"])
def test_an_unknown_code_is_not_found(in_scope: Organisation, client: Client, path: str) -> None:
    assert client.get(f"/p/{in_scope.slug}/deliberation/{path}").status_code == 404


def test_the_room_shows_the_code_and_counts_voters_by_fives(opened: Deliberation, client: Client) -> None:
    for _ in range(4):
        vote_all(opened, choices=(Vote.AGREE, Vote.AGREE))
    four = client.get(f"{opened.box.target}?vue=salle").text
    for _ in range(3):
        vote_all(opened, choices=(Vote.AGREE, Vote.AGREE))
    seven = client.get(f"{opened.box.target}?vue=salle").text

    code = f"{opened.box.code[:3]}-{opened.box.code[3:]}"
    assert f'<p class="code">{code}</p>' in four
    assert "Moins de cinq" in four
    assert "Au moins cinq" in seven
    assert f"/j/{code}" in seven


def test_the_code_leads_to_the_deliberation(opened: Deliberation, client: Client) -> None:
    answer = client.get(f"/j/{opened.box.code.lower()}")

    assert (answer.status_code, answer.headers["Location"]) == (302, opened.box.target)
