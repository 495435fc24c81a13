"""`portulan verbatim`: open answers from a file, and what may be shown of them."""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from portulan.disclosure import Suppressed
from portulan.files.sheet import Sheet
from portulan.verbatim.corpus import Answer, read_corpus
from portulan.verbatim.identifying import find_identifying
from portulan.verbatim.publication import PublishedVerbatim, PublishedWord, protect_verbatim
from portulan.verbatim.reinert import MODES, classify

NEEDED, PART, QUOTABLE = ("author", "text"), "part", "quotable"
CONSENT = {"yes": True, "no": False, "": False}
Progress = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True)
class AnswersFile:
    """What a file holds: answers, the line on which each begins, and what has no effect.

    Parameters
    ----------
    answers : tuple of Answer
        In the order of the file.
    lines : tuple of int
        One for each answer.
    blank_lines : int
        Lines that hold nothing.
    """

    answers: tuple[Answer, ...]
    lines: tuple[int, ...]
    blank_lines: int

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each thing that has no effect on words and classes."""
        blank = sum(not each.text.strip() for each in self.answers)
        said = {"answers without a word left out": blank, "blank lines passed over": self.blank_lines}
        return tuple(f"{count} {what}." for what, count in said.items() if count)


def read_open_answers(path: Path) -> AnswersFile:
    """Read open answers from a CSV file.

    Parameters
    ----------
    path : Path
        UTF-8, separated by commas, with columns `author` and `text`; `part` and `quotable` (`yes`, `no` or nothing,
        which is no) where they are there; others are passed over.

    Returns
    -------
    AnswersFile
        Every answer of the file, blank ones included.

    Raises
    ------
    ValueError
        Where the file is not such a table, an author is missing, or a consent is neither yes nor no: names file, line
        and column.
    """
    sheet = Sheet.read(path)
    author, text = sheet.columns(*NEEDED)
    part, quotable = (sheet.columns(each)[0] if each in sheet.header else None for each in (PART, QUOTABLE))
    answers, lines = list[Answer](), list[int]()
    for line, cells in sheet.rows:
        if not cells[author].strip():
            raise sheet.wrong(line, author, "a name or a code is needed", cells[author])
        consent = cells[quotable].strip().lower() if quotable is not None else ""
        if quotable is not None and consent not in CONSENT:
            raise sheet.wrong(line, quotable, "yes, no or nothing is needed", cells[quotable])
        of_part = cells[part].strip() if part is not None else ""
        answers.append(Answer(cells[author].strip(), cells[text], of_part, CONSENT[consent]))
        lines.append(line)
    return AnswersFile(tuple(answers), tuple(lines), sheet.blank_lines)


def add_to(commands: Any) -> None:
    """The words of the command."""
    added = commands.add_parser("verbatim", help="open answers: shared words, classes, quotes of those who agreed")
    added.add_argument("path", type=Path, metavar="FILE.csv", help="columns author, text; part and quotable if any")
    added.add_argument("--mode", choices=MODES, default=MODES[0], help="rainette: as that program does, error included")
    added.add_argument("--classes", type=int, default=4, help="sought, 2 or more (4)")
    added.add_argument("--names", type=Path, metavar="FILE.txt", help="names to warn of as well, one a line")
    added.add_argument(
        "--identifying",
        action="store_true",
        help="say instead what in each answer may identify, and why: for its owner",
    )
    added.add_argument("--json", action="store_true", help="print JSON instead of text")
    added.set_defaults(tell=tell)


def tell(asked: argparse.Namespace, *, progress: Progress) -> tuple[tuple[str, ...], str]:
    """What is said beside the answers, and what is told of them."""
    with progress("Reading the answers"):
        read = read_open_answers(asked.path)
        names = asked.names.read_text(encoding="utf-8").splitlines() if asked.names else []
    if asked.identifying:
        return (), _warnings(asked, read, names=names)
    with progress("Reading the words"):
        corpus = read_corpus(read.answers)
    with progress("Looking for classes"):
        made = classify(corpus, mode=asked.mode, classes=asked.classes)
        labels = made.levels[-1] if made.levels else None
    with progress("Protecting what is told"):
        told = protect_verbatim(corpus, labels, names=names, methods=(made.method,))
    return read.sentences(), told.to_json() if asked.json else "\n".join(_lines(told))


def _warnings(asked: argparse.Namespace, read: AnswersFile, *, names: list[str]) -> str:
    found = [
        {"line": line, "passage": answer.text[each.start : each.end]} | asdict(each)
        for line, answer in zip(read.lines, read.answers, strict=True)
        for each in find_identifying(answer.text, names=names)
    ]
    if asked.json:
        return json.dumps(found, ensure_ascii=False)
    said = []
    for each in found:
        place = f"{asked.path.name}, line {each['line']}, characters {each['start']} to {each['end']}"
        said.append(f"{place}: {each['kind']} « {each['passage']} ». {each['reason']}")
    return "\n".join([*said, f"{len(found)} passages that may identify, in {len(read.answers)} answers."])


def _lines(told: PublishedVerbatim) -> Iterator[str]:
    if isinstance(told.people, Suppressed):
        yield f"Fewer than {told.policy.verbatim_threshold} people wrote: nothing is told."
        return
    yield f"{told.people.low} to {told.people.high} people wrote."
    yield "Words that most wrote:"
    yield from _listed(told.words)
    if isinstance(told.classes, Suppressed):
        yield f"No class of {told.policy.verbatim_threshold} people or more."
        return
    for number, each in enumerate(told.classes, 1):
        yield f"Class {number}: {each.people.low} to {each.people.high} people"
        yield from _listed(each.words)
        if isinstance(each.quotes.texts, Suppressed):
            yield f"  No quote: fewer than {told.policy.verbatim_threshold} of them agreed to be quoted."
        else:
            yield from (f"  « {' '.join(text.split())} »" for text in each.quotes.texts)


def _listed(words: tuple[PublishedWord, ...]) -> Iterator[str]:
    for each in words:
        yield f"  {each.word}: {each.people.low} to {each.people.high} people"
