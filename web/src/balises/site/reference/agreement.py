"""methods/agreement.md: what the engine says of agreement between assessors, for someone who wants to check it."""

from balises.site.reference.methods import method_page

PACKAGE = "portulan.agreement"
NAMES = (
    "Level", "Scale", "Ratings", "agree", "Agreement", "krippendorff_alpha", "Alpha", "Undefined",
    "where_they_part", "CriterionParting", "SeatParting",
)  # fmt: skip

HEAD = """# Agreement between assessors: method

*For analysts, and for a panel that wants to know what its coefficient is worth.* Taken from the docstrings of
`portulan.agreement`, whose examples are run by the tests. Why none of its numbers leaves the panel:
[ADR 0026](../../adr/0026-what-a-coefficient-and-a-ballot-tell.md).

```python
from portulan import Policy, Ratings, Scale, agree, protect
from portulan.agreement import Level

scale = Scale(Level.ORDINAL, ("no", "partly", "yes"), aside=("unknown",))
answers = {"seat 1": {"c1": "no", "c2": "yes"}, "seat 2": {"c1": "yes"}, "seat 3": {"c1": "partly", "c2": "unknown"}}
seen = agree(Ratings(answers, scale))  # for the panel: alpha, and where it parts, by criterion and by seat
shown = protect(seen.panel, under=Policy())  # for others
```

From a table: `portulan agreement FILE.csv --scale no,partly,yes --aside unknown`, `--json`; `--panel` for the panel.

## What is claimed

1. Krippendorff's alpha (nominal, ordinal, interval, missing answers) equals his published example to its three
   decimals, the package krippendorff 0.9.0 to 1e-12 on seven tables, and the definition written out pair by pair.
2. The same to the last bit, interval included, for any order and any names of assessors and criteria. Every criterion
   answered twice alike moves it by the correction for small numbers, and by nothing else.
3. Where there is no coefficient, it says why (`Undefined`): never a number, never a warning. What is left out is
   counted: answers alone on their criterion, beside the scale, not given.
4. Outside the panel, nobody's answer can be read: every panel of one to seven people over three answers and "we do
   not know" was told, and what comes out alike was compared.

## What it does not say

A high alpha says that the answers can be read as one; it does not say that they are right, nor anything of the use. The
interval speaks of other criteria of the same kind, not of other people: three seats stay three.
"""


def agreement_page() -> str:
    return method_page(HEAD, package=PACKAGE, names=NAMES)
