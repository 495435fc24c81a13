"""What belongs to one organisation is met nowhere else."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from access.addresses import address, facts_of, url_table
from factories.world import KEPT, PUBLISHED, World

pytestmark = pytest.mark.django_db

MARKS = re.compile(rf"{KEPT}|{PUBLISHED}", re.IGNORECASE)
PROTECTED = sorted(name for name, pattern in url_table().items() if hasattr(pattern.callback, "permission"))
OWN_PUBLIC = sorted(
    name
    for name, pattern in url_table().items()
    if hasattr(pattern.callback, "public_reason") and "organisation" in pattern.pattern.converters
)
INSTANCE = ("home", "register:instance", "register:instance_json")
BY_KEY = sorted(name for name in PROTECTED if {"pk", "article"} & set(url_table()[name].pattern.converters))
# Forms that offer rows of the organisation, by their keys; and the page that shows the form, where it is another.
WITH_CHOICES = {
    "assessments:open": "assessments:open",
    "assessments:bench_criterion": "assessments:bench_criterion",
    "register:same_tool": "register:same_tool",
    "cards:new": "cards:new",
    "charters:add_article": "charters:add_article",
    "decisions:object": "decisions:proposal",
    "decisions:propose": "decisions:propose",
    "deliberations:make": "deliberations:make",
    "deliberations:bring_in": "deliberations:bring_in",
    "learning:cite": "learning:cite",
    "meetings:plan": "meetings:plan",
    "processes:seat": "processes:seat",
}

SignedIn = dict[int | None, Client]


@pytest.mark.parametrize("name", PROTECTED)
@pytest.mark.parametrize("act", ["get", "post"])
def test_a_lead_finds_nothing_at_the_addresses_of_another_organisation(
    act: str, name: str, world: World, signed_in: SignedIn
) -> None:
    lead = signed_in[world.demonstration.lead.user_id]

    answer = getattr(lead, act)(address(name, world.other))

    assert answer.status_code == 404
    assert not MARKS.search(_words(answer))


@pytest.mark.parametrize("name", BY_KEY)
@pytest.mark.parametrize("act", ["get", "post"])
def test_the_key_of_another_organisations_row_opens_nothing_under_ones_own_name(
    act: str, name: str, world: World, signed_in: SignedIn
) -> None:
    lead = signed_in[world.demonstration.lead.user_id]
    foreign = address(name, world.demonstration, facts=facts_of(name, world.other))

    answer = getattr(lead, act)(foreign)

    assert answer.status_code in {404, 405}
    assert not MARKS.search(_words(answer))


@pytest.mark.parametrize("name", WITH_CHOICES)
def test_what_another_organisation_may_choose_from_cannot_be_chosen_here(
    name: str, world: World, signed_in: SignedIn
) -> None:
    """A form made by hand with the other's choices, all its texts filled: it is asked again, with none of them."""
    shown = WITH_CHOICES[name]
    theirs = _form(signed_in[world.other.lead.user_id], address(shown, world.other))
    ours = _form(signed_in[world.demonstration.lead.user_id], address(shown, world.demonstration))
    foreign = {field: list(values - ours.choices.get(field, set())) for field, values in theirs.choices.items()}
    foreign = {field: values[:1] for field, values in foreign.items() if values}
    typed = dict.fromkeys(ours.texts, "2030-01-01")

    answer = signed_in[world.demonstration.lead.user_id].post(address(name, world.demonstration), {**typed, **foreign})

    assert foreign
    assert answer.status_code in {200, 400, 404, 409, 422}
    assert not MARKS.search(_words(answer))


@pytest.mark.parametrize("name", OWN_PUBLIC)
def test_a_link_of_another_organisation_opens_nothing_under_this_ones_name(name: str, world: World) -> None:
    facts = facts_of(name, world.other)

    answer = Client().get(address(name, world.demonstration, facts=facts))

    assert answer.status_code in {200, 404, 405, 410}
    assert not MARKS.search(_words(answer))


@pytest.mark.parametrize("name", sorted({*PROTECTED, *OWN_PUBLIC}))
def test_no_page_of_one_organisation_says_a_word_of_the_other(name: str, world: World, signed_in: SignedIn) -> None:
    lead = signed_in[world.demonstration.lead.user_id]

    answer = lead.get(address(name, world.demonstration))

    assert not MARKS.search(_words(answer))


@pytest.mark.parametrize("name", OWN_PUBLIC)
def test_the_public_pages_of_an_organisation_show_nothing_it_keeps(name: str, world: World) -> None:
    answer = Client().get(address(name, world.other))

    assert KEPT not in _words(answer) or name in TOLD_TO_PARTICIPANTS


@pytest.mark.parametrize("name", INSTANCE)
def test_the_pages_of_the_installation_show_only_what_was_published(name: str, world: World) -> None:
    words = _words(Client().get(address(name, world.demonstration)))

    assert PUBLISHED in words
    assert KEPT not in words


def test_the_marks_are_seen_where_they_belong(world: World, signed_in: SignedIn) -> None:
    """Without this, a page that shows nothing at all would pass every test above."""
    lead = signed_in[world.other.lead.user_id]

    seen = {name for name in PROTECTED if KEPT in _words(lead.get(address(name, world.other)))}

    assert seen >= SHOWS_WHAT_IS_KEPT


# What people are asked, read on the participants' pages by whoever was given the code or the link.
TOLD_TO_PARTICIPANTS = {
    "assessments:seat",
    "assessments:seat_rate",
    "assessments:seat_join_evidence",
    "assessments:seat_evidence_file",
    "assessments:seat_dissent",
    "assessments:seat_beside",
    "assessments:seat_remarks",
    "register:seat_reconsider",
    "cards:participate",
    "cards:participate_invited",
    "cards:paper",
    "deliberations:take_part",
    "deliberations:come_back",
    "meetings:registration",
}
SHOWS_WHAT_IS_KEPT = {
    "organisations:members",
    "organisations:journal",
    "processes:frame",
    "processes:agenda",
    "dossiers:organisation",
    "dossiers:process",
    "cards:collections",
    "cards:read",
    "assessments:assessment",
    "assessments:criterion",
    "assessments:dissent",
    "assessments:evidence_file",
    "assessments:beside",
    "assessments:elsewhere",
    "assessments:received",
    "assessments:own_grid",
    "assessments:own_edition",
    "assessments:own_edition_yaml",
    "assessments:workbench",
    "assessments:bench_criterion",
    "assessments:publish_grid",
    "dossiers:use",
    "register:duties",
    "register:reconsider",
    "register:robustness",
    "register:stress_session",
    "deliberations:list",
    "deliberations:deliberation",
    "decisions:proposals",
    "decisions:proposal",
    "register:uses",
}


class _Form(HTMLParser):
    """The fields of a page: what can be chosen by a key, what can be typed."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, set[str]] = {}
        self.texts: set[str] = set()
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "select":
            self._select = given["name"]
        elif tag == "option":
            self._choose(self._select, value=given.get("value", ""))
        elif tag == "input" and given.get("type") in {"radio", "checkbox"}:
            self._choose(given["name"], value=given.get("value", ""))
        elif tag in {"input", "textarea"} and given.get("type") != "hidden":
            self.texts.add(given.get("name", ""))

    def _choose(self, field: str, *, value: str) -> None:
        if value.isdecimal():
            self.choices.setdefault(field, set()).add(value)


def _form(client: Client, url: str) -> _Form:
    form = _Form()
    form.feed(_words(client.get(url)))
    return form


def _words(answer: object) -> str:
    return answer.content.decode("utf-8", errors="replace")  # type: ignore[attr-defined]
