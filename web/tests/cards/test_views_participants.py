"""What a participant meets: no cookie, French sentences, what was typed still there, nothing written twice."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from balises.boxes import services as boxes
from balises.boxes.models import Envelope, Invitation
from balises.boxes.services import limiting
from balises.boxes.services.limiting import Hourly
from balises.cards.models import CardCollection
from balises.cards.rules import POST_BYTES
from balises.organisations.models import Organisation
from balises.shared.envelopes import invitation_token, read_arrival_key
from balises.shared.http import activity_token
from factories.cards import close, open_collection, put_cards, typed

HIDDEN = re.compile(r'<input type="hidden"\s+name="(\w+)"\s+value="([^"]*)"')
LARGEST_PAGE_BYTES = 50_000


@pytest.fixture(autouse=True)
def fresh_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_posts", "_wrong_codes"):
        monkeypatch.setattr(limiting, name, Hourly())


@pytest.fixture
def harvest(in_scope: Organisation) -> CardCollection:
    return open_collection(in_scope)


def form_of(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of the page, as a phone would send them back."""
    return dict(HIDDEN.findall(client.get(address).content.decode()))


def send(client: Client, harvest: CardCollection, **fields: str) -> Any:
    hidden = form_of(client, harvest.box.target)
    return client.post(harvest.box.target, {**hidden, **typed(**fields)})


def test_a_card_is_written_on_one_page_and_thanked(client: Client, harvest: CardCollection) -> None:
    answer = send(client, harvest)

    assert (answer.status_code, answer["Location"]) == (302, f"{harvest.box.target}/merci")
    assert Envelope.objects.count() == 1


def test_six_visibilities_in_plain_words(client: Client, harvest: CardCollection) -> None:
    said = client.get(harvest.box.target).content.decode()

    assert said.count('type="radio"') == 6
    assert "Je le fais sans le dire" in said
    assert "La personne que j’accompagne s’en sert" in said


def test_anonymity_is_said_beside_the_button_and_never_too_much(client: Client, harvest: CardCollection) -> None:
    said = client.get(harvest.box.target).content.decode()

    assert "Balises ne garde rien qui permette de remonter à vous" in said
    assert "qui détient à la fois le serveur et son fichier de clés pourrait ouvrir" in said
    assert re.search(r"<noscript>\s*Votre réseau voit à peu près combien vous avez écrit", said)
    assert not re.search(r"sans risque|100 %|rien n’est lié à vous", said)
    assert f'href="/{harvest.process.organisation.slug}/donnees#cartes"' in said


def test_the_thanks_are_the_same_the_first_time_and_the_next(client: Client, harvest: CardCollection) -> None:
    hidden = form_of(client, harvest.box.target)

    pages = []
    for purpose in ("Première version", "Seconde version"):
        answer = client.post(harvest.box.target, {**hidden, **typed(purpose=purpose)}, follow=True)
        pages.append((answer.redirect_chain, answer.status_code, answer.content))

    assert pages[0] == pages[1]
    assert Envelope.objects.count() == 1


def test_the_form_is_sent_to_another_address_than_its_own_page(client: Client, harvest: CardCollection) -> None:
    """Or browsers forget the page, « back » asks for a new one, and whoever sends again has two cards."""
    page = client.get(harvest.box.target).content.decode()

    found = re.search(r'<form method="post" action="([^"]+)"', page)
    assert found is not None
    assert found[1] != harvest.box.target
    assert found[1].split("?")[0] == harvest.box.target


def test_two_visits_get_two_tokens(client: Client, harvest: CardCollection) -> None:
    tokens = {form_of(client, harvest.box.target)["token"] for _ in range(2)}

    assert len(tokens) == 2


def test_no_page_sets_a_cookie_or_weighs_too_much(client: Client, harvest: CardCollection) -> None:
    answers = [client.get(harvest.box.target + path) for path in ("", "/merci", "/papier")]
    answers += [send(client, harvest), send(client, harvest, purpose="")]

    assert not any(answer.cookies for answer in answers)
    assert not any("Set-Cookie" in answer.headers for answer in answers)
    assert max(len(answer.content) for answer in answers) < LARGEST_PAGE_BYTES - 25_000  # the style sheet and pad.js


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("purpose", "", "Il manque une réponse ici"),
        ("purpose", "a" * 501, "C’est trop long"),
        ("tool", "字" * 121, "C’est trop long"),
        ("visibility", "", "Choisissez une des six réponses"),
        ("visibility", "allowed'; DROP TABLE cards_card;--", "Choisissez une des six réponses"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_everything_typed_is_there(
    client: Client, harvest: CardCollection, field: str, value: str, said: str
) -> None:
    answer = send(client, harvest, **{"need": "une règle écrite ensemble", field: value})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "une règle écrite ensemble" in page
    assert value == "" or field == "visibility" or value in page
    assert Envelope.objects.count() == 0


def test_a_card_mended_after_an_error_keeps_its_token(client: Client, harvest: CardCollection) -> None:
    hidden = form_of(client, harvest.box.target)

    bad = client.post(harvest.box.target, {**hidden, **typed(purpose="")})

    assert dict(HIDDEN.findall(bad.content.decode()))["token"] == hidden["token"]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "Запись о человеке", "قصة قصيرة", "記録", "🙂🙂🙂", "{{ 7*7 }}{% x %}"],
)
def test_any_text_is_taken_and_shown_back_as_text(client: Client, harvest: CardCollection, text: str) -> None:
    taken = send(client, harvest, purpose=text)
    again = send(client, harvest, purpose=text, tool="")

    assert taken.status_code == 302
    assert again.status_code == 422
    assert "<script>alert" not in again.content.decode()
    assert "49" not in str(again.context["form"]["purpose"].value())


@pytest.mark.parametrize("token", ["", "court", "<b>", "x" * 500])
def test_a_broken_token_loses_nothing(client: Client, harvest: CardCollection, token: str) -> None:
    hidden = form_of(client, harvest.box.target)

    answer = client.post(harvest.box.target, {**hidden, **typed(), "token": token})

    assert answer.status_code == 302
    assert Envelope.objects.count() == 1


@pytest.mark.parametrize("origin", ["https://ailleurs.test", "null"])
def test_a_foreign_page_cannot_send(client: Client, harvest: CardCollection, origin: str) -> None:
    hidden = form_of(client, harvest.box.target)

    answer = client.post(harvest.box.target, {**hidden, **typed()}, headers={"Origin": origin})

    said = answer.content.decode()
    assert answer.status_code == 403
    assert "Cet envoi vient d’une autre page" in said
    assert "Reformuler une note" in said
    assert hidden["token"] not in said
    assert Envelope.objects.count() == 0


def test_a_page_left_open_for_a_day_says_so(client: Client, harvest: CardCollection, monkeypatch: Any) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: (timezone.now() - timedelta(hours=13)).timestamp())
        stale = activity_token(harvest.box.target)

    late = client.post(harvest.box.target, {"activity": stale, "token": boxes.new_token(), **typed()})
    hidden = dict(HIDDEN.findall(late.content.decode()))
    again = client.post(harvest.box.target, {**hidden, **typed()})

    assert late.status_code == 409
    assert "est restée ouverte trop longtemps" in late.content.decode()
    assert "Reformuler une note" in late.content.decode()
    assert again.status_code == 302
    assert Envelope.objects.count() == 1


@pytest.mark.parametrize("code", ["AAA-AAA", "abc", "🙂", "x" * 300])
def test_a_mistyped_code_says_so_and_what_to_do(client: Client, harvest: CardCollection, code: str) -> None:
    answer = client.get(f"/p/{harvest.process.organisation.slug}/cartes/{code}")

    assert answer.status_code == 404
    assert "Aucune collecte n’a ce code" in answer.content.decode()
    assert 'href="/j/"' in answer.content.decode()


def test_a_code_of_another_organisation_is_not_found(client: Client, harvest: CardCollection) -> None:
    code = harvest.box.target.rsplit("/", 1)[1]

    assert client.get(f"/p/inconnue/cartes/{code}").status_code == 404


def test_a_closed_harvest_says_so_and_gives_back_what_was_typed(client: Client, harvest: CardCollection) -> None:
    hidden = form_of(client, harvest.box.target)
    put_cards(harvest, count=5)
    close(harvest)

    late = client.post(harvest.box.target, {**hidden, **typed(purpose="Ce que je voulais dire <3")})
    visit = client.get(harvest.box.target)

    assert (late.status_code, visit.status_code) == (410, 410)
    assert "Ce que je voulais dire &lt;3" in late.content.decode()
    assert "est close" in visit.content.decode()


def test_too_many_posts_are_refused_with_what_was_typed(
    client: Client, harvest: CardCollection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "POSTS_AN_HOUR", 1)
    send(client, harvest)

    answer = send(client, harvest, purpose="Encore une")

    assert answer.status_code == 429
    assert "Trop d’essais" in answer.content.decode()
    assert "Encore une" in answer.content.decode()
    assert Envelope.objects.count() == 1


def test_a_post_too_large_for_any_card_is_refused_in_french(client: Client, harvest: CardCollection) -> None:
    answer = send(client, harvest, purpose="a" * 600_000)

    assert answer.status_code == 400
    assert "n’a pas pu être lu" in answer.content.decode()
    assert Envelope.objects.count() == 0


def link_of(harvest: CardCollection, settings: Any) -> str:
    invitation = Invitation.objects.create(box=harvest.box, address="une@exemple.test")
    arrival = read_arrival_key(settings.KEYS_FOLDER, box=harvest.box.name_of_keys)
    return f"{harvest.box.target}/{invitation_token(invitation.pk, arrival=arrival)}"


def test_an_invitation_link_carries_its_token_in_the_body_and_never_in_the_address_posted_to(
    client: Client, harvest: CardCollection, settings: Any
) -> None:
    link = link_of(harvest, settings)

    page = client.get(link).content.decode()
    hidden = dict(HIDDEN.findall(page))
    for purpose in ("Première version", "Seconde version"):
        client.post(harvest.box.target, {**form_of(client, link), **typed(purpose=purpose)})

    assert hidden["token"] == link.rsplit("/", 1)[1]
    assert f'action="{harvest.box.target}?envoi"' in page
    assert Envelope.objects.count() == 1


def test_opening_an_invitation_link_changes_nothing(client: Client, harvest: CardCollection, settings: Any) -> None:
    link = link_of(harvest, settings)
    before = list(Invitation.objects.values())

    client.get(link)
    client.head(link)

    assert list(Invitation.objects.values()) == before
    assert Envelope.objects.count() == 0


def test_an_invitation_link_cut_short_says_so(client: Client, harvest: CardCollection, settings: Any) -> None:
    link = link_of(harvest, settings)

    answer = client.get(link[:-3])

    assert answer.status_code == 404
    assert "Ce lien d’invitation est incomplet" in answer.content.decode()


def test_the_invited_and_passers_by_see_one_page(client: Client, harvest: CardCollection, settings: Any) -> None:
    link = link_of(harvest, settings)

    pages = [HIDDEN.sub("", client.get(address).content.decode()) for address in (link, harvest.box.target)]

    assert pages[0] == pages[1]


def test_the_card_prints_blank_with_every_question(client: Client, harvest: CardCollection) -> None:
    said = client.get(f"{harvest.box.target}/papier").content.decode()

    assert said.count('class="case"') == 6
    assert said.count('class="lignes"') == 5
    assert harvest.box.target.rsplit("/", 1)[1] in said


def test_the_size_every_post_is_brought_to_holds_the_longest_card(client: Client, harvest: CardCollection) -> None:
    said = client.get(harvest.box.target).content.decode()

    assert f'data-size="{POST_BYTES}"' in said
    assert "pad.js" in said


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, harvest: CardCollection, method: str) -> None:
    answer = getattr(client, method)(harvest.box.target)

    assert answer.status_code in {403, 405}
