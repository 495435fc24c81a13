"""The votes on statements: agree, disagree, pass.

What is told of a row depends on the row through a *fixed partition* of all possible rows, never through a
search that stops when it is satisfied: whoever knows the program could run such a search backwards (Wong et
al. 2007). Each part of the partition holds enough rows for every choice to remain possible for every other
person; `audit` counts them.
"""

from collections.abc import Mapping

from portulan.disclosure.cells import AtLeast, Band, Between, Cell, Reason, Suppressed
from portulan.disclosure.counts import floor_to_step, whole
from portulan.disclosure.policy import Policy, PublicationPlan, Use
from portulan.disclosure.protected import CHOICES, MINT, Detail, ProtectedChoices, ProtectedRow
from portulan.results import Method

Counts = tuple[int, int, int]
Told = tuple[Detail, int | Between | Suppressed, tuple[Cell, Cell, Cell]]


def protect_choices(counts: Mapping[str, Mapping[str, int]], *, plan: PublicationPlan, voters: int) -> ProtectedChoices:
    """Tell the votes on statements, once, so that no small count leaves.

    Parameters
    ----------
    counts : mapping of item code to mapping of choice to int
        For each planned item, numbers of people under `agree`, `disagree` and `pass`, each 0 or more. Who did
        not answer an item is not counted in it; there is no missing value: an item nobody answered has three
        zeros.
    plan : PublicationPlan
        Written before opening. Exactly its items are told, in its order, whatever the order of `counts`.
    voters : int
        People who answered at least one item; at least as many as answered any one of them.

    Returns
    -------
    ProtectedChoices
        One row for each item, `k` being `count_threshold` and `n` the answers to the item:

        * under `statement_threshold` voters, or `k` answers: nothing;
        * under `exact_threshold` answers: whether more than half agree, more than half disagree, or neither;
        * from there on, `n`, and the three counts if each is `k` or more;
        * else, if a choice leads: its count if `k` people or more did not make it, "n - k + 1 to n" if fewer;
          the two others as ranges of `k` values, or withheld together;
        * else "about half" for two choices, as a range, and "under `k`" for the third; of fewer than `4 k - 2`
          answers, only that no choice is that of more than half.

        `voters` is a lower bound: the multiple of `k` under the voters if that is at least `k` above every
        told `n`, and otherwise under the largest told `n`; so how many did not answer an item cannot be had
        by subtraction.

    Raises
    ------
    ValueError
        If items or choices differ from those planned, a count is negative, or an item has more answers than
        `voters`.
    TypeError
        If a count is not a whole number.

    Notes
    -----
    *Held, even against someone who knows the program and the exact number of answers*: no count can be known to
    be zero, nor to be between 1 and `k - 1`, nor the same of all who did not make a choice: unanimity looks
    like near unanimity. Someone who also knows `known_votes_resisted` votes, their own included, can neither
    learn nor rule out any choice of any other person.

    *Not held*: an opinion nearly everyone shares is very probably each one's; more people than that, speaking
    together, may isolate one; the same stable team asked again about the same thing can be differenced; who
    counted the people in the room can subtract those who answered an item (that is taking part, not voting).

    References
    ----------
    Hundepool et al. (2024), *Handbook on Statistical Disclosure Control*, 2nd ed., sect. 4.2.2 (secondary
    suppression) and 5.2 (a group whose members all answered alike is disclosed: zeros must stay ambiguous).
    Wong, Fu, Wang and Pei (2007), Minimality attack in privacy preserving data publishing, VLDB. Its abstract
    was re-read, which says what it is cited for; its pages (543-554) were not.
    Checked by enumerating all rows up to 45 answers and several policies, and against intervals from
    `scipy.optimize`.

    Examples
    --------
    >>> plan = PublicationPlan("spring", ("s1", "s2"))
    >>> votes = {"s1": {"agree": 17, "disagree": 6, "pass": 3}, "s2": {"agree": 26, "disagree": 0, "pass": 0}}
    >>> told = protect_choices(votes, plan=plan, voters=26)
    >>> told.voters, told.rows[0].agree, told.rows[0].disagree, told.rows[0].passed
    (AtLeast(low=25), 17, Between(low=5, high=9), Between(low=0, high=4))
    >>> told.rows[1].agree
    Between(low=22, high=26)
    """
    voters = whole(voters)
    if set(counts) != set(plan.items):
        raise ValueError("What is told is what was planned: the items differ from those of the plan.")
    table = {item: _read(item, counts[item], voters=voters) for item in plan.items}
    rows = tuple(_protect_row(item, table[item], voters=voters, policy=plan.policy) for item in plan.items)
    return ProtectedChoices(
        plan_name=plan.name,
        plan_digest=plan.digest(),
        voters=_tell_voters(voters, rows, policy=plan.policy),
        rows=rows,
        policy=plan.policy,
        method=method(plan.policy),
        mint=MINT,
    )


def method(policy: Policy) -> Method:
    """What `protect_choices` says of itself."""
    used = ("count_threshold", "exact_threshold", "statement_threshold")
    return Method(
        name="portulan.disclosure.protect_choices",
        version="1",
        parameters=tuple((name, getattr(policy, name)) for name in used),
        source="Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd ed.; Wong et al. (2007), VLDB",
    )


def _read(item: str, row: Mapping[str, int], *, voters: int) -> Counts:
    if set(row) != set(CHOICES):
        raise ValueError(f"Item {item!r} needs exactly the choices {', '.join(CHOICES)}.")
    agree, disagree, passed = (whole(row[choice]) for choice in CHOICES)
    if agree + disagree + passed > voters:
        raise ValueError(f"Item {item!r} has more answers than there are voters.")
    return agree, disagree, passed


def _protect_row(item: str, counts: Counts, *, voters: int, policy: Policy) -> ProtectedRow:
    detail, answers, cells = (
        _nothing() if not policy.allows(Use.STATEMENT, people=voters) else tell(counts, policy=policy)
    )
    return ProtectedRow(item, detail, answers, *cells, mint=MINT)


def tell(counts: Counts, *, policy: Policy) -> Told:
    """What may be told of one row of a table that has enough voters: the partition itself."""
    answers, small = sum(counts), policy.count_threshold
    if answers < small:
        return _nothing()
    if answers < policy.exact_threshold:
        return Detail.BANDS, Between(small, policy.exact_threshold - 1), _words(counts)
    if min(counts) >= small:
        return Detail.COUNTS, answers, counts
    if max(counts) > (answers + 1) // 2 or (max(counts) > answers // 2 and _two_may_be_small(answers, small)):
        return Detail.RANGES, answers, _led(counts, small)
    if _two_may_be_small(answers, small):
        return Detail.BANDS, answers, (Band.HALF_OR_LESS, Band.HALF_OR_LESS, Band.HALF_OR_LESS)
    return Detail.RANGES, answers, _about_half(counts, small)


def _two_may_be_small(answers: int, small: int) -> bool:
    """Could a row of so many answers have two small counts and no clear lead? Then which is not told."""
    return answers < 4 * small - 2


def _nothing() -> Told:
    hidden = Suppressed(Reason.TOO_FEW)
    return Detail.WITHHELD, hidden, (hidden, hidden, hidden)


def _words(counts: Counts) -> tuple[Cell, Cell, Cell]:
    """More than half agree, more than half disagree, or neither; nothing is told of `pass`.

    Telling "no choice is that of more than half" would tell of 5 answers that they are 2, 2 and 1.
    """
    agree, disagree, _ = (2 * count > sum(counts) for count in counts)
    if agree:
        return Band.MORE_THAN_HALF, Band.LESS_THAN_HALF, Band.LESS_THAN_HALF
    if disagree:
        return Band.LESS_THAN_HALF, Band.MORE_THAN_HALF, Band.LESS_THAN_HALF
    return Band.HALF_OR_LESS, Band.HALF_OR_LESS, Suppressed(Reason.COMPLEMENTARY)


def _led(counts: Counts, small: int) -> tuple[Cell, Cell, Cell]:
    """One choice is that of more than half, and at least one other is small."""
    lead, answers = max(counts), sum(counts)
    rest = answers - lead
    agree, disagree, passed = (
        _leading(answers, rest, small) if count == lead else _led_by(count, rest, small) for count in counts
    )
    return agree, disagree, passed


def _leading(answers: int, rest: int, small: int) -> Cell:
    return Between(answers - small + 1, answers) if rest < small else answers - rest


def _led_by(count: int, rest: int, small: int) -> Cell:
    if rest < small or (rest >= 2 * small - 1 and count < small):
        return Between(0, small - 1)
    if rest < 2 * small - 1:
        return Suppressed(Reason.COMPLEMENTARY)
    return Between(rest - small + 1, rest)


def _about_half(counts: Counts, small: int) -> tuple[Cell, Cell, Cell]:
    """Two choices share the answers, the third is small; which of the two leads is not told."""
    answers = sum(counts)
    half = Between(answers // 2 - small + 1, (answers + 1) // 2)
    agree, disagree, passed = (Between(0, small - 1) if count < small else half for count in counts)
    return agree, disagree, passed


def _tell_voters(voters: int, rows: tuple[ProtectedRow, ...], *, policy: Policy) -> AtLeast | Suppressed:
    step = policy.count_threshold
    largest = max((row.answers for row in rows if isinstance(row.answers, int)), default=0)
    if voters - voters % step >= largest + step:
        return floor_to_step(voters, step=step)
    return floor_to_step(largest, step=step)
