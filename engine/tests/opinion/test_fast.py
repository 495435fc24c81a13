"""What is compiled gives the same numbers, to the bit, as what is not."""

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from opinion.drawn import camps, noise
from portulan.opinion import fast, sums
from portulan.opinion.groups import k_means, nearest
from portulan.opinion.live import LiveVotes
from portulan.opinion.map import map_opinions
from portulan.opinion.placing import Loadings, place
from portulan.opinion.statements import tally
from portulan.opinion.sums import sums_of
from portulan.opinion.threads import one_thread
from portulan.opinion.votes import Votes

compiled = pytest.mark.skipif(not fast.IS_INSTALLED, reason="the extra « fast » (numba) is not installed")


@pytest.fixture
def both(monkeypatch):
    """What something gives without what is compiled, and with it."""

    def run(make):
        with monkeypatch.context() as without:
            without.setattr(fast, "IS_INSTALLED", False)
            plain = make()
        fast.load()
        return plain, make()

    return run


@compiled
@pytest.mark.parametrize("people", [0, 1, 63, 64, 65, 4096, 9001])
def test_sums_from_bit_sets_are_those_of_products(people, both):
    votes = noise(people=people, statements=9, gaps=0.4, seed=people)

    plain, quick = both(lambda: sums_of(votes))

    for name, table in vars(plain).items():
        assert (getattr(quick, name) == table).all()
        assert getattr(quick, name).dtype == table.dtype


@compiled
@pytest.mark.parametrize("profile", ["polis", "balises"])
def test_the_whole_map_is_the_same_with_and_without(profile, both):
    votes = camps(sizes=(180, 120), statements=20, flips=0.2, gaps=0.3, seed=5).moderate("s3")

    plain, quick = both(lambda: map_opinions(votes, profile=profile))

    assert repr(quick) == repr(plain)
    if profile == "polis":
        assert (quick.positions == plain.positions).all()
        assert quick.members == plain.members


@compiled
def test_of_equally_near_centres_the_last_takes_the_point():
    points = np.array([[1.0, 0.0], [0.0, 0.0]])

    assert fast.nearest(points, np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 0.0]])).tolist() == [2, 0]


@compiled
def test_looking_in_cells_finds_the_nearest_centre_of_every_point(both):
    generator = np.random.default_rng(2)
    points = np.round(generator.normal(size=(25_000, 2)), 2)  # Many on the same spot, and on the edges of cells
    centers = np.vstack([points[:60], generator.normal(size=(40, 2)) * 3])

    plain, quick = both(lambda: nearest(points, centers))
    grouped, quickly = both(lambda: k_means(points, start=centers, steps=10))

    assert (quick == plain).all()
    assert (quickly.labels == grouped.labels).all()
    assert (quickly.centers == grouped.centers).all()


@compiled
def test_votes_of_groups_are_counted_alike_and_nobody_twice(both):
    votes = noise(people=30_000, statements=7, gaps=0.5, seed=1)
    labels = np.arange(30_000) % 4 - 1

    plain, quick = both(lambda: tally(votes.choices, labels=labels, group_count=3))

    assert all((getattr(quick, name) == counted).all() for name, counted in vars(plain).items())
    assert quick.seen.sum() == np.count_nonzero(votes.seen[labels >= 0])


def test_someone_stands_at_the_same_place_to_the_bit_in_any_order_of_statements_and_among_any_people():
    votes = noise(people=90, statements=40, gaps=0.3, seed=9)
    generator = np.random.default_rng(3)
    axes = np.linalg.qr(generator.normal(size=(40, 2)))[0].T
    center, order = generator.uniform(-1, 1, 40), generator.permutation(40)

    def placed(choices, columns):
        is_counted = np.ones(40, dtype=bool)
        return place(choices[:, columns], Loadings.of(axes[:, columns], center[columns], is_counted=is_counted)).sums

    forth = placed(votes.choices, np.arange(40))
    expected = np.where(votes.seen, votes.choices - center, 0) @ axes.T

    assert (placed(votes.choices, order) == forth).all()
    assert (placed(votes.choices[7:8], order) == forth[7:8]).all()
    assert forth == pytest.approx(expected, abs=1e-12)


def test_one_thread_is_kept_by_several_at_once_and_given_back():
    before = threads()

    with one_thread():
        with one_thread():
            assert set(threads()) <= {1}
        assert set(threads()) <= {1}

    assert threads() == before


def threads():
    return [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]


def test_without_the_extra_the_plain_way_is_taken(monkeypatch):
    votes = noise(people=40, statements=6)
    monkeypatch.setattr(sums, "WORTH_COMPILING", 0)
    monkeypatch.setattr(fast, "IS_INSTALLED", False)
    monkeypatch.setattr(fast, "_kernels", None)  # Calling it would fail

    assert sums_of(votes).vote_count == votes.vote_count


def test_a_live_vote_that_is_not_one_is_refused_and_a_stranger_cannot_withdraw():
    live = LiveVotes(Votes.of([("ana", "s1", 1)]))

    with pytest.raises(ValueError, match="not 2"):
        live.vote("ana", "s1", 2)
    with pytest.raises(KeyError):
        live.withdraw("bo")
    assert live.votes().choices.tolist() == [[1]]
