"""Every address, met by every role, by a member of another organisation and by a stranger."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from access.addresses import FACTS, address, url_table
from balises.accounts.models import User
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import GRANTS, Role
from balises.organisations.scoping import organisation_scope
from factories.world import World

pytestmark = pytest.mark.django_db

STRANGER, OTHER = "stranger", "member of another organisation"
VISITORS = (STRANGER, OTHER, *Role)
# Pages of one's own session, answered before any organisation is known.
SIGN_IN = {name for name in FACTS if name.startswith("account_")}
ENTRANCE = "dossiers:mine"
DEMONSTRATION = "enter_demonstration"
# What someone who holds the permission may meet: shown, sent on, refused in words, asked again, not by that verb.
MET = {200, 302, 303, 400, 405, 409, 410, 422}
# There is nobody behind a token that was made up, and no demonstration here.
ABSENT = {"cards:participate_invited": {404}, DEMONSTRATION: {404}, "health": {503}}

PROTECTED = sorted(name for name, pattern in url_table().items() if hasattr(pattern.callback, "permission"))
PUBLIC = sorted(name for name, pattern in url_table().items() if hasattr(pattern.callback, "public_reason"))
ACTS = ("get", "post")

SignedIn = dict[int | None, Client]


def test_every_address_has_a_real_object_in_the_table() -> None:
    assert set(url_table()) == set(FACTS)


def test_every_address_is_public_with_a_reason_or_needs_a_permission_and_never_both() -> None:
    assert set(PROTECTED).isdisjoint(PUBLIC)
    assert {*PROTECTED, *PUBLIC} | SIGN_IN == set(url_table())


def test_every_page_under_the_members_door_needs_a_permission() -> None:
    under_door = {name for name, pattern in url_table().items() if _is_for_members(str(pattern.pattern))}

    assert under_door - SIGN_IN - {ENTRANCE, DEMONSTRATION} == set(PROTECTED)


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", PROTECTED)
@pytest.mark.parametrize("act", ACTS)
def test_a_members_page_opens_to_those_who_may(
    act: str, name: str, visitor: str, world: World, signed_in: SignedIn
) -> None:
    url = address(name, world.demonstration)
    client = signed_in[_key(visitor, world)]

    answer = getattr(client, act)(url)

    if visitor == STRANGER:
        assert (answer.status_code, urlsplit(answer["Location"]).path) == (302, reverse("account_login"))
    elif visitor == OTHER:
        assert answer.status_code == 404
    else:
        assert answer.status_code in _expected(name, role=Role(visitor), act=act)


@pytest.mark.parametrize("name", PROTECTED)
def test_a_members_page_is_refused_by_its_permission_and_not_by_its_verb_alone(
    name: str, world: World, signed_in: SignedIn
) -> None:
    permission, url = url_table()[name].callback.permission, address(name, world.demonstration)
    refused = [signed_in[_key(role, world)] for role in Role if permission not in GRANTS[role]]

    assert all(403 in {client.get(url).status_code, client.post(url).status_code} for client in refused)


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", sorted({*PUBLIC} - {ENTRANCE}))
@pytest.mark.parametrize("act", ACTS)
def test_a_public_page_asks_nobody_who_they_are(
    act: str, name: str, visitor: str, world: World, signed_in: SignedIn
) -> None:
    url = address(name, world.demonstration)
    client = signed_in[_key(visitor, world)]

    answer = getattr(client, act)(url)

    assert answer.status_code in MET | ABSENT.get(name, set())
    assert reverse("account_login") not in answer.get("Location", "")
    assert not answer.cookies


@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("name", sorted(SIGN_IN))
@pytest.mark.parametrize("act", ACTS)
def test_the_sign_in_pages_answer_anyone(act: str, name: str, visitor: str, world: World) -> None:
    user, client = _user(visitor, world), Client()
    if user is not None:
        client.force_login(user)

    answer = getattr(client, act)(address(name, world.demonstration))

    assert answer.status_code in MET


def test_the_entrance_sends_a_stranger_to_sign_in_and_a_member_home(world: World, signed_in: SignedIn) -> None:
    entrance = reverse(ENTRANCE)

    strange, own = signed_in[None].get(entrance), signed_in[world.demonstration.lead.user_id].get(entrance)

    assert urlsplit(strange["Location"]).path == reverse("account_login")
    assert own["Location"] == world.demonstration.organisation.get_absolute_url()


def test_a_stranger_cannot_tell_an_organisation_from_none(world: World, signed_in: SignedIn) -> None:
    """The demonstration's lead at the other's door, then at a door that never was: the same words."""
    lead, slug = signed_in[world.demonstration.lead.user_id], world.other.organisation.slug

    there, nowhere = lead.get(f"/o/{slug}"), lead.get("/o/nulle-part")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content.replace(slug.encode(), b"nulle-part") == nowhere.content


def test_only_a_lead_reads_cards() -> None:
    assert {role for role in Role if Permission.CARDS_READ in GRANTS[role]} == {Role.LEAD}


def test_a_guarantor_reads_proofs_and_never_cards_nor_ratings() -> None:
    granted = GRANTS[Role.GUARANTOR]

    assert Permission.PROOFS_SEE in granted
    assert granted.isdisjoint({Permission.CARDS_READ, Permission.ASSESSMENT_RATE, Permission.ASSESSMENT_RUN})


@pytest.mark.parametrize("name", ["cards:read", "cards:draft_use", "assessments:rate"])
def test_what_people_wrote_in_confidence_is_kept_from_the_guarantor(
    name: str, world: World, signed_in: SignedIn
) -> None:
    guarantor = signed_in[_key(Role.GUARANTOR, world)]

    answer = guarantor.get(address(name, world.demonstration))

    assert answer.status_code == 403


def _is_for_members(pattern: str) -> bool:
    return pattern.startswith("o/")


def _user(visitor: str, world: World) -> User | None:
    if visitor == STRANGER:
        return None
    if visitor == OTHER:
        return world.other.lead.user
    with organisation_scope(world.demonstration.organisation.pk):
        user: User = Member.objects.get(role=visitor).user
        return user


def _key(visitor: str, world: World) -> int | None:
    user = _user(visitor, world)
    return user.pk if user else None


def _expected(name: str, *, role: Role, act: str) -> set[int]:
    """A verb the page has not is refused before anything else is told: 405 for all."""
    if url_table()[name].callback.permission not in GRANTS[role]:
        return {403, 405}
    return MET
