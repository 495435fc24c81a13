"""Where a word stands: each occurrence with what comes before and after it."""

from dataclasses import dataclass

from portulan.verbatim.corpus import Corpus
from portulan.verbatim.words import lemma_of, words_of


@dataclass(frozen=True)
class Context:
    """One occurrence.

    Parameters
    ----------
    before, found, after : str
        As written, on one line.
    passage : int
        Number in `Corpus.passages`.
    start, end : int, characters
        Place of the occurrence in the answer.
    """

    before: str
    found: str
    after: str
    passage: int
    start: int
    end: int


def concordance(corpus: Corpus, word: str, *, width: int = 40) -> tuple[Context, ...]:
    """Every occurrence of a word, whatever its form, with what stands around it.

    Parameters
    ----------
    corpus : Corpus
        With the word in it.
    word : str
        Lemma.
    width : int, characters
        Of the answer on each side, at most; a context does not leave its answer.

    Returns
    -------
    tuple of Context
        In the order of the answers. Not for showing: these are people's words; see `protect_verbatim`.

    Raises
    ------
    ValueError
        If nobody wrote the word, or `width` is negative.

    Examples
    --------
    >>> from portulan.verbatim.corpus import Answer, read_corpus
    >>> concordance(read_corpus([Answer("p1", "On relit ces outils avec soin.")]), "outil", width=6)[0].before
    't ces '
    """
    if width < 0:
        raise ValueError(f"A width is a number of characters, not {width}.")
    found = list[Context]()
    for passage in corpus.holding(corpus.column(word)).tolist():
        place = corpus.passages[passage]
        text = corpus.answers[place.answer].text
        for each in words_of(text[place.start : place.end]):
            if lemma_of(each.form) == word:
                start, end = place.start + each.start, place.start + each.end
                before, after = text[max(0, start - width) : start], text[end : end + width]
                found.append(Context(_line(before), text[start:end], _line(after), passage, start, end))
    return tuple(found)


def _line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
