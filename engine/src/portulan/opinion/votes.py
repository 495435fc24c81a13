"""The table every map starts from: participants x statements, one of agree, pass, disagree, or no vote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1
NO_VOTE = -128
BLOCK_ROWS = 4096  # Rows looked at in one go, so that no copy of a large table is made

Choices = NDArray[np.int8]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Votes:
    """Who voted what on which statement, each cell the last vote of that person.

    Parameters
    ----------
    participants : tuple of str, shape (n_participants,)
        Names of the rows, all different, in order of arrival (the profile `polis` depends on it).
    statements : tuple of str, shape (n_statements,)
        Names of the columns, all different, in order of the first vote on each.
    choices : array of int8, shape (n_participants, n_statements)
        1 agree, 0 pass, -1 disagree; `NO_VOTE` where nobody voted. Never written to.
    moderated : frozenset of str
        Statements that moderation, or their author, took out; their votes stay in the table, so that putting one
        back undoes it exactly. Names of other statements are allowed.
    meta : frozenset of str
        Statements about the participants rather than the subject [Polis: is_meta]; out of the map as well.
    arrivals : array of int64, shape (n_votes, 2), optional
        Row and column of every first vote in the order they came, where it is known.

    Raises
    ------
    ValueError
        If a name is empty or given twice, the shape does not fit, or a cell is none of the four values.

    Examples
    --------
    >>> votes = Votes.of([("ana", "s1", 1), ("bo", "s1", -1), ("ana", "s1", 0)])
    >>> votes.choices.tolist(), votes.vote_count
    ([[0], [-1]], 2)
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    choices: Choices
    moderated: frozenset[str] = frozenset()
    meta: frozenset[str] = frozenset()
    arrivals: Integers | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for names in (self.participants, self.statements):
            if len(set(names)) != len(names) or not all(names):
                raise ValueError("Participants and statements need names, all different.")
        if self.choices.dtype != np.int8 or self.choices.shape != (len(self.participants), len(self.statements)):
            raise ValueError("`choices` is an int8 array, one row for each participant, one column for each statement.")
        blocks = (self.choices[start : start + BLOCK_ROWS] for start in range(0, len(self.choices), BLOCK_ROWS))
        if not all(_are_votes(block) for block in blocks):
            raise ValueError("A vote is 1 (agree), 0 (pass), -1 (disagree) or NO_VOTE.")
        self.choices.setflags(write=False)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, int]]) -> "Votes":
        """The table of (participant, statement, vote) rows in the order they came; the last vote of a cell counts."""
        people: dict[str, int] = {}
        statements: dict[str, int] = {}
        cells: dict[tuple[int, int], int] = {}
        for participant, statement, vote in rows:
            cell = people.setdefault(participant, len(people)), statements.setdefault(statement, len(statements))
            if vote not in (AGREE, PASS, DISAGREE):
                raise ValueError(f"A vote is 1 (agree), 0 (pass) or -1 (disagree), not {vote!r}.")
            cells[cell] = vote
        choices = np.full((len(people), len(statements)), NO_VOTE, dtype=np.int8)
        arrivals = np.array(list(cells), dtype=np.int64).reshape(-1, 2)
        choices[arrivals[:, 0], arrivals[:, 1]] = list(cells.values())
        return cls(tuple(people), tuple(statements), choices, arrivals=arrivals)

    @property
    def seen(self) -> Booleans:
        """Where there is a vote, shape (n_participants, n_statements)."""
        return self.choices != NO_VOTE

    @property
    def vote_count(self) -> int:
        """Cells that hold a vote."""
        return int(np.count_nonzero(self.seen))

    @cached_property
    def is_out(self) -> Booleans:
        """Statements that the map leaves aside, shape (n_statements,)."""
        out = self.moderated | self.meta
        is_out = np.array([name in out for name in self.statements], dtype=np.bool_)
        is_out.setflags(write=False)
        return is_out

    def moderate(self, *statements: str) -> "Votes":
        """The same votes with these statements out as well."""
        return replace(self, moderated=self.moderated | set(statements))

    def restore(self, *statements: str) -> "Votes":
        """The same votes with these statements back."""
        return replace(self, moderated=self.moderated - set(statements))

    def keep(self, *, rows: Integers | Booleans | None = None, columns: Integers | Booleans | None = None) -> "Votes":
        """Some participants and statements, in the order given; what is not named stays."""
        row = np.arange(len(self.participants))[slice(None) if rows is None else rows]
        column = np.arange(len(self.statements))[slice(None) if columns is None else columns]
        return Votes(
            tuple(self.participants[place] for place in row),
            tuple(self.statements[place] for place in column),
            np.ascontiguousarray(self.choices[np.ix_(row, column)]),
            self.moderated,
            self.meta,
        )

    def counts(self) -> Mapping[str, Integers]:
        """Numbers of people by choice (`agree`, `disagree`, `pass`), each of shape (n_statements,)."""
        coded = {"agree": AGREE, "disagree": DISAGREE, "pass": PASS}
        return {choice: np.count_nonzero(self.choices == code, axis=0) for choice, code in coded.items()}


def _are_votes(block: Choices) -> bool:
    return bool((((block >= DISAGREE) & (block <= AGREE)) | (block == NO_VOTE)).all())


def join(shards: Iterable[Votes]) -> Votes:
    """Votes of disjoint sets of participants as one table; statements in the order they are first met.

    Raises
    ------
    ValueError
        If a participant is in two shards.

    Examples
    --------
    >>> first, second = Votes.of([("ana", "s1", 1)]), Votes.of([("bo", "s2", -1)])
    >>> join([first, second]).statements
    ('s1', 's2')
    """
    parts = list(shards)
    statements = list(dict.fromkeys(name for part in parts for name in part.statements))
    place = {name: column for column, name in enumerate(statements)}
    choices = np.full((sum(len(part.participants) for part in parts), len(statements)), NO_VOTE, dtype=np.int8)
    start = 0
    for part in parts:
        rows = slice(start, start + len(part.participants))
        choices[rows, [place[name] for name in part.statements]] = part.choices
        start = rows.stop
    return Votes(
        tuple(name for part in parts for name in part.participants),
        tuple(statements),
        choices,
        frozenset().union(*(part.moderated for part in parts)),
        frozenset().union(*(part.meta for part in parts)),
    )
