"""The pages by which an analysis leaves, and those by which another organisation's comes in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.assessments import rules
from balises.assessments.models import Assessment, ReceivedFindings
from balises.assessments.phrases import SIGHT_WORDS
from balises.assessments.queries.beside import kept_findings
from balises.assessments.queries.composing import edition_label
from balises.assessments.queries.findings import findings, leaving_facts
from balises.assessments.queries.found import (
    FindingsView,
    Grid,
    Ours,
    Questions,
    came_in,
    findings_view,
    grid_line,
    grids_by_reference,
    left_out,
    questions_of,
    seat_lines,
    who,
)
from balises.assessments.queries.outside import shared_looks
from balises.assessments.queries.reading import codes
from balises.assessments.rules import Findings, FindingsState
from balises.library import queries as library
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.processes import queries as processes
from balises.register.models import AIUse
from balises.shared.errors import Refusal
from balises.shared.http import Crumb
from balises.shared.wording import count_words, on_day


@dataclass(frozen=True)
class LetOutPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: str
    found: FindingsView | None
    tool: str
    is_own_edition: bool  # its reference names the organisation
    why_not: Refusal | None
    back_url: str


@dataclass(frozen=True)
class KeptRow:
    title: str
    who: str
    url: str


@dataclass(frozen=True)
class ElsewherePage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: str
    kept: tuple[KeptRow, ...]
    back_url: str


@dataclass(frozen=True)
class ReceivedPage:
    """What came in, but not what they answered: whoever opens the file may sit at a grid that is still blank."""

    title: str
    crumbs: tuple[Crumb, ...]
    is_kept: bool
    held: ReceivedFindings
    lines: tuple[str, ...]
    tool: str
    compared: str  # with which grid of ours
    common_sentence: str
    common: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    why_not: Refusal | None
    keep_url: str  # "" where the reader may not, or it is kept
    remove_url: str  # "" where the reader may not
    read_url: str  # of our grid, beside which theirs are read; "" while there is none that is shared
    back_url: str


@dataclass(frozen=True)
class _Asked:
    """The questions of ours that theirs stand beside, and which grid that is."""

    questions: Questions
    said: str


def let_out_page(use: AIUse) -> LetOutPage:
    """What would leave, as it would be read elsewhere."""
    found = findings(use, is_named=False)
    facts = leaving_facts(use, found=found, is_named=True)
    title = _("Confier notre analyse à une autre organisation")
    why_not = rules.refusal_to_let_out(facts)
    return LetOutPage(
        title=title,
        crumbs=_crumbs(use, Crumb(title, "")),
        use=use.title,
        found=_as_it_leaves(found) if found and why_not is None else None,
        tool=use.tool,
        is_own_edition=facts.is_own_edition,
        why_not=why_not,
        back_url=use.get_absolute_url(),
    )


def _as_it_leaves(found: Findings) -> FindingsView:
    grids = grids_by_reference()
    questions = grids[found.edition].questions
    ours = Ours({each.code: questions[each.code] for each in found.criteria}, said={})
    return findings_view(found, ours=ours, grids=grids, lines=())


def elsewhere_page(use: AIUse) -> ElsewherePage:
    title = _("Une autre organisation a regardé le même outil")
    return ElsewherePage(
        title=title,
        crumbs=_crumbs(use, Crumb(title, "")),
        use=use.title,
        kept=tuple(_kept_row(held) for held in kept_findings(use)),
        back_url=use.get_absolute_url(),
    )


def _kept_row(held: ReceivedFindings) -> KeptRow:
    found = rules.findings_of(held.document)
    return KeptRow(found.use, f"{who(found)} {came_in(held, found=found)}", held.get_absolute_url())


def received_at(pk: int) -> ReceivedFindings | None:
    return ReceivedFindings.objects.select_related("use__organisation", "use__process", "node").filter(pk=pk).first()


def locked_received(held: ReceivedFindings) -> ReceivedFindings:
    return ReceivedFindings.objects.select_for_update(of=("self",)).select_related("use", "node").get(pk=held.pk)


def is_kept(use: AIUse, *, digest: str) -> bool:
    return kept_findings(use).filter(digest=digest).exists()


def common_codes(held: ReceivedFindings) -> tuple[str, ...]:
    """The questions that both panels are asked."""
    asked = _asked(held.use).questions
    return tuple(each.code for each in rules.findings_of(held.document).criteria if each.code in asked)


def received_page(held: ReceivedFindings, *, role: Role) -> ReceivedPage:
    use, found, grids = held.use, rules.findings_of(held.document), grids_by_reference()
    asked, common, here = _asked(use), common_codes(held), [use.organisation.slug, held.pk]
    is_waiting, may_act = held.state == FindingsState.READ, may(role, Permission.ASSESSMENT_RUN)
    elsewhere = reverse("assessments:elsewhere", args=[use.organisation.slug, use.pk])
    return ReceivedPage(
        title=found.use,
        crumbs=_crumbs(use, Crumb(_("Une autre organisation"), elsewhere if may_act else ""), Crumb(found.use, "")),
        is_kept=not is_waiting,
        held=held,
        lines=_lines(held, found=found, grids=grids),
        tool=found.tool,
        compared=asked.said,
        common_sentence=_in_common(len(common)),
        common=tuple((code, asked.questions[code]) for code in common),
        left_out=left_out(found, ours=asked.questions, grid=grids[found.edition]),
        why_not=rules.refusal_to_keep(FindingsState(held.state), common=common),
        keep_url=reverse("assessments:keep_findings", args=here) if may_act and is_waiting else "",
        remove_url=reverse("assessments:remove_findings", args=here) if may_act else "",
        read_url=_read_url(use) if not is_waiting else "",
        back_url=elsewhere if may_act else use.get_absolute_url(),
    )


def _in_common(count: int) -> str:
    if not count:
        return _("Aucune question n’est commune.")
    said = ngettext("Une question est commune.", "%(count)s questions sont communes.", count)
    return said % {"count": count_words(count).capitalize()}


def _lines(held: ReceivedFindings, *, found: Findings, grids: Mapping[str, Grid]) -> tuple[str, ...]:
    grid = grids[found.edition]
    told = (who(found), came_in(held, found=found), grid_line(found, grid=grid), *seat_lines(found))
    return (*told, str(SIGHT_WORDS[found.sight]))


def _asked(use: AIUse) -> _Asked:
    """The grid of ours that was opened last; before any, the one that would be offered first."""
    last = Assessment.objects.filter(use=use).order_by("-pk").first()
    if last is None:
        grid = library.grids_to_choose()[0]
        facts = {"grid": edition_label(grid.title, grid.number)}
        return _Asked(questions_of(grid.body), _("Avec la grille que vous ouvririez aujourd’hui : %(grid)s.") % facts)
    body, asked = last.edition_body, set(codes(last))
    facts = {"grid": edition_label(body["title"], body["number"]), "on": on_day(last.opened_on)}
    questions = {code: words for code, words in questions_of(body).items() if code in asked}
    return _Asked(questions, _("Avec votre grille ouverte %(on)s : %(grid)s.") % facts)


def _read_url(use: AIUse) -> str:
    shared = shared_looks(use).first()
    return shared.get_absolute_url() if shared else ""


def _crumbs(use: AIUse, *here: Crumb) -> tuple[Crumb, ...]:
    return (*processes.process_crumbs(use.process), Crumb(use.title, use.get_absolute_url()), *here)
