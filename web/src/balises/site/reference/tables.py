"""methods/tables.md: what the engine says of its tables, shares, scales and weights, for someone who checks them."""

from balises.site.reference.methods import method_page

PACKAGE = "portulan"
# In reading order: what is asked and told, what analysts compute, then what it is made of, and files.
NAMES = (
    "Answers", "Coverage", "Wanted", "Net", "Weighting", "weighted_plan", "tell_tables", "ToldTables", "ToldTable",
    "Figures", "FigureBetween", "ToldAssociation", "ScaleFigures",
    "cross_table", "CrossTable",
    "wilson_interval", "compare_proportions", "chi_square", "column_letters",
    "effective_size", "weight_classes", "rake", "Raked", "weighted_chi_square",
    "describe_scale", "ScaleSummary", "cronbach_alpha", "Reliability",
    "read_answers", "read_limesurvey", "Dataset", "Column", "ticked", "write_tables", "write_package",
)  # fmt: skip

HEAD = """# Tables, scales, shares: method

*For statisticians, and for whoever reads a table and wants to know what stands behind a share.* Taken from the
docstrings of `portulan.tables`, `portulan.proportions`, `portulan.weights`, `portulan.scales` and `portulan.files`,
whose examples are run by the tests. How numbers of people are protected: [Disclosure control](disclosure.md). Why a
figure is a function of what is told: [ADR 0025](../../adr/0025-figures-are-functions-of-what-is-told.md).

From a file: `portulan tables answers.csv --rows use --columns role --sample`, `--json`, `--to FOLDER`; `--only` for a
filter, `--net` for top boxes, `--scale` for a rating, `--ticked` for boxes, `--weight` and `--weight-classes`.

## Two ways, two uses

`cross_table` computes everything from everyone's answers, as SPSS or R would. It has small counts: for the analyst,
not for showing. `tell_tables` protects numbers of people first, then works out each figure *from what is told*: a
share of a number told as a range is a range, and a test of it is withheld.

| | a number that is told | a range | a word, or nothing |
|---|---|---|---|
| share | a number, to four decimals | a range, outwards | the word, or nothing |
| interval, letters | yes, of a sample | withheld | withheld |
| chi-square, Cramér's V | if every cell is told | withheld | withheld |
| mean, median | yes | between two bounds | withheld |

**A whole team is a census**: counts and shares, no interval and no test, for nobody was left out. Whoever asked says
which it is; there is no default.

## What is claimed

1. Whoever reads all figures learns no more of people than whoever reads the protected numbers alone, weights included.
2. Values are those of other programs: Wilson intervals, two proportions and corrected letters of statsmodels 0.15;
   `svytable`, `svymean`, `svychisq` (F) and `rake` of the R package survey 4.1, `chisq.test`, `sd` and
   `quantile(type = 2)` of R 4.2. The values and the scripts that made them: `engine/tests/reference/`.
3. The order of people changes nothing; a weight of two is the same person twice; turning a table changes no chi-square.

Not checked beside another program: weighted letters and Wilson intervals on Kish's effective bases (survey 4.1 has
no Wilson interval), and SPSS itself, which was not run.

## How to check it

`engine/tests/attack/figures_adversary.py` reads the published JSON, writes each share and each sum of weights as two
inequalities over every full profile, and solves: no hidden number may be bounded more closely than without them. It
finds shares of true numbers rounded to a whole per cent, and a weighted share of everyone's own weight (of 30 people
who said yes, 2 are young: the share alone tells). `pytest engine/tests/attack/test_figures_attack.py -m slow -s` sets
it on 300 plans. Another test enumerates populations, and finds the same figures wherever the same numbers are told.

## Limits

- Weights are told of classes. With many classes, or small ones, weighted shares are wide ranges, or withheld.
- Tests suppose people drawn one by one, with the inverse of their weight as probability: no strata, no clusters.
- Reliability (`cronbach_alpha`) does not leave: no protected table tells what it is computed from.
- From a file without a codebook, rare answers are told together as “other answers”. Who knows the questionnaire
  knows that an answer that is not named is rare: give all answers with `--values`, or a file that has them.
- Tables of three questions are told as numbers of people only; cross two and filter on the third.
"""


def tables_page() -> str:
    return method_page(HEAD, package=PACKAGE, names=NAMES)
