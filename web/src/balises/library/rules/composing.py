"""An organisation composes its own edition of a grid: what it may change, and what stays as it was."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from balises.shared.errors import Refusal

Body = Mapping[str, Any]
WORDED = ("question", "plain", "why", "guidance")  # what a rewording may touch
LONGEST_CODE = 20
LONGEST_REFERENCE = 120
_INITIALS = 4
_STEM = 6
_WORDS = re.compile(r"[a-z0-9]+")


class Act(StrEnum):
    KEEP = "keep"  # remarks were read, and it stays as it is
    REWORD = "reword"
    DROP = "drop"
    ADD = "add"


@dataclass(frozen=True)
class CriterionChange:
    """What becomes of one criterion, and why."""

    code: str
    act: Act
    reason: str
    words: Body  # reworded: the four texts; added: the whole criterion; else nothing
    remarks: tuple[int, ...] = ()


@dataclass(frozen=True)
class CriterionDifference:
    """One criterion, before and after: nothing on one side where it came or went."""

    code: str
    before: Body | None
    after: Body | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def codes(body: Body) -> tuple[str, ...]:
    return tuple(criterion["code"] for criterion in body["criteria"])


def criterion_at(body: Body, code: str) -> Body | None:
    found: Body | None = next((each for each in body["criteria"] if each["code"] == code), None)
    return found


def composed(base: Body, changes: Iterable[CriterionChange]) -> dict[str, Any]:
    """The grid with its changes; what is kept keeps its code, and whatever named a dropped criterion lets it go."""
    by_code = {change.code: change for change in changes}
    dropped = {code for code, change in by_code.items() if change.act is Act.DROP}
    kept = [_as_changed(each, by_code.get(each["code"])) for each in base["criteria"] if each["code"] not in dropped]
    for change in by_code.values():
        if change.act is Act.ADD:
            kept.insert(_place(kept, change.words), dict(change.words))
    return {**base, "criteria": kept, **_without(base, dropped)}


def _as_changed(criterion: Body, change: CriterionChange | None) -> dict[str, Any]:
    words = change.words if change is not None and change.act is Act.REWORD else {}
    return {**criterion, **words}


def _place(criteria: Sequence[Body], added: Body) -> int:
    """After the last question of its dimension."""
    places = [index for index, each in enumerate(criteria) if each["dimension"]["code"] == added["dimension"]["code"]]
    return places[-1] + 1 if places else len(criteria)


def _without(base: Body, dropped: Collection[str]) -> dict[str, Any]:
    """Red lines and robustness, without what was dropped; a key that was not there does not come."""
    left: dict[str, Any] = {}
    if base.get("red_lines"):
        left["red_lines"] = [
            {**line, "criteria": [code for code in line["criteria"] if code not in dropped]}
            for line in base["red_lines"]
        ]
    if base.get("robustness"):
        left["robustness"] = [
            {**each, "criterion": None if each["criterion"] in dropped else each["criterion"]}
            for each in base["robustness"]
        ]
    return left


def differences(before: Body, after: Body) -> tuple[CriterionDifference, ...]:
    """Each criterion of either edition, in the order of the newer, what went at the end."""
    old = {each["code"]: each for each in before["criteria"]}
    new = {each["code"]: each for each in after["criteria"]}
    return tuple(CriterionDifference(code, old.get(code), new.get(code)) for code in {**new, **old})


def next_code(dimension: str, *, slug: str, taken: Collection[str]) -> str:
    """A code that no edition ever used, and that another organisation would not choose: « 6.ldr-1 »."""
    words = plain_slug(slug).split("-")
    mark = "".join(word[0] for word in words) if len(words) > 1 else words[0]
    stem = f"{dimension.removeprefix('d')[:_STEM]}.{mark[:_INITIALS]}-"
    numbers = [int(code.removeprefix(stem)) for code in taken if _is_numbered(code, stem=stem)]
    return f"{stem}{max(numbers, default=0) + 1}"


def plain_slug(slug: str) -> str:
    """The slug of an organisation, as the codes of content admit it."""
    return "-".join(_WORDS.findall(slug.lower()))


def _is_numbered(code: str, *, stem: str) -> bool:
    return code.startswith(stem) and code.removeprefix(stem).isdecimal()


def next_number(numbers: Iterable[int]) -> int:
    """After the edition it starts from, and after its own last one."""
    return max(numbers, default=0) + 1


def refusal_to_change(change: CriterionChange, *, base: Body, dropped: Collection[str]) -> Refusal | None:
    """Whether that may become of that criterion, the others dropped being known."""
    if not change.reason.strip():
        return Refusal("library.change_says_why")
    before = criterion_at(base, change.code)
    if change.act is Act.ADD:
        return None
    if before is None:
        return Refusal("library.unknown_criterion", {"code": change.code})
    if change.act is Act.REWORD and all(before[name] == change.words[name] for name in WORDED):
        return Refusal("library.same_words", {"code": change.code})
    return refusal_to_drop(before, base=base, dropped=dropped) if change.act is Act.DROP else None


def refusal_to_drop(criterion: Body, *, base: Body, dropped: Collection[str]) -> Refusal | None:
    """What the law asks is not for an organisation to drop; a red line keeps a question that watches over it."""
    code = criterion["code"]
    if any(row["nature"] == "legal" for row in criterion["triggers"]):
        return Refusal("library.legal_criterion", {"code": code})
    gone = {*dropped, code}
    for line in base.get("red_lines") or ():
        if code in line["criteria"] and set(line["criteria"]) <= gone:
            return Refusal("library.red_line_left_alone", {"code": code, "line": line["text"]})
    return None


def refusal_to_name(code: str, *, taken: Collection[str], expected: str) -> Refusal | None:
    """A code names one question for ever, in every edition."""
    return Refusal("library.code_is_taken", {"code": code, "expected": expected}) if code in taken else None


def refusal_to_hold(name: str, *, longest: int) -> Refusal | None:
    """What is written beside each answer has a place of a given length."""
    return Refusal("library.name_too_long", {"name": name, "longest": longest}) if len(name) > longest else None


def refusal_to_descend(reference: str, *, parents: Mapping[str, str | None]) -> Refusal | None:
    """An edition never comes from itself, however long the way round."""
    chain = list(_ancestors(reference, parents=parents))
    if reference in chain:
        return Refusal("library.grid_cycle", {"reference": reference, "chain": " → ".join([reference, *chain])})
    return None


def _ancestors(reference: str, *, parents: Mapping[str, str | None]) -> Iterator[str]:
    here, seen = parents.get(reference), set[str]()
    while here and here not in seen:
        yield here
        seen.add(here)
        here = parents.get(here)


def refusal_to_publish(*, has_changes: bool, is_from_elsewhere: bool) -> Refusal | None:
    """An edition that changes nothing is the one before; one that came from elsewhere is new here as it stands."""
    return None if has_changes or is_from_elsewhere else Refusal("library.nothing_changed")
