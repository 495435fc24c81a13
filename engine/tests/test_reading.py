"""Exports of Polis as they come, and as they come broken."""

from pathlib import Path

import numpy as np
import pytest

from opinion.production import FOLDER, beside_the_repository
from portulan.opinion.clustering import adjusted_rand
from portulan.opinion.groups import in_conversation
from portulan.opinion.map import map_opinions
from portulan.opinion.votes import NO_VOTE
from portulan.reading import MATRIX, VOTES, Dropped, read_polis

VOTES_HEAD = "timestamp,datetime,comment-id,voter-id,vote\n"
MATRIX_HEAD = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,s1,s2\n"
COMMENTS_HEAD = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
CONVERSATIONS = (
    "15-per-hour-seattle", "american-assembly.bowling-green", "brexit-consensus", "london.youth.policing",
    "scoop-hivemind.affordable-housing", "scoop-hivemind.biodiversity", "vtaiwan.uberx",
)  # fmt: skip


def export(folder: Path, **files: str | bytes) -> Path:
    for name, text in files.items():
        path = folder / f"{name.replace('_', '-')}.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_the_latest_vote_counts_by_time_and_not_by_line(tmp_path):
    rows = "3,,s1,ana,1\n1,,s1,ana,-1\n2,,s2,bo,0\n"

    read = read_polis(export(tmp_path, votes=VOTES_HEAD + rows))

    assert read.votes.participants == ("ana", "bo")
    assert read.votes.choices.tolist() == [[1, NO_VOTE], [NO_VOTE, 0]]
    assert read.dropped.sentences() == ("1 earlier votes replaced by a later one of the same person.",)


def test_of_two_votes_of_one_moment_the_second_line_counts(tmp_path):
    read = read_polis(export(tmp_path, votes=VOTES_HEAD + "1,,s1,ana,1\n1,,s1,ana,-1\n"))

    assert read.votes.choices.tolist() == [[-1]]


def test_without_a_log_the_table_of_participants_is_read_and_its_empty_rows_and_columns_are_said(tmp_path):
    matrix = MATRIX_HEAD + "ana,0,0,1,1,0,1,\nbo,,0,0,0,0,,\n\ncy,1,0,1,0,1,-1,\n"

    read = read_polis(export(tmp_path, participants_votes=matrix))

    assert (read.votes.participants, read.votes.statements) == (("ana", "cy"), ("s1",))
    assert read.votes.choices.tolist() == [[1], [-1]]
    assert dict(read.groups) == {"ana": 0, "cy": 1}
    assert read.dropped == Dropped(participants_without_votes=1, blank_lines=1)


def test_moderation_and_meta_statements_come_from_the_comments(tmp_path):
    head = COMMENTS_HEAD.replace("moderated", "moderated,is-meta")
    comments = head + '1,,s1,ana,0,0,-1,False,"two\nlines"\n1,,s2,ana,0,0,1,True,b\n1,,s3,ana,0,0,0,False,c\n'

    read = read_polis(export(tmp_path, votes=VOTES_HEAD + "1,,s1,ana,1\n1,,s2,ana,1\n", comments=comments))

    assert (read.votes.moderated, read.votes.meta) == (frozenset({"s1"}), frozenset({"s2"}))
    assert read.dropped == Dropped(statements_without_votes=1)


def test_a_byte_order_mark_is_not_part_of_the_first_column(tmp_path):
    read = read_polis(export(tmp_path, votes=("\ufeff" + VOTES_HEAD + "1,,s1,ana,1\n").encode()))

    assert read.votes.participants == ("ana",)


def test_a_conversation_nobody_voted_in_is_an_empty_table(tmp_path):
    assert read_polis(export(tmp_path, votes=VOTES_HEAD)).votes.choices.shape == (0, 0)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "neither votes.csv nor participants-votes.csv is here"),
        ({"votes": ""}, "votes.csv, line 1: the file is empty"),
        ({"votes": VOTES_HEAD + "1,,s1,ana,2\n"}, "votes.csv, line 2, column vote: a vote is 1 .agree."),
        ({"votes": VOTES_HEAD + "1,,s1,ana,1\n2,,s1,bo,\n"}, "votes.csv, line 3, column vote: .* not ''"),
        ({"votes": VOTES_HEAD + "noon,,s1,ana,1\n"}, "votes.csv, line 2, column timestamp: a whole number"),
        ({"votes": VOTES_HEAD + "1,,,ana,1\n"}, "votes.csv, line 2, column comment-id: a name is needed"),
        ({"votes": VOTES_HEAD + "1,,s1,,1\n"}, "votes.csv, line 2, column voter-id: a name is needed"),
        ({"votes": VOTES_HEAD + "1,,s1,ana,1\n2,,s1"}, "votes.csv, line 3, column comment-id: 3 cells .* may be cut"),
        ({"votes": VOTES_HEAD + "1,,s1,ana,1,9\n"}, "votes.csv, line 2, column vote: 6 cells"),
        ({"votes": VOTES_HEAD + '1,"noo'}, "votes.csv, line 2: unexpected end of data; the file may be cut"),
        ({"votes": VOTES_HEAD.replace(",", ";")}, "column timestamp: not there; the cells are separated by semicolons"),
        ({"votes": VOTES_HEAD.replace(",", "\t")}, "the cells are separated by tabs"),
        ({"votes": VOTES_HEAD.replace("voter-id", "who")}, "votes.csv, line 1, column voter-id: not there."),
        ({"votes": VOTES_HEAD.replace("datetime", "vote")}, "votes.csv, line 1, column vote: twice"),
        (
            {"votes": (VOTES_HEAD + "1,,s1,ana,1\n2,,s1,René,1\n").encode("latin-1")},
            "votes.csv, line 3, column voter-id: byte 0xe9 is not UTF-8",
        ),
        ({"votes": "heure,é\n".encode("utf-16")}, "votes.csv, line 1, column .*: byte 0xff is not UTF-8"),
        (
            {"participants_votes": MATRIX_HEAD + "ana,0,0,0,0,0,1,\nbo,0,0,0,0,0,1,\nana,0,0,0,0,0,,1\n"},
            "participants-votes.csv, line 4, column participant: .* not on line 2 already",
        ),
        ({"participants_votes": MATRIX_HEAD + ",0,0,0,0,0,1,\n"}, "column participant: a name is needed"),
        ({"participants_votes": MATRIX_HEAD + "ana,0,0,0,0,0,1,5\n"}, "votes.csv, line 2, column s2: a vote"),
        ({"participants_votes": MATRIX_HEAD + "ana,x,0,0,0,0,1,\n"}, "line 2, column group-id: a group is a"),
        ({"participants_votes": MATRIX_HEAD.replace("s2", "s1")}, "participants-votes.csv, line 1, column s1: twice"),
        (
            {"votes": VOTES_HEAD, "comments": COMMENTS_HEAD + "1,,s1,ana,0,0,9,a\n"},
            "comments.csv, line 2, column moderated: a statement is in .1., out",
        ),
        (
            {"votes": VOTES_HEAD, "comments": COMMENTS_HEAD + '1,,s1,ana,0,0,0,"a\nb"\n1,,s1,ana,0,0,0,c\n'},
            "comments.csv, line 4, column comment-id: a name that no other statement has",
        ),
        ({"votes": VOTES_HEAD, "comments": COMMENTS_HEAD + "1,,s1,ana,0,0,0,cut sho\n1,,s2"}, "comments.csv, line 3"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_by_file_line_and_column(tmp_path, files, said):
    folder = export(tmp_path, **files)

    with pytest.raises(ValueError, match=said.replace("not on", "that is not on")):
        read_polis(folder)


@beside_the_repository
@pytest.mark.parametrize("name", CONVERSATIONS)
def test_the_latest_votes_of_a_real_log_are_the_cells_of_the_table_beside_it(name, tmp_path):
    folder = FOLDER / "polis" / name
    if name == "american-assembly.bowling-green":
        assert not (folder / VOTES).exists()
        assert read_polis(folder).votes.vote_count == 225_524
        return
    log = read_polis(folder).votes
    (tmp_path / MATRIX).write_bytes((folder / MATRIX).read_bytes())
    table = read_polis(tmp_path).votes

    rows = np.array([log.participants.index(each) for each in table.participants])
    columns = np.array([log.statements.index(each) for each in table.statements])
    assert (len(rows), len(columns)) == log.choices.shape
    assert (log.choices[np.ix_(rows, columns)] == table.choices).all()


@beside_the_repository
@pytest.mark.parametrize("name", ["scoop-hivemind.biodiversity", "vtaiwan.uberx"])
def test_who_is_placed_is_who_the_export_gives_a_group(name):
    read = read_polis(FOLDER / "polis" / name)

    placed = {read.votes.participants[row] for row in np.flatnonzero(in_conversation(read.votes))}

    assert placed == set(read.groups)


@beside_the_repository
@pytest.mark.parametrize(
    ("name", "least"),
    [("scoop-hivemind.biodiversity", 0.96), ("vtaiwan.uberx", 0.88), ("15-per-hour-seattle", 0.7)],
)
def test_seen_for_the_first_time_the_groups_are_nearly_those_of_the_export(name, least):
    """The others were exported by earlier versions of Polis, or in another state: docs/reference tells all seven."""
    read = read_polis(FOLDER / "polis" / name)
    members = map_opinions(read.votes, profile="polis").members
    both = [person for person in members if person in read.groups]

    index = adjusted_rand(np.array([members[each] for each in both]), np.array([read.groups[each] for each in both]))

    assert len(both) == len(read.groups)
    assert index > least
