"""Words of a French text, with their places; their lemmas; the words of grammar, which carry no theme."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

WORD = re.compile(r"[^\W\d_]\w*(?:[-’'‐‑][^\W\d_]\w*)*")
ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)[’']", re.IGNORECASE)
INVERTED = re.compile(
    r"-(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous|ce|moi|toi|les?|la|lui|leur|y|en|là|ci)$", re.IGNORECASE
)
WHOLE = frozenset(
    {"aujourd’hui", "d’abord", "d’accord", "quelqu’un", "rendez-vous", "jusque-là", "au-delà", "c’est-à-dire"}
)
LANGUAGE = "fr"
SHORTEST = 2  # letters, of a word that carries a theme

# Determiners, pronouns, prepositions, conjunctions, auxiliaries and the adverbs that go with any theme: as lemmas.
GRAMMAR_WRITTEN = """
    afin ailleurs ainsi alors après assez au aucun auprès auquel aussi autant autre autrement aux avant avec
    avoir beaucoup bien bientôt car ce ceci cela celle celles celui cependant certain certains certes ces cet
    cette ceux chacun chaque chez ci combien comme comment contre c’est-à-dire dans davantage de dehors delà
    depuis des desquels devant devoir donc dont du duquel durant dès déjà d’abord elle en encore enfin ensuite
    entre envers environ est-ce et etc eux faire falloir guère hors ici il jadis jamais je jusque la laquelle le
    lequel les leur leurs lors lorsque lui là l’ mais mal malgré me mes mien mieux moi moins mon même ne ni non
    nos notre nous nôtre on or ou oui outre où par parce parfois parmi pas pendant peu peut-être plus plusieurs
    plutôt pour pourquoi pourtant pouvoir presque près puis puisque qu quand quant que quel quelque quelquefois
    quelqu’un qui quiconque quoi quoique rien sans sauf se selon ses si sien sinon soi soit son sous souvent sur
    surtout tandis tant tard te tel tellement tes toi ton toujours tout toute toutefois trop très tu tôt un une
    unes vers voici voilà vos votre vous vraiment vôtre y à ça être
"""
GRAMMAR = frozenset(GRAMMAR_WRITTEN.split())


@dataclass(frozen=True)
class Word:
    """A word where it stands: as written, in lower case, with its place in characters."""

    form: str
    start: int
    end: int


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text: elisions and inverted pronouns are words of their own, compounds stay whole.

    Parameters
    ----------
    text : str
        Any text; figures alone are not words, « GPT4 » is.

    Returns
    -------
    tuple of Word
        In order; forms in lower case with the typographic apostrophe.

    Examples
    --------
    >>> [each.form for each in words_of("L’outil qu'on a va-t-il vers un compte-rendu ?")]
    ['l’', 'outil', 'qu’', 'on', 'a', 'va', '-t-il', 'vers', 'un', 'compte-rendu']
    """
    return tuple(word for found in WORD.finditer(text) for word in _parted(found.group(), found.start()))


def _parted(written: str, start: int) -> Iterator[Word]:
    """An elided word, then the rest, then a pronoun that follows its verb."""
    elided = ELISION.match(written)
    if elided and _form(written) not in WHOLE and elided.end() < len(written):
        yield Word(_form(elided.group()), start, start + elided.end())
        written, start = written[elided.end() :], start + elided.end()
    inverted = INVERTED.search(written) if _form(written) not in WHOLE else None
    end = inverted.start() if inverted and inverted.start() else len(written)
    yield Word(_form(written[:end]), start, start + end)
    if end < len(written):
        yield Word(_form(written[end:]), start + end, start + len(written))


def _form(written: str) -> str:
    return written.lower().replace("'", "’").replace("‐", "-").replace("‑", "-")


@cache
def lemma_of(form: str) -> str:
    """The dictionary form of a word, as far as it can be told without its sentence.

    Parameters
    ----------
    form : str
        In lower case, as `words_of` gives it.

    Returns
    -------
    str
        In lower case; the form itself where the dictionary has none.

    References
    ----------
    The word list of simplemma 2.0 (MIT). *Limit*: a form that belongs to two words (« porte », « avocat ») gets one
    lemma, always the same. Read by hand on 100 forms of the field, in the tests.

    Examples
    --------
    >>> lemma_of("rédigeons"), lemma_of("éducatrices")
    ('rédiger', 'éducateur')
    """
    found: str = _lemmatizer().lemmatize(form.replace("’", "'"), lang=LANGUAGE)
    return found.lower().replace("'", "’")


@cache
def _lemmatizer() -> Any:
    """Loaded with the first lemma: half a second and forty megabytes."""
    return import_module("simplemma").Lemmatizer()


def is_full(form: str, lemma: str) -> bool:
    """Whether a word may carry a theme: not a word of grammar, and more than one letter."""
    return not (
        lemma in GRAMMAR or form in GRAMMAR or form.endswith("’") or form.startswith("-") or len(lemma) < SHORTEST
    )
