"""methods/ballots.md: what the engine says of majority judgment and consent rounds, for someone who wants to check."""

from balises.site.reference.methods import method_page

PACKAGE = "portulan.ballots"
NAMES = (
    "majority_judgment", "MajorityJudgment", "Judged", "Gauge", "removal_order",
    "ConsentRound", "RoundState", "propose", "Question", "ask", "answer", "hear_objections",
    "return_to_clarifications", "Objection", "ObjectionState", "raise_objection", "Settlement", "settle", "amend",
    "conclude", "Outcome", "Refusal",
)  # fmt: skip

HEAD = """# Ballots: method

*For whoever counts a vote by majority judgment or holds a consent round, and wants to check the rule.* Taken from the
docstrings of `portulan.ballots`, whose examples are run by the tests. What of a vote is told, and what is not:
[ADR 0026](../../adr/0026-what-a-coefficient-and-a-ballot-tell.md).

```python
from portulan import BallotPlan, majority_judgment, protect

grades = ("reject", "poor", "fair", "good")  # from the worst
plan = BallotPlan("spring", ("plan a", "plan b"), grades)  # written before the vote
counts = {"plan a": {"reject": 2, "fair": 5, "good": 6}, "plan b": {"poor": 7, "fair": 6}}
judged = majority_judgment(counts, grades=grades, voters=13)  # for whoever counts
shown = protect(judged.ballots, under=plan)  # for others: majority grades, the winner, one cut in tens
```

## The rule, in words

Each voter grades each candidate. The *majority grade* is that of the voter in the middle, the lower of the two if they
are an even number: more than half think at least that. The best majority grade wins. Between equal majority grades, one
such grade is removed from each candidate, and the middle is looked at again, until they differ. Candidates with exactly
the same grades stay equal. Whoever votes without grading a candidate is counted as giving it the worst grade only if
that was said before the vote.

## What is claimed

1. The order is that of removal one by one, for every vote of up to 8 people over two, three and four grades; a better
   grade from one voter never costs a candidate its rank; the order of candidates does not matter.
2. The fast form (p, α, q) contradicts it nowhere, and is silent on some pairs that removal tells apart: 7 of 105 for 4
   people and three grades, 70 of 1,485 for 9, 791 of 13,530 for 8 people and four grades.
3. A consent round has the states and the refusals of the decisions of Balises; a test goes through every act in every
   state. Nothing is decided over an open objection, and no wording is lost.
"""


def ballots_page() -> str:
    return method_page(HEAD, package=PACKAGE, names=NAMES)
