"""Where a seat stands: its page, what it handed in, and the answers side by side once they are shared."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.assessments import rules
from balises.assessments.models import Assessment
from balises.assessments.queries.asking import subject_of
from balises.assessments.queries.beside import BesideLink, beside_link
from balises.assessments.queries.panel import Panel, panel
from balises.assessments.queries.reading import codes, current_holder, grids_of, own_ratings
from balises.assessments.queries.screens import (
    AnswerRow,
    Desk,
    Secrecy,
    answer_rows,
    notice_url_of,
    secrecy_of,
)
from balises.assessments.rules import AssessmentState
from balises.processes.models import Seat
from balises.register import queries as register
from balises.shared.wording import on_day


@dataclass(frozen=True)
class DonePage:
    title: str
    sentence: str
    desk: Desk
    use: str
    rows: tuple[AnswerRow, ...]
    panel: Panel | None
    beside: BesideLink | None  # where somebody else looked at the same tool
    secrecy: Secrecy


@dataclass(frozen=True)
class GridToFill:
    use: str
    subject: tuple[tuple[str, str], ...]  # told before anything is answered, and no more once it is handed in
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
    pronounced: tuple[register.PronouncedUse, ...]  # which a seat may ask to look at again
    contact: str
    notice_url: str


def done_page(desk: Desk) -> DonePage:
    """After handing in, or after a sharing that did not wait. Once shared, one's answers stand among the others.

    Never from a sheet: whoever enters one goes back to the grid.
    """
    assessment = desk.assessor.assessment
    shared = panel(assessment, reader=desk.assessor, base_url=desk.base_url)
    is_own = not desk.assessor.is_paper and bool(own_ratings(desk.assessor))
    title, sentence = _ending(desk)
    return DonePage(
        title=title,
        sentence=sentence,
        desk=desk,
        use=assessment.use.title,
        rows=answer_rows(desk) if is_own and shared is None else (),
        panel=shared,
        beside=beside_link(assessment, base_url=desk.base_url),
        secrecy=secrecy_of(desk),
    )


def is_over(desk: Desk) -> bool:
    """Nothing to write here any more: handed in, shared, or entered from paper by somebody else."""
    assessor = desk.assessor
    is_elsewhere = assessor.is_paper and not desk.is_paper
    return is_elsewhere or assessor.handed_in_on is not None or assessor.assessment.state == AssessmentState.SHARED


def seat_page(seat: Seat, *, token: str) -> SeatPage:
    organisation = seat.process.organisation
    return SeatPage(
        title=_("Votre siège : %(label)s") % {"label": seat.label},
        seat=seat,
        process=seat.process.title,
        grids=_to_fill_first(_to_fill(found, token=token) for found in grids_of(seat)),
        pronounced=register.pronounced_uses(seat, token=token),
        contact=organisation.contact,
        notice_url=notice_url_of(organisation.slug),
    )


def _to_fill_first(grids: Iterable[GridToFill]) -> tuple[GridToFill, ...]:
    """What is still asked of the seat, then what it may read again; each the latest first."""
    return tuple(sorted(grids, key=lambda grid: not grid.is_to_do))


def _to_fill(found: Any, *, token: str) -> GridToFill:
    assessment = found.assessment
    url = reverse("assessments:seat_rate", args=[assessment.use.organisation.slug, token, assessment.pk])
    count = len(codes(assessment))
    done = found.rating_count if found.holder == current_holder(found) else 0
    if assessment.state == AssessmentState.SHARED:
        sentence, act, is_to_do = _when_shared(found.assessment, count=count), _("Lire les réponses"), False
    elif found.is_paper:
        sentence, act, is_to_do = _("Vos réponses sont venues sur papier."), _("Voir où cela en est"), False
    elif found.handed_in_on is not None:
        sentence, act, is_to_do = _("Remise. Les autres n’ont pas tous fini."), _("Relire"), False
    elif done:
        sentence, act, is_to_do = _remaining(count - done), _("Reprendre"), True
    else:
        sentence, act, is_to_do = _at_start(count), _("Commencer"), True
    subject = subject_of(found) if is_to_do else ()
    return GridToFill(assessment.use.title, subject, sentence, url, act, is_to_do=is_to_do)


def _when_shared(assessment: Assessment, *, count: int) -> str:
    """The count tells the whole grid from the quick scan of the same use."""
    on = on_day(assessment.shared_on) if assessment.shared_on else ""
    return _("%(count)s questions. La mise en commun a eu lieu %(on)s.") % {"count": count, "on": on}


def _at_start(count: int) -> str:
    return _("%(count)s questions, %(minutes)s minutes environ, en plusieurs fois si vous voulez.") % {
        "count": count,
        "minutes": rules.minutes_for(count),
    }


def _remaining(waiting: int) -> str:
    if not waiting:
        return _("Toutes les questions ont une réponse. Il reste à remettre.")
    return ngettext(
        "Commencée. Il reste une question.",
        "Commencée. Il reste %(count)s questions, %(minutes)s minutes environ.",
        waiting,
    ) % {"count": waiting, "minutes": rules.minutes_for(waiting)}


def _ending(desk: Desk) -> tuple[str, str]:
    if desk.assessor.assessment.state == AssessmentState.SHARED:
        return _("Les réponses, côte à côte"), _("Les écarts ne sont pas des erreurs : ils disent de quoi parler.")
    if desk.assessor.is_paper:
        return _("Vos réponses sont venues sur papier"), _(
            "Quelqu’un les entre ici pour vous. Vous lirez les autres quand tous auront remis la leur."
        )
    return _("Votre grille est remise"), _(
        "Rien n’y change plus. Vous lirez les autres quand tous auront remis la leur."
    )
