"""From one release to the next: two dates, two filters, all minus one."""

import json

import pytest

from portulan.disclosure import (
    Ledger,
    Policy,
    Revealed,
    Selection,
    Table,
    TablesPlan,
    Tally,
    Variable,
    WouldReveal,
    protect,
)
from portulan.disclosure.linked.programme import Contradiction
from portulan.disclosure.linked.suppression import CannotBeTold

USE, UNIT = Variable("use", ("no", "yes")), Variable("unit", ("north", "south", "west"))
MARCH, JUNE = ("march",), ("march", "june")


def plan_at(dates, *tables, name="spring"):
    return TablesPlan(name, (USE, Variable("arrived", dates)), tables or (Table("use", ("use",)),))


def people(**numbers):
    """`no_march=12` and so on."""
    return Tally({tuple(name.split("_")): count for name, count in numbers.items()})


IN_MARCH = people(no_march=12, yes_march=14)
ONE_MORE_IN_JUNE = people(no_march=12, yes_march=14, no_june=1)
MANY_MORE_IN_JUNE = people(no_march=12, yes_march=14, no_june=7, yes_june=6)


def told(tally, plan, after=None):
    return protect(tally, under=plan, after=after)


def test_who_arrived_alone_between_two_dates_is_not_given_away():
    ledger = Ledger().with_release(told(IN_MARCH, plan_at(MARCH)))

    june = told(ONE_MORE_IN_JUNE, plan_at(JUNE), after=ledger)

    assert told(ONE_MORE_IN_JUNE, plan_at(JUNE)).table("use").cells == (13, 14, 27)
    assert not any(isinstance(cell, int) for cell in june.table("use").cells)
    assert ledger.with_release(june).audit() == ()


def test_the_ledger_refuses_what_was_protected_without_it_and_names_whom_it_would_give_away():
    ledger = Ledger().with_release(told(IN_MARCH, plan_at(MARCH)))

    with pytest.raises(WouldReveal, match=r"give away: .*arrived = june") as refused:
        ledger.with_release(told(ONE_MORE_IN_JUNE, plan_at(JUNE)))

    assert Revealed(Selection.of({"arrived": ["june"]}), 1, 1) in refused.value.exposed
    assert str(refused.value.exposed[0]) in str(refused.value)


def test_enough_who_arrived_are_told_exactly():
    ledger = Ledger().with_release(told(IN_MARCH, plan_at(MARCH)))

    june = told(MANY_MORE_IN_JUNE, plan_at(JUNE), after=ledger)

    assert june.table("use").cells == (19, 20, 39)
    assert ledger.with_release(june).releases == (told(IN_MARCH, plan_at(MARCH)).digest(), june.digest())


def test_all_but_one_unit_is_refused_after_all():
    everyone = TablesPlan("all", (USE, UNIT), (Table("use", ("use",)),))
    but_west = TablesPlan("but west", (USE, UNIT), (Table("use", ("use",), only=(("unit", ("north", "south")),)),))
    numbers = {("no", "north"): 9, ("yes", "north"): 8, ("no", "south"): 7, ("yes", "south"): 9, ("no", "west"): 2}
    ledger = Ledger().with_release(told(Tally(numbers), everyone))

    with pytest.raises(WouldReveal, match="unit = west"):
        ledger.with_release(told(Tally(numbers), but_west))

    protected = told(Tally(numbers), but_west, after=ledger)
    assert told(Tally(numbers), but_west).table("use").cells == (16, 17, 33)
    assert not all(isinstance(cell, int) for cell in protected.table("use").cells)


def test_two_filters_that_overlap_are_refused_where_they_leave_one_person():
    first = TablesPlan("one", (USE, UNIT), (Table("n", (), only=(("unit", ("north",)),)),))
    second = TablesPlan("two", (USE, UNIT), (Table("n", (), only=(("unit", ("north", "west")),)),))
    numbers = Tally({("no", "north"): 20, ("no", "south"): 20, ("yes", "west"): 1})
    ledger = Ledger().with_release(told(numbers, first))

    with pytest.raises(WouldReveal, match=r"unit = west \(1 to 1\)"):
        ledger.with_release(told(numbers, second))


def test_the_same_release_may_be_told_twice():
    march = told(IN_MARCH, plan_at(MARCH))
    ledger = Ledger().with_release(march)

    again = ledger.with_release(march)

    assert again.told == ledger.told
    assert len(again.releases) == 2


def test_a_ledger_is_read_back_from_json_and_holds_nothing_that_was_not_told():
    ledger = Ledger().with_release(told(people(no_march=2, yes_march=24), plan_at(MARCH)))
    ledger = ledger.with_release(told(people(no_march=2, yes_march=24, yes_june=9), plan_at(JUNE), after=ledger))

    read = Ledger.from_plain(json.loads(json.dumps(ledger.to_plain())))

    assert read == ledger
    assert read.digest() == ledger.digest()
    assert read.dated == ("arrived",)
    assert not {2, 24} & {bound for each in ledger.told for bound in (each.low, each.high)}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: plain | {"format": "portulan.ledger/2"},
        lambda plain: plain | {"untold": [[{}]]},
        lambda plain: plain | {"untold": [[{}, "because"]]},
        lambda plain: plain | {"told": [3]},
        lambda plain: plain | {"variables": [{}]},
        lambda plain: {},
    ],
)
def test_what_is_not_a_ledger_is_refused(spoil):
    with pytest.raises(ValueError, match=r"Not a|because"):
        Ledger.from_plain(spoil(Ledger().to_plain()))


def test_another_policy_or_a_lost_modality_is_refused():
    ledger = Ledger().with_release(told(MANY_MORE_IN_JUNE, plan_at(JUNE)))
    stricter = TablesPlan(
        "s", plan_at(JUNE).variables, (Table("use", ("use",)),), Policy(count_threshold=6, exact_threshold=12)
    )

    with pytest.raises(ValueError, match="Plan 's' has another policy"):
        told(MANY_MORE_IN_JUNE, stricter, after=ledger)
    with pytest.raises(ValueError, match="Variable 'arrived' of plan 'spring' has lost a modality: 'june'"):
        told(IN_MARCH, plan_at(MARCH), after=ledger)


def test_releases_that_cannot_both_be_true_are_refused():
    undated = TablesPlan("s", (USE,), (Table("use", ("use",)),))
    ledger = Ledger().with_release(told(Tally({("no",): 12, ("yes",): 14}), undated))

    with pytest.raises(Contradiction, match="No population can be what is told"):
        ledger.with_release(told(Tally({("no",): 19, ("yes",): 20}), undated))
    with pytest.raises(Contradiction, match="No population can be what is told"):
        told(Tally({("no",): 19, ("yes",): 2}), undated, after=ledger)


def test_what_was_told_in_words_cannot_be_crossed_later_as_a_number():
    ledger = Ledger().with_release(told(people(no_march=6, yes_march=1), plan_at(MARCH)))
    fifty_more = people(no_march=6, yes_march=1, no_june=20, yes_june=30)
    by_date = plan_at(JUNE, Table("by date", ("use", "arrived")))

    with pytest.raises(CannotBeTold, match="What was told before gives a small number away"):
        told(fifty_more, by_date, after=ledger)

    overall = told(fifty_more, plan_at(JUNE), after=ledger)
    assert ledger.with_release(overall).audit() == ()


def test_an_empty_ledger_reveals_nothing():
    assert Ledger().audit() == ()
    assert Ledger().selections == ()
