"""Rows behind the workbench: where the next edition starts from, what becomes of each question."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from balises.assessments.models import GridChange, GridDraft
from balises.library import queries as library
from balises.library import rules as grids
from balises.library.formats import Framework, Where, digest
from balises.library.models import Edition, OwnEdition
from balises.library.rules import Act, CriterionChange
from balises.organisations.models import Organisation
from balises.shared.errors import Refusal, Refused


def draft() -> GridDraft | None:
    """The edition being composed: there is one at most."""
    found: GridDraft | None = GridDraft.objects.select_related("organisation").first()
    return found


def locked_draft(found: GridDraft) -> GridDraft:
    locked: GridDraft = GridDraft.objects.select_for_update().get(pk=found.pk)
    return locked


def bases() -> dict[str, str]:
    """Where one may start from, with its title: the organisation's own newest, the shipped grid."""
    return {found.reference: edition_label(found.title, found.number) for found in library.grids_to_choose()}


def edition_label(title: str, number: int) -> str:
    return _("%(title)s, édition %(number)s") % {"title": title, "number": number}


def grid_to_open(reference: str) -> Edition | OwnEdition:
    """The grid of that reference among those one may open today; the shipped one where none is named."""
    if not reference:
        return library.required_edition(*library.GRID)
    found = library.edition_at(reference) if reference in bases() else None
    if found is None:
        raise Refused(Refusal("assessments.unknown_grid"))
    return found


def changes_of(found: GridDraft) -> tuple[CriterionChange, ...]:
    rows = GridChange.objects.filter(draft=found).prefetch_related("remarks").order_by("pk")
    return tuple(_change(row) for row in rows)


def change_at(found: GridDraft, code: str) -> CriterionChange | None:
    row = GridChange.objects.filter(draft=found, code=code).prefetch_related("remarks").first()
    return _change(row) if row else None


def _change(row: GridChange) -> CriterionChange:
    remarks = tuple(sorted(remark.pk for remark in row.remarks.all()))
    return CriterionChange(row.code, Act(row.act), row.reason, row.words, remarks)


def own_slug(organisation: Organisation) -> str:
    return f"{library.GRID[1]}-{grids.plain_slug(organisation.slug)}"[:60].rstrip("-")


def composed_body(found: GridDraft) -> dict[str, Any]:
    """The next edition as it stands: a grid of the organisation's, with its own number."""
    body = grids.composed(found.base_body, changes_of(found))
    return {**body, "slug": own_slug(found.organisation), "number": _number(found), "replaces": found.base}


def _number(found: GridDraft) -> int:
    """After what it starts from, but not after the count of another organisation."""
    known = [each.number for each in library.grids_to_choose()]
    return grids.next_number(known if found.is_from_elsewhere else [*known, found.base_body["number"]])


def parents_of(found: GridDraft) -> dict[str, str | None]:
    """Which edition each one replaces, what the draft starts from among them."""
    return library.grid_parents() | {found.base: found.base_body["replaces"]}


def taken_codes(found: GridDraft) -> frozenset[str]:
    return library.codes_ever_used() | {*grids.codes(found.base_body), *(each.code for each in changes_of(found))}


def same_question(found: GridDraft, words: Mapping[str, Any]) -> str:
    """The code under which that very question was added already; "" where it was not."""
    added = (change for change in changes_of(found) if change.act is Act.ADD)
    return next((each.code for each in added if {**each.words, "code": ""} == {**words, "code": ""}), "")


def next_code(found: GridDraft, *, dimension: str) -> str:
    return grids.next_code(dimension, slug=found.organisation.slug, taken=taken_codes(found))


def dimensions_of(body: Mapping[str, Any]) -> dict[str, str]:
    return {each["dimension"]["code"]: each["dimension"]["title"] for each in body["criteria"]}


def refusals_to_take_in(grid: Framework, *, organisation: Organisation) -> tuple[tuple[Where, Refusal], ...]:
    """What stands against a grid that comes in by a file, each with the place in the file that says it."""
    found = [*_of_its_names(grid), *_of_its_codes(grid, organisation=organisation)]
    parents = {**library.grid_parents(), grid.reference: grid.replaces}
    found.append((("replaces",), grids.refusal_to_descend(grid.reference, parents=parents)))
    known = library.edition_at(grid.reference)
    if known is not None:
        digests = {"kept_digest": known.digest, "new_digest": digest(grid)}
        found.append((("number",), grids.refusal_to_reload(reference=grid.reference, **digests)))
    return tuple((where, refusal) for where, refusal in found if refusal is not None)


def _of_its_names(grid: Framework) -> list[tuple[Where, Refusal | None]]:
    long = grids.refusal_to_hold(grid.reference, longest=grids.LONGEST_REFERENCE)
    codes = [
        (("criteria", index, "code"), grids.refusal_to_hold(each.code, longest=grids.LONGEST_CODE))
        for index, each in enumerate(grid.criteria)
    ]
    return [(("slug",), long), *codes]


def _of_its_codes(grid: Framework, *, organisation: Organisation) -> list[tuple[Where, Refusal | None]]:
    """A code that we gave to a question of ours may not come back on another's."""
    ours: Collection[str] = () if grid.slug == own_slug(organisation) else library.codes_of_our_own()
    taken = library.codes_ever_used() | {each.code for each in grid.criteria}
    return [
        (("criteria", index, "code"), grids.refusal_to_name(each.code, taken=ours, expected=expected))
        for index, each in enumerate(grid.criteria)
        for expected in [grids.next_code(each.dimension.code, slug=organisation.slug, taken=taken)]
    ]
