"""Remarks on the grid: made where a question is used, read by whoever composes, once their grid is shared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from balises.assessments.models import Remark
from balises.assessments.phrases import REMARK_KINDS, REMARK_SEATS
from balises.assessments.queries.reading import criteria
from balises.assessments.queries.screens import Desk, Secrecy, notice_url_of, wording_for
from balises.assessments.rules import AssessmentState, RemarkKind, remark_may_be_read
from balises.processes.rules import SeatKind


@dataclass(frozen=True)
class AskedQuestion:
    number: int
    dimension: str
    wording: str
    url: str


@dataclass(frozen=True)
class RemarksPage:
    """The questions one may speak of, for the seats of a grid."""

    title: str
    desk: Desk
    use: str
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True)
class RemarkPage:
    title: str
    desk: Desk
    use: str
    number: int
    wording: str
    url: str
    question_url: str
    every_url: str
    is_said: bool
    secrecy: Secrecy


@dataclass(frozen=True)
class RemarkRow:
    """A remark as it is read: what, in which words, from which kind of seat, about which use. Never a person."""

    code: str
    kind: str
    words: str
    seat: str
    use: str


_READABLE = tuple(state for state in AssessmentState if remark_may_be_read(state))


def remarks_page(desk: Desk) -> RemarksPage:
    return RemarksPage(
        title=_("Sur quelle question porte votre remarque ?"),
        desk=desk,
        use=desk.assessor.assessment.use.title,
        questions=tuple(
            _asked(desk, number, criterion)
            for number, criterion in enumerate(criteria(desk.assessor.assessment), start=1)
        ),
    )


def _asked(desk: Desk, number: int, criterion: Mapping[str, Any]) -> AskedQuestion:
    words, url = wording_for(desk.assessor, criterion), f"{desk.url}/remarques?question={number}"
    return AskedQuestion(number, criterion["dimension"]["title"], words, url)


def remark_page(desk: Desk, *, number: int, is_said: bool) -> RemarkPage:
    return RemarkPage(
        title=_("C’est noté, merci") if is_said else _("Qu’est-ce qui ne va pas dans cette question ?"),
        desk=desk,
        use=desk.assessor.assessment.use.title,
        number=number,
        wording=wording_for(desk.assessor, criteria(desk.assessor.assessment)[number - 1]),
        url=f"{desk.url}/remarques?question={number}",
        question_url=f"{desk.url}?question={number}",
        every_url=f"{desk.url}/remarques",
        is_said=is_said,
        secrecy=_secrecy(desk),
    )


def _secrecy(desk: Desk) -> Secrecy:
    return Secrecy(
        who_reads=_(
            "Elle ne garde que le genre de votre siège. La personne qui compose la grille la lira après la mise en "
            "commun ; dans un petit groupe, un siège peut suffire à vous reconnaître."
        ),
        kept_until=_("Elle est gardée avec la grille, pour dire d’où vient un changement."),
        notice_url=notice_url_of(desk.assessor.assessment.use.organisation.slug),
    )


def open_remarks() -> QuerySet[Remark]:
    """What no edition has answered yet, of grids that were shared."""
    found = Remark.objects.filter(answered_in__isnull=True, assessment__state__in=_READABLE)
    return found.select_related("assessment__use").order_by("criterion", "pk")


def remarks_on(code: str) -> QuerySet[Remark]:
    return open_remarks().filter(criterion=code)


def remark_rows(remarks: Iterable[Remark]) -> tuple[RemarkRow, ...]:
    return tuple(_remark_row(remark) for remark in remarks)


def _remark_row(remark: Remark) -> RemarkRow:
    seat, kind = str(REMARK_SEATS[SeatKind(remark.seat_kind)]), str(REMARK_KINDS[RemarkKind(remark.kind)])
    return RemarkRow(remark.criterion, kind, remark.words, seat, remark.assessment.use.title)


def remark_label(remark: Remark) -> tuple[str, str]:
    """What a box says of a remark, and its second line."""
    row = _remark_row(remark)
    return row.words, _("%(kind)s ; %(seat)s") % {"kind": row.kind, "seat": row.seat}
