from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.analyses import queries as analyses
from balises.analyses.queries import Figures, MapFigures
from balises.boxes.queries import shown_state
from balises.boxes.rules import BoxState, Outcome, shown_code
from balises.deliberations import rules
from balises.deliberations.models import Deliberation, Statement
from balises.deliberations.phrases import DESTROYED_UNOPENED, STATE_LABELS, TOO_FEW_READABLE
from balises.deliberations.queries.elsewhere import FormPage, held_elsewhere
from balises.deliberations.queries.reading import opening_facts, questions, statement_texts
from balises.deliberations.queries.voters import voters_in_words
from balises.deliberations.rules import DeliberationState
from balises.library.queries import required_edition
from balises.organisations.models import Organisation
from balises.shared.errors import Refusal
from balises.shared.http import Crumb

PAPER_SCRIPT = ("script", "paper-deliberation")
Crumbs = tuple[Crumb, ...]


@dataclass(frozen=True)
class DeliberationRow:
    deliberation: Deliberation
    url: str
    state_label: str


@dataclass(frozen=True)
class ListPage:
    title: str
    crumbs: Crumbs
    rows: tuple[DeliberationRow, ...]
    make_url: str
    bring_in_url: str


@dataclass(frozen=True)
class StatementLine:
    number: int
    text: str
    dilemma: str
    edit_url: str
    remove_url: str


@dataclass(frozen=True)
class DeliberationPage:
    """What stands in every state of a deliberation."""

    title: str
    crumbs: Crumbs
    deliberation: Deliberation
    question: str
    state_label: str
    statements: tuple[StatementLine, ...]
    urls: Mapping[str, str]
    why_not_open: Refusal | None
    may_run: bool


@dataclass(frozen=True)
class OpenPage:
    """Open or closing: what the facilitator sees while votes are sealed."""

    title: str
    common: DeliberationPage
    crumbs: Crumbs
    code: str
    voters: str
    is_closing: bool
    is_lost: bool


@dataclass(frozen=True)
class ResultsPage:
    title: str
    common: DeliberationPage
    crumbs: Crumbs
    figures: Figures
    map: MapFigures | None  # under sixteen voters, no map
    held_elsewhere: tuple[str, ...]


@dataclass(frozen=True)
class ScriptStep:
    title: str
    minutes: int
    blocks: tuple[rules.Block, ...]


@dataclass(frozen=True)
class Script:
    """The guided discussion that replaces a vote, from the library."""

    title: str
    reference: str
    people: str
    materials: tuple[str, ...]
    introduction: tuple[rules.Block, ...]
    steps: tuple[ScriptStep, ...]
    minutes: int


@dataclass(frozen=True)
class PaperPage:
    title: str
    common: DeliberationPage
    crumbs: Crumbs
    sentence: str
    script: Script


def list_page(organisation: Organisation) -> ListPage:
    found = Deliberation.objects.select_related("process__organisation", "question")
    return ListPage(
        title=_("Délibérations"),
        crumbs=(Crumb(organisation.name, organisation.get_absolute_url()), Crumb(_("Délibérations"), "")),
        rows=tuple(DeliberationRow(each, each.get_absolute_url(), _state_label(each)) for each in found),
        make_url=reverse("deliberations:make", args=[organisation.slug]),
        bring_in_url=reverse("deliberations:bring_in", args=[organisation.slug]),
    )


def make_page(organisation: Organisation) -> FormPage:
    list_url = reverse("deliberations:list", args=[organisation.slug])
    return FormPage(
        title=_("Préparer une délibération"),
        crumbs=(Crumb(_("Délibérations"), list_url), Crumb(_("Préparer"), "")),
        sentence=_("Une question ouverte devient des énoncés auxquels chacun répond seul, sans être vu."),
        act_label=_("Commencer le brouillon"),
        back_url=list_url,
        why_not=None if questions().exists() else Refusal("deliberations.no_question"),
    )


def form_page(deliberation: Deliberation, *, title: str, sentence: str, act_label: str) -> FormPage:
    """A page with one form about a deliberation."""
    return FormPage(
        title=title,
        crumbs=(*_trail(deliberation, is_here=False), Crumb(title, "")),
        sentence=sentence,
        act_label=act_label,
        back_url=deliberation.get_absolute_url(),
    )


def deliberation_page(deliberation: Deliberation, *, may_run: bool) -> DeliberationPage:
    return DeliberationPage(
        title=deliberation.title,
        crumbs=_trail(deliberation, is_here=True),
        deliberation=deliberation,
        question=deliberation.question.text,
        state_label=_state_label(deliberation),
        statements=tuple(_line(each, deliberation=deliberation) for each in deliberation.statements.all()),
        urls=_urls(deliberation),
        why_not_open=rules.refusal_to_open(opening_facts(deliberation)),
        may_run=may_run,
    )


def open_page(deliberation: Deliberation, *, may_run: bool) -> OpenPage:
    box = deliberation.box
    if box is None:
        raise ValueError("A deliberation that takes votes has a box.")
    common = deliberation_page(deliberation, may_run=may_run)
    return OpenPage(
        title=deliberation.title,
        common=common,
        crumbs=common.crumbs,
        code=shown_code(box.code),
        voters=voters_in_words(deliberation),
        is_closing=deliberation.state == DeliberationState.CLOSING,
        is_lost=shown_state(box) is BoxState.LOST,
    )


def results_page(deliberation: Deliberation, *, may_run: bool) -> ResultsPage:
    if deliberation.run is None:
        raise ValueError("A closed deliberation has a sealed run.")
    common = deliberation_page(deliberation, may_run=may_run)
    labels, drawn = statement_texts(deliberation), deliberation.map_run
    return ResultsPage(
        title=deliberation.title,
        common=common,
        crumbs=common.crumbs,
        figures=analyses.figures(deliberation.run, labels=labels),
        map=analyses.map_figures(drawn, labels=labels) if drawn else None,
        held_elsewhere=held_elsewhere(deliberation.held_elsewhere),
    )


def paper_page(deliberation: Deliberation, *, may_run: bool) -> PaperPage:
    common = deliberation_page(deliberation, may_run=may_run)
    return PaperPage(
        title=deliberation.title,
        common=common,
        crumbs=common.crumbs,
        sentence=_why_on_paper(deliberation),
        script=paper_script(),
    )


def paper_script() -> Script:
    edition = required_edition(*PAPER_SCRIPT)
    body: Mapping[str, Any] = edition.body
    return Script(
        title=edition.title,
        reference=edition.reference,
        people=body["people"],
        materials=tuple(body["materials"]),
        introduction=rules.blocks_of(body["introduction"]),
        steps=tuple(ScriptStep(s["title"], s["minutes"], rules.blocks_of(s["text"])) for s in body["steps"]),
        minutes=sum(step["minutes"] for step in body["steps"]),
    )


def _why_on_paper(deliberation: Deliberation) -> str:
    """Nothing to explain before a vote: the script may be used from the start."""
    if deliberation.state != DeliberationState.ON_PAPER or deliberation.box is None:
        return ""
    was_opened = deliberation.box.outcome == Outcome.TOO_FEW_READABLE
    return str(TOO_FEW_READABLE if was_opened else DESTROYED_UNOPENED)


def _state_label(deliberation: Deliberation) -> str:
    return str(STATE_LABELS[DeliberationState(deliberation.state)])


def _line(statement: Statement, *, deliberation: Deliberation) -> StatementLine:
    args = [deliberation.process.organisation.slug, statement.pk]
    return StatementLine(
        number=statement.number,
        text=statement.text,
        dilemma=statement.dilemma,
        edit_url=reverse("deliberations:edit_statement", args=args),
        remove_url=reverse("deliberations:remove_statement", args=args),
    )


def _urls(deliberation: Deliberation) -> dict[str, str]:
    """Every address of a deliberation for members, by what one does there."""
    args = [deliberation.process.organisation.slug, deliberation.pk]
    names = ("rename", "add_statement", "take_dilemmas", "open", "close", "paper", "json", "room")
    urls = {name: reverse(f"deliberations:{name}", args=args) for name in names if name != "room"}
    return {**urls, "room": f"{deliberation.get_absolute_url()}?vue=salle"}


def _trail(deliberation: Deliberation, *, is_here: bool) -> Crumbs:
    process = deliberation.process
    list_url = reverse("deliberations:list", args=[process.organisation.slug])
    return (
        Crumb(process.title, process.get_absolute_url()),
        Crumb(_("Délibérations"), list_url),
        Crumb(deliberation.title, "" if is_here else deliberation.get_absolute_url()),
    )
