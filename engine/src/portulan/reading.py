"""Votes as Polis exports them: a folder with votes.csv or participants-votes.csv, and comments.csv."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from portulan.files.sheet import Sheet
from portulan.opinion.votes import NO_VOTE, Votes

VOTES, MATRIX, COMMENTS = "votes.csv", "participants-votes.csv", "comments.csv"
VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
LAST_COLUMN_BEFORE_STATEMENTS = "n-disagree"
CHOICES = {"1": 1, "0": 0, "-1": -1}
MODERATED_OUT = "-1"


@dataclass(frozen=True)
class Dropped:
    """What was read and has no effect on the table: counted, so that it can be said.

    Parameters
    ----------
    replaced_votes : int
        Rows followed by a later vote of the same person on the same statement.
    statements_without_votes : int
        Statements of comments.csv that nobody voted on.
    participants_without_votes : int
        Rows of participants-votes.csv without a single vote.
    blank_lines : int
        Lines that hold nothing.
    """

    replaced_votes: int = 0
    statements_without_votes: int = 0
    participants_without_votes: int = 0
    blank_lines: int = 0

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each thing that was dropped."""
        said = {
            "earlier votes replaced by a later one of the same person": self.replaced_votes,
            "statements nobody voted on left out": self.statements_without_votes,
            "participants without a vote left out": self.participants_without_votes,
            "blank lines passed over": self.blank_lines,
        }
        return tuple(f"{count} {what}." for what, count in said.items() if count)


@dataclass(frozen=True, eq=False)
class PolisExport:
    """What an export holds: the table of votes, the groups it gives, and what was dropped on the way.

    Parameters
    ----------
    votes : Votes
        Agree is 1. Rows in order of arrival where votes.csv is there, of the file otherwise.
    groups : mapping of participant to int
        Groups of participants-votes.csv; empty without that file.
    dropped : Dropped
        What has no effect.
    """

    votes: Votes
    groups: Mapping[str, int]
    dropped: Dropped


def read_polis(path: Path) -> PolisExport:
    """Read an export of Polis.

    Parameters
    ----------
    path : Path
        The folder. Votes come from votes.csv, or from participants-votes.csv where that one is missing; moderation
        and meta statements from comments.csv where it is there.

    Returns
    -------
    PolisExport
        Of several votes of a person on a statement the latest counts: by `timestamp`, then by line.

    Raises
    ------
    ValueError
        If there is no votes file; or where a file is not UTF-8, not comma-separated, cut in the middle of a line,
        lacks a column, or holds a value that cannot be: names file, line and column.

    References
    ----------
    The exports of compdemocracy/openData. Checked: the latest votes of votes.csv are the cells of
    participants-votes.csv in every conversation that has both.
    """
    if not any((path / name).is_file() for name in (VOTES, MATRIX)):
        raise ValueError(f"{path}: neither {VOTES} nor {MATRIX} is here.")
    matrix, groups, dropped = None, dict[str, int](), Dropped()
    if (path / MATRIX).is_file():
        matrix, groups, dropped = _read_matrix(Sheet.read(path / MATRIX))
    if matrix is None or (path / VOTES).is_file():
        votes, dropped = _read_votes(Sheet.read(path / VOTES))
    else:
        votes = matrix
    if (path / COMMENTS).is_file():
        votes, silent = _moderated(votes, Sheet.read(path / COMMENTS))
        dropped = replace(dropped, statements_without_votes=silent)
    return PolisExport(votes, MappingProxyType(groups), dropped)


def _read_votes(sheet: Sheet) -> tuple[Votes, Dropped]:
    moment, statement, person, vote = sheet.columns(*VOTE_COLUMNS)
    rows = []
    for line, cells in sheet.rows:
        if not cells[moment].lstrip("-").isdecimal():
            raise sheet.wrong(line, moment, "a whole number of seconds or milliseconds is needed", cells[moment])
        for column in (person, statement):
            if not cells[column]:
                raise sheet.wrong(line, column, "a name is needed", cells[column])
        rows.append((int(cells[moment]), cells[person], cells[statement], _choice(sheet, line, vote, cells[vote])))
    rows.sort(key=lambda row: row[0])
    votes = Votes.of(row[1:] for row in rows)
    return votes, Dropped(replaced_votes=len(rows) - votes.vote_count, blank_lines=sheet.blank_lines)


def _choice(sheet: Sheet, line: int, column: int, cell: str) -> int:
    if cell not in CHOICES:
        raise sheet.wrong(line, column, "a vote is 1 (agree), 0 (pass) or -1 (disagree)", cell)
    return CHOICES[cell]


def _read_matrix(sheet: Sheet) -> tuple[Votes, dict[str, int], Dropped]:
    person, group, last = sheet.columns("participant", "group-id", LAST_COLUMN_BEFORE_STATEMENTS)
    statements = sheet.header[last + 1 :]
    sheet.columns(*statements)
    choices = np.full((len(sheet.rows), len(statements)), NO_VOTE, dtype=np.int8)
    line_of, groups = dict[str, int](), dict[str, int]()
    for row, (line, cells) in enumerate(sheet.rows):
        name = cells[person]
        if not name or name in line_of:
            needed = f"a name that is not on line {line_of[name]} already is needed" if name else "a name is needed"
            raise sheet.wrong(line, person, needed, name)
        line_of[name] = line
        if cells[group]:
            if not cells[group].isdecimal():
                raise sheet.wrong(line, group, "a group is a whole number or nothing", cells[group])
            groups[name] = int(cells[group])
        for column, cell in enumerate(cells[last + 1 :]):
            if cell:
                choices[row, column] = _choice(sheet, line, last + 1 + column, cell)
    votes = Votes(tuple(line_of), statements, choices)
    voted = np.flatnonzero(votes.seen.any(axis=1))
    kept = votes.keep(rows=voted, columns=np.flatnonzero(votes.seen.any(axis=0)))
    dropped = Dropped(participants_without_votes=len(line_of) - len(voted), blank_lines=sheet.blank_lines)
    return kept, groups, dropped


def _moderated(votes: Votes, sheet: Sheet) -> tuple[Votes, int]:
    """The votes with what comments.csv says of their statements, and how many statements have no vote."""
    statement, state = sheet.columns("comment-id", "moderated")
    meta = sheet.header.index("is-meta") if "is-meta" in sheet.header else None
    line_of, out, about_people = dict[str, int](), set[str](), set[str]()
    for line, cells in sheet.rows:
        name = cells[statement]
        if not name or name in line_of:
            raise sheet.wrong(line, statement, "a name that no other statement has is needed", name)
        line_of[name] = line
        if cells[state] not in CHOICES:
            raise sheet.wrong(line, state, "a statement is in (1), out (-1) or undecided (0)", cells[state])
        if cells[state] == MODERATED_OUT:
            out.add(name)
        if meta is not None and cells[meta].lower() in {"true", "1"}:
            about_people.add(name)
    silent = len(line_of.keys() - set(votes.statements))
    return replace(votes, moderated=frozenset(out), meta=frozenset(about_people)), silent
