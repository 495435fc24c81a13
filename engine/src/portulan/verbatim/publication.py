"""What may be shown of open answers: bands of people, words that eight people wrote, quotes of eight who agreed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portulan.disclosure import (
    Between,
    Policy,
    ProtectedQuotes,
    Quotes,
    Reason,
    Suppressed,
    Use,
    protect,
)
from portulan.results import Method, digest_of
from portulan.verbatim.contrasts import vocabulary
from portulan.verbatim.corpus import Corpus
from portulan.verbatim.identifying import find_identifying
from portulan.verbatim.profiles import Profile, describe_classes

FORMAT = "portulan.verbatim/1"
TOO_FEW = Suppressed(Reason.TOO_FEW)
MOST_WORDS = 30  # of a list: what a person reads


@dataclass(frozen=True)
class PublishedWord:
    """A word that enough people wrote, and the band of their number."""

    word: str
    people: Between


@dataclass(frozen=True)
class PublishedClass:
    """A class of enough people.

    Parameters
    ----------
    people : Between
        8 to 15, 16 to 31, and so on, doubled.
    words : tuple of PublishedWord
        The most typical first; each written by enough people of the class.
    quotes : ProtectedQuotes
        As many as the policy asks people for, each of another author who agreed, the most typical; or `Suppressed`.
    """

    people: Between
    words: tuple[PublishedWord, ...]
    quotes: ProtectedQuotes


@dataclass(frozen=True)
class PublishedVerbatim:
    """Open answers that have passed disclosure control.

    Parameters
    ----------
    people : Between, or Suppressed
        Authors of at least one passage, in bands.
    words : tuple of PublishedWord
        The most shared first.
    classes : tuple of PublishedClass, or Suppressed
        The largest first. One of fewer people is left out, and it is not told that there is one: sizes are bands, and
        somebody may be in several, so that nothing can be subtracted. Withheld where none is large enough.
    policy : Policy
        Thresholds.
    methods : tuple of Method
        How it was made; the first is how it was protected.
    """

    people: Between | Suppressed
    words: tuple[PublishedWord, ...]
    classes: tuple[PublishedClass, ...] | Suppressed
    policy: Policy
    methods: tuple[Method, ...]

    def to_plain(self) -> dict[str, Any]:
        """As dictionaries, lists and scalars. What is not told says so: `{"withheld": reason}`."""
        classes = self.classes
        return {
            "format": FORMAT,
            "people": _told(self.people),
            "words": [_word(each) for each in self.words],
            "classes": _told(classes)
            if isinstance(classes, Suppressed)
            else [
                {
                    "people": _told(each.people),
                    "words": [_word(word) for word in each.words],
                    "quotes": each.quotes.to_plain()["texts"],
                }
                for each in classes
            ],
            "policy": self.policy.to_plain(),
            "methods": [each.to_plain() for each in self.methods],
        }

    def to_json(self) -> str:
        """`to_plain` as JSON text."""
        return json.dumps(self.to_plain(), ensure_ascii=False, allow_nan=False)

    def digest(self) -> str:
        """SHA-256 of what is shown, and of nothing else."""
        return digest_of(self.to_plain())


def protect_verbatim(
    corpus: Corpus,
    labels: NDArray[np.int64] | None = None,
    *,
    policy: Policy | None = None,
    names: Sequence[str] = (),
    methods: Iterable[Method] = (),
) -> PublishedVerbatim:
    """Tell open answers so that no one is quoted, counted or named among fewer than eight.

    Parameters
    ----------
    corpus : Corpus
        From `read_corpus`.
    labels : array of int64, shape (n_passages,), optional
        Class of each passage, -1 for none: a level of `Classes`. Without it no class is told.
    policy : Policy, optional
        `verbatim_threshold` people behind each word, class and set of quotes.
    names : sequence of str
        Added to the lists of `find_identifying`: a word or a passage in which it finds anything is not told.
    methods : iterable of Method
        Of what is told, for example `Classes.method`.

    Returns
    -------
    PublishedVerbatim
        Numbers of people in bands only. No count of occurrences, no score, no number of a passage: they belong to
        the answers, which do not leave.

    Raises
    ------
    ValueError
        If there is not one label for each passage.

    Notes
    -----
    *Not held*: that a passage does not name its author by what it tells, or by its style: a person reads it before it
    is shown. Words and bands are not linked by an audit: of two words, each written by eight people or more, nothing
    tells how many wrote one without the other.

    Examples
    --------
    >>> from portulan.verbatim.corpus import Answer, read_corpus
    >>> told = protect_verbatim(read_corpus(Answer(f"p{i}", "Un outil froid.") for i in range(9)))
    >>> told.words[0]
    PublishedWord(word='froid', people=Between(low=8, high=15))
    >>> protect_verbatim(read_corpus(Answer(f"p{i}", "Un outil froid.") for i in range(7))).words
    ()
    """
    policy = policy or Policy()
    people = corpus.people(range(len(corpus.passages)))
    words = sorted(vocabulary(corpus), key=lambda each: (-each.people, each.word))
    told = _words(((each.word, each.people) for each in words), policy=policy, names=names)
    method = Method("portulan.verbatim.protect_verbatim", "1", (("words", MOST_WORDS),), "ADR 0027")
    return PublishedVerbatim(
        _band(people, policy=policy) if policy.allows(Use.VERBATIM, people=people) else TOO_FEW,
        told,
        TOO_FEW if labels is None else _classes(corpus, labels, policy=policy, names=names),
        policy,
        (method, *methods),
    )


def _words(counted: Iterable[tuple[str, int]], *, policy: Policy, names: Sequence[str]) -> tuple[PublishedWord, ...]:
    """Words of enough people, in the order given; a name is not told, however many wrote it."""
    told = list[PublishedWord]()
    for word, people in counted:
        if policy.allows(Use.VERBATIM, people=people) and not find_identifying(word, names=names):
            told.append(PublishedWord(word, _band(people, policy=policy)))
        if len(told) == MOST_WORDS:
            break
    return tuple(told)


def _classes(
    corpus: Corpus, labels: NDArray[np.int64], *, policy: Policy, names: Sequence[str]
) -> tuple[PublishedClass, ...] | Suppressed:
    described = [each for each in describe_classes(corpus, labels) if policy.allows(Use.VERBATIM, people=each.people)]
    if not described:
        return TOO_FEW
    ordered = sorted(described, key=lambda each: (-each.people, [word.word for word in each.words]))
    return tuple(_class(corpus, each, policy=policy, names=names) for each in ordered)


def _class(corpus: Corpus, profile: Profile, *, policy: Policy, names: Sequence[str]) -> PublishedClass:
    counted = ((each.word, corpus.people(each.passages)) for each in profile.words)
    quoted = dict[str, str]()
    for passage, _ in profile.passages:
        author, answer = corpus.author(passage), corpus.answers[corpus.passages[passage].answer]
        text = corpus.text(passage)
        if author not in quoted and answer.may_be_quoted and not find_identifying(text, names=names):
            quoted[author] = text
        if len(quoted) == policy.verbatim_threshold:
            break
    return PublishedClass(
        _band(profile.people, policy=policy),
        _words(counted, policy=policy, names=names),
        protect(Quotes(tuple(quoted.values()), people=len(quoted)), under=policy),
    )


def _band(people: int, *, policy: Policy) -> Between:
    """From the threshold on, each band twice as wide as the one before."""
    low = policy.verbatim_threshold
    while people >= 2 * low:
        low *= 2
    return Between(low, 2 * low - 1)


def _word(each: PublishedWord) -> dict[str, Any]:
    return {"word": each.word, "people": _told(each.people)}


def _told(cell: Between | Suppressed) -> dict[str, Any]:
    return {"withheld": cell.reason.value} if isinstance(cell, Suppressed) else {"between": [cell.low, cell.high]}
