"""What is told of tables: figures that are right where they are told, ranges that hold, and nothing else."""

import json
import time

import numpy as np
import pytest

from portulan.disclosure import Band, Between, Reason, Suppressed, Table, TablesPlan, Variable
from portulan.proportions import column_letters, wilson_interval
from portulan.tables import (
    Answers,
    Coverage,
    FigureBetween,
    Net,
    Wanted,
    Weighting,
    cross_table,
    tell_tables,
    weighted_plan,
)
from portulan.tables.answers import NO_ANSWER, OTHERS
from tables.invented import AGE, ANSWERS, COLUMNS, ITEM, SURVEY, USE, WEIGHTS, counted, plan_of

SAMPLE, CENSUS = Wanted(coverage=Coverage.SAMPLE), Wanted(coverage=Coverage.CENSUS)
UNTOLD = Suppressed(Reason.SMALL_OR_LINKED)
Q = Variable("q", ("no", "rather", "yes"))


def told_of(answers, variable=Q, wanted=CENSUS):
    plan = TablesPlan("any", (variable,), (Table("q", (variable.name,)),))
    return tell_tables(answers, plan=plan, wanted=wanted).table("q")


def test_told_shares_are_those_of_the_cross_table():
    table = tell_tables(ANSWERS, plan=plan_of(("use", "age")), wanted=SAMPLE).table("use by age")
    theirs = cross_table(COLUMNS["use"], COLUMNS["age"], coverage=Coverage.SAMPLE)

    for use in USE.modalities:
        for age in AGE.modalities:
            place = theirs.rows.index(use), theirs.columns.index(age)
            cell = table.at(use, age)
            assert cell.people == theirs.people[place]
            assert cell.of_row == pytest.approx(theirs.of_row[place], abs=5e-5)
            assert cell.of_column == pytest.approx(theirs.of_column[place], abs=5e-5)
            assert cell.of_all == pytest.approx(theirs.of_all[place], abs=5e-5)
            assert cell.interval.low == pytest.approx(theirs.interval.low[place], abs=1.1e-4)
            assert cell.interval.high == pytest.approx(theirs.interval.high[place], abs=1.1e-4)
    assert table.association.statistic == pytest.approx(theirs.association.statistic, abs=5e-5)
    assert table.association.cramers_v == pytest.approx(theirs.association.cramers_v, abs=5e-5)
    assert table.at(None, None).people == 240


def test_letters_name_the_columns_that_are_lower():
    table = tell_tables(
        ANSWERS, plan=plan_of(("use", "age")), wanted=Wanted(coverage=Coverage.SAMPLE, level=0.5)
    ).table("use by age")
    shares = [[table.at(use, age).of_column for age in AGE.modalities] for use in USE.modalities]
    bases = [table.at(None, age).people for age in AGE.modalities]

    letters = tuple(tuple(table.at(use, age).letters for age in AGE.modalities) for use in USE.modalities)

    assert table.columns == (("A", "under 40"), ("B", "40 and over"))
    assert letters == column_letters(shares, bases, level=0.5)
    assert any(any(row) for row in letters)
    assert table.at("never", None).letters is None


def test_weighted_figures_are_those_of_survey():
    plan = weighted_plan(plan_of(("use",)), variable="weight")
    wanted = Wanted(coverage=Coverage.SAMPLE, weighting=Weighting("weight", WEIGHTS))

    told = tell_tables(ANSWERS, plan=plan, wanted=wanted)

    assert told.has_weights
    assert [each.name for each in told.tables] == ["use"]
    for use, theirs in SURVEY["weighted_shares"].items():
        cell = told.table("use").at(use)
        if isinstance(cell.of_all, FigureBetween):
            assert cell.of_all.low <= theirs <= cell.of_all.high
            assert cell.of_all.high - cell.of_all.low < 0.2
            assert cell.interval == UNTOLD
        else:
            assert cell.of_all == pytest.approx(theirs, abs=5e-5)
    assert told.table("use").at(None).weighted == pytest.approx(sum(float(each) for each in COLUMNS["weight"]))
    assert json.loads(told.to_json())["weights"]["weights"] == WEIGHTS


def test_with_two_classes_of_weights_everything_is_told_as_by_the_cross_table():
    columns = {
        "q": ("yes",) * 60 + ("no",) * 50,
        "where": ("town", "country") * 55,
        "class": (("light",) * 5 + ("heavy",) * 5) * 11,
    }
    weights = {"light": 0.5, "heavy": 3.0}
    asked = tuple(Variable(name, tuple(sorted(set(column)))) for name, column in columns.items())
    plan = weighted_plan(TablesPlan("any", asked, (Table("t", ("q", "where")),)), variable="class")
    wanted = Wanted(coverage=Coverage.SAMPLE, weighting=Weighting("class", weights))

    table = tell_tables(Answers(columns), plan=plan, wanted=wanted).table("t")

    theirs = cross_table(
        columns["q"], columns["where"], coverage=Coverage.SAMPLE, weights=[weights[each] for each in columns["class"]]
    )
    for (row, column), share in np.ndenumerate(theirs.of_column):
        cell = table.at(theirs.rows[row], theirs.columns[column])
        assert cell.of_column == pytest.approx(share, abs=5e-5)
        assert cell.weighted == pytest.approx(theirs.weighted[row, column])
        assert cell.interval.low == pytest.approx(theirs.interval.low[row, column], abs=1.1e-4)
        assert cell.letters == theirs.letters[row][column]
    assert table.association.p_value == pytest.approx(theirs.association.p_value, abs=5e-5)


def test_a_whole_team_has_counts_and_shares_and_no_interval():
    cell = told_of(counted(no=12, rather=6, yes=8)).at("no")

    assert (cell.people, cell.of_all, cell.interval, cell.letters) == (12, 0.4615, None, None)
    table = tell_tables(ANSWERS, plan=plan_of(("use", "age")), wanted=CENSUS).table("use by age")
    assert table.association.cramers_v > 0.05
    assert table.association.p_value is None


def test_a_number_told_as_a_range_has_shares_that_are_ranges_and_no_test():
    table = told_of(counted(no=2, rather=10, yes=14), wanted=SAMPLE)

    cell = table.at("no")

    assert cell.people == Between(0, 5)
    assert cell.of_all == FigureBetween(0.0, 0.1924)
    assert cell.interval == UNTOLD


def test_where_a_cell_is_not_told_nothing_is_said_of_the_two_questions_together():
    columns = {"q": ("no",) * 15 + ("yes",) * 17, "role": ("field",) * 2 + ("office",) * 30}
    plan = TablesPlan(
        "any", (Variable("q", ("no", "yes")), Variable("role", ("field", "office"))), (Table("t", ("q", "role")),)
    )

    table = tell_tables(Answers(columns), plan=plan, wanted=SAMPLE).table("t")

    assert table.association == UNTOLD
    assert table.at("no", "field").letters == UNTOLD
    assert table.to_plain()["association"] == {"withheld": "small_or_linked"}


@pytest.mark.parametrize(
    ("people", "everyone"), [(0, Between(0, 5)), (1, Between(0, 5)), (4, Between(0, 5)), (5, Between(5, 9))]
)
def test_of_very_few_people_no_number_and_no_share_is_told(people, everyone):
    table = told_of(counted(no=people), wanted=SAMPLE)

    assert table.at(None).people == everyone
    assert all(not isinstance(cell.of_all, float) for cell in table.cells if cell.row)
    assert all(cell.interval in (None, UNTOLD) for cell in table.cells)


def test_of_five_to_nine_people_a_word_stands_where_a_share_would():
    table = told_of(counted(no=7, yes=1))

    assert table.at("no").people is Band.MORE_THAN_HALF
    assert table.at("no").of_all is Band.MORE_THAN_HALF


def test_top_two_boxes_are_told_together():
    wanted = Wanted(coverage=Coverage.SAMPLE, nets=(Net("q", "at least rather", ("rather", "yes")),))

    table = told_of(counted(no=15, rather=10, yes=14), wanted=wanted)

    cell = table.at("at least rather")
    assert (cell.people, cell.of_all) == (24, 0.6154)
    assert cell.interval.low == pytest.approx(wilson_interval([24], [39]).low[0], abs=1.1e-4)
    assert table.at(None).people == 39


def test_a_net_of_numbers_told_as_ranges_is_what_the_margin_leaves():
    wanted = Wanted(coverage=Coverage.CENSUS, nets=(Net("q", "others", ("no", "rather")),))

    table = told_of(counted(no=2, rather=3, yes=24), wanted=wanted)

    # « no » and « rather » are told as at most 5 each; the margin leaves them what « yes » does not have.
    assert (table.at("yes").people, table.at(None).people) == (24, 29)
    assert (table.at("others").people, table.at("others").of_all) == (5, 0.1724)


def test_who_did_not_answer_is_left_out_of_bases():
    asked = Variable("q", ("no", "yes", NO_ANSWER))
    answers = Answers.of({"q": ["yes"] * 20 + ["no"] * 20 + [""] * 10})

    table = told_of(answers, asked, Wanted(coverage=Coverage.CENSUS, missing=(NO_ANSWER,)))

    assert [(cell.row, cell.people, cell.of_all) for cell in table.cells] == [
        ("no", 20, 0.5), ("yes", 20, 0.5), (None, 40, 1.0),
    ]  # fmt: skip


def test_a_scale_has_a_mean_and_a_median_by_column():
    values = {each: float(each) for each in ITEM.modalities}
    wanted = Wanted(coverage=Coverage.CENSUS, scales={"item1": values})

    table = tell_tables(ANSWERS, plan=plan_of(("item1",)), wanted=wanted).table("item1")

    (everyone,) = table.scales
    assert everyone.mean == pytest.approx(SURVEY["mean"], abs=5e-5)
    assert everyone.median == SURVEY["quantiles"][1]
    assert everyone.deviation == pytest.approx(SURVEY["sd"], abs=5e-5)


def test_of_answers_told_as_ranges_mean_and_median_lie_between_bounds():
    wanted = Wanted(coverage=Coverage.CENSUS, scales={"q": {"no": 0.0, "rather": 1.0, "yes": 2.0}})

    (close,) = told_of(counted(no=2, rather=10, yes=14), wanted=wanted).scales
    (clear,) = told_of(counted(no=2, rather=3, yes=30), wanted=wanted).scales

    assert close.mean.low <= 38 / 26 <= close.mean.high
    assert isinstance(close.deviation, Suppressed)
    assert clear.median == 2.0
    assert clear.mean.low <= 63 / 35 <= clear.mean.high


def test_the_rare_answers_of_a_file_are_told_together_without_their_names():
    answers, variable = counted(no=12, rather=3, never=1, yes=20).with_rare_together("q", least=5)
    gaps, whole = Answers.of({"q": ["no"] * 5 + [""]}), counted(no=5)

    assert variable.modalities == ("no", "yes", OTHERS)
    assert answers.columns["q"].count(OTHERS) == 4
    assert gaps.with_rare_together("q", least=5)[1].modalities == ("no", NO_ANSWER)
    assert whole.with_rare_together("q", least=5)[1].modalities == ("no",)


def test_an_order_makes_a_variable_ordered_unless_somebody_did_not_answer():
    whole, gaps = counted(no=1, yes=2), Answers.of({"q": ["no", ""]})

    assert whole.variable("q", order=("yes", "no")) == Variable("q", ("yes", "no"), is_ordered=True)
    assert gaps.variable("q", order=("yes", "no")) == Variable("q", ("yes", "no", NO_ANSWER))
    with pytest.raises(ValueError, match="'yes' is not in the order given"):
        whole.variable("q", order=("no",))


@pytest.mark.parametrize("wrong", [0, -2.0, float("inf"), float("nan")])
def test_a_weight_that_cannot_be_is_named(wrong):
    with pytest.raises(ValueError, match="The weight of 'town' is above zero and finite"):
        Weighting("stratum", {"town": wrong})


def test_weights_need_a_class_for_everyone_and_tables_that_carry_them():
    plan = plan_of(("use",))
    some = Wanted(coverage=Coverage.SAMPLE, weighting=Weighting("weight", {"1.0": 1.0}))
    every = Wanted(coverage=Coverage.SAMPLE, weighting=Weighting("weight", WEIGHTS))

    with pytest.raises(ValueError, match="of 'weight' has no weight"):
        tell_tables(ANSWERS, plan=plan, wanted=some)
    with pytest.raises(ValueError, match="are not planned: see weighted_plan"):
        tell_tables(ANSWERS, plan=plan, wanted=every)
    with pytest.raises(ValueError, match="has 'use' already"):
        weighted_plan(plan, variable="use")
    with pytest.raises(ValueError, match="not 'colour'"):
        weighted_plan(plan, variable="colour")
    with pytest.raises(ValueError, match="A level lies between 0 and 1"):
        Wanted(coverage=Coverage.SAMPLE, level=95)


def test_what_is_told_can_be_written_as_json_and_has_a_digest():
    told = tell_tables(ANSWERS, plan=plan_of(("use", "role"), ("use",)), wanted=SAMPLE)

    plain = json.loads(told.to_json())

    assert plain["format"] == "portulan.figures/1"
    assert plain["protected"]["plan_digest"] == told.protected.plan.digest()
    assert len(told.digest()) == 64
    assert plain["wanted"]["coverage"] == "sample"


def test_two_thousand_questions_do_not_make_one_table_slower():
    many = {f"q{place}": ("yes", "no") * 60 for place in range(2000)}
    variables = tuple(Variable(name, ("no", "yes")) for name in ("q3", "q1998"))
    started = time.monotonic()

    told = tell_tables(Answers(many), plan=TablesPlan("any", variables, (Table("t", ("q3", "q1998")),)), wanted=CENSUS)

    assert told.table("t").at(None, None).people == 120
    assert time.monotonic() - started < 2
