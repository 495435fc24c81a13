"""The sessions where hard knocks were imagined, and what they say of a use, beside what it is said to gain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.library import queries as library
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.register import rules
from balises.register.models import AIUse, Gain, Knock, StressSession
from balises.register.phrases.robustness import BESIDE, HOLD_LABELS, UNTESTED
from balises.register.rules import GainKind, Hold, KnockStanding
from balises.shared.http import Crumb
from balises.shared.wording import join_words, on_day

Body = Mapping[str, Any]


@dataclass(frozen=True)
class PrincipleRow:
    """One criterion of robustness, in words."""

    principle: str
    question: str
    hold: str
    is_fragile: bool
    cards: str  # which knocks put it to the test, in words


@dataclass(frozen=True)
class SessionRow:
    session: StressSession
    sentence: str


@dataclass(frozen=True)
class MarginRow:
    knock: Knock
    url: str
    card: str


@dataclass(frozen=True)
class RobustnessPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    sentence: str
    gains: tuple[Gain, ...]
    gains_url: str
    sessions: tuple[SessionRow, ...]
    principles: tuple[PrincipleRow, ...]
    margins: tuple[MarginRow, ...]
    play_url: str  # "" where the reader may not


def stress_cards() -> tuple[Body, ...]:
    return tuple(library.required_edition(*library.STRESS_TESTS).body["cards"])


def session_at(pk: int) -> StressSession | None:
    found: StressSession | None = (
        StressSession.objects.select_related("use__organisation", "use__process").filter(pk=pk).first()
    )
    return found


def silent_session(use: AIUse, *, cards: Sequence[Mapping[str, Any]], on: date) -> StressSession | None:
    """A session of that day with those cards, of which nothing was said yet."""
    waiting = StressSession.objects.filter(use=use, on=on, knocks__isnull=True)
    codes = [card["code"] for card in cards]
    return next((each for each in waiting if [card["code"] for card in each.cards] == codes), None)


def locked_session(session: StressSession) -> StressSession:
    locked: StressSession = StressSession.objects.select_for_update().get(pk=session.pk)
    return locked


def locked_knock(knock: Knock) -> Knock:
    locked: Knock = Knock.objects.select_for_update().get(pk=knock.pk)
    return locked


def knock_standing(session: StressSession, *, card: str) -> KnockStanding:
    former = knock_of(session, card=card)
    return KnockStanding(
        is_played=card in {each["code"] for each in session.cards},
        former_due_on=former.margin_due_on if former else None,
        today=timezone.localdate(),
    )


def knock_of(session: StressSession, *, card: str) -> Knock | None:
    found: Knock | None = Knock.objects.filter(session=session, card=card).first()
    return found


def sessions_of(use: AIUse) -> QuerySet[StressSession]:
    found = StressSession.objects.filter(use=use).prefetch_related("knocks").select_related("use__organisation")
    return found.order_by("-on", "-pk")


def margins_awaited(uses: QuerySet[AIUse]) -> QuerySet[Knock]:
    """Margins that somebody answers for and that do not exist yet, soonest first."""
    found = Knock.objects.filter(session__use__in=uses, margin_created_on__isnull=True).exclude(margin="")
    return found.select_related("session__use__organisation").order_by("margin_due_on", "pk")


def standing_knocks(use: AIUse) -> tuple[tuple[Body, Hold], ...]:
    """For each card ever played, what the last room that answered it said."""
    last: dict[str, tuple[Body, Hold]] = {}
    for session in reversed(sessions_of(use)):
        cards = {card["code"]: card for card in session.cards}
        for knock in session.knocks.all():
            last[knock.card] = (cards[knock.card], Hold(knock.hold))
    return tuple(last.values())


def beside_sentence(use: AIUse) -> str:
    """Performance and robustness in one sentence, neither weighed against the other."""
    gains = [(GainKind(gain.kind), gain.is_vendor) for gain in Gain.objects.filter(use=use)]
    holds = [hold for _card, hold in standing_knocks(use)]
    return str(BESIDE[rules.performance_of(gains), rules.robustness_of(holds)])


def session_sentences(use: AIUse) -> tuple[str, ...]:
    """Each session in a sentence: its day, and what the room said of each card."""
    return tuple(_sentence(session) for session in sessions_of(use) if session.knocks.all())


def _sentence(session: StressSession) -> str:
    titles = {card["code"]: card["title"] for card in session.cards}
    said = [
        _("« %(card)s » : %(hold)s") % {"card": titles[knock.card], "hold": HOLD_LABELS[Hold(knock.hold)]}
        for knock in session.knocks.all()
    ]
    return _("Séance tenue %(on)s. %(said)s.") % {"on": on_day(session.on), "said": "\u202f; ".join(said)}


def robustness_page(use: AIUse, *, role: Role) -> RobustnessPage:
    here = [use.organisation.slug, use.pk]
    sessions = tuple(sessions_of(use))
    return RobustnessPage(
        title=_("Ce qui tient, ce qui plie, ce qui casse"),
        crumbs=crumbs_to(use, Crumb(_("Coups durs"), "")),
        use=use,
        sentence=beside_sentence(use),
        gains=tuple(Gain.objects.filter(use=use)),
        gains_url=reverse("register:gains", args=here),
        sessions=tuple(SessionRow(each, _state_of(each)) for each in sessions),
        principles=_principles(use),
        margins=tuple(_margin_row(knock) for session in sessions for knock in session.knocks.all() if knock.margin),
        play_url=reverse("register:play_cards", args=here) if may(role, Permission.STRESS_TEST_RUN) else "",
    )


def _state_of(session: StressSession) -> str:
    return _sentence(session) if session.knocks.all() else _("Cartes choisies, rien d’écrit encore.")


def _principles(use: AIUse) -> tuple[PrincipleRow, ...]:
    """The twelve criteria of robustness, each with the worst that was said and by which knocks."""
    knocks = standing_knocks(use)
    found = rules.profile((card["robustness"], hold) for card, hold in knocks)
    every = library.required_edition(*library.GRID).body.get("robustness", ())
    return tuple(
        PrincipleRow(
            principle=each["principle"],
            question=each["question"],
            hold=str(HOLD_LABELS[found[each["code"]]] if each["code"] in found else UNTESTED),
            is_fragile=found.get(each["code"]) is Hold.BREAKS,
            cards=join_words(card["title"] for card, _hold in knocks if each["code"] in card["robustness"]),
        )
        for each in every
    )


def _margin_row(knock: Knock) -> MarginRow:
    titles = {card["code"]: card["title"] for card in knock.session.cards}
    return MarginRow(knock, knock.session.get_absolute_url(), titles[knock.card])


def home_of(use: AIUse) -> str:
    return reverse("register:robustness", args=[use.organisation.slug, use.pk])


def crumbs_to(use: AIUse, *here: Crumb) -> tuple[Crumb, ...]:
    uses = reverse("register:uses", args=[use.organisation.slug])
    return (Crumb(_("Usages"), uses), Crumb(use.title, use.get_absolute_url()), *here)
