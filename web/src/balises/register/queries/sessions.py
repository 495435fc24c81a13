"""One session of hard knocks: at one's desk, on the wall, on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.library import queries as library
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.register.models import AIUse, Knock, StressSession
from balises.register.phrases.robustness import HOLD_LABELS
from balises.register.queries.robustness import crumbs_to, home_of
from balises.register.rules import Hold
from balises.shared.http import Crumb
from balises.shared.wording import on_day

Body = Mapping[str, Any]


@dataclass(frozen=True)
class CardRow:
    number: int
    card: Body
    knock: Knock | None
    hold: str
    record_url: str
    undo_url: str
    margin_url: str
    room_url: str


@dataclass(frozen=True)
class SessionPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    session: StressSession
    rows: tuple[CardRow, ...]
    may_run: bool
    has_answers: bool


@dataclass(frozen=True)
class RoomPage:
    """One card, read from the back of the room."""

    title: str
    use: AIUse
    row: CardRow
    count: int
    former_url: str
    next_url: str
    record_url: str
    session_url: str


@dataclass(frozen=True)
class KnockPage:
    title: str
    crumbs: tuple[Crumb, ...]
    card: Body
    session_url: str


@dataclass(frozen=True)
class PlayPage:
    title: str
    crumbs: tuple[Crumb, ...]
    notice: str
    back_url: str


@dataclass(frozen=True)
class SameToolPage:
    title: str
    crumbs: tuple[Crumb, ...]
    elsewhere_url: str  # where the file of another organisation comes in
    back_url: str


def session_page(session: StressSession, *, role: Role) -> SessionPage:
    rows = _rows(session)
    return SessionPage(
        title=_("Séance de coups durs, %(on)s") % {"on": on_day(session.on)},
        crumbs=_in_session(session.use, Crumb(_("Séance"), "")),
        use=session.use,
        session=session,
        rows=rows,
        may_run=may(role, Permission.STRESS_TEST_RUN),
        has_answers=any(row.knock for row in rows),
    )


def _rows(session: StressSession) -> tuple[CardRow, ...]:
    knocks = {knock.card: knock for knock in session.knocks.all()}
    return tuple(
        _card_row(session, number, card, knocks.get(card["code"])) for number, card in enumerate(session.cards, 1)
    )


def _card_row(session: StressSession, number: int, card: Body, knock: Knock | None) -> CardRow:
    here = [session.use.organisation.slug, session.pk, card["code"]]
    return CardRow(
        number=number,
        card=card,
        knock=knock,
        hold=str(HOLD_LABELS[Hold(knock.hold)]) if knock else "",
        record_url=reverse("register:record_knock", args=here),
        undo_url=reverse("register:undo_knock", args=here),
        margin_url=reverse("register:create_margin", args=here),
        room_url=f"{session.get_absolute_url()}?vue=salle&carte={number}",
    )


def room_page(session: StressSession, *, number: int) -> RoomPage:
    rows = _rows(session)
    row = rows[number - 1]
    return RoomPage(
        title=row.card["title"],
        use=session.use,
        row=row,
        count=len(rows),
        former_url=rows[number - 2].room_url if number > 1 else "",
        next_url=rows[number].room_url if number < len(rows) else "",
        record_url=row.record_url,
        session_url=session.get_absolute_url(),
    )


def knock_page(session: StressSession, *, card: str) -> KnockPage | None:
    found = next((each for each in session.cards if each["code"] == card), None)
    if found is None:
        return None
    url = session.get_absolute_url()
    crumbs = _in_session(session.use, Crumb(_("Séance"), url), Crumb(found["title"], ""))
    return KnockPage(title=found["title"], crumbs=crumbs, card=found, session_url=url)


def play_page(use: AIUse) -> PlayPage:
    return PlayPage(
        title=_("Choisir les coups durs"),
        crumbs=_in_session(use, Crumb(_("Choisir les cartes"), "")),
        notice=library.required_edition(*library.STRESS_TESTS).body["notice"],
        back_url=home_of(use),
    )


def other_uses(use: AIUse) -> QuerySet[AIUse]:
    return AIUse.objects.exclude(pk=use.pk).order_by("title")


def same_tool_page(use: AIUse) -> SameToolPage:
    title = _("Une autre équipe a regardé le même outil")
    elsewhere = reverse("assessments:elsewhere", args=[use.organisation.slug, use.pk])
    return SameToolPage(title, crumbs_to(use, Crumb(title, "")), elsewhere, use.get_absolute_url())


def _in_session(use: AIUse, *here: Crumb) -> tuple[Crumb, ...]:
    return crumbs_to(use, Crumb(_("Coups durs"), home_of(use)), *here)
