"""Plans and results written down, read back, and audited."""

import copy
import json

import pytest

from portulan.disclosure import (
    Between,
    Policy,
    ProtectedCount,
    PublicationPlan,
    Reason,
    Suppressed,
    by_fives,
    protect_choices,
    protect_count,
    reopen,
    worlds,
)
from portulan.disclosure.audit import Exposure, exposures, known_votes_resisted
from portulan.results import digest_of

ROWS = {
    "counts": (13, 8, 5),
    "led": (17, 6, 3),
    "together": (21, 5, 0),
    "all": (26, 0, 0),
    "half": (13, 12, 1),
    "divided": (4, 4, 4),
    "words": (4, 3, 0),
    "withheld": (2, 1, 1),
}


def sealed():
    """A result with a row of each kind, as plain values that have been through JSON."""
    votes = {item: dict(zip(("agree", "disagree", "pass"), counts, strict=True)) for item, counts in ROWS.items()}
    told = protect_choices(votes, plan=PublicationPlan("spring", tuple(ROWS)), voters=26)
    return told, json.loads(json.dumps(told.to_plain()))


def changed(path, value):
    """The sealed values with one of them replaced (or taken away, for `...`)."""
    plain = copy.deepcopy(sealed()[1])
    place = plain
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return plain


def test_what_was_sealed_reads_back_the_same():
    told, plain = sealed()

    assert reopen(plain, digest=told.digest()) == told
    assert [row["agree"] for row in plain["rows"]] == [
        13,
        17,
        21,
        {"between": [22, 26]},
        {"between": [9, 13]},
        {"band": "half_or_less"},
        {"band": "more_than_half"},
        {"withheld": "too_few"},
    ]
    assert plain["voters"] == {"at_least": 25}


def test_what_was_altered_after_sealing_is_refused():
    told, _ = sealed()

    with pytest.raises(ValueError, match="digest is another"):
        reopen(changed(["rows", 1, "agree"], 18), digest=told.digest())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["format"], "portulan.choices/2"),
        (["method", "version"], "2"),
        (["plan"], "spring"),
        (["extra"], 1),
        (["rows"], ...),
        (["rows", 0], "counts"),
        (["rows", 0, "agree"], ...),
        (["rows", 0, "comment"], "x"),
        (["rows", 0, "agree"], 12),
        (["rows", 0, "agree"], -13),
        (["rows", 0, "agree"], True),
        (["rows", 0, "agree"], 13.0),
        (["rows", 0, "agree"], {"count": 13}),
        (["rows", 0, "agree"], {"between": [13, 13]}),
        (["rows", 0, "agree"], {"at_least": 13}),
        (["rows", 0, "agree"], {"band": "more_than_half", "count": 13}),
        (["rows", 0, "agree"], {"band": "all"}),
        (["rows", 0, "answers"], {"at_least": 25}),
        (["rows", 0, "detail"], "ranges"),
        (["rows", 0, "detail"], "everything"),
        (["rows", 1, "pass"], 3),
        (["rows", 2, "pass"], 0),
        (["rows", 2, "pass"], {"withheld": "too_few"}),
        (["rows", 3, "agree"], 26),
        (["rows", 6, "answers"], 7),
        (["rows", 7, "agree"], 2),
        (["rows", 7, "detail"], "bands"),
        (["voters"], 26),
        (["voters"], {"between": [25, 26]}),
        (["policy", "count_threshold"], 3),
        (["policy", "count_threshold"], ...),
    ],
)
def test_what_protection_cannot_have_told_is_refused_even_with_its_digest(path, value):
    plain = changed(path, value)

    with pytest.raises(ValueError):  # noqa: PT011  the sentences are those of each part, tested there
        reopen(plain, digest=digest_of(plain))


def test_digests_follow_what_is_told_and_not_what_is_hidden():
    def digest(*counts):
        votes = {"a": dict(zip(("agree", "disagree", "pass"), counts, strict=True))}
        return protect_choices(votes, plan=PublicationPlan("spring", ("a",)), voters=26).digest()

    assert digest(17, 6, 3) == digest(17, 9, 0)
    assert digest(17, 6, 3) != digest(18, 6, 2)


@pytest.mark.parametrize(
    ("told", "value"),
    [
        (protect_count(4, policy=Policy()), {"withheld": "too_few"}),
        (protect_count(7, policy=Policy()), {"between": [5, 9]}),
        (protect_count(12, policy=Policy()), 12),
        (by_fives(12, policy=Policy()), {"at_least": 10}),
    ],
)
def test_a_count_is_written_as_it_is_told(told, value):
    assert isinstance(told, ProtectedCount)
    assert told.to_plain() == {"format": "portulan.count/1", "value": value}


def test_a_plan_reads_back_the_same():
    plan = PublicationPlan("spring", ("b", "a"), Policy(exact_threshold=20))

    assert PublicationPlan.from_plain(json.loads(json.dumps(plan.to_plain()))) == plan
    assert plan.digest() != PublicationPlan("spring", ("b", "a")).digest()
    assert plan.digest() != PublicationPlan("spring", ("a", "b"), plan.policy).digest()


@pytest.mark.parametrize("plain", [{}, {"format": "portulan.plan/2", "name": "a", "items": ["a"], "policy": {}}])
def test_what_is_not_a_plan_is_refused(plain):
    with pytest.raises(ValueError, match="Not a publication plan"):
        PublicationPlan.from_plain(plain)


@pytest.mark.parametrize(("name", "items"), [("", ("a",)), ("a", ()), ("a", ("a", "")), ("a", ("a", "b", "a"))])
def test_a_plan_that_says_nothing_or_says_it_twice_is_refused(name, items):
    with pytest.raises(ValueError, match=r"A plan needs|planned twice"):
        PublicationPlan(name, items)


def test_a_row_that_tells_nothing_has_no_worlds():
    withheld = sealed()[0].rows[-1]

    with pytest.raises(ValueError, match="tells nothing"):
        next(worlds(withheld, policy=Policy()))


@pytest.mark.parametrize(("told", "compatible"), [("led", 5), ("together", 6), ("all", 15), ("half", 15)])
def test_a_row_has_as_many_worlds_as_counts_are_told_alike(told, compatible):
    row = sealed()[0].rows[list(ROWS).index(told)]

    assert len(list(worlds(row, policy=Policy()))) == compatible
    assert ROWS[told] in set(worlds(row, policy=Policy()))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([(22, 2, 2)], Exposure("a", "disagree", 26, 2, 2)),
        ([(26, 0, 0)], Exposure("a", "agree", 26, 26, 26)),
        ([(10, 8, 8), (10, 9, 7)], Exposure("a", "disagree", 26, 8, 9)),
        ([(22 - n, n, 4) for n in range(5, 10)], Exposure("a", "pass", 26, 4, 4)),
        ([(23 - n, n, 3) for n in range(5, 10)], Exposure("a", "pass", 26, 3, 3, (0, 0, 3))),
        ([(3, 23 - n, n) for n in range(5, 10)], Exposure("a", "agree", 26, 3, 3, (3, 0, 0))),
        ([(10, 8 + n, 8 - n) for n in range(4)], Exposure("a", "pass", 26, 5, 8)),
    ],
)
def test_the_audit_says_what_is_exposed(rows, found):
    assert found in list(exposures("a", rows, policy=Policy()))


def test_the_audit_finds_nothing_in_rows_that_leave_everything_open():
    rows = [(17, 9 - passed, passed) for passed in range(5)]

    assert list(exposures("a", rows, policy=Policy())) == []


def test_nothing_is_resisted_where_nothing_is_told():
    with pytest.raises(ValueError, match="Nothing is told"):
        known_votes_resisted(4, policy=Policy())


def test_cells_withheld_together_carry_one_reason():
    row = sealed()[0].rows[2]

    assert {row.disagree, row.passed} == {Suppressed(Reason.COMPLEMENTARY)}
    assert row.agree == 21
    assert sealed()[0].rows[3].agree == Between(22, 26)
