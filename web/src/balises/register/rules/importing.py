"""What a line of a file must hold to become an entry, and when an import may be made or undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from balises.register.rules.entries import Status, Visibility, refusal_to_name_owner, refusal_to_review
from balises.register.rules.tiers import CHOSEN, MAY_BE_MISSING, Tier
from balises.shared.errors import Refusal

MOST_LINES = 500  # a register of more comes in several files
LONGEST: Mapping[str, int] = {
    "slug": 60,
    "title": 160,
    "purpose": 1500,
    "plain": 1500,
    "tool": 200,
    "provider": 200,
    "information": 1500,
    "people_concerned": 300,
    "spotted": 200,
    "owner": 160,
    "oversight": 500,
    "notice": 1500,
    "human_contact": 300,
    "how_to_refuse": 1500,
    "how_to_contest": 1500,
    "remedies": 1500,
    "announced": 300,
}
WRITTEN = (*(name for name in LONGEST if name != "slug"), "visibility", "review_on")  # what a line may write
_CODES: Mapping[str, type[StrEnum]] = {"visibility": Visibility, "status": Status}


class ImportState(StrEnum):
    READ = "read"  # shown, nothing written
    DONE = "done"
    UNDONE = "undone"


class Outcome(StrEnum):
    """What becomes of a line."""

    CREATED = "created"
    CHANGED = "changed"
    LEFT = "left"
    REFUSED = "refused"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line: where it stands in the file, and the sentence."""

    where: str
    refusal: Refusal


@dataclass(frozen=True)
class EntryLine:
    """One entry as a file tells it. A field that the file does not have is absent; an empty one is emptied."""

    where: str
    values: Mapping[str, str]
    aside: Mapping[str, Any] = field(default_factory=dict)  # {format: what has no place here}
    gaps: Mapping[str, Mapping[str, str]] | None = None
    tiers: Mapping[str, str] | None = None
    cells: Mapping[str, str] = field(default_factory=dict)  # field → where it stands

    def place(self, name: str) -> str:
        return self.cells.get(name, self.where)


def problems_of(line: EntryLine, *, today: date) -> tuple[Problem, ...]:
    """Everything that keeps the line out, each with its place."""
    found = [Problem(line.place(name), refusal) for name, refusal in _refusals(line, today=today)]
    return tuple(found)


def _refusals(line: EntryLine, *, today: date) -> list[tuple[str, Refusal]]:
    values = line.values
    found = [(name, Refusal("register.import_no_title")) for name in ("title",) if not values.get("title", "").strip()]
    for name, text in values.items():
        if len(text) > LONGEST.get(name, len(text)):
            facts = {"field": name, "length": len(text), "longest": LONGEST[name]}
            found.append((name, Refusal("register.import_too_long", facts)))
        if name in _CODES and text and text not in set(_CODES[name]):
            found.append((name, _unknown_code(name, said=text)))
    found += [("owner", refusal) for refusal in [refusal_to_name_owner(values.get("owner", ""))] if refusal]
    review = _review_refusal(values.get("review_on", ""), today=today)
    found += [("review_on", review)] if review else []
    return found + _gap_refusals(line)


def _unknown_code(name: str, *, said: str) -> Refusal:
    facts = {"field": name, "said": said[:60], "expected": [str(code) for code in _CODES[name]]}
    return Refusal("register.import_unknown_code", facts)


def _review_refusal(written: str, *, today: date) -> Refusal | None:
    """A date that fell due is told as it is; one beyond a year is not a review."""
    if not written:
        return None
    day = day_of(written)
    if day is None:
        return Refusal("register.import_not_a_date", {"said": written[:40]})
    return None if day <= today else refusal_to_review(day, today=today)


def _gap_refusals(line: EntryLine) -> list[tuple[str, Refusal]]:
    is_told = all(
        name in set(MAY_BE_MISSING) and gap.get("because") and day_of(gap.get("until", ""))
        for name, gap in (line.gaps or {}).items()
    )
    found = [] if is_told else [("gaps", Refusal("register.gap_says_why"))]
    tiers = line.tiers or {}
    if not set(tiers) <= set(CHOSEN) or not set(tiers.values()) <= set(Tier):
        found.append(("tiers", Refusal("register.field_is_always_public")))
    return found


def day_of(written: str) -> date | None:
    """A day as registers write it: 2026-12-03, or 03/12/2026."""
    parts = written.strip().split("/")
    try:
        return date.fromisoformat("-".join(reversed(parts)) if len(parts) == len("dmy") else written.strip())
    except ValueError:
        return None


def refusal_to_import(state: ImportState, *, is_still_so: bool, outcomes: Mapping[Outcome, int]) -> Refusal | None:
    """Once, only what was shown, and only if there is something to write."""
    if state is not ImportState.READ:
        return Refusal("register.import_is_done")
    if not is_still_so:
        return Refusal("register.import_is_stale")
    if not outcomes.get(Outcome.CREATED) and not outcomes.get(Outcome.CHANGED):
        return Refusal("register.import_changes_nothing")
    return None


def refusal_to_undo_import(state: ImportState, *, touched: tuple[str, ...]) -> Refusal | None:
    """Only while nothing else touched what it wrote."""
    if state is not ImportState.DONE:
        return Refusal("register.import_is_not_done")
    return Refusal("register.import_was_touched", {"titles": touched[:5]}) if touched else None
