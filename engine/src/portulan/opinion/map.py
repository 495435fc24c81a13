"""Votes → opinion map."""

import numpy as np

from portulan.opinion.groups import base_clusters, group_bases, in_conversation
from portulan.opinion.projection import extremity, find_axes, place_participants
from portulan.opinion.result import MappedStatement, OpinionGroup, PolisMap
from portulan.opinion.selection import select_consensus, select_representative
from portulan.opinion.statements import GroupVotes, group_informed_consensus, group_votes, priority
from portulan.opinion.sums import sums_of
from portulan.opinion.votes import Floats, Integers, Votes
from portulan.results import Method

METHOD = Method(
    name="portulan.opinion.map_opinions",
    version="1",
    parameters=(("profile", "polis"), ("min_votes", 7), ("base_clusters", 100), ("most_groups", 5)),
    source="Small et al. (2021), Polis, Recerca 26(2); published behaviour of Polis, programmed anew",
)


def map_opinions(votes: Votes) -> PolisMap:
    projection = find_axes(sums_of(votes), out=votes.is_out)
    positions = place_participants(votes, projection)
    labels = find_groups(votes, positions)
    counted = group_votes(votes, labels=labels, group_count=int(labels.max(initial=-1)) + 1)
    reach = extremity(projection)
    named = select_representative(votes, counted)
    return PolisMap(
        method=METHOD,
        participants=len(votes.participants),
        votes=votes.vote_count,
        axes=projection.axes,
        statements=_statements(votes, counted, projection.center, reach),
        groups=tuple(
            OpinionGroup(number, int(np.count_nonzero(labels == number)), each) for number, each in enumerate(named)
        ),
        gathering=select_consensus(votes),
        members={votes.participants[row]: int(labels[row]) for row in np.flatnonzero(labels >= 0)},
        positions=positions,
    )


def find_groups(votes: Votes, positions: Floats) -> Integers:
    """Group of each participant as Polis would find it at first sight, -1 for who is not placed."""
    labels = np.full(len(positions), -1, dtype=np.int64)
    placed = np.flatnonzero(in_conversation(votes))
    if len(placed):
        bases = base_clusters(positions[placed])
        sizes = np.bincount(bases.labels).astype(np.float64)
        labels[placed] = group_bases(bases.centers, sizes=sizes).labels[bases.labels]
    return labels


def _statements(votes: Votes, counted: GroupVotes, center: Floats, reach: Floats) -> tuple[MappedStatement, ...]:
    counts, is_out = votes.counts(), votes.is_out
    is_meta = np.array([name in votes.meta for name in votes.statements], dtype=np.bool_)
    columns = (
        *(counts[choice].tolist() for choice in ("agree", "disagree", "pass")),
        center.tolist(),
        reach.tolist(),
        group_informed_consensus(counted).tolist(),
        priority(counted, extremity=reach, is_meta=is_meta).tolist(),
        is_out.tolist(),
    )
    return tuple(MappedStatement(name, *row) for name, *row in zip(votes.statements, *columns, strict=True))
