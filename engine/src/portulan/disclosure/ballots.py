"""What is told of a vote by majority judgment: grades, a winner, and one cut; never how a few people graded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portulan.disclosure.cells import AtLeast, Between, Reason, Suppressed, cell_to_plain
from portulan.disclosure.counts import protect_count, whole
from portulan.disclosure.kinds import Ballots
from portulan.disclosure.policy import Policy, Use
from portulan.disclosure.protected import MINT, Protected
from portulan.results import Method, digest_of

PLAN_FORMAT = "portulan.ballot-plan/1"
BALLOTS_FORMAT = "portulan.ballots/1"
GRADES_AT_MOST = 255


@dataclass(frozen=True)
class BallotPlan:
    """What a vote by majority judgment will tell, written before it opens, and told once.

    Parameters
    ----------
    name : str
        Of the vote; not empty.
    candidates : tuple of str
        What is graded, in the order it will be told; at least one, all different.
    grades : tuple of str
        From the worst to the best; 2 to 255, all different.
    policy : Policy
        Thresholds that hold for the whole vote.

    Raises
    ------
    ValueError
        On an empty or repeated name, or fewer than two grades.

    Examples
    --------
    >>> len(BallotPlan("spring", ("plan a", "plan b"), ("poor", "fair", "good")).digest())
    64
    """

    name: str
    candidates: tuple[str, ...]
    grades: tuple[str, ...]
    policy: Policy = field(default_factory=Policy)

    def __post_init__(self) -> None:
        if not self.name or not self.candidates or not all(self.candidates + self.grades):
            raise ValueError("A vote needs a name and at least one candidate; none of its names is empty.")
        if not 2 <= len(self.grades) <= GRADES_AT_MOST:
            raise ValueError(f"A vote has 2 to {GRADES_AT_MOST} grades, not {len(self.grades)}.")
        for several in (self.candidates, self.grades):
            if len(set(several)) != len(several):
                raise ValueError(
                    f"Named twice: {', '.join(sorted({each for each in several if several.count(each) > 1}))}."
                )

    def to_plain(self) -> dict[str, Any]:
        """The plan as dictionaries, lists and scalars, ready for JSON."""
        lists = {"candidates": list(self.candidates), "grades": list(self.grades)}
        return {"format": PLAN_FORMAT, "name": self.name, "policy": self.policy.to_plain()} | lists

    def digest(self) -> str:
        """SHA-256 of the plan: kept at opening, it shows at closing that the plan is the same."""
        return digest_of(self.to_plain())


@dataclass(frozen=True)
class ToldCandidate:
    """What is told of one candidate.

    Parameters
    ----------
    candidate : str
    grade : str or Suppressed
        The majority grade: more than half give it or better, and at least half give it or worse.
    below : Between or Suppressed
        People who give less than the majority grade.
    """

    candidate: str
    grade: str | Suppressed
    below: Between | Suppressed


@dataclass(frozen=True)
class ProtectedBallots(Protected):
    """What is told of a vote by majority judgment.

    Parameters
    ----------
    plan_name, plan_digest : str
    voters : int, Between or Suppressed
        People who voted.
    rows : tuple of ToldCandidate
        In the order of the plan, which tells nothing.
    first : tuple of str, or Suppressed
        The winner; several where nothing that is told, or nothing at all, tells them apart.
    is_tie_break_told : bool
        Whether the published tie-break was used among the candidates of the best grade. If so, several in `first`
        have exactly the same grades.
    policy : Policy
    method : Method
    """

    plan_name: str
    plan_digest: str
    voters: int | Between | AtLeast | Suppressed
    rows: tuple[ToldCandidate, ...]
    first: tuple[str, ...] | Suppressed
    is_tie_break_told: bool
    policy: Policy
    method: Method

    def to_plain(self) -> dict[str, Any]:
        """The whole result as dictionaries, lists and scalars, ready for JSON."""
        return {
            "format": BALLOTS_FORMAT,
            "plan": {"name": self.plan_name, "digest": self.plan_digest},
            "voters": cell_to_plain(self.voters),
            "candidates": [
                {"candidate": row.candidate, "grade": _plain(row.grade), "below": cell_to_plain(row.below)}
                for row in self.rows
            ],
            "first": _plain(self.first),
            "is_tie_break_told": self.is_tie_break_told,
            "policy": self.policy.to_plain(),
            "method": self.method.to_plain(),
        }


def protect_ballots(ballots: Ballots, *, plan: BallotPlan) -> ProtectedBallots:
    """Tell a vote by majority judgment, once, so that no small count leaves.

    Parameters
    ----------
    ballots : Ballots
        Numbers of people by candidate and grade, each candidate with as many grades as there are voters, and who
        comes first.
    plan : BallotPlan
        Written before opening: exactly its candidates and its grades.

    Returns
    -------
    ProtectedBallots
        `k` being `count_threshold`, by the number of voters:

        * under `statement_threshold`: nothing;
        * up to `2 k`: the majority grade of each candidate; first are all those of the best one;
        * from `2 k + 1` on: also the winner by the tie-break, and how many people give less than the majority
          grade, as the range of `2 k` values that holds it (0 to 9, 10 to 19…).

        The whole order is never told, nor how many gave which grade: each rank says that the candidate did less well
        than some other can have done, and of six candidates to which 11 people give the best of two grades, the
        second would be known to have been graded lower by one person.

    Raises
    ------
    ValueError
        If candidates or grades differ from those planned, a count is negative, candidates have different numbers of
        grades, or one that comes first has not the best majority grade.
    TypeError
        If a count is not a whole number.

    Notes
    -----
    *Held, against someone who knows the program, the plan and the number of voters*: no number of people who gave a
    grade, nor of those who did not, can be known to be zero or from 1 to `k - 1`. Someone who also knows
    `known_votes_resisted` ballots, their own included, can neither learn nor rule out any grade of any other person.

    *Not held*: what stands under `protect_choices`; and a majority grade at one end is that of more than half (or of
    half, at the worst one), whose names it does not say.

    References
    ----------
    Balinski and Laraki (2007), PNAS 104(21), 8720-8725, for what is told; ADR 0026 of the project for what is not.
    Checked by enumeration of all votes of 8 to 12 people over two to five grades on two candidates, and of up to 31
    people over two and three grades, of 8 to 13 people on three candidates,
    and seen to fail when the tie-break is told from 8 voters on, the whole order, ranges of five values, or every
    count of 5 or more.

    Examples
    --------
    >>> plan = BallotPlan("spring", ("plan a", "plan b"), ("poor", "fair", "good"))
    >>> counts = {"plan a": {"poor": 2, "fair": 3, "good": 8}, "plan b": {"poor": 6, "fair": 7, "good": 0}}
    >>> told = protect_ballots(Ballots(counts, first=("plan a",)), plan=plan)
    >>> told.first, [(row.grade, row.below) for row in told.rows]
    (('plan a',), [('good', Between(low=0, high=9)), ('fair', Between(low=0, high=9))])
    """
    table = _read(ballots.counts, plan=plan)
    voters = _voters(table)
    medians = {candidate: median_grade(counts) for candidate, counts in table.items()}
    best = tuple(candidate for candidate in plan.candidates if medians[candidate] == max(medians.values()))
    if not ballots.first or not set(ballots.first) <= set(best):
        raise ValueError(f"First are {', '.join(ballots.first) or 'none'}; the best majority grade: {', '.join(best)}.")
    is_enough = plan.policy.allows(Use.STATEMENT, people=voters)
    is_cut_told = is_enough and voters > 2 * plan.policy.count_threshold
    first = tuple(candidate for candidate in plan.candidates if candidate in ballots.first) if is_cut_told else best
    return ProtectedBallots(
        plan_name=plan.name,
        plan_digest=plan.digest(),
        voters=protect_count(voters, policy=plan.policy).value if is_enough else Suppressed(Reason.TOO_FEW),
        rows=tuple(
            _tell(candidate, counts, plan=plan, told=(is_enough, is_cut_told)) for candidate, counts in table.items()
        ),
        first=first if is_enough else Suppressed(Reason.TOO_FEW),
        is_tie_break_told=is_cut_told and len(best) > 1,
        policy=plan.policy,
        method=_method(plan.policy),
        mint=MINT,
    )


def median_grade(counts: tuple[int, ...]) -> int:
    """Place of the majority grade: that of the person in the middle, the lower of the two for an even number.

    Examples
    --------
    >>> median_grade((2, 3, 8)), median_grade((3, 3))
    (2, 0)
    """
    middle, seen = (sum(counts) + 1) // 2, 0
    for place, count in enumerate(counts):
        seen += count
        if seen >= middle:
            return place
    raise ValueError("Nobody gave a grade.")


def _read(counts: Mapping[str, Mapping[str, int]], *, plan: BallotPlan) -> dict[str, tuple[int, ...]]:
    if set(counts) != set(plan.candidates):
        raise ValueError("What is told is what was planned: the candidates differ from those of the plan.")
    for candidate, row in counts.items():
        unknown = set(row) - set(plan.grades)
        if unknown:
            raise ValueError(f"Candidate {candidate!r}: {', '.join(sorted(unknown))} is not a grade of the plan.")
    return {name: tuple(whole(counts[name].get(grade, 0)) for grade in plan.grades) for name in plan.candidates}


def _voters(table: Mapping[str, tuple[int, ...]]) -> int:
    sums = {candidate: sum(counts) for candidate, counts in table.items()}
    if len(set(sums.values())) > 1:
        raise ValueError(f"Every candidate needs as many grades as there are voters, not {sums}.")
    voters = next(iter(sums.values()))
    if not voters:
        raise ValueError("Nobody voted.")
    return voters


def _tell(candidate: str, counts: tuple[int, ...], *, plan: BallotPlan, told: tuple[bool, bool]) -> ToldCandidate:
    is_enough, is_cut_told = told
    hidden = Suppressed(Reason.TOO_FEW)
    median = median_grade(counts)
    if not is_enough:
        return ToldCandidate(candidate, hidden, hidden)
    below = _by_steps(sum(counts[:median]), step=2 * plan.policy.count_threshold) if is_cut_told else hidden
    return ToldCandidate(candidate, plan.grades[median], below)


def _by_steps(people: int, *, step: int) -> Between:
    low = people - people % step
    return Between(low, low + step - 1)


def _method(policy: Policy) -> Method:
    return Method(
        name="portulan.disclosure.protect_ballots",
        version="1",
        parameters=(("count_threshold", policy.count_threshold), ("statement_threshold", policy.statement_threshold)),
        source="Balinski and Laraki (2007), PNAS 104(21); ADR 0026 of the project",
    )


def _plain(value: str | tuple[str, ...] | Suppressed) -> Any:
    if isinstance(value, Suppressed):
        return cell_to_plain(value)
    return list(value) if isinstance(value, tuple) else value
