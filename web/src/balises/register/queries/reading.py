from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.organisations.models import Organisation
from balises.processes.models import Process
from balises.register import rules
from balises.register.models import AIUse
from balises.register.phrases import STATUS_LABELS, STATUS_MEANINGS, VISIBILITY_LABELS
from balises.register.rules import AnswerFacts, EntryFacts, EntryField, Status, Visibility
from balises.shared.wording import on_day

_SEA_MARKS = {
    Status.ALLOWED: "authorised",
    Status.ALLOWED_WITH_CONDITIONS: "conditional",
    Status.FRAMED_TRIAL: "trial",
    Status.TO_INVESTIGATE: "to_examine",
    Status.SUSPENDED: "suspended",
    Status.REFUSED: "forbidden",
}


@dataclass(frozen=True)
class StateMark:
    """A status as a sea mark shows it, always with its word."""

    state: str
    label: str
    meaning: str


@dataclass(frozen=True)
class EntryRow:
    """A published use, as a list shows it."""

    use: AIUse
    url: str
    mark: StateMark
    visibility: str
    is_review_due: bool


def locked(use: AIUse) -> AIUse:
    return AIUse.objects.select_for_update().get(pk=use.pk)


def has_use(process: Process, *, title: str, but: AIUse | None = None) -> bool:
    uses = AIUse.objects.filter(process=process, title=title)
    return (uses.exclude(pk=but.pk) if but else uses).exists()


def free_slug(title: str) -> str:
    """The title's slug, with a number where another use of the organisation has it."""
    return free_slugs([title])[0]


def free_slugs(titles: Iterable[str]) -> tuple[str, ...]:
    """One for each title, no two alike."""
    taken, given = set(AIUse.objects.values_list("slug", flat=True)), []
    for title in titles:
        given.append(rules.free_slug(title, taken=taken))
        taken.add(given[-1])
    return tuple(given)


def answers_of(use: AIUse) -> AnswerFacts:
    return AnswerFacts(use.owner, use.human_contact, use.how_to_refuse, use.how_to_contest, use.review_on)


def entry_facts(use: AIUse, *, answers: AnswerFacts | None = None) -> EntryFacts:
    return EntryFacts(answers or answers_of(use), is_published=use.is_published, today=timezone.localdate())


def published_uses() -> QuerySet[AIUse]:
    """Entries of the organisation in scope that the public may read, latest pronounced first."""
    uses = AIUse.objects.filter(published_on__isnull=False, withdrawn_on__isnull=True)
    shown = uses.select_related("organisation", "entry_node").prefetch_related("gates")
    return shown.order_by("-pronounced_on", "-published_on", "title")


def published_or_withdrawn() -> QuerySet[AIUse]:
    return AIUse.objects.filter(published_on__isnull=False).select_related("organisation", "entry_node")


def use_at(slug: str) -> AIUse | None:
    """The use that has, or had, this address on the public register."""
    return published_or_withdrawn().filter(slug=slug).first()


def state_mark(status: str) -> StateMark:
    known = Status(status)
    return StateMark(_SEA_MARKS[known], str(STATUS_LABELS[known]), str(STATUS_MEANINGS[known]))


def former_sentence(use: AIUse) -> str:
    """What the body had said, where it pronounced again; nothing where it pronounced once."""
    if use.former_on is None:
        return ""
    said = {"on": on_day(use.former_on), "status": state_mark(use.former_status).label.lower()}
    return _("L’instance s’était déjà prononcée %(on)s : %(status)s.") % said


def legend() -> tuple[StateMark, ...]:
    return tuple(state_mark(status) for status in STATUS_MEANINGS)


def status_choices() -> list[tuple[str, Any]]:
    """Every status with its word, for the form of the body that pronounces."""
    return [(status, STATUS_LABELS[status]) for status in Status]


def visibility_label(visibility: str) -> str:
    return str(VISIBILITY_LABELS[Visibility(visibility)])


def entry_url(use: AIUse) -> str:
    return reverse("register:entry", args=[use.organisation.slug, use.slug])


def register_url(organisation: Organisation) -> str:
    return reverse("register:public", args=[organisation.slug])


def _public_visibility(use: AIUse) -> str:
    return visibility_label(use.visibility) if rules.is_public(EntryField.VISIBILITY, tiers=use.tiers) else ""


def entry_row(use: AIUse) -> EntryRow:
    return EntryRow(
        use=use,
        url=entry_url(use),
        mark=state_mark(use.status),
        visibility=_public_visibility(use),
        is_review_due=use.review_on is not None and use.review_on <= timezone.localdate(),
    )
