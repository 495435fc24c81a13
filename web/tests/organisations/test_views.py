import pytest
from django.test import Client

from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from factories.organisations import make_member, make_organisation


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def typed(**fields: str) -> dict[str, str]:
    return {"email": "personne@exemple.test", "function": "éducatrice", "role": "assessor", **fields}


def test_the_list_shows_functions_roles_and_who_no_longer_enters(lead: Member) -> None:
    gone = make_member(lead.organisation, role=Role.ASSESSOR, function="stagiaire")
    Member.objects.filter(pk=gone.pk).update(is_active=False)

    answer = signed_in(lead).get(f"/o/{lead.organisation.slug}/membres")

    assert "stagiaire" in answer.text
    assert "(n’entre plus)" in answer.text
    assert gone.user.email in answer.text


def test_the_list_shows_no_member_of_another_organisation(lead: Member) -> None:
    outsider = make_member(make_organisation(), function="ailleurs")

    answer = signed_in(lead).get(f"/o/{lead.organisation.slug}/membres")

    assert outsider.user.email not in answer.text


def test_a_member_is_added_and_a_double_click_adds_one(lead: Member) -> None:
    client, address = signed_in(lead), f"/o/{lead.organisation.slug}/membres/ajouter"

    first = client.post(address, typed())
    second = client.post(address, typed(function="tapée deux fois"))

    assert first.status_code == 302
    assert "déjà celle d’un membre" in second.text
    assert "tapée deux fois" in second.text
    assert Member.objects.count() == 2


def test_the_role_proposed_gives_no_more_than_a_seat_needs(lead: Member) -> None:
    answer = signed_in(lead).get(f"/o/{lead.organisation.slug}/membres/ajouter")

    assert '<option value="assessor" selected>' in answer.text


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/o/{slug}/sieges/4", "/o/{slug}/sieges/4"),
        ("https://ailleurs.test/o/{slug}/", "/o/{slug}/membres"),
        ("//ailleurs.test/o/{slug}/", "/o/{slug}/membres"),
        ("/o/autre/sieges/4", "/o/{slug}/membres"),
        ("", "/o/{slug}/membres"),
    ],
)
def test_whoever_adds_a_member_goes_on_where_they_were(lead: Member, wanted: str, lands: str) -> None:
    slug = lead.organisation.slug

    answer = signed_in(lead).post(f"/o/{slug}/membres/ajouter?suite={wanted.format(slug=slug)}", typed())

    assert (answer.status_code, answer["Location"]) == (302, lands.format(slug=slug))


@pytest.mark.parametrize(
    ("field", "words"),
    [("email", "pas une adresse"), ("email", ""), ("function", ""), ("function", "f" * 121), ("role", "roi")],
)
def test_a_bad_field_is_said_and_nothing_is_written(lead: Member, field: str, words: str) -> None:
    answer = signed_in(lead).post(f"/o/{lead.organisation.slug}/membres/ajouter", typed(**{field: words}))

    assert answer.status_code == 200
    assert "À reprendre avant d’envoyer" in answer.text
    assert Member.objects.count() == 1


def test_a_member_whose_access_is_closed_finds_nothing(lead: Member) -> None:
    member = make_member(lead.organisation, role=Role.ASSESSOR)
    client, door = signed_in(member), f"/o/{lead.organisation.slug}"
    before = client.get(door).status_code
    values = {"function": member.function, "role": member.role}  # the box « peut entrer » left empty
    signed_in(lead).post(f"{door}/membres/{member.pk}", values)

    after = client.get(door).status_code

    assert (before, after) == (200, 404)


def test_a_member_of_another_organisation_cannot_be_changed(lead: Member) -> None:
    outsider = make_member(make_organisation(), role=Role.LEAD)

    answer = signed_in(lead).post(
        f"/o/{lead.organisation.slug}/membres/{outsider.pk}", {"function": "x", "role": "lead"}
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEAD])
def test_only_the_lead_manages_members(lead: Member, role: Role) -> None:
    client = signed_in(make_member(lead.organisation, role=role))

    answer = client.post(f"/o/{lead.organisation.slug}/membres/ajouter", typed())

    assert answer.status_code == 403


def test_the_journal_says_what_was_done_on_what_and_by_which_function(lead: Member) -> None:
    client = signed_in(lead)
    client.post(f"/o/{lead.organisation.slug}/membres/ajouter", typed(function="éducatrice de nuit"))

    answer = client.get(f"/o/{lead.organisation.slug}/journal")

    assert "Membre ajouté\u202f: éducatrice de nuit" in answer.text
    assert lead.function in answer.text
    assert "personne@exemple.test" not in answer.text


def test_the_notice_is_for_anyone_names_the_contact_and_sets_no_cookie(organisation: Organisation) -> None:
    answer = Client().get(f"/{organisation.slug}/donnees")

    assert answer.status_code == 200
    assert organisation.contact in answer.text
    assert not answer.cookies
    for anchor in ("comptes", "cartes", "votes", "sieges", "rencontres"):
        assert f'id="{anchor}"' in answer.text
