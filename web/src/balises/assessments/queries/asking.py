"""What a seat is told when it is asked, and what it answered before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from balises.assessments.models import Assessment, Assessor, Rating
from balises.assessments.phrases.plain import PLAIN_DIMENSIONS
from balises.assessments.queries.reading import criteria_of, given_of, own_ratings
from balises.assessments.rules import AssessmentState, Depth
from balises.processes.rules import SeatKind


def subject_of(assessor: Assessor) -> tuple[tuple[str, str], ...]:
    """What the use is, as that seat reads it: nobody should answer about a title."""
    use = assessor.assessment.use
    if is_plain_for(assessor) and use.plain:
        return ((_("De quoi il s’agit"), use.plain),)
    return (
        (_("À quoi cela sert"), use.purpose),
        (_("Avec quel outil"), use.tool),
        (_("Ce qui lui est confié"), use.information),
        (_("Qui cela touche"), use.people_concerned),
    )


def is_plain_for(assessor: Assessor) -> bool:
    return bool(assessor.seat.kind == SeatKind.SERVICE_USER)


@dataclass(frozen=True)
class Wording:
    """What stands around a question, as a seat reads it."""

    dimension: str
    why: str
    guidance: str  # "" where it waits with the precise words
    precise: tuple[str, ...]  # what stands under the question in its precise words


def wording_around(assessor: Assessor, criterion: Mapping[str, Any]) -> Wording:
    """In plain words for the person accompanied, the expert's one click further; in the grid's own words elsewhere."""
    title, why, guidance = criterion["dimension"]["title"], criterion["why"], criterion["guidance"]
    plain = PLAIN_DIMENSIONS.get(slugify(title)) if is_plain_for(assessor) else None
    if plain is None:
        return Wording(title, why, guidance, precise=())
    return Wording(str(plain[0]), str(plain[1]), guidance="", precise=(f"{title}.", why, guidance))


def quick_answers(assessor: Assessor, *, holder: str) -> dict[str, Rating]:
    """Ten of the questions of the whole grid were answered before: whoever sits there finds their own answers ticked.

    Nobody else does: not the next holder of the seat, nor whoever enters its paper. Kept again, they are written.
    """
    assessment = assessor.assessment
    if assessment.depth != Depth.WHOLE:
        return {}
    scans = Assessment.objects.filter(use=assessment.use_id, edition=assessment.edition, depth=Depth.QUICK)
    latest = scans.filter(state=AssessmentState.SHARED).order_by("-pk").first()
    own = Rating.objects.filter(assessor__assessment=latest, assessor__seat=assessor.seat_id, assessor__holder=holder)
    return {rating.criterion: rating for rating in own}


def given_in(assessor: Assessor, *, holder: str, dimension: str) -> dict[str, dict[str, str]]:
    """What the forms of a dimension show: what was answered here, or to the quick scan before it."""
    shown = {**quick_answers(assessor, holder=holder), **own_ratings(assessor)}
    asked = [criterion["code"] for _number, criterion in criteria_of(assessor.assessment, dimension=dimension)]
    return {code: given_of(shown.get(code)) for code in asked}
