"""What must hold for a charter: one draft, sealed versions, a decision behind each."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from balises.decisions.rules import Outcome, canonical
from balises.shared.changes import Change, ChangeKind, by_paragraph, changes_by_word
from balises.shared.errors import Refusal

CHARTER_FORMAT = "balises/charter@1"
MODEL = ("charter", "action-sociale", 1)  # what a draft may start from


@dataclass(frozen=True)
class ArticleText:
    """What an article says."""

    title: str
    text: str


@dataclass(frozen=True)
class SealedArticle:
    """An article as it was adopted, with the digest of the decision behind it."""

    number: int
    title: str
    text: str
    decision: str


@dataclass(frozen=True)
class CharterRecord:
    """What is sealed, whole. It names bodies and functions, never persons."""

    organisation: str
    version: int
    title: str
    preamble: str
    articles: tuple[SealedArticle, ...]
    body: str
    decision: str
    adopted_on: str
    review_on: str
    format: str = CHARTER_FORMAT


@dataclass(frozen=True)
class AdoptionFacts:
    """What stands in the draft, under which decision, against which version in force."""

    article_count: int
    outcome: Outcome
    is_decision_used: bool
    is_unchanged: bool


@dataclass(frozen=True)
class ArticleChange:
    """One article beside its former self."""

    title: str
    kind: ChangeKind  # same: kept, perhaps with changed words
    paragraphs: tuple[tuple[Change, ...], ...]
    is_changed: bool


def refusal_to_start(*, has_charter: bool) -> Refusal | None:
    return Refusal("charters.already_started") if has_charter else None


def refusal_to_use_model(*, has_model: bool) -> Refusal | None:
    return None if has_model else Refusal("charters.no_model")


def refusal_to_add(*, is_already_there: bool) -> Refusal | None:
    return Refusal("charters.same_article") if is_already_there else None


def refusal_to_stand_on(outcome: Outcome) -> Refusal | None:
    """An article stands on what was adopted, never on what was turned down."""
    return None if outcome is Outcome.ADOPTED else Refusal("charters.decision_not_adopted")


def refusal_to_prepare_adoption(*, article_count: int, is_unchanged: bool) -> Refusal | None:
    if article_count == 0:
        return Refusal("charters.no_article")
    return Refusal("charters.nothing_changed") if is_unchanged else None


def refusal_to_adopt(facts: AdoptionFacts) -> Refusal | None:
    if facts.is_decision_used:
        return Refusal("charters.decision_already_used")
    return refusal_to_stand_on(facts.outcome) or refusal_to_prepare_adoption(
        article_count=facts.article_count, is_unchanged=facts.is_unchanged
    )


def canonical_charter(record: CharterRecord) -> bytes:
    """The bytes whose SHA-256 is the version's digest."""
    return canonical(asdict(record))


def changes_between(
    before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]
) -> tuple[ArticleChange, ...]:
    """Each article of the second list beside the article of the same key in the first; those taken out come last.

    Articles are mappings with `key`, `title` and `text`: the key follows an article when its number changes.
    """
    former = {article["key"]: article for article in before}
    kept = {article["key"] for article in after}
    written = [_article_change(former.get(article["key"]), article) for article in after]
    taken_out = [_article_change(article, None) for article in before if article["key"] not in kept]
    return (*written, *taken_out)


def changes_in(before: str, after: str) -> tuple[tuple[Change, ...], ...]:
    """The changed words of one text, by paragraph."""
    return by_paragraph(changes_by_word(before, after))


def _article_change(old: Mapping[str, str] | None, new: Mapping[str, str] | None) -> ArticleChange:
    shown = new or old
    if shown is None:
        raise ValueError("A change needs an article before or after.")
    if old is None:
        kind = ChangeKind.ADDED
    elif new is None:
        kind = ChangeKind.REMOVED
    else:
        kind = ChangeKind.SAME
    return ArticleChange(shown["title"], kind, changes_in(_whole(old), _whole(new)), is_changed=old != new)


def _whole(article: Mapping[str, str] | None) -> str:
    """The title stands first: a change of title is a change too."""
    return f"{article['title']}\n\n{article['text']}" if article else ""
