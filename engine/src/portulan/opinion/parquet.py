"""Votes from a Parquet file: a row for each vote, with who, on what, and which. Needs the extra `tables` (pyarrow)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portulan.opinion.votes import AGREE, DISAGREE, NO_VOTE, Choices, Votes

COLUMNS = ("participant", "statement", "vote")
BATCH_ROWS = 1 << 21  # Votes read in one go: some tens of megabytes

Codes = NDArray[np.int32]


def read_votes(path: Path, *, columns: tuple[str, str, str] = COLUMNS) -> Votes:
    """Read a table of votes from a Parquet file, some at a time.

    Parameters
    ----------
    path : Path
        The file. Whole numbers or text for participants and statements; 1 agree, 0 pass, -1 disagree.
    columns : tuple of str
        Names of the columns of participants, statements and votes.

    Returns
    -------
    Votes
        Participants and statements in the order they are first met; of several votes in a cell the last row counts.
        Without `arrivals`: such files are mostly sorted, and then their order says nothing of the order of arrival.

    Raises
    ------
    ImportError
        Without pyarrow.
    ValueError
        If the file is no Parquet, a column is missing, a cell is empty, or a vote is none of the three.

    References
    ----------
    Apache Parquet. Checked against `Votes.of` on the same rows.
    """
    if find_spec("pyarrow") is None:
        raise ImportError("Reading Parquet needs pyarrow: install portulan[tables].")
    arrow = import_module("pyarrow")
    try:
        file = import_module("pyarrow.parquet").ParquetFile(path)
    except arrow.ArrowInvalid as error:
        raise ValueError(f"{path.name}: not a Parquet file.") from error
    with file:
        missing = [name for name in columns if name not in file.schema_arrow.names]
        if missing:
            raise ValueError(f"{path.name}, column {missing[0]}: not there; there are {file.schema_arrow.names}.")
        met = _Met(path.name, columns)
        for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=list(columns)):
            met.add(batch)
    return met.votes()


@dataclass
class _Met:
    """What has been read so far, each name as the place where it was first met."""

    file: str
    columns: tuple[str, str, str]
    people: dict[str, int] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[Codes, Codes, Choices]] = field(default_factory=list)

    def add(self, batch: Any) -> None:
        for name in self.columns:
            if batch.column(name).null_count:
                raise ValueError(f"{self.file}, column {name}: a cell is empty.")
        person, statement, vote = (batch.column(name) for name in self.columns)
        with ThreadPoolExecutor(2) as threads:
            coded = list(threads.map(lambda column: column.dictionary_encode(), (person, statement)))
        self.rows.append((_places(coded[0], self.people), _places(coded[1], self.statements), self._choices(vote)))

    def votes(self) -> Votes:
        """The table; what was read is let go on the way, so that both are never there in whole."""
        choices = np.full((len(self.people), len(self.statements)), NO_VOTE, dtype=np.int8)
        self.rows.reverse()
        while self.rows:
            person, statement, vote = self.rows.pop()
            choices[person, statement] = vote
        return Votes(tuple(self.people), tuple(self.statements), choices)

    def _choices(self, column: Any) -> Choices:
        values = column.to_numpy(zero_copy_only=False)
        if values.dtype.kind not in "iu" or ((values < DISAGREE) | (values > AGREE)).any():
            raise ValueError(f"{self.file}, column {self.columns[2]}: a vote is 1 (agree), 0 (pass) or -1 (disagree).")
        choices: Choices = values.astype(np.int8)
        return choices


def _places(coded: Any, known: dict[str, int]) -> Codes:
    """The place of each cell's name among those known, to which new ones are added as they come."""
    names = (str(name) for name in coded.dictionary.to_pylist())
    places = np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int32)
    taken: Codes = places[coded.indices.to_numpy(zero_copy_only=False)]
    return taken
