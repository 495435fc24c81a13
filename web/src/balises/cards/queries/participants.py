"""The pages of those who write a card: no name, no cookie, nothing of the box is ever shown back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from balises.boxes.rules import shown_code
from balises.cards import rules
from balises.cards.models import CardCollection
from balises.cards.phrases import HINTS, KEPT_UNTIL, QUESTIONS, VISIBILITY_CHOICES, WHO_READS
from balises.cards.queries.reading import address_of, host_shown, paper_url
from balises.shared.errors import Refusal
from balises.shared.http import activity_token

# A POST makes browsers forget the page of its own address. Sent to another one, the form that « back » shows is the
# one that was filled, with its token: what is sent from it again replaces the card.
_SENDING = "envoi"


@dataclass(frozen=True)
class ParticipantPage:
    title: str
    post_url: str
    activity: str
    token: str
    post_bytes: int
    who_reads: str
    kept_until: str
    notice_url: str
    paper_url: str


@dataclass(frozen=True)
class SaidPage:
    """A participant's page that only says something; `kept` gives back what was typed and could not be sent."""

    title: str
    refusal: Refusal | None
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class PaperPage:
    title: str
    questions: tuple[tuple[str, str], ...]
    visibility_question: str
    visibilities: tuple[str, ...]
    code: str
    join_place: str


def participant_page(collection: CardCollection, *, token: str) -> ParticipantPage:
    """One form. Its token is drawn for it, or came with the invitation; it travels in the body of the POST only."""
    address = address_of(collection)
    slug = collection.process.organisation.slug
    return ParticipantPage(
        title=_("Racontez une fois où une IA est entrée dans votre travail"),
        post_url=f"{address}?{_SENDING}",
        activity=activity_token(address),
        token=token,
        post_bytes=rules.POST_BYTES,
        who_reads=str(WHO_READS),
        kept_until=str(KEPT_UNTIL),
        notice_url=f"/{slug}/donnees#cartes",
        paper_url=paper_url(collection),
    )


def refused_page(refusal: Refusal, *, kept: Sequence[tuple[str, str]] = ()) -> SaidPage:
    return SaidPage(title=_("Cette récolte ne prend pas de carte"), refusal=refusal, kept=tuple(kept))


def thanks_page() -> SaidPage:
    return SaidPage(title=_("Votre carte est dans l’urne"), refusal=None)


def typed_answers(typed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What someone typed, question by question, to be given back."""
    return tuple((str(QUESTIONS[name]), typed[name]) for name in rules.LIMITS if typed.get(name))


def paper_page(collection: CardCollection) -> PaperPage:
    code = shown_code(collection.box.code) if collection.box else ""
    return PaperPage(
        title=_("Racontez une fois où une IA est entrée dans votre travail"),
        questions=tuple((str(QUESTIONS[name]), str(HINTS[name])) for name in rules.LIMITS),
        visibility_question=str(QUESTIONS["visibility"]),
        visibilities=tuple(str(label) for label in VISIBILITY_CHOICES.values()),
        code=code,
        join_place=f"{host_shown()}/j",
    )
