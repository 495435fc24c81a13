"""The pages of those who run a harvest and read its cards: who may, what is said, what is refused."""

from typing import Any

import pytest
from django.test import Client

from balises.boxes.models import Invitation
from balises.cards.models import Card, CardCollection
from balises.cards.rules import CollectionState
from balises.organisations.models import Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.register.models import AIUse
from balises.shared.envelopes import destroy_box_keys
from factories.cards import close, make_collection, open_collection, put_cards
from factories.organisations import make_member, make_organisation
from factories.register import start_process

RUNNERS = {Role.LEAD, Role.FACILITATOR}


def sign_in(client: Client, organisation: Organisation, role: Role = Role.LEAD) -> None:
    client.force_login(make_member(organisation, role=role).user)


def address(collection: CardCollection, act: str = "") -> str:
    return f"{collection.get_absolute_url()}{act}"


def sealed_cards(organisation: Organisation, *, count: int = 6) -> CardCollection:
    collection = open_collection(organisation)
    put_cards(collection, count=count)
    return close(collection)


def use_fields(**fields: str) -> dict[str, str]:
    values = {
        "title": "Reformuler une note professionnelle",
        "purpose": "Être lu sans peine par un juge.",
        "tool": "un assistant de conversation",
        "information": "la note, sans nom",
        "people_concerned": "les personnes dont parle la note",
        "visibility": "hidden",
    }
    return {**values, **fields}


def test_no_harvest_yet_teaches_what_one_is_for(client: Client, in_scope: Organisation) -> None:
    sign_in(client, in_scope)

    said = client.get(f"/o/{in_scope.slug}/cartes").content.decode()

    assert "Il n’y a pas encore de récolte" in said
    assert f"/o/{in_scope.slug}/cartes/nouvelle" in said


def test_a_harvest_is_prepared_then_opened(client: Client, in_scope: Organisation) -> None:
    process = start_process(in_scope)
    sign_in(client, in_scope, Role.FACILITATOR)

    made = client.post(f"/o/{in_scope.slug}/cartes/nouvelle", {"process": process.pk, "title": "Nos usages"})
    collection = CardCollection.objects.get()
    opened = client.post(address(collection, "/ouvrir"))

    collection.refresh_from_db()
    assert (made.status_code, opened.status_code) == (302, 302)
    assert collection.state == CollectionState.OPEN


@pytest.mark.parametrize(
    ("title", "said"),
    [("", "obligatoire"), ("a" * 161, "160"), ("Ce que l’IA fait déjà chez nous", "porte déjà ce titre")],
)
def test_a_bad_title_is_said_and_stays_typed(client: Client, in_scope: Organisation, title: str, said: str) -> None:
    existing = make_collection(in_scope)
    sign_in(client, in_scope)

    answer = client.post(
        f"/o/{in_scope.slug}/cartes/nouvelle", {"process": existing.process_id, "title": title, "question": ""}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert answer.context["form"]["title"].value() == title
    assert CardCollection.objects.count() == 1


def test_a_process_of_another_organisation_cannot_be_chosen(client: Client, in_scope: Organisation) -> None:
    other = make_organisation()
    with organisation_scope(other.pk):
        foreign = start_process(other)
    sign_in(client, in_scope)

    answer = client.post(f"/o/{in_scope.slug}/cartes/nouvelle", {"process": foreign.pk, "title": "Chez les autres"})

    assert answer.status_code == 422
    assert CardCollection.objects.count() == 0


def test_a_harvest_of_another_organisation_does_not_exist(client: Client, in_scope: Organisation) -> None:
    other = make_organisation()
    with organisation_scope(other.pk):
        foreign = open_collection(other)
    sign_in(client, in_scope)

    seen = client.get(f"/o/{in_scope.slug}/cartes/{foreign.pk}")
    acted = client.post(f"/o/{in_scope.slug}/cartes/{foreign.pk}/clore")

    assert (seen.status_code, acted.status_code) == (404, 404)


def test_the_code_is_on_the_page_and_on_the_screen_of_the_room(client: Client, in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    code = f"{collection.box.code[:3]}-{collection.box.code[3:]}"
    sign_in(client, in_scope, Role.FACILITATOR)

    page = client.get(address(collection)).content.decode()
    room = client.get(address(collection), {"vue": "salle"}).content.decode()

    assert code in page
    assert code in room
    assert '<body class="salle">' in room
    assert "<svg" in room


@pytest.mark.parametrize(("count", "said"), [(4, "moins de cinq"), (5, "au moins cinq"), (9, "au moins cinq")])
def test_the_room_counts_by_fives(client: Client, in_scope: Organisation, count: int, said: str) -> None:
    collection = open_collection(in_scope)
    put_cards(collection, count=count)
    sign_in(client, in_scope, Role.FACILITATOR)

    part = client.get(address(collection), {"vue": "compte"}).content.decode()

    assert said in part
    assert "<html" not in part
    assert str(count) not in part.replace("5", "") or count == 5


def test_the_count_is_not_sent_again_while_it_has_not_moved(client: Client, in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    put_cards(collection, count=5)
    sign_in(client, in_scope, Role.FACILITATOR)
    first = client.get(address(collection), {"vue": "compte"})
    put_cards(collection, count=1)

    same = client.get(address(collection), {"vue": "compte"}, headers={"If-None-Match": first["ETag"]})
    put_cards(collection, count=4)
    moved = client.get(address(collection), {"vue": "compte"}, headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, moved.status_code) == (304, 200)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", ["/ouvrir", "/inviter", "/rappeler", "/clore"])
def test_only_those_who_run_harvests_act(client: Client, in_scope: Organisation, role: Role, act: str) -> None:
    collection = make_collection(in_scope)
    sign_in(client, in_scope, role)

    status = client.post(address(collection, act), {"addresses": "a@exemple.test"}).status_code

    assert (status == 403) == (role not in RUNNERS)


@pytest.mark.parametrize("role", Role)
def test_only_roles_that_may_read_cards_read_them(client: Client, in_scope: Organisation, role: Role) -> None:
    collection = sealed_cards(in_scope)
    sign_in(client, in_scope, role)

    answer = client.get(address(collection, "/lire"))
    page = client.get(address(collection)).content.decode()

    assert answer.status_code == (200 if role is Role.LEAD else 403)
    assert ("Usage numéro 0" in answer.content.decode()) == (role is Role.LEAD)
    assert "Usage numéro" not in page


@pytest.mark.parametrize("role", Role)
def test_nobody_reads_before_the_closing(client: Client, in_scope: Organisation, role: Role) -> None:
    collection = open_collection(in_scope)
    put_cards(collection, count=6)
    sign_in(client, in_scope, role)

    answer = client.get(address(collection, "/lire"))

    assert answer.status_code == (409 if role is Role.LEAD else 403)
    assert "Usage numéro" not in answer.content.decode()


def test_people_are_invited_by_pasting_addresses(client: Client, in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    sign_in(client, in_scope)

    answer = client.post(address(collection, "/inviter"), {"addresses": "a@exemple.test\nb@exemple.test"}, follow=True)

    assert Invitation.objects.count() == 2
    assert "2 invitations partent" in answer.content.decode()
    assert "2 adresses sont invitées" in answer.content.decode()


def test_a_bad_address_is_named_and_the_list_stays(client: Client, in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    sign_in(client, in_scope)

    answer = client.post(address(collection, "/inviter"), {"addresses": "a@exemple.test\nmarie"})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "ne sont pas des adresses électroniques" in said
    assert "a@exemple.test\nmarie" in said
    assert Invitation.objects.count() == 0


def test_closing_says_first_what_will_happen_and_does_nothing_by_itself(client: Client, in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    sign_in(client, in_scope, Role.FACILITATOR)

    said = client.get(address(collection, "/clore")).content.decode()

    collection.refresh_from_db()
    assert "détruites sans être ouvertes" in said
    assert collection.state == CollectionState.OPEN


def test_closing_twice_by_a_double_click_is_refused_in_words(client: Client, in_scope: Organisation) -> None:
    collection = open_collection(in_scope)
    sign_in(client, in_scope, Role.FACILITATOR)

    first = client.post(address(collection, "/clore"))
    second = client.post(address(collection, "/clore"))

    assert (first.status_code, second.status_code) == (302, 409)
    assert "n’est pas ouverte, ou elle est déjà close" in second.content.decode()


@pytest.mark.parametrize(
    ("count", "said"), [(3, "rien n’a été gardé"), (6, "Les clés qui ouvraient l’urne n’existent plus")]
)
def test_the_page_says_how_it_ended(client: Client, in_scope: Organisation, count: int, said: str) -> None:
    collection = sealed_cards(in_scope, count=count)
    sign_in(client, in_scope)

    assert said in client.get(address(collection)).content.decode()


def test_a_harvest_whose_keys_are_gone_shows_as_lost_and_never_open(
    client: Client, in_scope: Organisation, settings: Any
) -> None:
    collection = open_collection(in_scope)
    destroy_box_keys(settings.KEYS_FOLDER, box=collection.box.name_of_keys)
    sign_in(client, in_scope)

    said = client.get(address(collection)).content.decode()

    assert "Les clés de cette récolte manquent" in said
    assert collection.box.code[:3] + "-" not in said


def test_the_lead_drafts_a_use_from_cards_beside_them(client: Client, in_scope: Organisation) -> None:
    collection = sealed_cards(in_scope)
    keys = [str(pk) for pk in Card.objects.values_list("pk", flat=True)[:2]]
    sign_in(client, in_scope)

    shown = client.get(address(collection, "/usage"), {"carte": keys})
    answer = client.post(address(collection, "/usage"), {**use_fields(), "carte": keys})

    use = AIUse.objects.get()
    assert shown.content.decode().count("Usage numéro") == 2
    assert "repéré en atelier" in shown.content.decode()
    assert (answer.status_code, answer["Location"]) == (302, use.get_absolute_url())
    assert use.spotted == "repéré en atelier"


def test_no_card_is_copied_into_the_use_by_the_software(client: Client, in_scope: Organisation) -> None:
    collection = sealed_cards(in_scope)
    key = str(Card.objects.values_list("pk", flat=True)[0])
    sign_in(client, in_scope)

    form = client.get(address(collection, "/usage"), {"carte": key}).context["form"]

    assert {name: form[name].value() for name in form.fields if name != "visibility"} == dict.fromkeys(
        ["title", "purpose", "tool", "information", "people_concerned"]
    )


def test_a_double_click_drafts_one_use(client: Client, in_scope: Organisation) -> None:
    collection = sealed_cards(in_scope)
    key = str(Card.objects.values_list("pk", flat=True)[0])
    sign_in(client, in_scope)

    client.post(address(collection, "/usage"), {**use_fields(), "carte": key})
    second = client.post(address(collection, "/usage"), {**use_fields(), "carte": key})

    assert second.status_code == 422
    assert "Un usage porte déjà ce titre" in second.content.decode()
    assert AIUse.objects.count() == 1


@pytest.mark.parametrize("keys", [[], ["pas-une-carte"], ["00000000-0000-4000-8000-000000000000"]])
def test_a_use_without_a_card_is_refused_in_words(client: Client, in_scope: Organisation, keys: list[str]) -> None:
    collection = sealed_cards(in_scope)
    sign_in(client, in_scope)

    answer = client.get(address(collection, "/usage"), {"carte": keys})

    assert answer.status_code == 409
    assert "Choisissez au moins une carte" in answer.content.decode()


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_of_harvests_asks_the_same_number_of_queries(
    client: Client, in_scope: Organisation, row_count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(row_count):
        open_collection(in_scope)
    sign_in(client, in_scope)

    with django_assert_num_queries(5):
        client.get(f"/o/{in_scope.slug}/cartes")
