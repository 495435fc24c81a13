"""The pages of an organisation's own grid: its editions, the workbench, what changes from one edition to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.assessments.models import GridDraft
from balises.assessments.phrases import ACT_LABELS
from balises.assessments.queries.composing import change_at, changes_of, dimensions_of, draft, edition_label
from balises.assessments.queries.remarks import RemarkRow, open_remarks, remark_rows, remarks_on
from balises.library import queries as library
from balises.library import rules as grids
from balises.library.models import Edition, OwnEdition
from balises.library.rules import WORDED, Act, CriterionChange
from balises.organisations.models import Organisation
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.processes import queries as processes
from balises.shared.http import Crumb

Body = Mapping[str, Any]


@dataclass(frozen=True)
class EditionRow:
    title: str
    number: int
    edition: OwnEdition
    url: str


@dataclass(frozen=True)
class GridPage:
    """The organisation's grid, whoever reads; remarks and the workbench, for whoever composes."""

    title: str
    crumbs: tuple[Crumb, ...]
    own: tuple[EditionRow, ...]
    shipped: Edition
    may_compose: bool
    is_composing: bool
    remarks: tuple[RemarkRow, ...]


@dataclass(frozen=True)
class CriterionRow:
    code: str
    question: str
    act: str  # "" where nothing was said of it
    reason: str
    is_dropped: bool
    has_remarks: bool
    url: str


@dataclass(frozen=True)
class DimensionPart:
    title: str
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True)
class WorkbenchPage:
    title: str
    crumbs: tuple[Crumb, ...]
    draft: GridDraft | None
    base: str
    dimensions: tuple[DimensionPart, ...]


@dataclass(frozen=True)
class BenchPage:
    title: str
    crumbs: tuple[Crumb, ...]
    criterion: Body
    remarks: tuple[RemarkRow, ...]
    is_changed: bool
    is_added: bool
    back_url: str


@dataclass(frozen=True)
class FormPage:
    title: str
    crumbs: tuple[Crumb, ...]
    back_url: str


def grid_page(organisation: Organisation, *, role: Role) -> GridPage:
    may_compose = may(role, Permission.ASSESSMENT_RUN)
    return GridPage(
        title=_("Notre grille"),
        crumbs=(processes.home_crumb(organisation), Crumb(_("Notre grille"), "")),
        own=tuple(_edition_row(found, organisation) for found in library.own_editions()),
        shipped=library.required_edition(*library.GRID),
        may_compose=may_compose,
        is_composing=draft() is not None,
        remarks=remark_rows(open_remarks()) if may_compose else (),
    )


def _edition_row(found: OwnEdition, organisation: Organisation) -> EditionRow:
    url = reverse("assessments:own_edition", args=[organisation.slug, found.number])
    return EditionRow(found.title, found.number, found, url)


def workbench_page(organisation: Organisation, *, found: GridDraft | None) -> WorkbenchPage:
    return WorkbenchPage(
        title=_("Composer la prochaine édition"),
        crumbs=grid_crumbs(organisation, Crumb(_("Chantier"), "")),
        draft=found,
        base=name_of(found) if found else "",
        dimensions=_parts(found, organisation) if found else (),
    )


def name_of(found: GridDraft) -> str:
    return edition_label(found.base_body["title"], found.base_body["number"])


def _parts(found: GridDraft, organisation: Organisation) -> tuple[DimensionPart, ...]:
    """The grid one starts from, each question with what becomes of it, and what was added."""
    by_code = {change.code: change for change in changes_of(found)}
    remarked = set(open_remarks().values_list("criterion", flat=True))
    added = [change.words for change in by_code.values() if change.act is Act.ADD]
    rows: dict[str, list[CriterionRow]] = {}
    for criterion in (*found.base_body["criteria"], *added):
        row = _criterion_row(criterion, change=by_code.get(criterion["code"]), remarked=remarked, org=organisation)
        rows.setdefault(criterion["dimension"]["code"], []).append(row)
    titles = dimensions_of({"criteria": [*found.base_body["criteria"], *added]})
    return tuple(DimensionPart(titles[code], tuple(found_rows)) for code, found_rows in rows.items())


def _criterion_row(
    criterion: Body, *, change: CriterionChange | None, remarked: set[str], org: Organisation
) -> CriterionRow:
    code = criterion["code"]
    return CriterionRow(
        code=code,
        question=str({**criterion, **(change.words if change else {})}["question"]),
        act=str(ACT_LABELS[change.act]) if change else "",
        reason=change.reason if change else "",
        is_dropped=change is not None and change.act is Act.DROP,
        has_remarks=code in remarked,
        url=reverse("assessments:bench_criterion", args=[org.slug, code]),
    )


def bench_page(organisation: Organisation, *, found: GridDraft, code: str) -> BenchPage | None:
    """A question on the bench: as the starting edition has it, or as it was added."""
    change = change_at(found, code)
    is_added = change is not None and change.act is Act.ADD
    criterion = change.words if change is not None and is_added else grids.criterion_at(found.base_body, code)
    if criterion is None:
        return None
    return BenchPage(
        title=_("Question %(code)s : que devient-elle ?") % {"code": code},
        crumbs=bench_crumbs(organisation, Crumb(code, "")),
        criterion=criterion,
        remarks=remark_rows(remarks_on(code)),
        is_changed=change is not None,
        is_added=is_added,
        back_url=reverse("assessments:workbench", args=[organisation.slug]),
    )


def change_given(found: GridDraft, *, criterion: Body) -> dict[str, Any]:
    """What the form of a question starts from: what was already said of it, else the question as it stands."""
    change = change_at(found, criterion["code"])
    words = {name: criterion[name] for name in WORDED}
    if change is None:
        return words
    return {**words, **change.words, "act": change.act, "reason": change.reason, "remarks": change.remarks}


def form_page(organisation: Organisation, *, title: str) -> FormPage:
    back = reverse("assessments:workbench", args=[organisation.slug])
    return FormPage(title=title, crumbs=bench_crumbs(organisation, Crumb(title, "")), back_url=back)


def grid_crumbs(organisation: Organisation, here: Crumb) -> tuple[Crumb, ...]:
    grid = Crumb(_("Notre grille"), reverse("assessments:own_grid", args=[organisation.slug]))
    return (processes.home_crumb(organisation), grid, here)


def bench_crumbs(organisation: Organisation, here: Crumb) -> tuple[Crumb, ...]:
    bench = Crumb(_("Chantier"), reverse("assessments:workbench", args=[organisation.slug]))
    return (*grid_crumbs(organisation, bench), here)
