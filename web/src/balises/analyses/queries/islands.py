"""A map of opinions in words: the groups that hold, what gathers them, what divides them."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from django.utils.functional import Promise

from balises.analyses import engine
from balises.analyses.engine import Said, ToldIsland, ToldMap
from balises.analyses.models import AnalysisRun
from balises.analyses.phrases import (
    ALWAYS_HOLDS,
    GATHERING_WORDS,
    HOLDS,
    ISLAND_SIZE,
    MAJORITY_WORDS,
    MAP_TITLE,
    NO_ISLANDS,
    NO_ISLANDS_TITLE,
    OWN_WORDS,
)
from balises.analyses.queries.figures import MethodCard, method_card
from balises.shared.wording import count_words, number

TENTHS = 10
NAMED = 3  # of what is a group's own; what divides is listed whole below


@dataclass(frozen=True)
class IslandRow:
    """A group, by a letter: never who is in it."""

    letter: str
    size: str
    doublings: int  # of the smallest band: how large it is drawn
    own: tuple[str, ...]  # what more than half of it says and the others say less


@dataclass(frozen=True)
class MapRow:
    """A statement that gathers."""

    label: str
    sentence: str


@dataclass(frozen=True)
class MapFigures:
    title: str
    sentence: str  # how well the groups hold, or that none does
    islands: tuple[IslandRow, ...]
    gathering: tuple[MapRow, ...]
    divisive: tuple[str, ...]
    method: MethodCard


def map_figures(run: AnalysisRun, *, labels: Mapping[str, str]) -> MapFigures:
    """A sealed map in words; `labels` gives the text of each planned item."""
    told = engine.read_map(run.result, digest=run.digest)
    words = GATHERING_WORDS if told.islands else MAJORITY_WORDS
    return MapFigures(
        title=_title(len(told.islands)),
        sentence=_how_it_holds(told) if told.islands else str(NO_ISLANDS),
        islands=tuple(
            _island(each, letter=letter, labels=labels)
            for letter, each in zip(ascii_uppercase, told.islands, strict=False)
        ),
        gathering=tuple(_row(said, labels=labels, words=words) for said in told.gathering),
        divisive=tuple(labels[said.item] for said in told.divisive),
        method=method_card(run),
    )


def _title(count: int) -> str:
    return MAP_TITLE % {"count": count_words(count).capitalize()} if count else str(NO_ISLANDS_TITLE)


def _how_it_holds(told: ToldMap) -> str:
    """By the group that holds least: the others are not said to hold less than they do."""
    tenths = int(TENTHS * min(island.together for island in told.islands))
    facts = {"resamples": number(told.resamples), "tenths": count_words(tenths)}
    return str((ALWAYS_HOLDS if tenths == TENTHS else HOLDS) % facts)


def _island(island: ToldIsland, *, letter: str, labels: Mapping[str, str]) -> IslandRow:
    return IslandRow(
        letter=letter,
        size=ISLAND_SIZE % {"low": number(island.low), "high": number(island.high)},
        doublings=(island.low // engine.LEAST_IN_GROUP).bit_length() - 1,
        own=tuple(OWN_WORDS[said.choice] % {"statement": labels[said.item]} for said in island.own[:NAMED]),
    )


def _row(said: Said, *, labels: Mapping[str, str], words: Mapping[str, Promise]) -> MapRow:
    return MapRow(labels[said.item], str(words[said.choice]))
