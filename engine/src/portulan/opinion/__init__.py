"""Agree, disagree, pass: what gathers people and what divides them."""

from typing import TYPE_CHECKING

from portulan.later import loading

if TYPE_CHECKING:
    from portulan.opinion.live import LiveVotes
    from portulan.opinion.map import map_opinions
    from portulan.opinion.parquet import read_votes
    from portulan.opinion.publication import PublishedMap, protect_map
    from portulan.opinion.result import IslandMap, PolisMap
    from portulan.opinion.votes import Votes, join

# Loaded when first asked for: numpy and scipy take longer than all the rest, and most processes draw no map.
LATER = {
    "IslandMap": "portulan.opinion.result",
    "LiveVotes": "portulan.opinion.live",
    "PolisMap": "portulan.opinion.result",
    "PublishedMap": "portulan.opinion.publication",
    "Votes": "portulan.opinion.votes",
    "join": "portulan.opinion.votes",
    "map_opinions": "portulan.opinion.map",
    "protect_map": "portulan.opinion.publication",
    "read_votes": "portulan.opinion.parquet",
}

__all__ = [
    "IslandMap",
    "LiveVotes",
    "PolisMap",
    "PublishedMap",
    "Votes",
    "join",
    "map_opinions",
    "protect_map",
    "read_votes",
]

__getattr__ = loading(__name__, LATER)
