"""The next edition of an organisation's own grid: begun from one that exists, changed with reasons, sealed."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from balises.assessments import queries, rules
from balises.assessments.models import GridChange, GridDraft, Remark
from balises.library import rules as grids
from balises.library import services as library_services
from balises.library.formats import Framework, as_yaml, digest, read_framework
from balises.library.models import OwnEdition
from balises.library.rules import Act, CriterionChange
from balises.library.services import EditionRow
from balises.organisations import journal
from balises.organisations.models import Member
from balises.shared.errors import insist


@dataclass(frozen=True)
class EditionFace:
    """How an edition presents itself: functions sign it, never persons."""

    title: str
    summary: str
    authors: tuple[str, ...]


@transaction.atomic
def start_composing(*, base: str, by: Member) -> GridDraft:
    """Begin from the shipped grid, or from the organisation's own."""
    insist(rules.refusal_to_start_composing(is_under_way=queries.draft() is not None))
    found = queries.grid_to_open(base)
    return _begin(found.reference, found.body, is_from_elsewhere=False, by=by)


@transaction.atomic
def start_from_file(grid: Framework, *, by: Member) -> GridDraft:
    """Begin from a file that came in. What it says of its codes and of its ancestors is checked against ours."""
    insist(rules.refusal_to_start_composing(is_under_way=queries.draft() is not None))
    for _where, refusal in queries.refusals_to_take_in(grid, organisation=by.organisation):
        insist(refusal)
    is_ours = grid.slug == queries.own_slug(by.organisation)
    return _begin(grid.reference, grid.model_dump(mode="json"), is_from_elsewhere=not is_ours, by=by)


def _begin(reference: str, body: Mapping[str, Any], *, is_from_elsewhere: bool, by: Member) -> GridDraft:
    draft: GridDraft = GridDraft.objects.create(
        organisation=by.organisation,
        base=reference,
        base_body=body,
        is_from_elsewhere=is_from_elsewhere,
        started_on=timezone.localdate(),
    )
    journal.record("assessments.composing_started", draft, by=by)
    return draft


@transaction.atomic
def change_criterion(draft: GridDraft, *, change: CriterionChange, by: Member) -> GridChange:
    """Say what becomes of a criterion, why, and after which remarks; said again, it replaces what was said."""
    draft = queries.locked_draft(draft)
    dropped = {each.code for each in queries.changes_of(draft) if each.act is Act.DROP and each.code != change.code}
    insist(grids.refusal_to_change(change, base=draft.base_body, dropped=dropped))
    return _keep(draft, change=change, by=by)


@transaction.atomic
def add_criterion(
    draft: GridDraft, *, words: Mapping[str, Any], reason: str, remarks: Collection[int], by: Member
) -> GridChange:
    """Add a question under a code that never served; the code is given, never chosen. Added again, it is the same."""
    draft = queries.locked_draft(draft)
    code = queries.same_question(draft, words) or queries.next_code(draft, dimension=words["dimension"]["code"])
    change = CriterionChange(code, Act.ADD, reason, {"code": code, **words}, tuple(remarks))
    insist(grids.refusal_to_change(change, base=draft.base_body, dropped=()))
    return _keep(draft, change=change, by=by)


def _keep(draft: GridDraft, *, change: CriterionChange, by: Member) -> GridChange:
    kept, _is_new = GridChange.objects.update_or_create(
        draft=draft,
        code=change.code,
        defaults={"act": change.act, "words": dict(change.words), "reason": change.reason.strip()},
    )
    kept.remarks.set(Remark.objects.filter(pk__in=change.remarks, answered_in__isnull=True))
    journal.record("assessments.criterion_changed", kept, by=by)
    return kept


@transaction.atomic
def restore_criterion(draft: GridDraft, *, code: str, by: Member) -> None:
    """Undo what was said of a criterion: it stands again as in the edition one starts from."""
    for change in GridChange.objects.filter(draft=queries.locked_draft(draft), code=code):
        journal.record("assessments.criterion_restored", change, by=by)
        change.delete()


@transaction.atomic
def drop_draft(draft: GridDraft, *, by: Member) -> None:
    """Give up composing: the remarks stay open."""
    journal.record("assessments.composing_dropped", draft, by=by)
    queries.locked_draft(draft).delete()


@transaction.atomic
def publish_draft(draft: GridDraft, *, face: EditionFace, by: Member) -> OwnEdition:
    """Seal the composed grid as the organisation's next edition, read with the very schema of content."""
    draft = queries.locked_draft(draft)
    changes = queries.changes_of(draft)
    insist(grids.refusal_to_publish(has_changes=bool(changes), is_from_elsewhere=draft.is_from_elsewhere))
    values = {**queries.composed_body(draft), **asdict(face), "published_on": timezone.localdate().isoformat()}
    grid = read_framework(as_yaml(values).encode(), Path(f"{values['slug']}.yaml"))
    insist(grids.refusal_to_descend(grid.reference, parents=queries.parents_of(draft) | {grid.reference: draft.base}))
    edition = library_services.publish_own_edition(
        _row(grid), replaces=draft.base, changes=[_written(change) for change in changes], by=by
    )
    cited = {pk for change in changes for pk in change.remarks}
    Remark.objects.filter(pk__in=cited).update(answered_in=edition)
    draft.delete()
    return edition


def _row(grid: Framework) -> EditionRow:
    return EditionRow(
        grid.kind, grid.slug, grid.number, grid.language, grid.title, digest(grid), grid.model_dump(mode="json")
    )


def _written(change: CriterionChange) -> dict[str, Any]:
    """What is sealed of a change: remarks by their keys, so that their words can still be erased."""
    return {"code": change.code, "act": change.act, "reason": change.reason, "remarks": list(change.remarks)}
