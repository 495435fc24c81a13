"""Tables: what is told of them, and what is refused."""

import csv
import json
from io import StringIO

import pytest

from portulan.disclosure import (
    Band,
    Between,
    Policy,
    ProtectedTable,
    ProtectedTables,
    Reason,
    Suppressed,
    Table,
    TablesPlan,
    Tally,
    Variable,
    protect,
    protect_tables,
)

MORE, LESS, HALF_OR_LESS = Band.MORE_THAN_HALF, Band.LESS_THAN_HALF, Band.HALF_OR_LESS
FEW = Between(0, 5)
HIDDEN = Suppressed(Reason.SMALL_OR_LINKED)
NOBODY_KNOWS_HOW_MANY = Between(5, 9)
USE, ROLE = Variable("use", ("no", "yes")), Variable("role", ("field", "office"))


def one_question(*people, is_ordered=False, policy=None):
    """The table told of one question, so many people for each modality."""
    asked = Variable("q", tuple(f"m{place}" for place in range(len(people))), is_ordered)
    plan = TablesPlan("spring", (asked,), (Table("t", ("q",)),), policy or Policy())
    tally = Tally({(modality,): count for modality, count in zip(asked.modalities, people, strict=True)})
    return protect(tally, under=plan).table("t")


CROSSED = (Table("t", ("use", "role")),)


def use_by_role(*people, tables=CROSSED):
    """What is told of four numbers: no and field, no and office, yes and field, yes and office."""
    profiles = [(use, role) for use in USE.modalities for role in ROLE.modalities]
    plan = TablesPlan("spring", (USE, ROLE), tables)
    return protect(Tally(dict(zip(profiles, people, strict=True))), under=plan)


@pytest.mark.parametrize(
    ("people", "cells"),
    [
        ((12, 14), (12, 14, 26)),
        ((5, 5), (5, 5, 10)),
        ((2, 24), (FEW, Between(21, 26), 26)),
        ((0, 26), (FEW, Between(21, 26), 26)),
        ((26, 0), (Between(21, 26), FEW, 26)),
        ((20, 1, 1, 4), (20, FEW, FEW, FEW, 26)),
        ((6, 3, 3), (Between(2, 12), FEW, FEW, 12)),  # two at most five that make six would each be two or more
        ((30, 20, 3), (Between(28, 33), 20, FEW, 53)),
        ((26,), (26, 26)),
        ((2, 2), (FEW, FEW, FEW)),
        ((0, 0), (FEW, FEW, FEW)),
        ((5, 4), (MORE, LESS, NOBODY_KNOWS_HOW_MANY)),
        ((4, 5), (HALF_OR_LESS, HIDDEN, NOBODY_KNOWS_HOW_MANY)),
        ((4, 4), (HALF_OR_LESS, HIDDEN, NOBODY_KNOWS_HOW_MANY)),
        ((1, 6, 0), (LESS, MORE, LESS, NOBODY_KNOWS_HOW_MANY)),
        ((3, 2, 3), (HALF_OR_LESS, HALF_OR_LESS, HIDDEN, NOBODY_KNOWS_HOW_MANY)),
        ((0, 0, 9), (HALF_OR_LESS, HALF_OR_LESS, HIDDEN, NOBODY_KNOWS_HOW_MANY)),
        ((7,), (NOBODY_KNOWS_HOW_MANY, NOBODY_KNOWS_HOW_MANY)),
    ],
)
def test_a_question_tells_what_its_numbers_allow(people, cells):
    assert one_question(*people).cells == cells


@pytest.mark.parametrize(
    ("people", "blocks", "cells"),
    [
        ((2, 2, 30, 8, 1), (("m0", "m1", "m2"), ("m3", "m4")), (34, 9, 43)),
        ((30, 1, 30), (("m0", "m1"), ("m2",)), (31, 30, 61)),
        ((30, 9, 4, 6), (("m0",), ("m1",), ("m2", "m3")), (30, 9, 10, 49)),
        ((9, 9, 4), (("m0",), ("m1", "m2")), (9, 13, 22)),
        ((9, 8, 7), (("m0",), ("m1",), ("m2",)), (9, 8, 7, 24)),
        ((3, 30), (("m0",), ("m1",)), (FEW, Between(28, 33), 33)),
        ((1, 0, 0, 30), (("m0", "m1", "m2"), ("m3",)), (FEW, Between(26, 31), 31)),
    ],
)
def test_neighbours_of_an_ordered_question_are_told_together_before_anything_is_hidden(people, blocks, cells):
    table = one_question(*people, is_ordered=True)

    assert table.axes == (("q", blocks),)
    assert table.cells == cells


def test_merging_is_the_same_in_every_table_of_a_plan():
    asked = Variable("q", ("never", "weekly", "daily"), is_ordered=True)
    plan = TablesPlan("s", (asked, ROLE), (Table("q", ("q",)), Table("by role", ("q", "role"))))
    tally = Tally({("never", "field"): 20, ("never", "office"): 21, ("weekly", "field"): 3, ("daily", "office"): 19})

    told = protect(tally, under=plan)

    assert told.table("q").axes[0] == told.table("by role").axes[0] == ("q", (("never",), ("weekly", "daily")))


@pytest.mark.parametrize(
    ("people", "cells"),
    [
        ((30, 5, 5, 30), (30, 5, 35, 5, 30, 35, 35, 35, 70)),
        ((10, 0, 0, 10), (Between(5, 10), FEW, 10, FEW, Between(5, 10), 10, 10, 10, 20)),
        ((12, 1, 8, 9), (Between(8, 13), FEW, 13, Between(7, 12), Between(5, 10), 17, 20, 10, 30)),
        ((1, 2, 3, 2), (HIDDEN, HIDDEN, HALF_OR_LESS, HIDDEN, HIDDEN, HIDDEN, HALF_OR_LESS, HIDDEN, Between(5, 9))),
    ],
)
def test_a_table_of_two_questions_tells_what_its_margins_allow(people, cells):
    assert use_by_role(*people).table("t").cells == cells


def test_a_filter_and_those_whom_it_leaves_out_are_one_system():
    filtered = (
        Table("all", ("use",)),
        Table("field", ("use",), only=(("role", ("field",)),)),
        Table("office", ("use",), only=(("role", ("office",)),)),
    )

    open_to_all = use_by_role(6, 7, 20, 9, tables=filtered)
    office_has_three_who_do_not = use_by_role(10, 3, 10, 9, tables=filtered)

    assert [table.cells for table in open_to_all.tables] == [(13, 29, 42), (6, 20, 26), (7, 9, 16)]
    assert [table.cells for table in office_has_three_who_do_not.tables] == [
        (Between(10, 15), Between(17, 22), 32),
        (10, 10, 20),
        (FEW, Between(7, 12), 12),
    ]


def test_those_whom_a_filter_leaves_out_are_protected_even_where_no_table_counts_them():
    filtered = (Table("all", ("use",)), Table("field", ("use",), only=(("role", ("field",)),)))

    told = use_by_role(10, 2, 10, 9, tables=filtered)

    assert use_by_role(10, 2, 10, 9, tables=filtered[:1]).table("all").cells == (12, 19, 31)
    assert told.table("all").cells == (Between(10, 21), Between(10, 21), 31)
    assert told.table("field").cells == (10, 10, 20)


def test_seven_people_of_whom_a_word_is_told_cannot_be_counted_by_subtraction():
    tables = (
        Table("all", ("use",)),
        Table("field", ("use",), only=(("role", ("field",)),)),
        Table("office", ("use",), only=(("role", ("office",)),)),
    )

    told = use_by_role(6, 20, 1, 30, tables=tables)

    assert use_by_role(6, 20, 1, 30, tables=tables[:1]).table("all").cells == (26, 31, 57)
    assert [table.cells for table in told.tables] == [
        (Between(23, 29), Between(30, 34), Between(55, 59)),
        (MORE, LESS, NOBODY_KNOWS_HOW_MANY),
        (20, 30, 50),
    ]


def test_a_table_without_axes_tells_how_many_people_there_are():
    plan = TablesPlan("s", (USE,), (Table("how many", ()),))

    assert protect(Tally({("no",): 12, ("yes",): 14}), under=plan).table("how many").cells == (26,)
    assert protect(Tally({}), under=plan).table("how many").at() == FEW


def test_a_stricter_policy_hides_more():
    stricter = Policy(count_threshold=10, exact_threshold=20, statement_threshold=10)

    assert one_question(8, 30, 12).cells == (8, 30, 12, 50)
    assert one_question(8, 30, 12, policy=stricter).cells == (Between(0, 10), Between(28, 38), 12, 50)


def test_the_result_is_plain_says_how_it_was_made_and_reads_the_same_for_everyone():
    told = use_by_role(12, 1, 8, 9)

    plain = json.loads(json.dumps(told.to_plain()))

    assert plain["format"] == "portulan.tables/1"
    assert plain["plan_digest"] == told.plan.digest()
    assert TablesPlan.from_plain(plain["plan"]) == told.plan
    assert plain["tables"][0]["axes"] == [
        {"variable": "use", "blocks": [["no"], ["yes"]]},
        {"variable": "role", "blocks": [["field"], ["office"]]},
    ]
    assert plain["tables"][0]["cells"][:3] == [{"between": [8, 13]}, {"between": [0, 5]}, 13]
    assert plain["method"]["name"] == "portulan.disclosure.protect_tables"
    assert plain["method"]["version"] == "1"
    assert plain["method"]["parameters"] == {"count_threshold": 5, "exact_threshold": 10}
    assert len(told.digest()) == 64


def test_no_line_of_a_csv_is_empty_and_none_takes_what_is_hidden_for_a_number():
    rows = list(use_by_role(1, 2, 3, 2).table("t").rows())
    written = StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)

    read = list(csv.DictReader(StringIO(written.getvalue())))

    assert len(read) == 9
    assert read[0] == {
        "table": "t",
        "use": "no",
        "role": "field",
        "people": "not shown: small, or it would give a small number away",
    }
    assert [row["people"] for row in read if row["use"] == row["role"] == "all"] == ["5 to 9"]
    assert all(value for row in read for value in row.values())


def test_merged_modalities_are_named_together_in_a_csv():
    rows = list(one_question(30, 1, 30, is_ordered=True).rows())

    assert [row["q"] for row in rows] == ["m0 | m1", "m2", "all"]


def test_what_was_not_planned_cannot_be_asked_for():
    told = use_by_role(12, 14, 8, 9)

    with pytest.raises(KeyError):
        told.table("use by age")
    with pytest.raises(KeyError):
        told.table("t").at(("perhaps",), None)


def test_only_the_functions_that_protect_make_protected_tables():
    told = use_by_role(12, 14, 8, 9)

    with pytest.raises(TypeError, match="never directly"):
        ProtectedTables(told.plan, told.tables, told.told, told.untold, told.method, mint=object())
    assert isinstance(told.table("t"), ProtectedTable)


@pytest.mark.parametrize(
    ("people", "error", "what"),
    [
        ({("no",): 3}, ValueError, r"Profile \('no',\) needs one modality for each of the 2 variables"),
        ({"no": 3}, ValueError, r"Profile 'no' needs one modality for each of the 2 variables"),
        ({("no", "boss"): 3}, ValueError, r"Profile \('no', 'boss'\): variable 'role' has no modality 'boss'"),
        (
            {("no", "field"): -1},
            ValueError,
            r"Profile \('no', 'field'\): A number of people is not negative \(got -1\)",
        ),
        ({("no", "field"): 1.5}, TypeError, "float"),
        ({("no", "field"): float("nan")}, TypeError, "float"),
        ({("no", "field"): True}, TypeError, "not a truth value"),
    ],
)
def test_a_tally_that_cannot_be_right_is_refused_by_name(people, error, what):
    plan = TablesPlan("spring", (USE, ROLE), (Table("t", ("use", "role")),))

    with pytest.raises(error, match=what):
        protect_tables(Tally(people), plan=plan)


def test_a_plan_that_links_too_many_variables_is_refused_and_they_are_named():
    asked = tuple(Variable(f"q{place}", tuple(f"m{number}" for number in range(12))) for place in range(5))
    crossed = tuple(
        Table(f"{first.name} by {second.name}", (first.name, second.name))
        for place, first in enumerate(asked)
        for second in asked[place + 1 :]
    )

    with pytest.raises(ValueError, match=r"Too many variables are linked .* \(q0, q1, q2, q3, q4\): 248832 unknowns"):
        protect(Tally({}), under=TablesPlan("s", asked, crossed))


def test_many_questions_crossed_with_one_stay_small_enough_to_protect():
    asked = tuple(Variable(f"q{place}", tuple(f"m{number}" for number in range(5))) for place in range(12))
    tables = tuple(Table(each.name, (each.name, "role")) for each in asked)
    profiles = {
        (*(f"m{(person + place) % 5}" for place in range(12)), ROLE.modalities[person % 2]): 9 for person in range(10)
    }

    told = protect(Tally(profiles), under=TablesPlan("s", (*asked, ROLE), tables))

    assert {table.at(None, None) for table in told.tables} == {90}
    assert {table.at(("m0",), ("field",)) for table in told.tables} == {9}
