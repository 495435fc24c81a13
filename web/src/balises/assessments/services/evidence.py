"""What a seat joins to its answers: a link or a file, read by nobody else before the sharing."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from balises.assessments import queries, rules
from balises.assessments.models import Assessment, Assessor, Evidence
from balises.assessments.rules import EvidenceKind, SentFile
from balises.assessments.services.filling import begin_own_draft
from balises.organisations import journal
from balises.shared.errors import insist


@transaction.atomic
def join_file(assessor: Assessor, *, holder: str, criterion: str, title: str, sent: SentFile) -> Evidence:
    """Keep a file that is what it says it is. Its name is not kept: it may name somebody. Twice is once."""
    assessor = _insist_on_joining(assessor, holder=holder, criterion=criterion)
    insist(rules.refusal_of_file(sent))
    found = rules.file_type(sent.content)
    held = {
        "kind": EvidenceKind.FILE,
        "media_type": found.media_type if found else "",
        "size_bytes": len(sent.content),
        "content": sent.content,
    }
    digest = hashlib.sha256(sent.content).hexdigest()
    return _join(assessor, criterion=criterion, title=title.strip(), digest=digest, held=held)


@transaction.atomic
def join_link(assessor: Assessor, *, holder: str, criterion: str, title: str, address: str) -> Evidence:
    assessor = _insist_on_joining(assessor, holder=holder, criterion=criterion)
    insist(rules.refusal_of_link(address))
    held = {"kind": EvidenceKind.LINK, "address": address}
    digest = hashlib.sha256(address.encode()).hexdigest()
    return _join(assessor, criterion=criterion, title=title.strip(), digest=digest, held=held)


def _join(assessor: Assessor, *, criterion: str, title: str, digest: str, held: Mapping[str, Any]) -> Evidence:
    """A button pressed twice joins one piece."""
    return queries.same_evidence(assessor, criterion=criterion, title=title, digest=digest) or Evidence.objects.create(
        assessor=assessor, criterion=criterion, title=title, digest=digest, on=timezone.localdate(), **held
    )


def _insist_on_joining(assessor: Assessor, *, holder: str, criterion: str) -> Assessor:
    assessment = queries.locked(assessor.assessment)
    assessor = queries.locked_assessor(assessor)
    insist(rules.refusal_to_write(queries.desk_facts(assessor, assessment=assessment, holder=holder)))
    begin_own_draft(assessor, holder=holder)
    count = queries.evidence_count(assessor)
    insist(rules.refusal_to_join(criterion, criteria=queries.codes(assessment), count=count))
    return assessor


@transaction.atomic
def erase_evidence(evidence: Evidence, *, holder: str) -> None:
    """Before handing in it goes without a trace; afterwards others may have read it: title and digest remain."""
    assessment: Assessment = queries.locked(evidence.assessor.assessment)
    evidence = queries.locked_evidence(evidence)
    assessor, is_theirs = evidence.assessor, queries.is_of(evidence.assessor, holder=holder)
    insist(rules.refusal_to_erase(is_theirs=is_theirs, is_erased=evidence.erased_on is not None))
    if rules.refusal_to_write(queries.desk_facts(assessor, assessment=assessment, holder=holder)) is None:
        evidence.delete()
        return
    evidence.content, evidence.address, evidence.erased_on = None, "", timezone.localdate()
    evidence.save(update_fields=["content", "address", "erased_on"])
    journal.record("assessments.evidence_erased", assessment, by=None)
