"""A file that came in, as its page shows it: what each of its lines would do, or has done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.organisations.models import Organisation
from balises.processes.models import Process
from balises.register import rules
from balises.register.models import Import
from balises.register.phrases import STATUS_LABELS, VISIBILITY_LABELS
from balises.register.phrases.fields import COLUMN_LABELS
from balises.register.phrases.importing import OUTCOME_LABELS
from balises.register.queries.planning import Planned, outcomes, plan, problem_of, seal_of, touched_since
from balises.register.rules import ImportState, Outcome, Problem
from balises.shared.errors import Refusal
from balises.shared.http import Crumb
from balises.shared.wording import count_words


@dataclass(frozen=True)
class PlannedRow:
    where: str
    title: str
    outcome: Outcome
    outcome_label: str
    changed: str
    problems: tuple[Problem, ...]
    announced: str
    is_public: bool


@dataclass(frozen=True)
class ImportPage:
    title: str
    crumbs: tuple[Crumb, ...]
    held: Import
    counts: tuple[tuple[str, str], ...]
    rows: tuple[PlannedRow, ...]
    problems: tuple[Problem, ...]
    has_announced: bool
    why_not: Refusal | None
    why_not_undo: Refusal | None
    seal: str
    is_read: bool
    is_done: bool
    do_url: str
    undo_url: str
    back_url: str


@dataclass(frozen=True)
class ImportRow:
    held: Import
    url: str
    state: str


@dataclass(frozen=True)
class ImportsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    rows: tuple[ImportRow, ...]
    has_process: bool
    start_url: str
    most: int


def imports_page(organisation: Organisation) -> ImportsPage:
    held: QuerySet[Import] = Import.objects.order_by("-pk")[:20]
    states = {
        ImportState.READ: _("Lu, rien d’écrit encore"),
        ImportState.DONE: _("Fait"),
        ImportState.UNDONE: _("Défait"),
    }
    rows = [
        ImportRow(each, reverse("register:import", args=[organisation.slug, each.pk]), states[ImportState(each.state)])
        for each in held
    ]
    return ImportsPage(
        title=_("Faire entrer un registre tenu ailleurs"),
        crumbs=(*_crumbs(organisation), Crumb(_("Faire entrer"), "")),
        rows=tuple(rows),
        has_process=Process.objects.exists(),
        start_url=organisation.get_absolute_url(),
        most=rules.MOST_LINES,
    )


def import_page(held: Import) -> ImportPage:
    organisation = held.organisation
    here, back = [organisation.slug, held.pk], reverse("register:imports", args=[organisation.slug])
    is_read = held.state == ImportState.READ
    planned = plan(held) if is_read else ()
    counts = outcomes(planned)
    state, rows = ImportState(held.state), tuple(_row(each) for each in planned)
    return ImportPage(
        title=held.file_name,
        crumbs=(*_crumbs(organisation), Crumb(_("Faire entrer"), back), Crumb(held.file_name, "")),
        held=held,
        counts=tuple((str(OUTCOME_LABELS[each]), count_words(counts[each])) for each in Outcome if counts[each]),
        rows=rows,
        problems=tuple(_worded(problem_of(row)) for row in held.problems),
        has_announced=any(row.announced for row in rows),
        why_not=rules.refusal_to_import(state, is_still_so=True, outcomes=counts),
        why_not_undo=rules.refusal_to_undo_import(state, touched=touched_since(held)) if not is_read else None,
        seal=seal_of(planned),
        is_read=is_read,
        is_done=held.state == ImportState.DONE,
        do_url=reverse("register:do_import", args=here),
        undo_url=reverse("register:undo_import", args=here),
        back_url=back,
    )


def _row(planned: Planned) -> PlannedRow:
    use = planned.use
    changed = [str(COLUMN_LABELS.get(name, _("ce qui est gardé à part"))) for name in planned.after]
    return PlannedRow(
        where=planned.line.where,
        title=planned.line.values.get("title", ""),
        outcome=planned.outcome,
        outcome_label=str(OUTCOME_LABELS[planned.outcome]),
        changed=", ".join(changed) if planned.outcome is Outcome.CHANGED else "",
        problems=tuple(map(_worded, planned.problems)),
        announced=str(planned.after.get("announced", "")),
        is_public=bool(use and use.is_published and planned.outcome is Outcome.CHANGED),
    )


_CODES: Mapping[str, Mapping[Any, Any]] = {"status": STATUS_LABELS, "visibility": VISIBILITY_LABELS}


def _worded(problem: Problem) -> Problem:
    """The same problem, its field called as its column is, its codes as they are read."""
    facts = dict(problem.refusal.facts)
    name = str(facts.get("field", ""))
    if name in _CODES:
        facts["expected"] = [str(label) for label in _CODES[name].values()]
    if name:
        facts["field"] = str(COLUMN_LABELS.get(name, name))
    return Problem(problem.where, Refusal(problem.refusal.code, facts))


def _crumbs(organisation: Organisation) -> tuple[Crumb, ...]:
    return (Crumb(_("Usages"), reverse("register:uses", args=[organisation.slug])),)
