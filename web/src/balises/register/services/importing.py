"""A file comes in: it is read, shown, written in one go, and can be undone while nothing else touched it."""

from collections.abc import Iterable, Mapping, Sequence
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
from balises.trace.models import Node
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
    new = [each for each in planned if each.outcome is Outcome.CREATED]
    changed = [each for each in planned if each.outcome is Outcome.CHANGED]
    held.done = [*_create(new, held=held), *map(_change, changed)]
    held.state, held.rows, held.problems = ImportState.DONE, [], []
    held.save(update_fields=["done", "state", "rows", "problems"])
    journal.record("register.import_made", held, by=by)
    return held


@transaction.atomic
def undo_import(held: Import, *, by: Member) -> Import:
    """Put everything back as it was: what it made goes, what it changed says again what it said."""
    held = queries.locked_import(held)
    insist(rules.refusal_to_undo_import(ImportState(held.state), touched=queries.touched_since(held)))
    uses = AIUse.objects.select_related("organisation", "node").in_bulk([row["use"] for row in held.done])
    _remove([uses[row["use"]] for row in held.done if row["is_new"]])
    for row in held.done:
        if not row["is_new"]:
            _write(uses[row["use"]], row["before"])
    held.state, held.done = ImportState.UNDONE, []
    held.save(update_fields=["state", "done"])
    journal.record("register.import_undone", held, by=by)
    return held


def _create(lines: Sequence[Planned], *, held: Import) -> list[dict[str, Any]]:
    """All of them in a few writings: whoever sent five hundred lines looks at a page that does not move."""
    titles = [each.after["title"] for each in lines]
    nodes = trace.mark_all(Kind.USE, titles, on=timezone.localdate())
    slugs = queries.free_slugs(each.line.values.get("slug") or each.after["title"] for each in lines)
    uses = [_new(*each, held=held) for each in zip(lines, nodes, slugs, strict=True)]
    AIUse.objects.bulk_create(uses)
    trace.place_all((use.node, use.get_absolute_url()) for use in uses)
    return [_row(use, each.after, before=None) for use, each in zip(uses, lines, strict=True)]


def _new(planned: Planned, node: Node, slug: str, *, held: Import) -> AIUse:
    use = AIUse(
        organisation=held.organisation,
        process_id=held.process_id,
        slug=slug,
        visibility=Visibility.DECLARED,
        spotted=_("Venu d’un registre tenu ailleurs"),
        node=node,
    )
    _fill(use, {name: value for name, value in planned.after.items() if value or name != "spotted"})
    return use


def _row(use: AIUse, names: Iterable[str], *, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is kept of a line that was written, so that it can be undone."""
    after = {name: queries.current(use, name) for name in names}
    return {"use": use.pk, "is_new": before is None, "before": before or {}, "after": after}


def _change(planned: Planned) -> dict[str, Any]:
    if planned.use is None:
        raise ValueError("Only a use that is there can be changed.")
    before = {name: queries.current(planned.use, name) for name in planned.after}
    _write(planned.use, planned.after)
    return _row(planned.use, planned.after, before=before)


def _write(use: AIUse, values: Mapping[str, Any]) -> None:
    _fill(use, values)
    use.save(update_fields=[*values])
    trace.rename(use.node, title=use.title, on=use.node.on)
    if use.is_published:
        show_entry(use)


def _fill(use: AIUse, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(use, name, rules.day_of(value) if name == "review_on" else value)


def _remove(uses: Sequence[AIUse]) -> None:
    AIUse.objects.filter(pk__in=[use.pk for use in uses]).delete()
    trace.forget_all(use.node for use in uses)
