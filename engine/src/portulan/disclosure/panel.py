"""What a panel says outside: a range from five people on, a word from three, nothing under."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portulan.disclosure.cells import Reason, Suppressed, cell_to_plain
from portulan.disclosure.kinds import Panel
from portulan.disclosure.policy import Policy, Use
from portulan.disclosure.protected import MINT, Protected
from portulan.results import Method

WORDS_FROM = 3  # people: a word on whether answers part names nobody among three (ADR 0018)
PANEL_FORMAT = "portulan.panel/1"


class Parting(StrEnum):
    """Whether the answers to a criterion part, in a word."""

    EMPTY = "empty"
    """Nobody answered on the scale. Of fewer than five people this is told as « none »."""
    NONE = "none"
    """All who did answered the same."""
    DIFFER = "differ"
    """Answers differ without contradicting each other."""
    CONTRADICT = "contradict"
    """One end of the scale meets the other: a yes, and a no."""


def part(places: Collection[float], *, ends: tuple[float, float] | None) -> Parting:
    """How answers part, from their places on the scale; without order (`ends` is None) two names only differ.

    Examples
    --------
    >>> part([0, 1, 1], ends=(0, 2)), part([0, 2], ends=(0, 2))
    (<Parting.DIFFER: 'differ'>, <Parting.CONTRADICT: 'contradict'>)
    """
    given = set(places)
    if len(given) < 2:
        return Parting.NONE if given else Parting.EMPTY
    return Parting.CONTRADICT if ends is not None and set(ends) <= given else Parting.DIFFER


@dataclass(frozen=True)
class PanelRow:
    """What is told of one criterion.

    Parameters
    ----------
    criterion : str
    parting : Parting or Suppressed
    lowest, highest : str or float, None or Suppressed
        None where nobody answered on the scale, or the scale has no order.
    is_to_look_for : bool or Suppressed
        Whether an answer had no place on the scale: something is not known.
    """

    criterion: str
    parting: Parting | Suppressed
    lowest: str | float | Suppressed | None
    highest: str | float | Suppressed | None
    is_to_look_for: bool | Suppressed


@dataclass(frozen=True)
class ProtectedPanel(Protected):
    """What those outside a panel may read of it: never a number of people, never a seat, never a coefficient.

    Parameters
    ----------
    rows : tuple of PanelRow
        One for each criterion, in the order given.
    alpha : Suppressed
        Always. Beside the ranges even a word for it can say that exactly one person parts from the others.
    policy : Policy
    method : Method
    """

    rows: tuple[PanelRow, ...]
    alpha: Suppressed
    policy: Policy
    method: Method

    def to_plain(self) -> dict[str, Any]:
        """The rows and why there is no coefficient, ready for JSON."""
        return {
            "format": PANEL_FORMAT,
            "alpha": cell_to_plain(self.alpha),
            "criteria": [
                {name: _plain(getattr(row, name)) for name in PanelRow.__dataclass_fields__} for row in self.rows
            ],
            "policy": self.policy.to_plain(),
            "method": self.method.to_plain(),
        }


def protect_panel(panel: Panel, *, policy: Policy) -> ProtectedPanel:
    """Tell others what a panel found, so that nobody's answer can be read from it.

    Parameters
    ----------
    panel : Panel
        Answers by criterion and person.
    policy : Policy
        `count_threshold` people who answered anything at all are needed for ranges.

    Returns
    -------
    ProtectedPanel
        By the number of people who answered the grid, however few answered a criterion: how many did not would be
        told otherwise. From `count_threshold` people on, the lowest and highest answer to each criterion and whether
        something is not known; of 3 to `count_threshold - 1`, whether answers part, and only if they do not, whether
        something is not known; under 3, nothing.

    Raises
    ------
    ValueError
        On no criterion, or a place that is not on the scale: names criterion and person.

    Notes
    -----
    *Held, against someone who knows the program and the number of people*: no number of people who answered in some
    way can be known, save that nobody answered beyond the ends told, or nobody on the scale. Of 3 and 4 people no
    answer on the scale can be known to be anyone's, nor not to be.

    *Not held*: a range of one value tells what each answered; of two people who part by « contradict », one is at
    each end. Seats sign a common work; what needs more protection is a vote.

    *Why no coefficient*: of 10 people on two criteria, all « no » on the first and « no » to « yes » on the second,
    Krippendorff's alpha is .80 or more if and only if exactly one differs on the second. For any number of people
    there are such grids, so no threshold mends it.

    References
    ----------
    ADR 0018 and 0026 of the project. Checked by enumeration of every panel of 1 to 7 people over four answers, and
    seen to fail when the coefficient is told in a word.

    Examples
    --------
    >>> five = tuple((f"p{number}", place) for number, place in enumerate((0.0, 1.0, 1.0, 2.0, None)))
    >>> panel = Panel({"c1": five}, ends=(0.0, 2.0), values=("no", "partly", "yes"))
    >>> row = protect_panel(panel, policy=Policy()).rows[0]
    >>> row.lowest, row.highest, row.is_to_look_for
    ('no', 'yes', True)
    """
    if not panel.answers:
        raise ValueError("A panel has at least one criterion.")
    for criterion, answers in panel.answers.items():
        for person, place in answers:
            _insist_on_scale(panel, criterion, person, place)
    people = len({person for answers in panel.answers.values() for person, _ in answers})
    rows = tuple(_row(panel, criterion, people=people, policy=policy) for criterion in panel.answers)
    is_few = not policy.allows(Use.COUNT, people=people)
    return ProtectedPanel(
        rows=rows,
        alpha=Suppressed(Reason.TOO_FEW if is_few else Reason.COMPLEMENTARY),
        policy=policy,
        method=_method(policy),
        mint=MINT,
    )


def _insist_on_scale(panel: Panel, criterion: str, person: str, place: float | None) -> None:
    low, high = panel.ends
    if place is None:
        return
    if not low <= place <= high or (panel.values and place not in range(len(panel.values))):
        raise ValueError(f"Criterion {criterion!r}, person {person!r}: {place!r} is not on the scale.")


def _row(panel: Panel, criterion: str, *, people: int, policy: Policy) -> PanelRow:
    hidden = Suppressed(Reason.TOO_FEW)
    if people < WORDS_FROM:
        return PanelRow(criterion, hidden, hidden, hidden, hidden)
    answers = panel.answers[criterion]
    places = sorted(place for _, place in answers if place is not None)
    parting = part(places, ends=panel.ends if panel.is_ordered else None)
    is_to_look_for = len(places) < len(answers)
    if not policy.allows(Use.COUNT, people=people):
        # Of three who part, « something is not known » would say that exactly one does not know.
        has_gap = parting in {Parting.DIFFER, Parting.CONTRADICT}
        word = parting if has_gap else Parting.NONE
        return PanelRow(criterion, word, hidden, hidden, hidden if has_gap else is_to_look_for)
    lowest, highest = (_name(panel, places[end]) if places and panel.is_ordered else None for end in (0, -1))
    return PanelRow(criterion, parting, lowest, highest, is_to_look_for)


def _name(panel: Panel, place: float) -> str | float:
    return panel.values[int(place)] if panel.values else place


def _method(policy: Policy) -> Method:
    return Method(
        name="portulan.disclosure.protect_panel",
        version="1",
        parameters=(("count_threshold", policy.count_threshold), ("words_from", WORDS_FROM)),
        source="ADR 0018 and 0026 of the project",
    )


def _plain(value: Any) -> Any:
    return cell_to_plain(value) if isinstance(value, Suppressed) else value
