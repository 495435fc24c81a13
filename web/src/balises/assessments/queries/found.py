"""What another panel found, in words, beside what ours says: one way to show it, wherever it came from."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from balises.assessments.models import ReceivedFindings
from balises.assessments.phrases import ANSWER_LABELS, DEPTH_LABELS, GAP_WORDS, GATE_STATES, SIGHT_WORDS
from balises.assessments.queries.saying import range_sentence
from balises.assessments.rules import Finding, Findings, FoundGate, Sight
from balises.library import queries as library
from balises.register import queries as register
from balises.register.queries import GateMark
from balises.shared.wording import join_words, on_day

Questions = Mapping[str, str]  # the words of each question of a grid, by code


class Grid(NamedTuple):
    """How a grid is called, and what it asks."""

    title: str
    questions: Questions


@dataclass(frozen=True)
class Ours:
    """What our panel was asked, where minds part first, and what may be read of its answers."""

    questions: Questions
    said: Mapping[str, str]


@dataclass(frozen=True)
class FoundRow:
    """What the two panels answered to one question, as far as the reader may see of each."""

    question: str
    their_words: str  # "" where they were asked in the same words
    ours: str
    theirs: str
    together: str
    why: str
    opinions: tuple[tuple[str, str], ...]  # a seat, and what it holds


@dataclass(frozen=True)
class FoundGateRow:
    title: str
    mark: GateMark
    state: str
    criteria: str


@dataclass(frozen=True)
class FindingsView:
    """One other panel, wherever it sits."""

    title: str
    url: str  # "" where the reader may not follow it
    lines: tuple[str, ...]  # who they are, when, with which grid, how it came here
    limit: str  # why no more is seen of them
    rows: tuple[FoundRow, ...]
    left_out: tuple[tuple[str, str], ...]  # what we were not asked: code and question
    status: str
    gates: tuple[FoundGateRow, ...]
    has_ours: bool


def findings_view(
    found: Findings, *, ours: Ours, grids: Mapping[str, Grid], lines: Iterable[str], url: str = ""
) -> FindingsView:
    """Question by question, only those that we were asked too."""
    grid = grids[found.edition]
    theirs = {each.code: each for each in found.criteria}
    return FindingsView(
        title=found.use,
        url=url,
        lines=(*lines, grid_line(found, grid=grid), *seat_lines(found)),
        limit=str(SIGHT_WORDS[found.sight]),
        rows=tuple(_row(theirs[code], found=found, ours=ours, grid=grid) for code in ours.questions if code in theirs),
        left_out=left_out(found, ours=ours.questions, grid=grid),
        status=_status(found),
        gates=tuple(map(_gate_row, found.gates)),
        has_ours=bool(ours.said),
    )


def left_out(found: Findings, *, ours: Collection[str], grid: Grid) -> tuple[tuple[str, str], ...]:
    """The questions that they were asked and we are not: a code names one question for ever."""
    return tuple((each.code, grid.questions[each.code]) for each in found.criteria if each.code not in ours)


def grids_by_reference() -> Mapping[str, Grid]:
    """Each grid that we have."""
    return {each.reference: Grid(each.title, questions_of(each.body)) for each in library.every_grid()}


def questions_of(body: Mapping[str, Any]) -> Questions:
    return {each["code"]: each["question"] for each in body["criteria"]}


def who(found: Findings) -> str:
    if found.is_invented:
        return _("Par : %(organisation)s (organisation inventée).") % {"organisation": found.organisation}
    return _("Par : %(organisation)s.") % {"organisation": found.organisation}


def came_in(held: ReceivedFindings, *, found: Findings) -> str:
    facts = {"made": on_day(found.made_on), "received": on_day(held.on)}
    return _("Venu par un fichier écrit %(made)s, reçu ici %(received)s.") % facts


def grid_line(found: Findings, *, grid: Grid) -> str:
    number = found.edition.rpartition("@")[2]
    facts = {"grid": grid.title, "number": number, "depth": DEPTH_LABELS[found.depth], "on": on_day(found.shared_on)}
    return _("%(grid)s, édition %(number)s, %(depth)s. Mise en commun %(on)s.") % facts


def seat_lines(found: Findings) -> tuple[str, ...]:
    heard = join_words(seat.label for seat in found.seats if seat.has_answered)
    silent = join_words(seat.label for seat in found.seats if not seat.has_answered)
    said = (_("Ont répondu, chacun sans voir les autres : %(seats)s.") % {"seats": heard},)
    return (*said, _("Interrogés, sans réponse : %(seats)s.") % {"seats": silent}) if silent else said


def _row(each: Finding, *, found: Findings, ours: Ours, grid: Grid) -> FoundRow:
    question, their_words = ours.questions[each.code], grid.questions[each.code]
    return FoundRow(
        question=question,
        their_words=their_words if their_words.strip() != question.strip() else "",
        ours=ours.said.get(each.code, ""),
        theirs=range_sentence(each.answers) if found.sight is Sight.RANGE else str(GAP_WORDS[each.spread]),
        together=str(ANSWER_LABELS[each.together.answer]) if each.together else "",
        why=each.together.why if each.together else "",
        opinions=tuple((opinion.seat, opinion.text) for opinion in each.opinions),
    )


def _status(found: Findings) -> str:
    if found.pronounced is None:
        return _("Aucun statut n’y est encore prononcé.")
    facts = {"on": on_day(found.pronounced.on), "status": register.state_mark(found.pronounced.status).label}
    return _("Statut prononcé %(on)s : %(status)s.") % facts


def _gate_row(gate: FoundGate) -> FoundGateRow:
    mark = register.gate_mark(gate.effect, nature=gate.nature, state=gate.state)
    return FoundGateRow(gate.title, mark, str(GATE_STATES[gate.state]), join_words(gate.criteria))
