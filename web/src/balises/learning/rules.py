"""What must hold where a course cites an organisation's own article."""

from dataclasses import dataclass

from balises.shared.errors import Refusal


@dataclass(frozen=True)
class CiteFacts:
    """A page of a module, and an article somebody wants to show there."""

    has_place: bool  # the page keeps a place for an article
    is_adopted_article: bool
    is_already_cited: bool


def refusal_to_cite(facts: CiteFacts) -> Refusal | None:
    if not facts.has_place:
        return Refusal("learning.no_place")
    if not facts.is_adopted_article:
        return Refusal("learning.not_an_adopted_article")
    if facts.is_already_cited:
        return Refusal("learning.already_cited")
    return None
