"""What was taken out of a text and put in, by runs of words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
_LINES = re.compile(r"\n+")


class ChangeKind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Change:
    kind: ChangeKind
    text: str
    is_replacement: bool = False  # put in right where something was taken out


def changes_by_word(before: str, after: str) -> tuple[Change, ...]:
    """What was taken out and put in, a run of words at a time."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    changes: list[Change] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(Change(ChangeKind.SAME, "".join(old[i:j])))
            continue
        changes += [Change(ChangeKind.REMOVED, "".join(old[i:j])), Change(ChangeKind.ADDED, "".join(new[k:m]))]
    return tuple(_joined([change for change in changes if change.text]))


def _joined(changes: Iterable[Change]) -> list[Change]:
    """Replaced words that a lone space parts become one run: « dire non » for « s’opposer », not word against word."""
    done: list[Change] = []
    run: list[Change] = []
    for change in changes:
        if change.kind is not ChangeKind.SAME or (run and change.text.isspace()):
            run.append(change)
        else:
            done += [*_one_run(run), change]
            run = []
    return done + _one_run(run)


def _one_run(run: list[Change]) -> list[Change]:
    """What was taken out, then what was put in; as it was where nothing was replaced."""
    if {change.kind for change in run} != set(ChangeKind):
        return run
    last = next(index for index in reversed(range(len(run))) if run[index].kind is not ChangeKind.SAME)
    removed = "".join(change.text for change in run[: last + 1] if change.kind is not ChangeKind.ADDED)
    added = "".join(change.text for change in run[: last + 1] if change.kind is not ChangeKind.REMOVED)
    return [Change(ChangeKind.REMOVED, removed), Change(ChangeKind.ADDED, added), *run[last + 1 :]]


def by_paragraph(changes: Iterable[Change]) -> tuple[tuple[Change, ...], ...]:
    """The same changes, cut where a line ends, so that a page can set paragraphs."""
    paragraphs: list[list[Change]] = [[]]
    for change in changes:
        for index, line in enumerate(_LINES.split(change.text)):
            if index:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(_placed(change.kind, line, after=paragraphs[-1][-1:]))
    return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)


def _placed(kind: ChangeKind, text: str, *, after: list[Change]) -> Change:
    is_replacement = kind is ChangeKind.ADDED and any(change.kind is ChangeKind.REMOVED for change in after)
    return Change(kind, text, is_replacement)
