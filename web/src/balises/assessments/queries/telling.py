"""What each seat is told when a grid opens: a text to copy or to send. It promises no more than the seat's own page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor
from balises.assessments.queries.asking import is_plain_for
from balises.assessments.queries.reading import awaited, codes, holder_label
from balises.assessments.rules import AssessmentState, TellingFacts
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.processes import queries as processes
from balises.shared.errors import Refusal
from balises.shared.wording import on_day


@dataclass(frozen=True)
class TextRow:
    label: str
    holder: str
    words: str
    told: str  # the day a letter left; "" where none has


@dataclass(frozen=True)
class Telling:
    rows: tuple[TextRow, ...]
    url: str
    mail_count: int
    why_not: Refusal | None


def telling(assessment: Assessment, *, asked: Iterable[Assessor], member: Member) -> Telling | None:
    """For whoever opens grids, while somebody else is still to answer on a screen."""
    if assessment.state != AssessmentState.OPEN or not may(Role(member.role), Permission.ASSESSMENT_RUN):
        return None
    waited = [each for each in asked if _is_to_tell(each) and each.seat.member_id != member.pk]
    if not waited:
        return None
    return Telling(
        rows=tuple(_row(each) for each in waited),
        url=reverse("assessments:tell", args=[assessment.use.organisation.slug, assessment.pk]),
        mail_count=sum(has_mail(each) for each in waited),
        why_not=rules.refusal_to_tell(telling_facts(assessment, waited=waited)),
    )


def to_tell(assessment: Assessment, *, by: Member) -> tuple[Assessor, ...]:
    """Those a letter may reach; locked, so that two clicks write one letter."""
    rows = awaited(assessment).select_for_update(of=("self",))
    waited = rows.select_related("assessment__use__organisation", "seat__member__user").order_by("pk")
    return tuple(each for each in waited if _is_to_tell(each) and has_mail(each) and each.seat.member_id != by.pk)


def has_mail(assessor: Assessor) -> bool:
    return assessor.seat.member is not None and assessor.seat.member.is_active


def address_of(assessor: Assessor) -> str:
    """The address of whoever holds the seat; only for those `to_tell` gives."""
    return assessor.seat.member.user.email if assessor.seat.member else ""


def words_for(assessor: Assessor) -> str:
    """The whole text, in plain words for the person accompanied. The link of a seat without account is on its sheet."""
    use = assessor.assessment.use
    here, count = [use.organisation.slug, assessor.assessment_id], len(codes(assessor.assessment))
    facts = {
        "seat": assessor.seat.label,
        "use": use.title,
        "count": count,
        "minutes": rules.minutes_for(count),
        "link": f"{settings.BASE_URL}{reverse('assessments:rate', args=here)}" if has_mail(assessor) else "",
        "is_plain": is_plain_for(assessor),
        "notice": f"{settings.BASE_URL}{reverse('organisations:notice', args=here[:1])}#sieges",
        "contact": use.organisation.contact,
    }
    return render_to_string("assessments/letter.txt", facts).strip()


def _is_to_tell(assessor: Assessor) -> bool:
    return assessor.handed_in_on is None and not assessor.is_paper and processes.is_held(assessor.seat)


def telling_facts(assessment: Assessment, *, waited: Iterable[Assessor]) -> TellingFacts:
    today, with_mail = timezone.localdate(), [each for each in waited if has_mail(each)]
    return TellingFacts(
        state=AssessmentState(assessment.state),
        with_mail_count=len(with_mail),
        told_today_count=sum(each.told_on == today for each in with_mail),
    )


def _row(assessor: Assessor) -> TextRow:
    told = on_day(assessor.told_on) if assessor.told_on else ""
    return TextRow(assessor.seat.label, holder_label(assessor.seat), words_for(assessor), told)
