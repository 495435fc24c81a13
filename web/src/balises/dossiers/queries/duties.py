"""What falls due in a process, and who watches over it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.charters.models import CharterVersion
from balises.decisions.models import Decision
from balises.dossiers import rules
from balises.meetings.models import Meeting
from balises.organisations.models import Member
from balises.organisations.roles import Role
from balises.processes import queries as processes
from balises.processes.models import Phase, Process
from balises.processes.rules import SeatKind
from balises.register import queries as register
from balises.register.models import AIUse

NEAR_DAYS = 30


@dataclass(frozen=True)
class Deadline:
    on: date
    text: str
    url: str
    source: str
    is_near: bool


@dataclass(frozen=True)
class Watchers:
    """Functions, never names."""

    leads: tuple[str, ...]
    guarantors: tuple[str, ...]


def deadlines(process: Process) -> tuple[Deadline, ...]:
    """Soonest first; what is late stays until it is done."""
    phases = processes.phases(process)
    found = [*_frame(process, phases=phases), *_reviews(process), *_margins(process), *_meetings(process)]
    return tuple(sorted(found, key=lambda deadline: (deadline.on, deadline.text)))


def current_phase(process: Process) -> Phase | None:
    """Where the calendar stands today; the work itself may be ahead or behind."""
    today = timezone.localdate()
    return next((phase for phase in processes.phases(process) if phase.starts_on <= today <= phase.ends_on), None)


def is_table_set(process: Process) -> bool:
    return rules.is_table_set(SeatKind(seat.kind) for seat in processes.seats(process) if processes.is_held(seat))


def watchers() -> Watchers:
    found = Member.objects.filter(role__in=(Role.LEAD, Role.GUARANTOR), is_active=True).order_by("pk")
    members = list(found)
    return Watchers(
        leads=tuple(member.function for member in members if member.role == Role.LEAD),
        guarantors=tuple(member.function for member in members if member.role == Role.GUARANTOR),
    )


def _frame(process: Process, *, phases: tuple[Phase, ...]) -> Iterator[Deadline]:
    """What the first phase owes: the staff's opinion and enough seats, before it ends."""
    if not phases:
        return
    until, source, here = phases[0].ends_on, phases[0].title, [process.organisation.slug, process.pk]
    if not process.staff_opinion:
        text = _("Noter l’avis des représentants du personnel.")
        yield _deadline(until, text, url=reverse("processes:frame", args=here), source=source)
    if not is_table_set(process):
        text = _("Tenir au moins trois sièges, dont celui d’une personne accompagnée.")
        yield _deadline(until, text, url=reverse("processes:frame", args=here), source=source)


def _reviews(process: Process) -> Iterator[Deadline]:
    uses = AIUse.objects.filter(process=process, review_on__isnull=False).select_related("organisation")
    for use in uses:
        text = _("Réexaminer l’usage « %(title)s ».") % {"title": use.title}
        yield _deadline(use.review_on, text, url=use.get_absolute_url(), source=_("Registre"))
    decisions = Decision.objects.filter(proposal__process=process, proposal__use__isnull=True)
    for decision in decisions.select_related("proposal__process__organisation"):
        text = _("Revoir la décision « %(title)s ».") % {"title": decision.proposal.title}
        yield _deadline(decision.review_on, text, url=decision.get_absolute_url(), source=_("Décision scellée"))
    version = CharterVersion.objects.filter(decision__proposal__process=process).order_by("-number").first()
    if version is not None:
        text = _("Relire la charte, version %(number)s.") % {"number": version.number}
        url = reverse("charters:version", args=[process.organisation.slug, version.number])
        yield _deadline(version.review_on, text, url=url, source=_("Charte adoptée"))


def _margins(process: Process) -> Iterator[Deadline]:
    """What a room said it would create so that a use bends instead of breaking."""
    for knock in register.margins_awaited(AIUse.objects.filter(process=process)):
        text = _("Créer une marge pour « %(title)s » : %(margin)s.")
        text %= {"title": knock.session.use.title, "margin": knock.margin.rstrip(".")}
        due_on = knock.margin_due_on or timezone.localdate()
        yield _deadline(due_on, text, url=knock.session.get_absolute_url(), source=knock.margin_owner)


def _meetings(process: Process) -> Iterator[Deadline]:
    coming = Meeting.objects.filter(process=process, starts_at__gt=timezone.now()).select_related("organisation")
    for meeting in coming:
        on = timezone.localtime(meeting.starts_at).date()
        yield _deadline(on, meeting.title, url=meeting.get_absolute_url(), source=_("Rencontre"))


def _deadline(on: date, text: str, *, url: str, source: str) -> Deadline:
    return Deadline(on, text, url, source, is_near=on <= timezone.localdate() + timedelta(days=NEAR_DAYS))
