"""Votes read from Parquet: the same table as from a list, and what is not a table is refused by name."""

import numpy as np
import pytest

from opinion.drawn import noise, rows_of
from portulan.opinion import parquet
from portulan.opinion.parquet import read_votes
from portulan.opinion.votes import Votes

arrow = pytest.importorskip("pyarrow")
files = pytest.importorskip("pyarrow.parquet")


def written(folder, rows, **types):
    columns = dict(zip(("participant", "statement", "vote"), map(list, zip(*rows, strict=True)), strict=True))
    table = arrow.table({name: arrow.array(column, type=types.get(name)) for name, column in columns.items()})
    files.write_table(table, folder / "votes.parquet")
    return folder / "votes.parquet"


def test_what_is_read_is_the_table_of_the_same_rows_read_some_at_a_time(tmp_path, monkeypatch):
    rows = rows_of(noise(people=50, statements=12, gaps=0.4, seed=1))
    rows = [rows[place] for place in np.random.default_rng(0).permutation(len(rows))]
    monkeypatch.setattr(parquet, "BATCH_ROWS", 7)

    read, expected = read_votes(written(tmp_path, rows, vote=arrow.int8())), Votes.of(rows)

    assert (read.participants, read.statements) == (expected.participants, expected.statements)
    assert (read.choices == expected.choices).all()
    assert read.arrivals is None


def test_numbers_are_names_and_the_last_vote_of_a_cell_counts(tmp_path):
    path = written(tmp_path, [(7, 3, 1), (2, 3, -1), (7, 3, 0)])

    read = read_votes(path)

    assert (read.participants, read.statements, read.choices.tolist()) == (("7", "2"), ("3",), [[0], [-1]])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("ana", "s1", 2)], "column vote: a vote is"),
        ([("ana", "s1", "agree")], "column vote: a vote is"),
        ([("ana", "s1", 1.0)], "column vote: a vote is"),
        ([("ana", None, 1)], "column statement: a cell is empty"),
    ],
)
def test_a_cell_that_cannot_be_is_refused_with_its_column(tmp_path, rows, said):
    with pytest.raises(ValueError, match=f"votes.parquet, {said}"):
        read_votes(written(tmp_path, rows))


def test_a_missing_column_and_another_kind_of_file_are_refused(tmp_path):
    path = written(tmp_path, [("ana", "s1", 1)])
    (tmp_path / "votes.csv").write_text("participant,statement,vote\nana,s1,1\n")

    with pytest.raises(ValueError, match="column item: not there"):
        read_votes(path, columns=("participant", "item", "vote"))
    with pytest.raises(ValueError, match=r"votes.csv: not a Parquet file"):
        read_votes(tmp_path / "votes.csv")
