"""What each class is made of: its words, its people, its typical passages."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from portulan.verbatim.corpus import Corpus
from portulan.verbatim.reinert import NO_CLASS

SURE = 3.84  # chi2 with one degree of freedom, one chance in twenty


@dataclass(frozen=True)
class TypicalWord:
    """A word that a class uses more than the others.

    Parameters
    ----------
    word : str
        Lemma.
    chi2 : float
        Of the table of 2 by 2: in the class or not, with the word or not.
    passages : tuple of int
        Of the class, in which the word stands.
    """

    word: str
    chi2: float
    passages: tuple[int, ...]


@dataclass(frozen=True)
class Profile:
    """A class.

    Parameters
    ----------
    number : int
        From 0, as in `Classes.levels`.
    people : int
        Different authors of its passages.
    words : tuple of TypicalWord
        The most typical first, then in alphabetical order; chi2 of 3.84 at least.
    passages : tuple of (int, float) pairs
        Passages of the class with the sum of the chi2 of their typical words, the greatest first, then by their
        text: of equals, who wrote first has no effect.
    """

    number: int
    people: int
    words: tuple[TypicalWord, ...]
    passages: tuple[tuple[int, float], ...]


def describe_classes(corpus: Corpus, labels: NDArray[np.int64]) -> tuple[Profile, ...]:
    """Describe classes of passages.

    Parameters
    ----------
    corpus : Corpus
        With the passages.
    labels : array of int64, shape (n_passages,)
        Class of each from 0, -1 for none: a level of `Classes`.

    Returns
    -------
    tuple of Profile
        By number. Not for showing; see `protect_verbatim`.

    Raises
    ------
    ValueError
        If there is not one label for each passage.

    References
    ----------
    Reinert (1990), Bull. Méthodol. Sociol. 26, 24-54: association of a word with a class by chi2, typical passages by
    the sum over their words. Checked against `scipy.stats.chi2_contingency` without correction.

    Examples
    --------
    >>> from portulan.verbatim.corpus import Answer, read_corpus
    >>> corpus = read_corpus([Answer(f"p{i}", "outil" if i < 4 else "peur") for i in range(8)])
    >>> [each.words[0].word for each in describe_classes(corpus, np.repeat([0, 1], 4))]
    ['outil', 'peur']
    """
    if labels.shape != (len(corpus.passages),):
        raise ValueError(f"{len(labels)} labels for {len(corpus.passages)} passages.")
    return tuple(_profile(corpus, labels, number) for number in range(int(labels.max(initial=NO_CLASS)) + 1))


def _profile(corpus: Corpus, labels: NDArray[np.int64], number: int) -> Profile:
    table, inside = corpus.presence, np.flatnonzero(labels == number)
    chi2 = _association(
        np.asarray(table[inside].sum(axis=0)).ravel(),
        np.asarray(table[np.flatnonzero(labels != NO_CLASS)].sum(axis=0)).ravel(),
        sizes=(len(inside), int(np.count_nonzero(labels != NO_CLASS))),
    )
    typical = np.flatnonzero(chi2 >= SURE)
    ordered = sorted(typical.tolist(), key=lambda column: (-chi2[column], column))
    weights = np.zeros(len(corpus.words))
    weights[typical] = chi2[typical]
    scores = table[inside] @ weights
    best = sorted(range(len(inside)), key=lambda place: (-scores[place], corpus.text(int(inside[place]))))
    words = tuple(
        TypicalWord(corpus.words[column], float(chi2[column]), tuple(_within(corpus.holding(column), labels, number)))
        for column in ordered
    )
    passages = tuple((int(inside[place]), float(scores[place])) for place in best)
    return Profile(number, corpus.people(inside.tolist()), words, passages)


def _within(rows: NDArray[np.int64], labels: NDArray[np.int64], number: int) -> list[int]:
    kept: list[int] = rows[labels[rows] == number].tolist()
    return kept


def _association(
    here: NDArray[np.int64], everywhere: NDArray[np.int64], *, sizes: tuple[int, int]
) -> NDArray[np.float64]:  # fmt: skip
    """Signed chi2 of each word with a class: negative where it is used less than expected, 0 where nothing varies."""
    inside, total = sizes
    outside = total - inside
    with_here, with_there = here.astype(float), (everywhere - here).astype(float)
    product = inside * outside * everywhere.astype(float) * (total - everywhere)
    difference = with_here * (outside - with_there) - with_there * (inside - with_here)
    varies = product > 0
    return np.where(varies, np.sign(difference) * total * difference**2 / np.where(varies, product, 1.0), 0.0)
