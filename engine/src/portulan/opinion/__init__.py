"""Agree, disagree, pass: what gathers people and what divides them."""

from portulan.opinion.live import LiveVotes
from portulan.opinion.map import map_opinions
from portulan.opinion.publication import PublishedMap, protect_map
from portulan.opinion.result import IslandMap, PolisMap
from portulan.opinion.votes import Votes, join

__all__ = ["IslandMap", "LiveVotes", "PolisMap", "PublishedMap", "Votes", "join", "map_opinions", "protect_map"]
