"""What must hold of any conversation: the order, the names and the shards in which it comes change nothing."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from opinion.drawn import camps, noise, rows_of, tabled
from portulan.opinion.live import LiveVotes
from portulan.opinion.map import map_opinions
from portulan.opinion.projection import find_axes, place_participants
from portulan.opinion.sums import sums_of
from portulan.opinion.votes import Votes, join

SEEDS = st.integers(0, 2**32 - 1)


@st.composite
def conversations(draw):
    """With groups, weak groups or none; with gaps; of 0 to about 50 people."""
    seed, gaps = draw(SEEDS), draw(st.sampled_from([0.0, 0.2, 0.5]))
    if draw(st.booleans()):
        sizes = draw(st.sampled_from([(8, 8), (12, 20), (9, 10, 11), (25, 25)]))
        return camps(sizes=sizes, statements=draw(st.integers(8, 14)), flips=0.2, gaps=gaps, seed=seed)
    return noise(people=draw(st.integers(0, 40)), statements=draw(st.integers(8, 14)), gaps=gaps, seed=seed)


def shuffled(votes, seed):
    generator = np.random.default_rng(seed)
    rows = generator.permutation(len(votes.participants))
    return votes.keep(rows=rows, columns=generator.permutation(len(votes.statements)))


@settings(max_examples=40, deadline=None)
@given(conversations(), SEEDS)
def test_the_order_of_people_and_statements_changes_no_bit(votes, seed):
    assert map_opinions(shuffled(votes, seed)) == map_opinions(votes)


@settings(max_examples=20, deadline=None)
@given(conversations(), SEEDS)
def test_the_order_in_which_votes_come_changes_no_bit(votes, seed):
    rows = rows_of(votes)
    order = np.random.default_rng(seed).permutation(len(rows))

    assert map_opinions(Votes.of(rows[place] for place in order)) == map_opinions(Votes.of(rows))


@settings(max_examples=20, deadline=None)
@given(conversations(), st.lists(st.integers(0, 50), max_size=4))
def test_shards_change_no_bit(votes, cuts):
    edges = sorted({0, len(votes.participants), *(min(cut, len(votes.participants)) for cut in cuts)})
    shards = [votes.keep(rows=np.arange(*edge)) for edge in pairwise(edges)]

    assert map_opinions(join(shards[::-1])) == map_opinions(votes) or not shards
    whole = sums_of(votes)
    total = replace(whole, **{name: 0 * each for name, each in vars(whole).items()})
    for shard in shards:
        total = total + sums_of(shard)
    for name, each in vars(whole).items():
        assert (getattr(total, name) == each).all()
    for shard in shards:
        total = total - sums_of(shard)
    assert not any(each.any() for each in vars(total).values())


@settings(max_examples=20, deadline=None)
@given(conversations(), SEEDS)
def test_other_names_of_people_and_statements_change_no_bit(votes, seed):
    generator = np.random.default_rng(seed)
    people = tuple(f"x{place}" for place in generator.permutation(len(votes.participants)))
    names = {name: f"n{place}" for name, place in zip(votes.statements, generator.permutation(99), strict=False)}

    renamed = map_opinions(Votes(people, tuple(names[each] for each in votes.statements), votes.choices))

    plain = map_opinions(votes)

    def named(several):
        return tuple(replace(each, id=names[each.id]) for each in several)

    assert renamed == replace(
        plain,
        counts={names[name]: counts for name, counts in plain.counts.items()},
        islands=tuple(replace(each, own=named(each.own)) for each in plain.islands),
        gathering=named(plain.gathering),
        divisive=named(plain.divisive),
    )


@settings(max_examples=20, deadline=None)
@given(conversations())
def test_everyone_twice_is_the_same_plane_and_twins_stand_together(votes):
    twins = join([votes, replace(votes, participants=tuple(f"{name}-twin" for name in votes.participants))])
    axes, of_twins = (find_axes(sums_of(each), out=each.is_out) for each in (votes, twins))
    placed = place_participants(twins, of_twins)

    assert np.abs(axes.center - of_twins.center).max(initial=0) < 1e-12
    assert np.abs(np.abs(axes.axes) - np.abs(of_twins.axes)).max(initial=0) < 1e-6
    assert (placed[: len(votes.participants)] == placed[len(votes.participants) :]).all()
    members = map_opinions(twins, profile="polis").members
    assert all(members[f"{name}-twin"] == members[name] for name in members if f"{name}-twin" in members)


@settings(max_examples=20, deadline=None)
@given(conversations())
def test_no_island_is_under_eight_people_and_none_is_drawn_under_sixteen_voters(votes):
    drawn = map_opinions(votes)

    assert all(island.size >= 8 for island in drawn.islands)
    assert not drawn.islands or drawn.voters >= 16
    assert [each.size for each in drawn.islands] == sorted((each.size for each in drawn.islands), reverse=True)
    assert bool(drawn.islands) or drawn.divisive == ()


@settings(max_examples=20, deadline=None)
@given(conversations())
def test_the_canonical_table_holds_the_same_votes(votes):
    table = tabled(votes)
    counts = votes.counts()
    seen = {name for name, is_seen in zip(votes.statements, votes.seen.any(axis=0), strict=True) if is_seen}

    assert set(table.statements) == seen
    for name, told in table.counts().items():
        column = votes.statements.index(name)
        assert told == {choice: int(each[column]) for choice, each in counts.items()}


ACTS = st.lists(
    st.tuples(
        st.integers(0, 9), st.integers(0, 6), st.sampled_from([1, 0, -1, None, "withdraw", "moderate", "restore"])
    ),
    max_size=60,
)


def act(live, person, statement, choice):
    if choice == "withdraw":
        live.vote(f"p{person}", f"s{statement}", None)  # the name must be known
        live.withdraw(f"p{person}")
    elif choice in {"moderate", "restore"}:
        getattr(live, choice)(f"s{statement}")
    else:
        live.vote(f"p{person}", f"s{statement}", choice)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3), ACTS)
def test_after_any_votes_changes_withdrawals_and_moderation_the_sums_are_those_of_a_recount(begun, acts):
    live = LiveVotes(noise(people=begun, statements=4))

    for person, statement, choice in acts:
        act(live, person, statement, choice)

    recounted = sums_of(live.votes())
    for name, table in vars(live.sums()).items():
        assert (table == getattr(recounted, name)).all()


@settings(max_examples=15, deadline=None)
@given(conversations(), SEEDS)
def test_a_conversation_that_ran_is_drawn_as_one_that_is_read_and_what_is_undone_leaves_no_trace(votes, seed):
    rows = rows_of(votes)
    live = LiveVotes(Votes.of([]))
    for place in np.random.default_rng(seed).permutation(len(rows)).tolist():
        live.vote(*rows[place])
    drawn = live.draw()
    assert drawn == map_opinions(Votes.of(rows))

    for statement in votes.statements[:3]:
        live.vote("passer-by", statement, -1)
        live.moderate(statement)
    live.withdraw("passer-by")
    live.restore(*votes.statements[:3])

    assert live.draw() == drawn
    assert live.draw(profile="polis").to_json() == map_opinions(live.votes(), profile="polis").to_json()
