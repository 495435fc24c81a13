"""Which words are said more here than elsewhere: counts, specificities, company; each with its passages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from portulan.verbatim.corpus import Corpus

NEGLIGIBLE = 1e-18  # A term of a tail that adds nothing to a number in double precision


@dataclass(frozen=True)
class WordCount:
    """How often a word was written, by how many people, and where.

    Parameters
    ----------
    word : str
        Lemma.
    forms : tuple of str
        Forms met, the most frequent first.
    occurrences, people : int
        Times it was written; different authors.
    passages : tuple of int
        Where, as numbers of `Corpus.passages`.
    """

    word: str
    forms: tuple[str, ...]
    occurrences: int
    people: int
    passages: tuple[int, ...]


@dataclass(frozen=True)
class Specificity:
    """How far a word is over- or under-used in a part.

    Parameters
    ----------
    part, word : str
        Where; lemma.
    occurrences, total : int
        Times in the part; in all parts.
    score : float, decimal logarithm
        Of the probability of a count at least as extreme, positive where over-used.
    passages : tuple of int
        Of the part, in which the word stands.
    """

    part: str
    word: str
    occurrences: int
    total: int
    score: float
    passages: tuple[int, ...]


@dataclass(frozen=True)
class Company:
    """A word that stands in the same passages as another more, or less, than chance: fields as in `Specificity`."""

    word: str
    together: int
    score: float
    passages: tuple[int, ...]


def vocabulary(corpus: Corpus) -> tuple[WordCount, ...]:
    """The full words, the most frequent first, then in alphabetical order.

    Parameters
    ----------
    corpus : Corpus
        May be empty.

    Returns
    -------
    tuple of WordCount
        Not for showing: a word that one person wrote may name them. See `protect_verbatim`.

    Examples
    --------
    >>> from portulan.verbatim.corpus import Answer, read_corpus
    >>> vocabulary(read_corpus([Answer("p1", "Les outils, l’outil.")]))[0].forms
    ('outil', 'outils')
    """
    totals = np.asarray(corpus.counts.sum(axis=0)).ravel()
    places = sorted(range(len(corpus.words)), key=lambda column: (-totals[column], corpus.words[column]))
    held = [tuple(corpus.holding(column).tolist()) for column in range(len(corpus.words))]
    return tuple(
        WordCount(
            corpus.words[each], corpus.forms[each], int(totals[each]), corpus.people(held[each]), held[each]
        )
        for each in places
    )  # fmt: skip


def specificity(count: ArrayLike, *, of_word: ArrayLike, of_part: ArrayLike, total: ArrayLike) -> NDArray[np.float64]:
    """Specificity of a word in a part, in the hypergeometric model.

    Parameters
    ----------
    count : array-like of int, shape (n,)
        Occurrences of the word in the part, `0 <= count <= min(of_word, of_part)`.
    of_word, of_part, total : array-like of int, shape (n,) or one number
        Occurrences of the word everywhere; of all words in the part; of all words.

    Returns
    -------
    array of float, shape (n,)
        `-log10 P(X >= count)` where the count is at or above the mode of the law, `log10 P(X <= count)` under it.
        In decimal logarithms: 3 is one chance in a thousand. No missing values.

    Raises
    ------
    ValueError
        If the numbers cannot be counts of the same table.

    References
    ----------
    Lafon (1980), Mots 1, 127-165. Checked against exact whole-number arithmetic on every table of up to 14 words.

    Examples
    --------
    >>> specificity([5, 0], of_word=[5, 5], of_part=5, total=10).round(3).tolist()
    [2.401, -2.401]
    """
    k, f, t, n = (
        each.astype(np.float64) for each in np.broadcast_arrays(*map(np.atleast_1d, (count, of_word, of_part, total)))
    )
    if not np.all((np.maximum(0, f + t - n) <= k) & (k <= np.minimum(f, t)) & (f <= n) & (t <= n)):
        raise ValueError("A count is at most that of the word and that of the part, and these at most the total.")
    above = k >= np.floor((f + 1) * (t + 1) / (n + 2))
    place = (
        gammaln(f + 1) - gammaln(k + 1) - gammaln(f - k + 1)
        + gammaln(n - f + 1) - gammaln(t - k + 1) - gammaln(n - f - t + k + 1)
        - gammaln(n + 1) + gammaln(t + 1) + gammaln(n - t + 1)
    )  # fmt: skip
    tail = np.where(above, _tail(k, f, t, n, step=1), _tail(k, f, t, n, step=-1))
    scores: NDArray[np.float64] = np.minimum(0.0, place + np.log(tail)) / np.log(10)
    return np.where(above, -scores, scores) + 0.0


def _tail(
    k: NDArray[np.float64], f: NDArray[np.float64], t: NDArray[np.float64], n: NDArray[np.float64], *, step: int
) -> NDArray[np.float64]:
    """Sum of the probabilities from `k` on, up or down, divided by that of `k`."""
    total, term, x = np.ones_like(k), np.ones_like(k), k.copy()
    while np.any(term > NEGLIGIBLE * total):
        if step > 0:
            term = term * (f - x) * (t - x) / ((x + 1) * (n - f - t + x + 1))
        else:
            term = term * x * (n - f - t + x) / np.maximum(1, (f - x + 1) * (t - x + 1))
        term = np.where(np.isfinite(term), np.maximum(term, 0), 0)
        x, total = x + step, total + term
    return total


def specificities(corpus: Corpus, *, parts: Sequence[str] | None = None) -> tuple[Specificity, ...]:
    """Compare the parts of a corpus, word by word.

    Parameters
    ----------
    corpus : Corpus
        May be empty.
    parts : sequence of str, one for each passage, optional
        Where each passage belongs; the part of its answer by default. An empty one belongs nowhere, and is left out.

    Returns
    -------
    tuple of Specificity
        By part in alphabetical order, the most over-used words first; words absent from all parts are left out. Not
        for showing; see `protect_verbatim`.

    Raises
    ------
    ValueError
        If `parts` has not one entry for each passage.

    References
    ----------
    See `specificity`.

    Examples
    --------
    >>> from portulan.verbatim.corpus import Answer, read_corpus
    >>> corpus = read_corpus([Answer("p1", "outil outil", "a"), Answer("p2", "peur peur", "b")])
    >>> [(each.part, each.word, each.occurrences) for each in specificities(corpus) if each.score > 0]
    [('a', 'outil', 2), ('b', 'peur', 2)]
    """
    labels = [corpus.answers[each.answer].part for each in corpus.passages] if parts is None else list(parts)
    if len(labels) != len(corpus.passages):
        raise ValueError(f"{len(labels)} parts for {len(corpus.passages)} passages.")
    named = np.array(labels, dtype=np.str_)
    inside = np.flatnonzero(named != "")
    totals = np.asarray(corpus.counts[inside].sum(axis=0)).ravel()
    said = np.flatnonzero(totals)
    held = {int(column): corpus.holding(int(column)) for column in said}
    found = list[Specificity]()
    for part in sorted(set(labels) - {""}):
        counts = np.asarray(corpus.counts[np.flatnonzero(named == part)].sum(axis=0)).ravel()
        scores = specificity(counts[said], of_word=totals[said], of_part=counts.sum(), total=totals.sum())
        for place in np.argsort(-scores, kind="stable"):
            column = int(said[place])
            rows = held[column][named[held[column]] == part]
            found.append(
                Specificity(
                    part,
                    corpus.words[column],
                    int(counts[column]),
                    int(totals[column]),
                    float(scores[place]),
                    tuple(rows.tolist()),
                )
            )
    return tuple(found)


def company(corpus: Corpus, word: str) -> tuple[Company, ...]:
    """The words that stand in the same passages as this one, the least due to chance first.

    Parameters
    ----------
    corpus : Corpus
        With the word in it.
    word : str
        Lemma.

    Returns
    -------
    tuple of Company
        Words that share a passage with it; the model of `specificity`, on passages instead of occurrences.

    Raises
    ------
    ValueError
        If nobody wrote the word.

    References
    ----------
    Lafon (1981), Mots 3, 95-148: co-occurrences in the hypergeometric model.

    Examples
    --------
    >>> from portulan.verbatim.corpus import Answer, read_corpus
    >>> corpus = read_corpus([Answer("p1", "Un outil froid."), Answer("p2", "La peur.")])
    >>> [each.word for each in company(corpus, "outil")]
    ['froid']
    """
    column, table = corpus.column(word), corpus.presence
    rows = corpus.holding(column)
    together = np.asarray(table[rows].sum(axis=0)).ravel()
    alone = np.asarray(table.sum(axis=0)).ravel()
    others = np.flatnonzero((together > 0) & (np.arange(len(alone)) != column))
    scores = specificity(together[others], of_word=alone[others], of_part=len(rows), total=len(corpus.passages))
    return tuple(
        Company(
            corpus.words[other],
            int(together[other]),
            float(score),
            tuple(np.intersect1d(rows, corpus.holding(int(other))).tolist()),
        )
        for score, other in sorted(zip(scores, others, strict=True), key=lambda each: (-each[0], each[1]))
    )
