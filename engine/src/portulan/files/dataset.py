"""Answers as a file has them: codes, the labels of codes, and the line of each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from math import isfinite

from portulan.tables.answers import Answers


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a file.

    Parameters
    ----------
    name : str
        As in the first line.
    cells : tuple of str
        Codes as text, one for each row; empty where there is no answer.
    question : str
        The words of the question, if the file has them.
    labels : mapping of str to str
        What codes mean, if the file says.
    has_codebook : bool
        Whether `labels` names all that could be answered, not only what was.
    missing : frozenset of str
        Codes that the file says are no answer.
    """

    name: str
    cells: tuple[str, ...]
    question: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    has_codebook: bool = False

    @property
    def answers(self) -> tuple[str, ...]:
        """Labels where codes have one, the codes otherwise; empty where there is no answer."""
        return tuple("" if cell in self.missing else self.labels.get(cell, cell) for cell in self.cells)

    @property
    def modalities(self) -> tuple[str, ...]:
        """What could be answered, in the order of labels; empty if the file does not say, or has one label twice."""
        if not self.has_codebook or not set(self.cells) <= {"", *self.labels, *self.missing}:
            return ()
        said = tuple(label for code, label in self.labels.items() if code not in self.missing)
        return said if len(set(said)) == len(said) else ()


@dataclass(frozen=True, eq=False)
class Dataset:
    """What a file holds, and what was dropped on the way.

    Parameters
    ----------
    name : str
        Of the file, without its folder.
    columns : mapping of str to Column
        In the order of the file.
    lines : tuple of int
        Line, or row of the sheet, that each row begins on.
    dropped : mapping of str to int
        What was left out, in words, and how often.
    """

    name: str
    columns: Mapping[str, Column]
    lines: tuple[int, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each thing that was dropped."""
        return tuple(f"{times} {what}." for what, times in self.dropped.items() if times)

    def column(self, name: str) -> Column:
        """The column of this name; ValueError, naming those there are, if there is none."""
        if name not in self.columns:
            known = ", ".join(list(self.columns)[:10])
            raise ValueError(f"{self.name}, line 1, column {name}: not there; there are {known}.")
        return self.columns[name]

    def answers(self, names: Sequence[str]) -> Answers:
        """The answers to these questions, in labels where there are any."""
        return Answers.of({name: self.column(name).answers for name in names})

    def weights(self, name: str) -> dict[str, float]:
        """The weight that each code of a column stands for; ValueError, naming the line, on one that cannot be."""
        found = {}
        for line, cell in zip(self.lines, self.column(name).cells, strict=True):
            if cell not in found:
                found[cell] = self._weight(name, line, cell)
        return found

    def _weight(self, name: str, line: int, cell: str) -> float:
        try:
            weight = float(cell.replace(",", "."))
        except ValueError:
            weight = float("nan")
        if not (isfinite(weight) and weight > 0):
            raise ValueError(
                f"{self.name}, line {line}, column {name}: a weight is above zero and finite, not {cell!r}."
            )
        return weight


def column_names(names: Sequence[str], *, file: str) -> tuple[str, ...]:
    """Names of columns; of those alike, the later ones with a number. ValueError where one is empty."""
    found: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        if not name:
            raise ValueError(f"{file}, line 1, column {place}: the name is empty.")
        numbered = (f"{name} ({number})" if number > 1 else name for number in count(1))
        found[next(each for each in numbered if each not in found)] = None
    return tuple(found)
