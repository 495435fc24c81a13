"""methods/verbatim.md: what the engine says of open answers, for someone who wants to check it or do it again."""

from balises.site.reference.methods import method_page

PACKAGE = "portulan.verbatim"
# In reading order: the warning, then what answers are made of, what is compared, the classes, what may be shown.
NAMES = (
    "find_identifying", "Finding",
    "Answer", "read_corpus", "Corpus", "Passage", "cut", "words_of", "Word", "lemma_of",
    "vocabulary", "WordCount", "specificity", "specificities", "Specificity", "company", "Company",
    "concordance", "Context",
    "classify", "Classes", "classify_table", "describe_classes", "Profile", "TypicalWord",
    "protect_verbatim", "PublishedVerbatim", "PublishedClass", "PublishedWord",
)  # fmt: skip

HEAD = """# Open answers: method

*For analysts, and for whoever wants to know what a warning or a class of answers is worth.* Taken from the docstrings
of `portulan.verbatim`, whose examples are run by the tests. What was decided, and what was weighed: [ADR
0027](../../adr/0027-open-answers.md).

```python
from portulan import Answer, classify, find_identifying, protect_verbatim, read_corpus

find_identifying("Écrire à lea@exemple.fr")  # needs nothing but Python; identifying.js does the same in a browser
corpus = read_corpus([Answer("p1", "L’outil fait gagner du temps.", may_be_quoted=True)])
classes = classify(corpus, mode="reinert", classes=4)
shown = protect_verbatim(corpus, classes.levels[-1] if classes.levels else None)
```

From a file: `portulan verbatim FILE.csv` (`--classes`, `--mode rainette`, `--json`); for its owner, what may identify
in each answer, with line, place and reason: `--identifying`, `--names FILE.txt`.

## What is claimed

**What may identify** is a warning before sending, never a proof that nothing identifies. One file of rules
(`identifying.json`), two readers (`identifying.py`, and `identifying.js` of under 6 kB that asks for nothing), the
same verdicts to the character on 500 sentences labelled by hand and on strange ones. The sentences are invented, half
of them harmless; the rules were mended on one half, and the other only measured. Both were written by whoever wrote
the rules: people's own answers will be missed more often.

Mended on:

{mended}

Only measured:

{measured}

`.venv/bin/python engine/tests/verbatim/labelled.py` prints both, with every miss and false alarm. Missed: numbers
spelled out, nicknames, rare given names, given names that are words (« Marine ») without a surname or a relation
beside them, places described (« au-dessus de la boulangerie »). Rung for nothing: a street's or a house's name that is
a person's, a function said in general (« l’éducateur est d’abord un humain »). On 693 real comments of a public
debate, 31 alarms: 20 for a president or a chief who is not in the team, 10 for the name of a real person or a given
name, 1 for « le tuteur ».

**Segments** are those of rainette on the Manifesto of 1848 (279 of 279). **Lemmas** are those a reader gives for 99 of
103 forms of the field, read one by one. **Specificities** equal exact whole-number arithmetic on every table of up to
14 words.

**Classes.** Mode `rainette` gives the classes of rainette 0.3.1.1 at each level, heights to 1e-9, with and without
joined passages, once the sign of an axis is fixed (`engine/tests/reference/verbatim/rainette.R`). That program moves
another passage than the one it scored, from the second switch on: on the Manifesto it reports a chi2 that its first
two classes do not have. Mode `reinert` reads the right place, switches until no single passage can do better, and is
equal to a classification written apart on full tables. Deeper than four or five classes another rule of switching
gives visibly other trees: say which mode, and read the passages. Double classification is not done.

**What leaves** (`protect_verbatim`): bands of people, words that eight people wrote, classes of eight people or more
with their words, and as many quotes as the threshold asks, each of another person who agreed, none in which something
may identify. Occurrences, scores and numbers of passages stay with the answers: they lead from a figure back to what
was written, for whoever may read it.
"""
MENDED = """| kind | labelled | found | recall | alarms | right | precision |
|---|---:|---:|---:|---:|---:|---:|
| address | 14 | 13 | 0.93 | 13 | 13 | 1.00 |
| bank | 3 | 3 | 1.00 | 3 | 3 | 1.00 |
| birth | 9 | 8 | 0.89 | 8 | 8 | 1.00 |
| email | 10 | 10 | 1.00 | 10 | 10 | 1.00 |
| function | 24 | 23 | 0.96 | 25 | 23 | 0.92 |
| name | 50 | 49 | 0.98 | 49 | 49 | 1.00 |
| national_id | 10 | 10 | 1.00 | 10 | 10 | 1.00 |
| organisation_id | 1 | 1 | 1.00 | 1 | 1 | 1.00 |
| phone | 15 | 15 | 1.00 | 15 | 15 | 1.00 |
| all | 136 | 132 | 0.97 | 134 | 132 | 0.99 |
"""
MEASURED = """| kind | labelled | found | recall | alarms | right | precision |
|---|---:|---:|---:|---:|---:|---:|
| address | 14 | 13 | 0.93 | 13 | 13 | 1.00 |
| bank | 3 | 3 | 1.00 | 3 | 3 | 1.00 |
| birth | 7 | 7 | 1.00 | 7 | 7 | 1.00 |
| email | 10 | 9 | 0.90 | 9 | 9 | 1.00 |
| function | 19 | 19 | 1.00 | 20 | 19 | 0.95 |
| name | 51 | 48 | 0.94 | 52 | 48 | 0.92 |
| national_id | 11 | 10 | 0.91 | 10 | 10 | 1.00 |
| organisation_id | 1 | 1 | 1.00 | 1 | 1 | 1.00 |
| phone | 16 | 15 | 0.94 | 15 | 15 | 1.00 |
| all | 132 | 125 | 0.95 | 130 | 125 | 0.96 |
"""


def verbatim_page() -> str:
    head = HEAD.format(mended=MENDED.strip(), measured=MEASURED.strip())
    return method_page(head, package=PACKAGE, names=NAMES)
