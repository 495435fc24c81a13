"""What belongs to one organisation is met nowhere else."""

import re

import pytest
from access.addresses import FACTS, address, facts_of, url_table
from django.test import Client
from django.urls import NoReverseMatch
from factories.world import KEPT, PUBLISHED, Corner, World

from balises.processes.models import OpenQuestion
from balises.organisations.scoping import organisation_scope

pytestmark = pytest.mark.django_db

MARKS = re.compile(rf"{KEPT}|{PUBLISHED}", re.IGNORECASE)
PROTECTED = sorted(name for name, pattern in url_table().items() if hasattr(pattern.callback, "permission"))
OWN_PUBLIC = sorted(
    name
    for name, pattern in url_table().items()
    if hasattr(pattern.callback, "public_reason") and "organisation" in pattern.pattern.converters
)
INSTANCE = ("home", "register:instance", "register:instance_json")
BY_KEY = sorted(
    name for name in PROTECTED if {"pk", "article"} & set(url_table()[name].pattern.converters)
)

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


@pytest.mark.parametrize("name", OWN_PUBLIC)
def test_a_link_of_another_organisation_opens_nothing_under_this_ones_name(name: str, world: World) -> None:
    facts = facts_of(name, world.other)

    answer = Client().get(address(name, world.demonstration, facts=facts))

    assert answer.status_code in {200, 404, 410}
    assert not MARKS.search(_words(answer).replace(_path_words(facts), ""))


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
    "deliberations:list",
    "deliberations:deliberation",
    "decisions:proposals",
    "decisions:proposal",
    "register:uses",
}


def _words(answer: object) -> str:
    return answer.content.decode("utf-8", errors="replace")  # type: ignore[attr-defined]
