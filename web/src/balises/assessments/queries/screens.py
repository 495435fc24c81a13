"""What an assessor sees: one question per screen, with an account or by the link of a seat."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessor
from balises.assessments.phrases import ANSWER_LABELS
from balises.assessments.queries.panel import Panel, panel
from balises.assessments.queries.reading import (
    criteria,
    criteria_of,
    dimensions,
    grids_of,
    missing,
    own_ratings,
)
from balises.assessments.rules import AssessmentState, Choice
from balises.processes.models import Seat
from balises.processes.rules import SeatKind
from balises.shared.errors import Refusal


@dataclass(frozen=True)
class Desk:
    """Where an assessor sits: the address of the grid, the way out, and the token of a form without a cookie."""

    assessor: Assessor
    url: str
    home_url: str
    activity: str  # "" for members, whose forms carry the usual token


@dataclass(frozen=True)
class Secrecy:
    who_reads: str
    kept_until: str
    notice_url: str


@dataclass(frozen=True)
class QuestionPage:
    title: str
    desk: Desk
    use: str
    number: int
    count: int
    minutes: int
    dimension: str
    wording: str
    other_label: str
    other_wording: str
    why: str
    guidance: str
    back_url: str  # "" on the first question
    dimension_url: str  # the same question among those of its dimension; "" where it stands alone
    secrecy: Secrecy


@dataclass(frozen=True)
class DimensionRow:
    number: int
    wording: str
    other_label: str
    other_wording: str
    why: str
    guidance: str


@dataclass(frozen=True)
class DimensionPage:
    title: str
    desk: Desk
    use: str
    code: str
    step: int
    count: int
    rows: tuple[DimensionRow, ...]
    back_url: str
    secrecy: Secrecy


@dataclass(frozen=True)
class AnswerRow:
    number: int
    wording: str
    answer: str  # "" where there is none yet
    justification: str
    url: str


@dataclass(frozen=True)
class SummaryPage:
    title: str
    desk: Desk
    use: str
    count: int
    rows: tuple[AnswerRow, ...]
    why_not: Refusal | None
    secrecy: Secrecy


@dataclass(frozen=True)
class DonePage:
    title: str
    sentence: str
    desk: Desk
    use: str
    rows: tuple[AnswerRow, ...]
    panel: Panel | None
    secrecy: Secrecy


@dataclass(frozen=True)
class GridToFill:
    use: str
    sentence: str
    url: str
    act: str
    is_to_do: bool


@dataclass(frozen=True)
class SeatPage:
    title: str
    seat: Seat
    process: str
    grids: tuple[GridToFill, ...]
    contact: str
    notice_url: str


def question_page(desk: Desk, *, number: int) -> QuestionPage:
    asked = criteria(desk.assessor.assessment)
    criterion = asked[number - 1]
    is_plain = _is_plain(desk.assessor)
    return QuestionPage(
        title=_wording(criterion, is_plain=is_plain),
        desk=desk,
        use=desk.assessor.assessment.use.title,
        number=number,
        count=len(asked),
        minutes=len(asked) - number + 1,
        dimension=criterion["dimension"]["title"],
        wording=_wording(criterion, is_plain=is_plain),
        other_label=_other_label(is_plain=is_plain),
        other_wording=_wording(criterion, is_plain=not is_plain),
        why=criterion["why"],
        guidance=criterion["guidance"],
        back_url=f"{desk.url}?question={number - 1}" if number > 1 else "",
        dimension_url=_dimension_url(desk, criterion=criterion),
        secrecy=_secrecy(desk),
    )


def _dimension_url(desk: Desk, *, criterion: Mapping[str, Any]) -> str:
    code = criterion["dimension"]["code"]
    is_alone = len(criteria_of(desk.assessor.assessment, dimension=code)) == 1
    return "" if is_alone else f"{desk.url}?dimension={code}"


def dimension_page(desk: Desk, *, code: str) -> DimensionPage:
    assessment, is_plain = desk.assessor.assessment, _is_plain(desk.assessor)
    every = dimensions(assessment)
    asked = criteria_of(assessment, dimension=code)
    return DimensionPage(
        title=asked[0][1]["dimension"]["title"],
        desk=desk,
        use=assessment.use.title,
        code=code,
        step=every.index(code) + 1,
        count=len(every),
        rows=tuple(_dimension_row(number, criterion, is_plain=is_plain) for number, criterion in asked),
        back_url=f"{desk.url}?dimension={every[every.index(code) - 1]}" if code != every[0] else "",
        secrecy=_secrecy(desk),
    )


def _dimension_row(number: int, criterion: Mapping[str, Any], *, is_plain: bool) -> DimensionRow:
    return DimensionRow(
        number=number,
        wording=_wording(criterion, is_plain=is_plain),
        other_label=_other_label(is_plain=is_plain),
        other_wording=_wording(criterion, is_plain=not is_plain),
        why=criterion["why"],
        guidance=criterion["guidance"],
    )


def _other_label(*, is_plain: bool) -> str:
    return _("La question, dans ses mots précis") if is_plain else _("La même question, plus simplement")


def summary_page(desk: Desk) -> SummaryPage:
    rows = _answer_rows(desk)
    return SummaryPage(
        title=_("Relire, puis remettre"),
        desk=desk,
        use=desk.assessor.assessment.use.title,
        count=len(rows),
        rows=rows,
        why_not=rules.refusal_to_hand_in(missing=missing(desk.assessor)),
        secrecy=_secrecy(desk),
    )


def done_page(desk: Desk) -> DonePage:
    """After handing in, or after a sharing that did not wait."""
    assessment = desk.assessor.assessment
    own = own_ratings(desk.assessor)
    title, sentence = _ending(desk.assessor)
    return DonePage(
        title=title,
        sentence=sentence,
        desk=desk,
        use=assessment.use.title,
        rows=_answer_rows(desk) if own else (),
        panel=panel(assessment, is_inside=True),
        secrecy=_secrecy(desk),
    )


def is_over(assessor: Assessor) -> bool:
    return assessor.handed_in_on is not None or assessor.assessment.state == AssessmentState.SHARED


def seat_page(seat: Seat, *, token: str) -> SeatPage:
    organisation = seat.process.organisation
    return SeatPage(
        title=_("Votre siège : %(label)s") % {"label": seat.label},
        seat=seat,
        process=seat.process.title,
        grids=tuple(_to_fill(found, token=token) for found in grids_of(seat)),
        contact=organisation.contact,
        notice_url=_notice_url(organisation.slug),
    )


def _to_fill(found: Assessor, *, token: str) -> GridToFill:
    assessment = found.assessment
    url = reverse("assessments:seat_rate", args=[assessment.use.organisation.slug, token, assessment.pk])
    if assessment.state == AssessmentState.SHARED:
        sentence, act, is_to_do = _("La mise en commun a eu lieu."), _("Lire les réponses"), False
    elif found.handed_in_on is not None:
        sentence, act, is_to_do = _("Remise. Les autres n’ont pas tous fini."), _("Relire"), False
    elif own_ratings(found):
        sentence, act, is_to_do = _("Commencée, pas encore remise."), _("Reprendre"), True
    else:
        sentence, act, is_to_do = _("Dix minutes environ, en plusieurs fois si vous voulez."), _("Commencer"), True
    return GridToFill(assessment.use.title, sentence, url, act, is_to_do=is_to_do)


def _ending(assessor: Assessor) -> tuple[str, str]:
    if assessor.assessment.state == AssessmentState.SHARED:
        return _("Les réponses, côte à côte"), _("Les écarts ne sont pas des erreurs : ils disent de quoi parler.")
    return _("Votre grille est remise"), _(
        "Rien n’y change plus. Vous lirez les autres quand tous auront remis la leur."
    )


def _answer_rows(desk: Desk) -> tuple[AnswerRow, ...]:
    own, is_plain = own_ratings(desk.assessor), _is_plain(desk.assessor)
    rows = []
    for number, criterion in enumerate(criteria(desk.assessor.assessment), start=1):
        rating = own.get(criterion["code"])
        answer = str(ANSWER_LABELS[Choice(rating.choice)]) if rating else ""
        words, url = _wording(criterion, is_plain=is_plain), f"{desk.url}?question={number}"
        rows.append(AnswerRow(number, words, answer, rating.justification if rating else "", url))
    return tuple(rows)


def _is_plain(assessor: Assessor) -> bool:
    return bool(assessor.seat.kind == SeatKind.SERVICE_USER)


def _wording(criterion: Mapping[str, Any], *, is_plain: bool) -> str:
    return str(criterion["plain" if is_plain else "question"])


def _secrecy(desk: Desk) -> Secrecy:
    return Secrecy(
        who_reads=_(
            "Jusqu’à la mise en commun, les autres sièges ne voient pas vos réponses. "
            "Ensuite, les sièges interrogés les lisent avec les leurs ; l’organisation lit les écarts."
        ),
        kept_until=_("Elles sont gardées jusqu’au réexamen de la décision qui en est tirée."),
        notice_url=_notice_url(desk.assessor.assessment.use.organisation.slug),
    )


def _notice_url(slug: str) -> str:
    return f"{reverse('organisations:notice', args=[slug])}#sieges"
