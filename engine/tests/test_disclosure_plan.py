"""Plans of tables, and the people that a number counts."""

import json

import pytest

from portulan.disclosure import Policy, PublicationPlan, Selection, Statement, Table, TablesPlan, Variable

USE = Variable("use", ("never", "weekly", "daily"), is_ordered=True)
ROLE = Variable("role", ("field", "office"))
PLAN = TablesPlan(
    "spring",
    (USE, ROLE),
    (Table("use by role", ("use", "role")), Table("field", ("use",), only=(("role", ("field",)),))),
    Policy(count_threshold=6, exact_threshold=12),
)


def test_a_plan_is_read_back_from_json_as_it_was_written():
    read = TablesPlan.from_plain(json.loads(json.dumps(PLAN.to_plain())))

    assert read == PLAN
    assert read.digest() == PLAN.digest()


def test_the_digest_of_a_plan_changes_with_anything_in_it():
    others = [
        TablesPlan("autumn", PLAN.variables, PLAN.tables, PLAN.policy),
        TablesPlan("spring", (Variable("use", USE.modalities), ROLE), PLAN.tables, PLAN.policy),
        TablesPlan("spring", PLAN.variables, PLAN.tables[:1], PLAN.policy),
        TablesPlan("spring", PLAN.variables, PLAN.tables),
    ]

    assert len({each.digest() for each in (PLAN, *others)}) == 5


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: Variable("", ("a",)), "Variable '' needs a name"),
        (lambda: Variable("use", ()), "Variable 'use' needs a name and at least one modality"),
        (lambda: Variable("use", ("a", "")), "Variable 'use' needs a name and at least one modality"),
        (lambda: Variable("use", ("a", "b", "a")), "Named twice in variable 'use': 'a'"),
        (lambda: Table("", ("use",)), "A table needs a name"),
        (lambda: Table("t", ("use", "use")), "Named twice in table 't': 'use'"),
        (lambda: Table("t", ("use",), only=(("use", ("daily",)),)), "Named twice in table 't': 'use'"),
        (lambda: Table("t", (), only=(("use", ()),)), "Table 't': the filter on 'use' admits nobody"),
        (lambda: Table("t", (), only=(("use", ("a", "a")),)), "Named twice in table 't', filter on 'use': 'a'"),
        (lambda: TablesPlan("", (USE,), (Table("t", ()),)), "A plan needs a name and at least one table"),
        (lambda: TablesPlan("s", (USE,), ()), "A plan needs a name and at least one table"),
        (lambda: TablesPlan("s", (USE, USE), (Table("t", ()),)), "Named twice in the plan, variables: 'use'"),
        (lambda: TablesPlan("s", (USE,), (Table("t", ()), Table("t", ()))), "Named twice in the plan, tables: 't'"),
        (
            lambda: TablesPlan("s", (USE,), (Table("t", ("role",)),)),
            "Table 't' names a variable that is not planned: 'role'",
        ),
        (
            lambda: TablesPlan("s", (USE,), (Table("t", (), only=(("role", ("field",)),)),)),
            "Table 't' names a variable that is not planned: 'role'",
        ),
        (
            lambda: TablesPlan("s", (ROLE,), (Table("t", (), only=(("role", ("boss",)),)),)),
            "Table 't': 'role' has no modality 'boss'",
        ),
    ],
)
def test_a_plan_that_cannot_be_told_says_what_is_wrong_and_where(make, what):
    with pytest.raises(ValueError, match=what):
        make()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: plain | {"format": "portulan.tables-plan/2"},
        lambda plain: plain | {"name": 3},
        lambda plain: plain | {"variables": [{"name": "use"}]},
        lambda plain: plain | {"tables": [{"name": "t", "axes": "use"}]},
        lambda plain: {key: plain[key] for key in plain if key != "policy"},
        lambda plain: PublicationPlan("spring", ("s1",)).to_plain(),
    ],
)
def test_what_is_not_a_plan_of_tables_is_refused(spoil):
    with pytest.raises(ValueError, match="Not a"):
        TablesPlan.from_plain(spoil(PLAN.to_plain()))


def test_the_same_people_are_one_selection_however_they_are_named():
    one = Selection.of({"use": ["weekly", "daily"], "role": ["field"]})
    other = Selection.of({"role": ("field",), "use": ("daily", "weekly", "daily")})

    assert one == other
    assert str(one) == "role = field, use = daily | weekly"
    assert PLAN.select({"use": USE.modalities, "role": ("field",)}) == Selection.of({"role": ["field"]})
    assert str(PLAN.select({"use": USE.modalities})) == "everyone"


@pytest.mark.parametrize(
    ("people", "others", "are_among"),
    [
        ({}, {}, True),
        ({"use": ["daily"]}, {}, True),
        ({"use": ["daily"]}, {"use": ["daily", "weekly"]}, True),
        ({"use": ["daily"], "role": ["field"]}, {"role": ["field"]}, True),
        ({}, {"role": ["field"]}, False),
        ({"use": ["daily", "weekly"]}, {"use": ["daily"]}, False),
        ({"use": ["daily"]}, {"role": ["field"]}, False),
    ],
)
def test_people_are_among_others_when_each_is_admitted(people, others, are_among):
    assert Selection.of(people).is_among(Selection.of(others)) is are_among


def test_a_statement_is_read_back_as_it_was_written():
    word = Statement(((Selection.of({"use": ["daily"]}), 2), (Selection(), -1)), 1, None)

    assert Statement.from_plain(json.loads(json.dumps(word.to_plain()))) == word


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"terms": [], "low": "0", "high": 1},
        {"terms": [], "low": 0},
        {"terms": [[{}]], "low": 0, "high": 1},
        {"terms": [[{}, "2"]], "low": 0, "high": 1},
    ],
)
def test_what_is_not_a_statement_is_refused(plain):
    with pytest.raises(ValueError, match=r"Not a (statement|term)"):
        Statement.from_plain(plain)
