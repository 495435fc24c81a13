"""An edition beside another: what changes, question by question, why, and after which remarks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.assessments.models import GridDraft, Remark
from balises.assessments.phrases import ACT_LABELS, FIELD_LABELS
from balises.assessments.queries.composing import changes_of, composed_body, dimensions_of, edition_label
from balises.assessments.queries.remarks import RemarkRow, remark_rows
from balises.assessments.queries.workbench import CriterionRow, DimensionPart, bench_crumbs, grid_crumbs, name_of
from balises.library import queries as library
from balises.library import rules as grids
from balises.library.models import Edition, OwnEdition
from balises.library.rules import WORDED, Act, CriterionChange, CriterionDifference
from balises.organisations.models import Organisation
from balises.shared.changes import Change, by_paragraph, changes_by_word
from balises.shared.http import Crumb

Body = Mapping[str, Any]


@dataclass(frozen=True)
class WordedChange:
    label: str
    paragraphs: tuple[tuple[Change, ...], ...]


@dataclass(frozen=True)
class DifferenceRow:
    code: str
    question: str
    act: str
    fields: tuple[WordedChange, ...]
    reason: str
    remarks: tuple[RemarkRow, ...]


@dataclass(frozen=True)
class PreviewPage:
    title: str
    crumbs: tuple[Crumb, ...]
    base: str
    number: int
    count: int
    rows: tuple[DifferenceRow, ...]
    back_url: str


@dataclass(frozen=True)
class EditionPage:
    title: str
    crumbs: tuple[Crumb, ...]
    edition: OwnEdition
    since: str
    others: tuple[tuple[str, str], ...]  # what it may be compared with: reference and title
    rows: tuple[DifferenceRow, ...]
    dimensions: tuple[DimensionPart, ...]
    count: int


def preview_page(organisation: Organisation, *, found: GridDraft) -> PreviewPage:
    body = composed_body(found)
    return PreviewPage(
        title=_("Ce qui va changer"),
        crumbs=bench_crumbs(organisation, Crumb(_("Aperçu"), "")),
        base=name_of(found),
        number=body["number"],
        count=len(body["criteria"]),
        rows=_difference_rows(found.base_body, body, said=changes_of(found)),
        back_url=reverse("assessments:workbench", args=[organisation.slug]),
    )


def edition_page(organisation: Organisation, *, edition: OwnEdition, since: str = "") -> EditionPage:
    """An edition, and what changed since the one it replaces, or since another."""
    others = _others(edition)
    before = (library.edition_at(since) if since in others else None) or _former(edition)
    said = tuple(_said(change) for change in edition.changes) if before.reference == edition.replaces else ()
    return EditionPage(
        title=edition_label(edition.title, edition.number),
        crumbs=grid_crumbs(organisation, Crumb(_("Édition %(number)s") % {"number": edition.number}, "")),
        edition=edition,
        since=others.get(before.reference, before.title),
        others=tuple(others.items()),
        rows=_difference_rows(before.body, edition.body, said=said),
        dimensions=_sealed_parts(edition.body),
        count=len(edition.body["criteria"]),
    )


def _others(edition: OwnEdition) -> dict[str, str]:
    own = library.own_editions().exclude(pk=edition.pk)
    known: list[Edition | OwnEdition] = [library.required_edition(*library.GRID), *own]
    return {each.reference: edition_label(each.title, each.number) for each in known}


def _former(edition: OwnEdition) -> Edition | OwnEdition:
    """What it replaces; the shipped grid where it came from elsewhere."""
    return library.edition_at(edition.replaces) or library.required_edition(*library.GRID)


def _said(change: Mapping[str, Any]) -> CriterionChange:
    return CriterionChange(change["code"], Act(change["act"]), change["reason"], {}, tuple(change["remarks"]))


def _sealed_parts(body: Body) -> tuple[DimensionPart, ...]:
    rows: dict[str, list[CriterionRow]] = {}
    for each in body["criteria"]:
        row = CriterionRow(each["code"], each["question"], "", "", is_dropped=False, has_remarks=False, url="")
        rows.setdefault(each["dimension"]["code"], []).append(row)
    return tuple(DimensionPart(title, tuple(rows[code])) for code, title in dimensions_of(body).items())


def _difference_rows(before: Body, after: Body, *, said: tuple[CriterionChange, ...]) -> tuple[DifferenceRow, ...]:
    """Each question that changed, or that was kept for a reason; what nobody spoke of is not listed."""
    by_code = {change.code: change for change in said}
    keys = {pk for change in said for pk in change.remarks}
    remarks = {each.pk: each for each in Remark.objects.filter(pk__in=keys).select_related("assessment__use")}
    return tuple(
        _difference_row(each, change=by_code.get(each.code), remarks=remarks)
        for each in grids.differences(before, after)
        if each.is_changed or each.code in by_code
    )


def _difference_row(
    found: CriterionDifference, *, change: CriterionChange | None, remarks: Mapping[int, Remark]
) -> DifferenceRow:
    shown = found.after or found.before or {}
    cited = [remarks[pk] for pk in change.remarks if pk in remarks] if change else []
    return DifferenceRow(
        code=found.code,
        question=str(shown["question"]),
        act=str(ACT_LABELS[_act(found)]),
        fields=_worded(found),
        reason=change.reason if change else "",
        remarks=remark_rows(cited),
    )


def _act(found: CriterionDifference) -> Act:
    if found.before is None:
        return Act.ADD
    if found.after is None:
        return Act.DROP
    return Act.REWORD if found.is_changed else Act.KEEP


def _worded(found: CriterionDifference) -> tuple[WordedChange, ...]:
    before, after = found.before or {}, found.after or {}
    return tuple(
        WordedChange(str(FIELD_LABELS[name]), by_paragraph(changes_by_word(before.get(name, ""), after.get(name, ""))))
        for name in WORDED
        if before.get(name, "") != after.get(name, "")
    )
