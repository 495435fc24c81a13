"""methods/disclosure.md: what the engine says of its own disclosure control, for someone who wants to check it.

The sources are read, not imported: only `analyses.engine` imports the engine.
"""

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

PACKAGE = "portulan.disclosure"
# In reading order: what is decided beforehand, what is told, what is told of it, how it is checked.
NAMES = (
    "Policy", "PublicationPlan", "Variable", "Table", "TablesPlan",
    "BallotPlan", "protect", "Headcount", "Votes", "Tally", "Quotes", "Groups", "Pool", "Panel", "Ballots",
    "protect_count", "by_fives", "protect_choices", "protect_tables", "protect_quotes", "protect_groups",
    "protect_pool", "protect_panel", "protect_ballots",
    "Detail", "Band", "Between", "AtLeast", "Suppressed", "Reason", "ProtectedTables", "ProtectedTable",
    "ProtectedPanel", "PanelRow", "Parting", "part", "ProtectedBallots", "ToldCandidate", "median_grade",
    "known_votes_resisted", "worlds", "audit", "Exposure", "reopen",
    "Ledger", "WouldReveal", "Revealed", "Statement", "Selection",
)  # fmt: skip
SECTION = re.compile(r"^(?P<title>[A-Z][A-Za-z]+)\n-{3,}\n", re.MULTILINE)
ENTRY = re.compile(r"^(?P<name>\S.*)$", re.MULTILINE)

HEAD = """# Disclosure control: method

*For statisticians, and for any guarantor who wants to know whether to believe it.* Taken from the docstrings of
`portulan.disclosure`, whose examples are run by the tests. The decision,
with what was weighed: [ADR 0012](../../adr/0012-disclosure-threshold.md). The table of what is told, by number of
answers: [Portulan](../../../engine/README.md#how-votes-are-told).

## What is claimed

**Votes on statements** (agree, disagree, pass), told once, by a plan written before the first vote. Against someone who
knows this program, the plan and the exact number of answers:

1. no count can be known to be zero, nor to be from 1 to 4, nor to be that of everyone who did not choose otherwise;
2. whoever also knows 1 vote (of 5 or 6 answers), 2 (of 7 or 8) or 3 (from 9 on), their own included, can neither
   learn nor rule out any choice of any other person;
3. of 5 to 9 answers one thing only is told: more than half agree, more than half disagree, or neither.

**Tables** of a plan, margins, filters and those they leave out included, alone or after earlier releases. Against
someone who collects all of them and reasons in whole people:

1. an exact number is 5 or more, and so is what it leaves of any exact total;
2. a number that is not told can be at least 5 different numbers, 5 or more among them: it is never known to be zero,
   nor small; nor is that of any union of such cells, of those whom a filter leaves out, or of those who arrived between
   two dates. Of 5 to 9 people a word may be told: the number then has 3 possible values, zero among them if small;
3. whoever knows that "at most five" is said of fewer than five is left with five values too;
4. for one question of two or three modalities, whoever also runs this program on every possible population learns no
   small number. For larger tables that is not claimed.

**A panel**, outside of it: no number of people who answered in some way, no coefficient; of 3 or 4 people, nobody's
answer. **A vote by majority judgment**: claims 1 and 2 of votes, for each grade and each candidate, though the winner
is told. Both were shown by enumerating all panels of up to 7 people and all votes of 8 to 12 over two to five grades.

The claims are about certainty. They say nothing of probability: *an opinion that nearly everyone shares is very
probably each one's*. What else is not held stands under `protect_choices` and `protect_tables`.

## How to check it

For votes, the standard library is enough. This enumerates every possible row of up to 45 answers, tells each, and
asks what could be learned; it prints the number of rows, and of things learned: none.

```python
from portulan.disclosure import Policy, PublicationPlan, audit, protect_choices

plan, seen, learned = PublicationPlan("check", ("s",), Policy()), 0, 0
for answers in range(46):
    for agree in range(answers + 1):
        for disagree in range(answers - agree + 1):
            votes = {"s": {"agree": agree, "disagree": disagree, "pass": answers - agree - disagree}}
            told = protect_choices(votes, plan=plan, voters=max(answers, 8))
            seen, learned = seen + 1, learned + len(audit(told))
print(seen, learned)
```

For tables, `engine/tests/attack/` holds an adversary written apart. It reads the published JSON, has one unknown for
each full profile, solves for each number with `scipy.optimize.linprog`, subtracts published numbers from one another,
and writes down every population where they are few. `pytest engine/tests -m slow -s` sets it on 10,000 systems of
tables and 1,000 sequences of releases, and prints what is lost beside a rule of thumb.

To see that a check can fail: `engine/tests/properties/test_disclosure_properties.py` tells the same rows in naive ways
(small counts hidden, one more hidden with them, finer words) and must find each of them;
`engine/tests/attack/test_attack.py` does so for tables, with the rule of thumb that leaves no hidden cell alone in its
line (of 24 hidden cells of a table of 18 by 6, it leaves 4 exactly recoverable), and with releases that forget one
another. What would convince us of a fault is a table, what somebody knew beforehand, and what they learned.
"""


def disclosure_page() -> str:
    return method_page(HEAD, package=PACKAGE, names=NAMES)


def method_page(head: str, *, package: str, names: tuple[str, ...]) -> str:
    """What stands before, then each name with its docstring, in this order."""
    described = dict(_described(package, names))
    return head + "\n" + "\n".join(_entry(name, *described[name]) for name in names)


def _described(package: str, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Public name → its signature and its docstring."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"{package} is not installed.")
    for path in sorted(Path(spec.origin).parent.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names:
                yield node.name, (_signature(node), _docstring(node))


def _signature(node: ast.FunctionDef | ast.ClassDef) -> str:
    if isinstance(node, ast.ClassDef):
        return f"class {node.name}"
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(node.args)}){returns}"


def _docstring(node: ast.FunctionDef | ast.ClassDef) -> str:
    """For an enumeration, each member with the sentence below it."""
    told = [ast.get_docstring(node) or ""]
    members = node.body if isinstance(node, ast.ClassDef) else []
    for member, below in pairwise(members):
        if isinstance(member, ast.Assign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            told.append(f"- `{ast.unparse(member.targets[0])}`: {below.value.value!s}")
    return told[0] + ("\n\n" + "\n".join(told[1:]) if told[1:] else "")


def _entry(name: str, signature: str, docstring: str) -> str:
    summary, *sections = SECTION.split(docstring)
    told = [f"## `{name}`", f"```python\n{signature}\n```", summary.strip()]
    for title, body in zip(sections[::2], sections[1::2], strict=True):
        told += [f"**{title}**", _section(title, body)]
    return "\n\n".join(told) + "\n"


def _section(title: str, body: str) -> str:
    """Examples as code; entries and what they say as a list; the rest as it stands."""
    if title == "Examples":
        return f"```pycon\n{body.strip()}\n```"
    if title in {"Parameters", "Returns", "Yields", "Raises"}:
        parts = ENTRY.split(dedent(body).strip("\n"))[1:]
        return "\n".join(_listed(name, said) for name, said in zip(parts[::2], parts[1::2], strict=True))
    return body.strip()


def _listed(name: str, said: str) -> str:
    """« name : type » and what it is, or a type alone."""
    word, _, kind = name.partition(" : ")
    lines = [line.rstrip() for line in dedent(said).strip().split("\n")]
    told = "\n".join(f"  {line}" if line else "" for line in lines[1:])
    head = f"- `{word}`{f', {kind}' if kind else ''}"
    return head + (f": {lines[0]}" if lines[0] else "") + (f"\n{told}" if told else "")
