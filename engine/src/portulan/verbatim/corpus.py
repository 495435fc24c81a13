"""Answers cut into passages, and which word stands in which passage: what every analysis of words starts from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from portulan.verbatim.segments import cut
from portulan.verbatim.words import is_full, lemma_of, words_of


@dataclass(frozen=True)
class Answer:
    """What one person wrote to an open question.

    Parameters
    ----------
    author : str
        Code of the person, the same in all their answers; not empty.
    text : str
        As written; may be blank.
    part : str
        What the answer is compared by (a question, a profession); empty for none.
    may_be_quoted : bool
        Whether the author agreed to be quoted.

    Raises
    ------
    ValueError
        If the author is empty: people could not be counted.

    Examples
    --------
    >>> Answer("p1", "On relit tout.").may_be_quoted
    False
    """

    author: str
    text: str
    part: str = ""
    may_be_quoted: bool = False

    def __post_init__(self) -> None:
        if not self.author:
            raise ValueError("An answer needs an author, so that people can be counted.")


@dataclass(frozen=True)
class Passage:
    """A segment of an answer: number of the answer, and its place there in characters."""

    answer: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Corpus:
    """Answers, their passages, and how often each full word stands in each passage.

    Parameters
    ----------
    answers : tuple of Answer
        As they came.
    passages : tuple of Passage
        In the order of the answers; a blank answer has none.
    words : tuple of str
        Lemmas that may carry a theme, in alphabetical order.
    forms : tuple of tuple of str
        For each lemma the forms met, the most frequent first.
    counts : sparse array of int64, shape (n_passages, n_words)
        Occurrences.
    """

    answers: tuple[Answer, ...]
    passages: tuple[Passage, ...]
    words: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    counts: csr_array

    @cached_property
    def presence(self) -> csr_array:
        """Whether each word stands in each passage, as 0 and 1."""
        return csr_array((np.ones_like(self.counts.data), self.counts.indices, self.counts.indptr), self.counts.shape)

    def text(self, passage: int) -> str:
        """The words of a passage, as written."""
        place = self.passages[passage]
        return self.answers[place.answer].text[place.start : place.end]

    def author(self, passage: int) -> str:
        """Who wrote a passage."""
        return self.answers[self.passages[passage].answer].author

    def people(self, passages: Iterable[int]) -> int:
        """How many different people wrote these passages."""
        return len({self.author(passage) for passage in passages})

    def column(self, word: str) -> int:
        """Place of a lemma in `words`; ValueError if nobody wrote it."""
        place = int(np.searchsorted(np.array(self.words, dtype=np.str_), word)) if self.words else 0
        if place >= len(self.words) or self.words[place] != word:
            raise ValueError(f"Nobody wrote {word!r}, or it is a word of grammar.")
        return place

    def holding(self, column: int) -> NDArray[np.int64]:
        """Passages in which the word of this column stands, in order."""
        starts, rows = self._by_word
        return rows[starts[column] : starts[column + 1]]

    @cached_property
    def _by_word(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        by_word = self.counts.tocsc()
        by_word.sort_indices()
        return by_word.indptr.astype(np.int64), by_word.indices.astype(np.int64)


def read_corpus(answers: Iterable[Answer], *, segment_words: int = 40) -> Corpus:
    """Cut answers into passages, and count their full words.

    Parameters
    ----------
    answers : iterable of Answer
        In French. None, or blank ones only, give a corpus without passages.
    segment_words : int, at least 2
        Length aimed at; see `cut`.

    Returns
    -------
    Corpus
        The words and their counts do not depend on the order of the answers.

    Raises
    ------
    ValueError
        If `segment_words` is under 2.

    Examples
    --------
    >>> corpus = read_corpus([Answer("p1", "Les outils rapides."), Answer("p2", "L’outil n’est pas rapide.")])
    >>> corpus.words, corpus.counts.toarray().tolist()
    (('outil', 'rapide'), [[1, 1], [1, 1]])
    """
    kept = tuple(answers)
    passages = tuple(
        Passage(number, start, end)
        for number, answer in enumerate(kept)
        for start, end in cut(answer.text, words=segment_words)
    )
    rows, forms_of = list[Counter[str]](), dict[str, Counter[str]]()
    for place in passages:
        row = Counter[str]()
        for word in words_of(kept[place.answer].text[place.start : place.end]):
            lemma = lemma_of(word.form)
            if is_full(word.form, lemma):
                row[lemma] += 1
                forms_of.setdefault(lemma, Counter())[word.form] += 1
        rows.append(row)
    words = tuple(sorted(forms_of))
    forms = tuple(_by_frequency(forms_of[word]) for word in words)
    return Corpus(kept, passages, words, forms, _table(rows, words))


def _by_frequency(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda form: (-counted[form], form)))


def _table(rows: list[Counter[str]], words: tuple[str, ...]) -> csr_array:
    column_of = {word: column for column, word in enumerate(words)}
    cells = [sorted((column_of[word], times) for word, times in row.items()) for row in rows]
    starts = np.cumsum([0, *(len(row) for row in cells)])
    columns = np.array([column for row in cells for column, _ in row], dtype=np.int64)
    times = np.array([many for row in cells for _, many in row], dtype=np.int64)
    return csr_array((times, columns, starts), shape=(len(rows), len(words)))
