"""What was said after the sharing: joint ratings, minority opinions, voices that were missing. The report reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor, JointRating, MinorityOpinion
from balises.assessments.phrases import ANSWER_LABELS, MISSING_VOICES
from balises.assessments.queries.reading import codes, holder_of
from balises.assessments.rules import AssessmentState, Choice, PanelFacts
from balises.processes.rules import SeatKind


@dataclass(frozen=True)
class Together:
    """What the panel says of one criterion."""

    choice: Choice
    answer: str
    justification: str


@dataclass(frozen=True)
class Opinion:
    """What a seat holds against the others, as a reader may see it: by seat, never by name."""

    number: int
    criterion: str
    seat: str
    text: str
    is_consented: bool
    is_mine: bool


def panel_facts(assessment: Assessment, *, assessor: Assessor | None = None, holder: str = "") -> PanelFacts:
    return PanelFacts(
        state=AssessmentState(assessment.state),
        is_theirs=assessor is None or is_of(assessor, holder=holder),
    )


def is_of(assessor: Assessor, *, holder: str) -> bool:
    """The words of a seat are those of whoever answered; after a sheet of paper, or silence, of whoever sits there."""
    is_seated = holder == holder_of(assessor.seat)
    return assessor.holder == holder or (is_seated and (assessor.is_paper or not assessor.holder))


def joint_ratings(assessment: Assessment) -> Mapping[str, Together]:
    """What the panel says together, criterion by criterion; nothing before the sharing."""
    if assessment.state != AssessmentState.SHARED:
        return {}
    return {
        said.criterion: Together(Choice(said.choice), str(ANSWER_LABELS[Choice(said.choice)]), said.justification)
        for said in JointRating.objects.filter(assessment=assessment)
    }


def opinions(assessment: Assessment, *, reader: Assessor | None) -> tuple[Opinion, ...]:
    """Inside the panel, all of them; outside, those whose seat consents to be read. By criterion, then by seat."""
    if assessment.state != AssessmentState.SHARED:
        return ()
    found = MinorityOpinion.objects.filter(assessor__assessment=assessment).select_related("assessor__seat")
    kept = found if reader is not None else found.filter(consented_on__isnull=False)
    numbers = {code: number for number, code in enumerate(codes(assessment), start=1)}
    rows = [
        Opinion(
            number=numbers[each.criterion],
            criterion=each.criterion,
            seat=each.assessor.seat.label,
            text=each.text,
            is_consented=each.consented_on is not None,
            is_mine=reader is not None and each.assessor_id == reader.pk,
        )
        for each in kept.order_by("assessor_id")
    ]
    return tuple(sorted(rows, key=lambda row: row.number))


def printed_opinions(assessment: Assessment) -> tuple[Opinion, ...]:
    """The opinions that may be printed, with the seat that signs each."""
    return opinions(assessment, reader=None)


def own_opinion(assessor: Assessor, *, criterion: str) -> MinorityOpinion | None:
    found = MinorityOpinion.objects.filter(assessor=assessor, criterion=criterion)
    return found.select_related("assessor__seat", "assessor__assessment").first()


def locked_opinion(opinion: MinorityOpinion) -> MinorityOpinion:
    found = MinorityOpinion.objects.select_for_update(of=("self",)).select_related("assessor__seat")
    return found.get(pk=opinion.pk)


def missing_voices(table: Iterable[Assessor]) -> tuple[str, ...]:
    """Of the field, those who lead and the people concerned: who did not hand a grid in."""
    kinds = [SeatKind(each.seat.kind) for each in table if each.handed_in_on is not None]
    return tuple(str(MISSING_VOICES[kind]) for kind in rules.missing_voices(kinds))
