"""methods/footprint.md: what the engine says of the footprint of a use, for someone who wants to check it."""

from balises.site.reference.methods import method_page

PACKAGE = "portulan.footprint"
NAMES = (
    "about", "Volume", "Task", "Assumption", "yearly", "Demand", "estimate", "Estimate", "Impacts", "Provenance",
    "EcoLogits", "Factors", "read_factors", "total", "Figure", "side_by_side", "SideBySide", "read_figures",
    "Span", "Unknown", "multiply", "add",
)  # fmt: skip

HEAD = """# Footprint of a use: method

*For whoever must answer "how much does this take?" without pretending to know.* Taken from the docstrings of
`portulan.footprint`, whose examples are run by the tests.

```python
from datetime import date

from portulan import EcoLogits, Volume, estimate, yearly
from portulan.footprint import TASKS, about

demand = yearly(Volume(TASKS["letter"], about(10), per="week"))  # "about ten letters a week"
found = estimate(demand, using=EcoLogits("mistralai", "mistral-small-2603", on=date(2026, 11, 24), zone="FRA"))
found.impacts.energy, found.impacts.carbon, found.impacts.water, found.impacts.minerals  # each a range, or unknown
```

From the command line: `portulan footprint letter=10/week --model PROVIDER/MODEL --zone FRA`, `--factors FILE.json`,
`--figures FILE.json`, `--json`. EcoLogits is an extra: `portulan[footprint]`. No figure of others is shipped.

## What is claimed

1. A result is a range, with the source, its version, a date, a country, a licence and the method; a file of figures
   that lacks one of these is refused. Every assumption on the way from "ten letters" to tokens has its source and
   date; those that are this project's own, and measured nowhere, say so.
2. Whatever is true within the ranges of volume, length and figures is within the result: both ends are multiplied.
3. Unknown is a type, never 0: it stays unknown in products and sums, and says why.
4. The figures are those of EcoLogits 0.11.3 called at both ends of the range, nothing added.
5. Published figures that were counted in different ways stand side by side, with what they differ in. There is no
   function that adds or averages them, and `total` refuses two origins.

## What it does not say

The range is that of one method. In November 2025 a revision of EcoLogits lowered some of its estimates by one or two
orders of magnitude: a range holds for the version it names. The device that asks and the network are not in it.

## Files

`portulan.footprint-factors/1` and `portulan.footprint-figures/1` are described under `read_factors` and
`read_figures`.

```json
{"format": "portulan.footprint-factors/1", "source": "…", "version": "…", "on": "2026-03-01", "licence": "…",
 "country": "BEL", "method": "…", "per": "token",
 "models": {"small": {"energy_kwh": [1e-6, 2e-6], "carbon_kgco2e": null}}}
```
"""


def footprint_page() -> str:
    return method_page(HEAD, package=PACKAGE, names=NAMES)
