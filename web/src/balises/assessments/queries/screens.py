"""What an assessor sees: one question per screen, or a whole dimension, with an account, by a link or from paper."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.assessments import rules
from balises.assessments.models import Assessor
from balises.assessments.phrases import ANSWER_LABELS
from balises.assessments.queries.asking import Wording, is_plain_for, quick_answers, subject_of, wording_around
from balises.assessments.queries.evidence import readable_evidence
from balises.assessments.queries.reading import (
    ALL_ON_ONE_SCREEN,
    criteria,
    criteria_of,
    given_of,
    missing,
    own_ratings,
    screens,
)
from balises.assessments.rules import Choice
from balises.shared.errors import Refusal
from balises.shared.http import activity_token


@dataclass(frozen=True)
class Desk:
    """Where an assessor sits: the address of the grid, the way out, and the token of a form without a cookie."""

    assessor: Assessor
    url: str
    home_url: str
    activity: str  # "" for members, whose forms carry the usual token
    holder: str  # who writes: whoever sits there, or whoever enters a paper
    base_url: str  # what others answered, once shared, stands below it: questions/3, pieces/4
    is_paper: bool = False

    def token(self, url: str) -> str:
        """The token of a form at another address of the same desk."""
        return activity_token(url) if self.activity else ""


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
    left: str  # how many questions still wait
    given: dict[str, str]  # nothing where there is no answer yet
    proposed: dict[str, str]  # what the same person answered to the quick scan, to keep or to change; written nowhere
    subject: tuple[tuple[str, str], ...]
    is_subject_shown: bool  # or one click away
    around: Wording
    wording: str
    other_label: str
    other_wording: str
    back_url: str  # "" on the first question
    dimension_url: str  # the same question among those of its dimension; "" where it stands alone
    evidence: str  # what was joined so far, in words
    secrecy: Secrecy


@dataclass(frozen=True)
class DimensionRow:
    number: int
    has_answer: bool
    evidence: str
    wording: str
    other_label: str
    other_wording: str
    around: Wording


@dataclass(frozen=True)
class DimensionPage:
    title: str
    desk: Desk
    use: str
    code: str
    step: int
    count: int
    left: str
    subject: tuple[tuple[str, str], ...]
    has_proposed: bool
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
    rows: tuple[AnswerRow, ...]
    why_not: Refusal | None
    secrecy: Secrecy


def question_page(desk: Desk, *, number: int) -> QuestionPage:
    asked = criteria(desk.assessor.assessment)
    criterion, own = asked[number - 1], own_ratings(desk.assessor)
    left, is_plain = sum(each["code"] not in own for each in asked), is_plain_for(desk.assessor)
    return QuestionPage(
        title=_wording(criterion, is_plain=is_plain),
        desk=desk,
        use=desk.assessor.assessment.use.title,
        number=number,
        count=len(asked),
        minutes=rules.minutes_for(left),
        left=left_words(left),
        given=given_of(own.get(criterion["code"])),
        proposed={}
        if criterion["code"] in own
        else given_of(quick_answers(desk.assessor, holder=desk.holder).get(criterion["code"])),
        subject=subject_of(desk.assessor),
        is_subject_shown=not own and not desk.activity,
        around=wording_around(desk.assessor, criterion),
        wording=_wording(criterion, is_plain=is_plain),
        other_label=_other_label(is_plain=is_plain),
        other_wording=_wording(criterion, is_plain=not is_plain),
        back_url=f"{desk.url}?question={number - 1}" if number > 1 else "",
        dimension_url=_dimension_url(desk, criterion=criterion),
        evidence=evidence_words(joined_counts(desk)[criterion["code"]]),
        secrecy=secrecy_of(desk),
    )


def _dimension_url(desk: Desk, *, criterion: Mapping[str, Any]) -> str:
    code = criterion["dimension"]["code"]
    is_alone = len(criteria_of(desk.assessor.assessment, dimension=code)) == 1
    return f"{desk.url}?dimension={ALL_ON_ONE_SCREEN if is_alone else code}"


def dimension_page(desk: Desk, *, code: str) -> DimensionPage:
    assessment = desk.assessor.assessment
    every, waiting, joined = screens(assessment, like=code), missing(desk.assessor), joined_counts(desk)
    asked, quick = criteria_of(assessment, dimension=code), quick_answers(desk.assessor, holder=desk.holder)
    is_whole = code == ALL_ON_ONE_SCREEN
    return DimensionPage(
        title=_("Toutes les questions") if is_whole else wording_around(desk.assessor, asked[0][1]).dimension,
        desk=desk,
        use=assessment.use.title,
        code=code,
        step=every.index(code) + 1,
        count=len(every),
        left=left_words(len(waiting)),
        subject=subject_of(desk.assessor),
        has_proposed=any(number in waiting and each["code"] in quick for number, each in asked),
        rows=tuple(
            _dimension_row(number, criterion, desk=desk, waiting=waiting, joined=joined) for number, criterion in asked
        ),
        back_url=f"{desk.url}?dimension={every[every.index(code) - 1]}" if code != every[0] else "",
        secrecy=secrecy_of(desk),
    )


def _dimension_row(
    number: int, criterion: Mapping[str, Any], *, desk: Desk, waiting: Sequence[int], joined: Counter[str]
) -> DimensionRow:
    is_plain = is_plain_for(desk.assessor)
    return DimensionRow(
        number=number,
        has_answer=number not in waiting,
        evidence=evidence_words(joined[criterion["code"]]),
        wording=_wording(criterion, is_plain=is_plain),
        other_label=_other_label(is_plain=is_plain),
        other_wording=_wording(criterion, is_plain=not is_plain),
        around=wording_around(desk.assessor, criterion),
    )


def joined_counts(desk: Desk) -> Counter[str]:
    """How many pieces the desk has joined so far, question by question."""
    found = readable_evidence(desk.assessor, holder=desk.holder).filter(assessor=desk.assessor)
    return Counter(found.values_list("criterion", flat=True))


def evidence_words(count: int) -> str:
    if not count:
        return ""
    return ngettext("Une pièce jointe", "%(count)s pièces jointes", count) % {"count": count}


def left_words(count: int) -> str:
    if not count:
        return _("Toutes les questions ont une réponse")
    return ngettext("Il reste une question", "Il reste %(count)s questions", count) % {"count": count}


def _other_label(*, is_plain: bool) -> str:
    return _("La question, dans ses mots précis") if is_plain else _("La même question, plus simplement")


def summary_page(desk: Desk) -> SummaryPage:
    rows = answer_rows(desk)
    return SummaryPage(
        title=_("Relire la saisie, puis la remettre") if desk.is_paper else _("Relire, puis remettre"),
        desk=desk,
        use=desk.assessor.assessment.use.title,
        rows=rows,
        why_not=rules.refusal_to_hand_in(missing=tuple(row.number for row in rows if not row.answer)),
        secrecy=secrecy_of(desk),
    )


def answer_rows(desk: Desk) -> tuple[AnswerRow, ...]:
    own, is_plain = own_ratings(desk.assessor), is_plain_for(desk.assessor)
    rows = []
    for number, criterion in enumerate(criteria(desk.assessor.assessment), start=1):
        rating = own.get(criterion["code"])
        answer = str(ANSWER_LABELS[Choice(rating.choice)]) if rating else ""
        words, url = _wording(criterion, is_plain=is_plain), f"{desk.url}?question={number}"
        rows.append(AnswerRow(number, words, answer, rating.justification if rating else "", url))
    return tuple(rows)


def wording_for(assessor: Assessor, criterion: Mapping[str, Any]) -> str:
    """The question as that seat reads it."""
    return _wording(criterion, is_plain=is_plain_for(assessor))


def _wording(criterion: Mapping[str, Any], *, is_plain: bool) -> str:
    return str(criterion["plain" if is_plain else "question"])


def secrecy_of(desk: Desk) -> Secrecy:
    return Secrecy(
        who_reads=_(
            "Jusqu’à la mise en commun, les autres sièges ne voient pas vos réponses. "
            "Ensuite, les sièges interrogés les lisent avec les leurs ; l’organisation lit les écarts, "
            "et peut les confier à une autre qui a le même outil."
        ),
        kept_until=_("Elles sont gardées jusqu’au réexamen de la décision qui en est tirée."),
        notice_url=notice_url_of(desk.assessor.assessment.use.organisation.slug),
    )


def notice_url_of(slug: str) -> str:
    return f"{reverse('organisations:notice', args=[slug])}#sieges"
