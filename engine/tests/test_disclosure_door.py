"""The one way out: every kind of result, and what is none."""

import csv
import json
import subprocess
import sys
from io import StringIO

import numpy as np
import pytest

import portulan
from portulan import disclosure
from portulan.disclosure import (
    AtLeast,
    Between,
    Groups,
    Headcount,
    Ledger,
    Policy,
    Pool,
    ProtectedGroups,
    PublicationPlan,
    Quotes,
    Reason,
    Suppressed,
    Table,
    TablesPlan,
    Tally,
    Variable,
    Votes,
    by_fives,
    protect,
    protect_choices,
    protect_count,
)

TOO_FEW, FEW_ORGANISATIONS = Suppressed(Reason.TOO_FEW), Suppressed(Reason.FEW_ORGANISATIONS)
PLAN = PublicationPlan("spring", ("s1",))
TABLES = TablesPlan("spring", (Variable("use", ("no", "yes")),), (Table("use", ("use",)),))
VOTES = Votes({"s1": {"agree": 17, "disagree": 6, "pass": 3}}, voters=26)


def test_every_kind_of_result_is_told_by_the_function_that_protects_it():
    assert protect(Headcount(26), under=Policy()) == protect_count(26, policy=Policy())
    assert protect(Headcount(26, is_moving=True), under=Policy()) == by_fives(26, policy=Policy())
    assert protect(VOTES, under=PLAN) == protect_choices(VOTES.counts, plan=PLAN, voters=26)
    assert protect(Tally({("no",): 12, ("yes",): 14}), under=TABLES).table("use").cells == (12, 14, 26)


@pytest.mark.parametrize(
    ("result", "under"),
    [
        (26, Policy()),
        ({"agree": 26}, PLAN),
        (Headcount(26), PLAN),
        (Quotes((), 0), TABLES),
        (VOTES, Policy()),
        (VOTES, TABLES),
        (Tally({}), Policy()),
        (Tally({}), PLAN),
    ],
)
def test_what_has_no_plan_of_its_kind_is_not_told(result, under):
    with pytest.raises(TypeError, match="is not protected under"):
        protect(result, under=under)


def test_a_ledger_is_for_tables():
    with pytest.raises(TypeError, match="Headcount is not protected under Policy"):
        protect(Headcount(26), under=Policy(), after=Ledger())


@pytest.mark.parametrize(("people", "are_quoted"), [(0, False), (7, False), (8, True), (9, True)])
def test_words_are_quoted_from_eight_people_on_and_in_an_order_that_tells_nothing(people, are_quoted):
    texts = tuple(reversed([f"Texte {place}." for place in range(9)]))

    told = protect(Quotes(texts, people), under=Policy())

    assert told.texts == (tuple(sorted(texts)) if are_quoted else TOO_FEW)
    assert told.to_plain() == {
        "format": "portulan.quotes/1",
        "texts": sorted(texts) if are_quoted else {"withheld": "too_few"},
    }


@pytest.mark.parametrize(
    ("texts", "people", "error", "what"),
    [
        (("Oui.", " \n"), 2, ValueError, "Text 1 is empty"),
        (("Oui.",), 2, ValueError, "1 texts cannot be those of 2 people"),
        (("Oui.",), -1, ValueError, "not negative"),
        (("Oui.",), 1.0, TypeError, "float"),
    ],
)
def test_quotes_that_cannot_be_right_are_refused(texts, people, error, what):
    with pytest.raises(error, match=what):
        protect(Quotes(texts, people), under=Policy())


@pytest.mark.parametrize(
    ("sizes", "are_told"),
    [
        ({"a": 8, "b": 8}, True),
        ({"a": 80, "b": 9, "c": 8}, True),
        ({"a": 8, "b": 7}, False),
        ({"a": 80, "b": 70, "c": 0}, False),
        ({"a": 16}, False),
        ({}, False),
    ],
)
def test_opinion_groups_are_told_when_each_has_eight_people(sizes, are_told):
    told = protect(Groups(sizes), under=Policy())

    assert told.sizes == (sizes if are_told else TOO_FEW)
    assert told.to_plain() == {
        "format": "portulan.groups/1",
        "sizes": sizes if are_told else {"withheld": "too_few"},
    }
    assert isinstance(told, ProtectedGroups)


def test_a_stricter_policy_asks_for_more_people_in_all():
    stricter = Policy(map_threshold=20)

    assert protect(Groups({"a": 8, "b": 11}), under=stricter).sizes == TOO_FEW
    assert protect(Groups({"b": 12, "a": 8}), under=stricter).sizes == {"a": 8, "b": 12}
    assert list(protect(Groups({"b": 12, "a": 8}), under=stricter).sizes) == ["a", "b"]


@pytest.mark.parametrize(
    ("contributions", "total"),
    [
        ({"a": 10, "b": 20.5, "c": 15}, 45.5),
        ({"a": 70, "b": 20, "c": 10}, 100),
        ({"a": 71, "b": 19, "c": 10}, FEW_ORGANISATIONS),
        ({"a": 10, "b": 20}, FEW_ORGANISATIONS),
        ({"a": 10, "b": 20, "c": 0}, FEW_ORGANISATIONS),
        ({}, FEW_ORGANISATIONS),
    ],
)
def test_a_figure_of_several_organisations_needs_three_and_none_above_seventy_per_cent(contributions, total):
    told = protect(Pool(contributions), under=Policy())

    assert told.total == total
    assert told.to_plain() == {
        "format": "portulan.pool/1",
        "total": {"withheld": "few_organisations"} if total == FEW_ORGANISATIONS else total,
    }


@pytest.mark.parametrize("brought", [-1, float("nan"), float("inf"), True])
def test_a_contribution_that_is_no_number_is_refused_by_name(brought):
    with pytest.raises(ValueError, match="Organisation 'b' brings"):
        protect(Pool({"a": 3, "b": brought, "c": 4}), under=Policy())


@pytest.mark.parametrize("reason", Reason)
def test_a_suppressed_value_says_why_wherever_it_is_written(reason):
    hidden = Suppressed(reason)
    written = StringIO()
    csv.writer(written).writerow(["use", hidden])

    assert str(hidden).startswith("not shown: ")
    assert f"{hidden}" == str(hidden)
    assert f"{hidden:>70}" == str(hidden).rjust(70)
    assert written.getvalue().split(",", 1)[1].strip().strip('"') == str(hidden)
    assert len({str(Suppressed(each)) for each in Reason}) == len(Reason)


@pytest.mark.parametrize("hidden", [TOO_FEW, Between(0, 5), AtLeast(25)])
def test_an_array_or_a_figure_cannot_take_what_is_hidden_for_a_number(hidden):
    several = np.array([3, hidden], dtype=object)

    for take in (np.sum, np.mean, np.sort, lambda values: values.astype(float), lambda values: np.asarray(values, int)):
        with pytest.raises(TypeError):
            take(several)
    for spec in ("d", ".1f", "%", "n", "5.2e"):
        with pytest.raises(TypeError, match="is not a number: it has no format"):
            format(hidden, spec)
    with pytest.raises(TypeError):
        json.dumps({"people": hidden})
    assert several[1] is hidden


def test_a_range_is_written_in_words():
    assert f"{Between(0, 5)}, {AtLeast(25)}" == "0 to 5, 25 or more"


def test_every_public_name_is_there_even_those_that_are_loaded_later():
    for package in (portulan, disclosure):
        assert [name for name in package.__all__ if not hasattr(package, name)] == []
        assert len(set(package.__all__)) == len(package.__all__)
        with pytest.raises(AttributeError, match="protect_all"):
            _ = package.protect_all


def test_the_engine_and_the_votes_need_neither_numpy_nor_scipy():
    """They take longer to load than all the rest: a page of votes should not wait for them."""
    script = (
        "import sys, portulan\n"
        "plan = portulan.PublicationPlan('spring', ('s1',))\n"
        "told = portulan.protect(portulan.Votes({'s1': {'agree': 9, 'disagree': 8, 'pass': 9}}, 26), under=plan)\n"
        "print(told.rows[0].agree, 'numpy' in sys.modules, 'scipy' in sys.modules)\n"
    )

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.split() == ["9", "False", "False"]
