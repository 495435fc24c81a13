"""A file comes in: it is read, shown, written in one go, and can be undone while nothing else touched it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes.models import Process
from balises.register import queries, rules
from balises.register.models import AIUse, Import
from balises.register.queries import Planned
from balises.register.rules import EntryLine, ImportState, Outcome, Problem, Visibility
from balises.register.services.entries import show_entry
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.rules import Kind


@dataclass(frozen=True)
class FileRead:
    """A file as it was read."""

    name: str
    layout: str
    lines: Iterable[EntryLine]
    problems: Iterable[Problem]


@transaction.atomic
def read_import(process: Process, *, file: FileRead, by: Member) -> Import:
    """Keep what was read until someone says yes; a file read before and left there gives its place."""
    Import.objects.filter(state=ImportState.READ).delete()
    held = Import.objects.create(
        organisation_id=process.organisation_id,
        process=process,
        file_name=file.name[:200],
        layout=file.layout,
        rows=[queries.line_row(line) for line in file.lines],
        problems=[queries.problem_row(problem) for problem in file.problems],
        on=timezone.localdate(),
    )
    journal.record("register.import_read", held, by=by)
    return held


@transaction.atomic
def do_import(held: Import, *, seal: str, by: Member) -> Import:
    """Write everything that was shown, and nothing else."""
    held = queries.locked_import(held)
    planned = queries.plan(held)
    is_still_so = queries.seal_of(planned) == seal
    counts = queries.outcomes(planned)
    insist(rules.refusal_to_import(ImportState(held.state), is_still_so=is_still_so, outcomes=counts))
    writing = [each for each in planned if each.outcome in {Outcome.CREATED, Outcome.CHANGED}]
    held.done = [_create(each, held=held) if each.use is None else _change(each) for each in writing]
    held.state, held.rows, held.problems = ImportState.DONE, [], []
    held.save(update_fields=["done", "state", "rows", "problems"])
    journal.record("register.import_made", held, by=by)
    return held


@transaction.atomic
def undo_import(held: Import, *, by: Member) -> Import:
    """Put everything back as it was: what it made goes, what it changed says again what it said."""
    held = queries.locked_import(held)
    insist(rules.refusal_to_undo_import(ImportState(held.state), touched=queries.touched_since(held)))
    for row in held.done:
        use = AIUse.objects.select_related("organisation", "node").get(pk=row["use"])
        if row["is_new"]:
            _remove(use)
        else:
            _write(use, row["before"])
    held.state, held.done = ImportState.UNDONE, []
    held.save(update_fields=["state", "done"])
    journal.record("register.import_undone", held, by=by)
    return held


def _create(planned: Planned, *, held: Import) -> dict[str, Any]:
    after = dict(planned.after)
    title = after["title"]
    use = AIUse(
        organisation_id=held.organisation_id,
        process_id=held.process_id,
        slug=queries.free_slug(planned.line.values.get("slug") or title),
        visibility=Visibility.DECLARED,
        spotted=_("Venu d’un registre tenu ailleurs"),
        node=trace.mark(Kind.USE, title, on=timezone.localdate()),
    )
    _fill(use, {name: value for name, value in after.items() if value or name != "spotted"})
    use.save()
    trace.place(use.node, address=use.get_absolute_url())
    return {"use": use.pk, "is_new": True, "before": {}, "after": {name: queries.current(use, name) for name in after}}


def _change(planned: Planned) -> dict[str, Any]:
    if planned.use is None:
        raise ValueError("Only a use that is there can be changed.")
    use, after = planned.use, dict(planned.after)
    before = {name: queries.current(use, name) for name in after}
    _write(use, after)
    return {"use": use.pk, "is_new": False, "before": before, "after": {n: queries.current(use, n) for n in after}}


def _write(use: AIUse, values: Mapping[str, Any]) -> None:
    _fill(use, values)
    use.save(update_fields=[*values])
    trace.rename(use.node, title=use.title, on=use.node.on)
    if use.is_published:
        show_entry(use)


def _fill(use: AIUse, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(use, name, rules.day_of(value) if name == "review_on" else value)


def _remove(use: AIUse) -> None:
    node = use.node
    use.delete()
    trace.forget(node)
