"""A page asks as much of the database with three rows as with one: what is slow at sixty is seen here at three."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.addresses import FACTS, address, url_table
from balises.organisations.models import Member
from balises.organisations.roles import GRANTS, Role
from balises.organisations.scoping import organisation_scope
from balises.processes.models import Process
from factories.growth import grow
from factories.world import World

pytestmark = pytest.mark.django_db

SignedIn = dict[int | None, Client]

# Pages that may ask more, with the reason. A page that no longer does fails: it has no place here any more.
GROWS: dict[str, str] = {}


@pytest.fixture
def counted(world: World, signed_in: SignedIn) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Queries of each page that answers a GET: with some rows of everything, then with two more of each."""
    corner = world.demonstration
    urls = {name: address(name, corner) for name in FACTS if not name.startswith("account_")}
    with organisation_scope(corner.organisation.pk):
        users = {Role(member.role): member.user_id for member in Member.objects.filter(is_active=True).order_by("-pk")}

    clients = {name: signed_in[visitor_of(name, users)] for name in urls}

    def count() -> dict[str, int]:
        return {name: queries_of(clients[name], url) for name, url in urls.items()}

    with organisation_scope(corner.organisation.pk):
        process = Process.objects.earliest("pk")
        grow(process, by=corner.lead)
        grow(process, by=corner.lead)
    for name, url in urls.items():
        clients[name].get(url)  # what is asked once and kept is not the page's
    before = count()
    with organisation_scope(corner.organisation.pk):
        grow(process, by=corner.lead)
        grow(process, by=corner.lead)
    return before, count()


def visitor_of(name: str, users: Mapping[Role, int]) -> int | None:
    """The lead where the lead may, else the first role that may; nobody for what is public."""
    permission = getattr(url_table()[name].callback, "permission", None)
    return next((users[role] for role in Role if permission in GRANTS[role]), None)


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    return len(asked) if answer.status_code == 200 else 0


def test_no_page_asks_more_of_the_database_when_rows_are_more(
    counted: tuple[Mapping[str, int], Mapping[str, int]],
) -> None:
    before, after = counted
    shown = {name for name, asked in before.items() if asked}
    assert len(shown) > len(url_table()) / 3  # or the walk has lost its way

    grown = {name: (before[name], after[name]) for name in shown if after[name] != before[name]}

    assert grown.keys() - GROWS.keys() == set(), grown
    assert GROWS.keys() - grown.keys() == set()
