"""What was joined to answers: its seat alone reads it before the sharing, then the panel, and nobody else."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from balises.assessments.models import Assessor, Evidence
from balises.assessments.queries.reading import current_holder
from balises.assessments.rules import AssessmentState, EvidenceKind


@dataclass(frozen=True)
class EvidenceRow:
    title: str
    seat: str
    address: str  # of a link, "" for a file and once erased
    file_url: str  # "" for a link and once erased
    erase_url: str  # "" where the reader did not join it, and once erased
    size_kb: int
    digest: str
    erased_on: date | None


def readable_evidence(reader: Assessor, *, holder: str) -> QuerySet[Evidence]:
    """One's own, while one sits there; after the sharing, what was joined to every grid that was handed in."""
    own = Q(assessor=reader) & Q(assessor__holder=holder) if holder == current_holder(reader) else Q(pk__in=[])
    shared = Q(assessor__assessment__state=AssessmentState.SHARED, assessor__handed_in_on__isnull=False)
    found = Evidence.objects.filter(own | shared, assessor__assessment=reader.assessment_id)
    return found.select_related("assessor__seat", "assessor__assessment").order_by("criterion", "pk")


def evidence_rows(
    reader: Assessor, *, holder: str, criterion: str, is_own: bool, base_url: str
) -> tuple[EvidenceRow, ...]:
    """`base_url` is the address of the reader's desk."""
    found = readable_evidence(reader, holder=holder).defer("content").filter(criterion=criterion)
    kept = found.filter(assessor=reader) if is_own else found
    return tuple(_row(each, reader=reader, holder=holder, base_url=base_url) for each in kept)


def _row(found: Evidence, *, reader: Assessor, holder: str, base_url: str) -> EvidenceRow:
    is_there = found.erased_on is None
    url = f"{base_url}/pieces/{found.pk}"
    is_mine = found.assessor_id == reader.pk and found.assessor.holder == holder
    return EvidenceRow(
        title=found.title,
        seat=found.assessor.seat.label,
        address=found.address,
        file_url=url if is_there and found.kind == EvidenceKind.FILE else "",
        erase_url=f"{url}/effacer" if is_there and is_mine else "",
        size_kb=-(-found.size_bytes // 1024),
        digest=found.digest,
        erased_on=found.erased_on,
    )


def evidence_at(pk: int, *, reader: Assessor, holder: str) -> Evidence | None:
    return readable_evidence(reader, holder=holder).filter(pk=pk).first()


def evidence_count(assessor: Assessor) -> int:
    return Evidence.objects.filter(assessor=assessor).count()


def same_evidence(assessor: Assessor, *, criterion: str, title: str, digest: str) -> Evidence | None:
    """The same piece, under the same words, joined to the same answer."""
    held = Evidence.objects.filter(assessor=assessor, criterion=criterion, title=title, digest=digest)
    found: Evidence | None = held.filter(erased_on__isnull=True).first()
    return found


def locked_evidence(evidence: Evidence) -> Evidence:
    found = Evidence.objects.select_for_update(of=("self",)).defer("content")
    return found.select_related("assessor__seat").get(pk=evidence.pk)
