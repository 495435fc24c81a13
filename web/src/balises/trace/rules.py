"""The kinds of things a thread joins, in the order of the chain."""

from enum import StrEnum


class Kind(StrEnum):
    CARD = "card"
    USE = "use"
    ELSEWHERE = "elsewhere"  # what another organisation found of the same tool
    ASSESSMENT = "assessment"
    QUESTION = "question"
    DELIBERATION = "deliberation"
    DECISION = "decision"
    ARTICLE = "article"
    ENTRY = "entry"
    MODULE = "module"
    CONCLUSION = "conclusion"
    EXPLORATION = "exploration"


CHAIN: tuple[Kind, ...] = tuple(Kind)


def rank(kind: str) -> int:
    """The place of a kind in the chain, from 0."""
    return CHAIN.index(Kind(kind))
