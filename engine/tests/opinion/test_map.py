"""The profile `polis` on tables that are small, flat or empty."""

import json

import numpy as np
import pytest

from portulan.opinion.groups import in_conversation, k_means, silhouette
from portulan.opinion.map import map_opinions
from portulan.opinion.sums import sums_of
from portulan.opinion.votes import NO_VOTE, Votes, join


def two_camps(size=8, statements=6):
    """`size` people agree with the first half and disagree with the rest; as many do the contrary."""
    rows = []
    for person in range(2 * size):
        for statement in range(statements):
            side = (statement < statements // 2) == (person < size)
            rows.append((f"p{person:02}", f"s{statement}", 1 if side else -1))
    return Votes.of(rows)


def test_two_camps_are_two_groups_with_what_is_theirs():
    drawn = map_opinions(two_camps(), profile="polis")

    assert [group.size for group in drawn.groups] == [8, 8]
    first, second = ({(each.id, each.direction) for each in group.representative} for group in drawn.groups)
    assert {("s0", "agree"), ("s1", "agree"), ("s2", "agree")} <= first
    assert {("s3", "agree"), ("s4", "agree")} <= second
    assert [len(group.representative) for group in drawn.groups] == [5, 5]
    assert drawn.gathering == ()


def test_a_map_is_json_without_a_person_in_it():
    votes = two_camps()
    plain = json.loads(map_opinions(votes, profile="polis").to_json())

    assert set(plain) == {
        "method", "participants", "votes", "components", "statements", "groups", "stability", "gathering", "divisive",
    }  # fmt: skip
    assert (plain["participants"], plain["votes"], np.shape(plain["components"])) == (16, 96, (2, 6))
    assert {"id", "agree", "disagree", "pass", "center", "extremity", "group_informed_consensus"} <= set(
        plain["statements"][0]
    )
    assert not any(name in json.dumps(plain) for name in votes.participants)


@pytest.mark.parametrize(
    ("rows", "sizes"),
    [
        ([], []),
        ([("ana", "s1", 1)], [1]),
        ([("ana", "s1", 1), ("bo", "s1", 1), ("cy", "s1", 1)], [3]),
        ([(f"p{person}", f"s{statement}", 0) for person in range(20) for statement in range(8)], [20]),
        ([(f"p{person}", f"s{statement}", 1) for person in range(20) for statement in range(8)], [20]),
        ([("ana", "s1", 1), ("bo", "s2", -1)], [2]),
    ],
    ids=["nobody", "one person", "one statement", "all pass", "constant columns", "one vote on each statement"],
)
def test_where_votes_do_not_differ_there_is_at_most_one_group(rows, sizes):
    drawn = map_opinions(Votes.of(rows), profile="polis")

    assert [group.size for group in drawn.groups] == sizes
    assert not drawn.axes.any()
    json.loads(drawn.to_json())


def test_a_statement_that_is_out_moves_nobody_and_comes_back_as_it_was():
    votes = two_camps()
    before, out = map_opinions(votes, profile="polis"), map_opinions(votes.moderate("s0"), profile="polis")

    assert out.statements[0].is_out
    assert (out.statements[0].center, out.statements[0].agree) == (0.0, 8)
    assert not out.axes[:, 0].any()
    assert map_opinions(votes.moderate("s0").restore("s0"), profile="polis").to_json() == before.to_json()


def test_people_are_placed_from_seven_votes_on_or_if_they_came_first_or_early():
    early = [("early", f"s{statement}", 1) for statement in range(6)]
    crowd = [(f"p{person}", f"s{statement}", 1) for person in range(20) for statement in range(9)]
    late = [("late", f"s{statement}", 1) for statement in range(6)] + [("full", f"s{each}", 1) for each in range(7)]
    first = [(f"first{person}", "s0", 1) for person in range(15)]

    votes = Votes.of(first + early + crowd + late)

    placed = {votes.participants[row] for row in np.flatnonzero(in_conversation(votes))}
    assert {"first0", "first14", "early", "p19", "full"} <= placed
    assert "late" not in placed


def test_the_last_of_two_equally_near_centres_takes_a_point_and_an_empty_cluster_goes():
    points = np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 0.0]])

    assert k_means(points, start=points[:2], steps=0).labels.tolist() == [0, 1, 1]
    assert len(k_means(points, start=np.array([[0.0, 0], [2, 0], [50, 50]]), steps=5).centers) == 2


def test_one_cluster_has_no_silhouette_and_equal_points_have_a_silhouette_of_zero():
    points = np.zeros((4, 2))

    assert silhouette(points, labels=np.zeros(4, dtype=int)) == -1
    assert silhouette(points, labels=np.array([0, 0, 1, 1])) == 0


@pytest.mark.parametrize(
    ("participants", "choices"),
    [(("a", "a"), [[1], [1]]), (("", "b"), [[1], [1]]), (("a", "b"), [[1], [2]]), (("a",), [[1], [1]])],
)
def test_a_table_that_is_not_one_is_refused(participants, choices):
    with pytest.raises(ValueError, match=r"need names|A vote is|int8"):
        Votes(participants, ("s",), np.array(choices, dtype=np.int8))


def test_a_vote_that_is_not_one_is_refused():
    with pytest.raises(ValueError, match="not 2"):
        Votes.of([("ana", "s1", 2)])


def test_a_person_in_two_shards_is_refused():
    votes = Votes.of([("ana", "s1", 1)])

    with pytest.raises(ValueError, match="all different"):
        join([votes, votes])


def test_the_sums_are_those_of_the_filled_and_centred_table():
    generator = np.random.default_rng(4)
    choices = generator.choice(np.array([1, 0, -1, NO_VOTE], dtype=np.int8), size=(40, 7))
    votes = Votes(tuple(f"p{each}" for each in range(40)), tuple("abcdefg"), choices)
    filled = np.where(votes.seen, choices, np.nan)
    centred = np.nan_to_num(filled - np.nanmean(filled, axis=0))

    assert sums_of(votes).gram(out=votes.is_out) == pytest.approx(centred.T @ centred)
