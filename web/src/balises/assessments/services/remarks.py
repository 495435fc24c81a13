"""The grid grows from practice: a remark is made where a question is used."""

from django.db import transaction
from django.utils import timezone

from balises.assessments import queries, rules
from balises.assessments.models import Assessor, Remark
from balises.assessments.rules import RemarkKind
from balises.shared.errors import insist


@transaction.atomic
def remark(assessor: Assessor, *, criterion: str, kind: RemarkKind, words: str) -> Remark:
    """Keep what does not work in a question, under a kind of seat: who sits there is not written. Twice is once."""
    insist(rules.refusal_to_remark(criterion, criteria=queries.codes(assessor.assessment), words=words))
    made: Remark
    made, _is_new = Remark.objects.get_or_create(
        assessment=assessor.assessment,
        criterion=criterion,
        kind=kind,
        words=words.strip(),
        seat_kind=assessor.seat.kind,
        defaults={"on": timezone.localdate()},
    )
    return made
