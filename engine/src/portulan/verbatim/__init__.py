"""Open answers: what may identify, words, contexts, classes; nothing leaves but through `portulan.disclosure`.

What needs numpy and scipy is loaded when it is first asked for: a warning before sending needs neither.
"""

from typing import TYPE_CHECKING

from portulan.later import loading
from portulan.verbatim.identifying import Finding, find_identifying
from portulan.verbatim.segments import cut
from portulan.verbatim.words import Word, lemma_of, words_of

if TYPE_CHECKING:
    from portulan.verbatim.contexts import Context, concordance
    from portulan.verbatim.contrasts import (
        Company,
        Specificity,
        WordCount,
        company,
        specificities,
        specificity,
        vocabulary,
    )
    from portulan.verbatim.corpus import Answer, Corpus, Passage, read_corpus
    from portulan.verbatim.profiles import Profile, TypicalWord, describe_classes
    from portulan.verbatim.publication import PublishedVerbatim, protect_verbatim
    from portulan.verbatim.reinert import Classes, classify, classify_table

LATER = {
    "corpus": ("Answer", "Corpus", "Passage", "read_corpus"),
    "contexts": ("Context", "concordance"),
    "contrasts": ("Company", "Specificity", "WordCount", "company", "specificities", "specificity", "vocabulary"),
    "profiles": ("Profile", "TypicalWord", "describe_classes"),
    "publication": ("PublishedVerbatim", "protect_verbatim"),
    "reinert": ("Classes", "classify", "classify_table"),
}
MODULE_OF = {name: f"portulan.verbatim.{module}" for module, names in LATER.items() for name in names}

__all__ = [
    "Answer",
    "Classes",
    "Company",
    "Context",
    "Corpus",
    "Finding",
    "Passage",
    "Profile",
    "PublishedVerbatim",
    "Specificity",
    "TypicalWord",
    "Word",
    "WordCount",
    "classify",
    "classify_table",
    "company",
    "concordance",
    "cut",
    "describe_classes",
    "find_identifying",
    "lemma_of",
    "protect_verbatim",
    "read_corpus",
    "specificities",
    "specificity",
    "vocabulary",
    "words_of",
]

__getattr__ = loading(__name__, MODULE_OF)
