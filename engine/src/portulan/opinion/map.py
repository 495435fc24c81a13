"""Votes → opinion map: the two pipelines, step by step."""

from itertools import compress
from typing import Literal, overload

import numpy as np

from portulan.opinion import islands as balises
from portulan.opinion.canonical import canonical
from portulan.opinion.division import divisive_statements, gathering_statements, own_statements, table_votes
from portulan.opinion.groups import BASE_CLUSTERS, MIN_VOTES, MOST_GROUPS, base_clusters, group_bases, in_conversation
from portulan.opinion.projection import Projection, add_up, extremity, find_axes
from portulan.opinion.result import Island, IslandMap, MappedStatement, OpinionGroup, PolisMap
from portulan.opinion.selection import select_consensus, select_representative
from portulan.opinion.statements import GroupVotes, group_informed_consensus, group_votes, priority
from portulan.opinion.sums import VoteSums, sums_of
from portulan.opinion.votes import Floats, Integers, Votes
from portulan.results import Method

Profile = Literal["polis", "balises"]
NAME, VERSION = "portulan.opinion.map_opinions", "1"
POLIS = "Small et al. (2021), Polis, Recerca 26(2); published behaviour of Polis, programmed anew"


@overload
def map_opinions(votes: Votes, *, profile: Literal["balises"] = "balises", seed: int = 0) -> IslandMap: ...
@overload
def map_opinions(votes: Votes, *, profile: Literal["polis"], seed: int = 0) -> PolisMap: ...
def map_opinions(votes: Votes, *, profile: Profile = "balises", seed: int = 0) -> IslandMap | PolisMap:
    """Find what gathers people and what divides them.

    Parameters
    ----------
    votes : Votes
        Agree, pass or disagree, with gaps; any number of participants and statements, none included.
    profile : "balises" or "polis"
        `balises`: groups that hold when half of the statements is taken away, or none; the same to the last bit
        whatever the order of votes, statements and shards; for showing, through `protect_map`. `polis`: what Polis
        would find if it saw the votes for the first time; for comparing, since it has people in it.
    seed : int
        Of the resamples of `balises`; without effect on `polis`, which draws nothing.

    Returns
    -------
    IslandMap or PolisMap
        By profile.

    Raises
    ------
    ValueError
        On another profile.

    References
    ----------
    Small, Bjorkegren, Erkkilä, Shaw and Megill (2021), Polis: Scaling deliberation by mapping high dimensional
    opinion spaces, *Recerca* 26(2). `polis` checked against six production conversations, to 1e-9. `balises`
    checked on shuffled votes and on people drawn from real conversations: groups that are not there in fewer than
    5 % of the draws.

    Examples
    --------
    >>> cells = ((person, item) for person in range(18) for item in range(10))
    >>> rows = [(f"p{person}", f"s{item}", 1 if (person < 9) == (item < 5) else -1) for person, item in cells]
    >>> [island.size for island in map_opinions(Votes.of(rows)).islands]
    [9, 9]
    >>> [group.size for group in map_opinions(Votes.of(rows), profile="polis").groups]
    [9, 9]
    """
    if profile == "polis":
        return draw_polis(votes, sums_of(votes))
    if profile == "balises":
        return draw_islands(votes, sums_of(votes), seed=seed)
    raise ValueError(f"A profile is 'balises' or 'polis', not {profile!r}.")


def draw_islands(votes: Votes, sums: VoteSums, *, seed: int) -> IslandMap:
    """`map_opinions` with the profile `balises`, for whoever has the sums of these votes already."""
    table = canonical(votes, sums)
    found = balises.find_islands(table, seed=seed)
    counted = table_votes(table, labels=found.labels, group_count=found.count)
    own = own_statements(table, counted)
    sizes = [int(np.count_nonzero(found.labels == group)) for group in range(found.count)]
    has_groups = found.count > 0
    return IslandMap(
        method=_method(
            "balises",
            least_agreement=balises.LEAST_AGREEMENT,
            agreement_times_people=balises.AGREEMENT_TIMES_PEOPLE,
            resamples=2 * balises.SPLITS,
            seed=seed,
        ),
        voters=len(table.choices),
        counts=table.counts(),
        islands=tuple(Island(*each) for each in zip(sizes, found.together, own, strict=True)),
        agreement=found.agreement,
        gathering=gathering_statements(table, counted) if has_groups else (),
        divisive=divisive_statements(table, group_count=found.count) if has_groups else (),
    )


def draw_polis(votes: Votes, sums: VoteSums) -> PolisMap:
    """`map_opinions` with the profile `polis`, for whoever has the sums of these votes already."""
    projection = find_axes(sums, out=votes.is_out)
    placed = add_up(votes, projection)
    positions = placed.stretched(len(votes.statements), more=int(np.count_nonzero(votes.is_out)))
    labels = find_groups(votes, positions, voted=None if votes.is_out.any() else placed.voted)
    counted = group_votes(votes, labels=labels, group_count=int(labels.max(initial=-1)) + 1)
    named = select_representative(votes, counted)
    return PolisMap(
        method=_method("polis", base_clusters=BASE_CLUSTERS),
        participants=len(votes.participants),
        votes=sums.vote_count,
        axes=projection.axes,
        statements=_statements(votes, sums, counted, projection),
        groups=tuple(
            OpinionGroup(number, int(np.count_nonzero(labels == number)), each) for number, each in enumerate(named)
        ),
        gathering=select_consensus(votes, counts=sums.counts()),
        members=_members(votes, labels),
        positions=positions,
    )


def _method(profile: Profile, **parameters: float) -> Method:
    every = {"profile": profile, "min_votes": MIN_VOTES, "most_groups": MOST_GROUPS, **parameters}
    return Method(NAME, VERSION, tuple(every.items()), POLIS)


def _members(votes: Votes, labels: Integers) -> dict[str, int]:
    is_placed = labels >= 0
    names = compress(votes.participants, is_placed.tolist())
    return dict(zip(names, labels[is_placed].tolist(), strict=True))


def find_groups(votes: Votes, positions: Floats, *, voted: Integers | None = None) -> Integers:
    """Group of each participant as Polis would find it at first sight, -1 for who is not placed."""
    labels = np.full(len(positions), -1, dtype=np.int64)
    placed = np.flatnonzero(in_conversation(votes, voted=voted))
    if len(placed):
        bases = base_clusters(positions[placed])
        sizes = np.bincount(bases.labels).astype(np.float64)
        labels[placed] = group_bases(bases.centers, sizes=sizes).labels[bases.labels]
    return labels


def _statements(
    votes: Votes, sums: VoteSums, counted: GroupVotes, projection: Projection
) -> tuple[MappedStatement, ...]:
    counts, is_out, reach = sums.counts(), votes.is_out, extremity(projection)
    is_meta = np.array([name in votes.meta for name in votes.statements], dtype=np.bool_)
    columns = (
        *(counts[choice].tolist() for choice in ("agree", "disagree", "pass")),
        projection.center.tolist(),
        reach.tolist(),
        group_informed_consensus(counted).tolist(),
        priority(counted, extremity=reach, is_meta=is_meta).tolist(),
        is_out.tolist(),
    )
    return tuple(MappedStatement(name, *row) for name, *row in zip(votes.statements, *columns, strict=True))
