"""The pages of those who run a harvest, and of those who read its cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.boxes import queries as boxes
from balises.boxes.rules import BoxState, shown_code
from balises.cards import rules
from balises.cards.models import Card, CardCollection
from balises.cards.phrases import LOST_LABEL, QUESTIONS, STATE_LABELS, VISIBILITY_CHOICES
from balises.cards.queries.reading import cards_in_words, host_shown, in_scope, paper_url, shown_state, spotted_words
from balises.cards.rules import CollectionState
from balises.organisations.models import Member, Organisation
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.register.rules import Visibility
from balises.shared.http import Crumb
from balises.shared.wording import NARROW_SPACE


@dataclass(frozen=True)
class CollectionRow:
    title: str
    url: str
    process: str
    state_label: str


@dataclass(frozen=True)
class CollectionsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[CollectionRow, ...]
    new_url: str


@dataclass(frozen=True)
class FormPage:
    title: str
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True)
class CollectionPage:
    """A harvest for members: its state, and what may be done now by whoever looks."""

    title: str
    crumbs: tuple[Crumb, ...]
    collection: CardCollection
    question: str
    state: str  # a CollectionState, or « lost »
    state_label: str
    code: str
    join_place: str  # what one types on a phone
    join_url: str  # what the QR code holds
    paper_url: str
    count_words: str
    count_shown: str  # in figures, for the back of the room
    invited_count: int
    mailing_count: int
    may_run: bool
    may_read: bool


@dataclass(frozen=True)
class CardRow:
    card: Card
    visibility: str
    answers: tuple[tuple[str, str], ...]  # question, what was written


@dataclass(frozen=True)
class CardsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[CardRow, ...]
    draft_url: str


@dataclass(frozen=True)
class DraftPage:
    title: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[CardRow, ...]
    spotted: str
    cards_url: str


def collections_page(organisation: Organisation) -> CollectionsPage:
    return CollectionsPage(
        title=_("Lever le voile : les récoltes de cartes d’usage"),
        crumbs=(Crumb(_("Cartes d’usage"), ""),),
        rows=tuple(_collection_row(collection) for collection in in_scope()),
        new_url=reverse("cards:new", args=[organisation.slug]),
    )


def new_page(organisation: Organisation) -> FormPage:
    return FormPage(title=_("Préparer une récolte de cartes"), crumbs=_crumbs(organisation, _("Préparer")))


def collection_page(collection: CardCollection, *, member: Member) -> CollectionPage:
    box = collection.box
    code = shown_code(box.code) if box else ""
    count = boxes.count_by_fives(box) if box else 0
    state = shown_state(collection)
    return CollectionPage(
        title=collection.title,
        crumbs=_collection_crumbs(collection),
        collection=collection,
        question=collection.question.text if collection.question else "",
        state=state,
        state_label=_state_label(state),
        code=code,
        join_place=f"{host_shown()}/j",
        join_url=f"{settings.BASE_URL}{reverse('boxes:follow_code', args=[code])}" if code else "",
        paper_url=paper_url(collection) if code else "",
        count_words=cards_in_words(count),
        count_shown=_in_figures(count) if state == CollectionState.OPEN else _state_label(state),
        invited_count=box.invitations.count() if box else 0,
        mailing_count=box.mailing_count if box else 0,
        may_run=may(Role(member.role), Permission.CARDS_RUN),
        may_read=may(Role(member.role), Permission.CARDS_READ),
    )


def close_page(collection: CardCollection) -> FormPage:
    title = _("Clore « %(title)s »") % {"title": collection.title}
    return FormPage(title=title, crumbs=_collection_crumbs(collection, _("Clore")))


def cards_page(collection: CardCollection) -> CardsPage:
    """Every card, whole, in the order drawn when the box was opened."""
    return CardsPage(
        title=_("Ce que disent les cartes"),
        crumbs=_collection_crumbs(collection, _("Lire les cartes")),
        rows=tuple(_card_row(card) for card in Card.objects.filter(collection=collection)),
        draft_url=reverse("cards:draft_use", args=[collection.process.organisation.slug, collection.pk]),
    )


def draft_page(collection: CardCollection, *, cards: Sequence[Card]) -> DraftPage:
    return DraftPage(
        title=_("Rédiger un usage"),
        crumbs=_collection_crumbs(collection, _("Rédiger un usage")),
        rows=tuple(_card_row(card) for card in cards),
        spotted=spotted_words(len(cards)),
        cards_url=reverse("cards:read", args=[collection.process.organisation.slug, collection.pk]),
    )


def common_visibility(cards: Sequence[Card]) -> str:
    """What the chosen cards say of visibility where they all say the same; nothing otherwise."""
    said = {card.visibility for card in cards}
    return said.pop() if len(said) == 1 else ""


def _collection_row(collection: CardCollection) -> CollectionRow:
    return CollectionRow(
        title=collection.title,
        url=collection.get_absolute_url(),
        process=collection.process.title,
        state_label=_state_label(shown_state(collection)),
    )


def _in_figures(count: int) -> str:
    return f"{count}{NARROW_SPACE}+" if count else f"<{NARROW_SPACE}{rules.COUNT_STEP}"


def _state_label(state: str) -> str:
    return str(LOST_LABEL if state == BoxState.LOST else STATE_LABELS[CollectionState(state)])


def _card_row(card: Card) -> CardRow:
    answers = ((str(QUESTIONS[name]), getattr(card, name)) for name in rules.LIMITS)
    visibility = str(VISIBILITY_CHOICES[Visibility(card.visibility)])
    return CardRow(card, visibility, tuple((question, answer) for question, answer in answers if answer))


def _crumbs(organisation: Organisation, here: str) -> tuple[Crumb, ...]:
    return (Crumb(_("Cartes d’usage"), reverse("cards:collections", args=[organisation.slug])), Crumb(here, ""))


def _collection_crumbs(collection: CardCollection, here: str = "") -> tuple[Crumb, ...]:
    """From the process to the harvest, and to the page within it where there is one."""
    process, title = collection.process, collection.title
    first, _last = _crumbs(process.organisation, title)
    there = (Crumb(title, collection.get_absolute_url()), Crumb(here, "")) if here else (Crumb(title, ""),)
    return (Crumb(process.title, process.get_absolute_url()), first, *there)
