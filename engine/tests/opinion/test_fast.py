"""What is compiled gives the same numbers, to the bit, as what is not."""

import numpy as np
import pytest

from opinion.drawn import noise
from portulan.opinion import fast, groups, sums
from portulan.opinion.live import LiveVotes
from portulan.opinion.map import map_opinions
from portulan.opinion.sums import sums_of
from portulan.opinion.votes import Votes

compiled = pytest.mark.skipif(not fast.IS_INSTALLED, reason="the extra « fast » (numba) is not installed")


@compiled
@pytest.mark.parametrize("people", [0, 1, 63, 64, 65, 4096, 9001])
def test_sums_from_bit_sets_are_those_of_products(people, monkeypatch):
    votes = noise(people=people, statements=9, gaps=0.4, seed=people)
    plain = sums_of(votes)
    monkeypatch.setattr(sums, "WORTH_COMPILING", 0)

    quick = sums_of(votes)

    for name, table in vars(plain).items():
        assert (getattr(quick, name) == table).all()
        assert getattr(quick, name).dtype == table.dtype


@compiled
def test_the_whole_map_is_the_same_with_and_without(monkeypatch):
    votes = noise(people=300, statements=20, gaps=0.3, seed=5)
    plain = map_opinions(votes, profile="polis")
    monkeypatch.setattr(sums, "WORTH_COMPILING", 0)
    monkeypatch.setattr(groups, "WORTH_COMPILING", 0)

    quick = map_opinions(votes, profile="polis")

    assert quick.to_json() == plain.to_json()
    assert quick.members == plain.members


@compiled
def test_of_equally_near_centres_the_last_takes_the_point():
    points = np.array([[1.0, 0.0], [0.0, 0.0]])

    assert fast.nearest(points, np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 0.0]])).tolist() == [2, 0]


def test_without_the_extra_the_plain_way_is_taken(monkeypatch):
    votes = noise(people=40, statements=6)
    expected = sums_of(votes).product
    monkeypatch.setattr(sums, "WORTH_COMPILING", 0)
    monkeypatch.setattr(fast, "IS_INSTALLED", False)

    assert (sums_of(votes).product == expected).all()


def test_a_live_vote_that_is_not_one_is_refused_and_a_stranger_cannot_withdraw():
    live = LiveVotes(Votes.of([("ana", "s1", 1)]))

    with pytest.raises(ValueError, match="not 2"):
        live.vote("ana", "s1", 2)
    with pytest.raises(KeyError):
        live.withdraw("bo")
    assert live.votes().choices.tolist() == [[1]]
