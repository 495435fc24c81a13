"""What holds for any facts and any answers, on the grid and the law as they are published.

Learning a fact that was unknown can harden what is proposed, or relax it: both are what learning is for. What holds:
a class still open only closes in; what was set off for sure stays; what neither spoke nor waited stays silent; a fact
that no row, no line and no class waits for changes nothing; and not knowing never pays. Two things are set apart: rows
that speak of an uncertain class, which are there to fall once it is known, and the country, without which no law opens.
"""

from datetime import date
from itertools import product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from balises.library.formats import Depth
from balises.library.rules import DERIVED, FACTS, MANY, UNKNOWN, Answer, Effect, Fact, Facts, Nature, Truth
from balises.register import rules
from balises.register.queries.rows import law_set_off
from balises.register.rules import Closing, GateFacts, GateState, KeptGate, SetOff, Status
from factories import cases

ON = date(2026, 11, 24)
DAYS = st.sampled_from([ON, date(2026, 12, 2), date(2028, 1, 10)])
CODES = sorted(cases.asked(Depth.WHOLE))
TOLD = tuple(str(fact) for fact in Fact if fact not in DERIVED)
READ_BY_THE_CLASS = {"country", "inference", "role", "annex_iii", "body", "severity", "profiling", "preparatory",
                     "decision", "conversation", "imitation", "publication", *rules.CHECKLIST}  # fmt: skip
Answers = dict[str, frozenset[Answer]]
quick = settings(max_examples=60, deadline=None)


def values_of(fact: str) -> st.SearchStrategy[tuple[str, ...]]:
    one = st.sampled_from([(value,) for value in (*FACTS[fact], UNKNOWN)])
    if fact not in MANY:
        return one
    several = st.sets(st.sampled_from([value for value in FACTS[fact] if value != "none"]), min_size=2, max_size=3)
    return one | several.map(lambda values: tuple(sorted(values)))


ALWAYS = ("moment", "country", "body", "staff_size")
CHANGES = st.dictionaries(st.sampled_from(TOLD), st.none(), max_size=12).flatmap(
    lambda names: st.fixed_dictionaries({name: values_of(name) for name in sorted({*names, *ALWAYS})})
)
SOME_FACTS = CHANGES.map(lambda changed: {**cases.read_cases().usual_facts, **changed})
SAID = st.dictionaries(
    st.sampled_from(CODES), st.frozensets(st.sampled_from(list(Answer)), min_size=1, max_size=3), max_size=6
)
WORSE = st.sampled_from([Answer.PARTLY, Answer.NO, Answer.UNKNOWN])


def everywhere(said: Answers) -> Answers:
    """Each criterion was asked; what is not drawn was answered « yes »."""
    return {code: said.get(code, frozenset({Answer.YES})) for code in CODES}


def stands(kept: KeptGate) -> GateFacts:
    return GateFacts(kept.key, kept.effect, kept.nature, GateState.OPEN, is_blocking=kept.is_blocking)


def proposed(facts: Facts, said: Answers, *, on: date = ON) -> Status:
    every = cases.set_off_by(facts, everywhere(said), on=on)
    gates = [*map(stands, rules.kept_gates(every)), *rules.gates_of(each for each in every if each.waits)]
    return rules.proposed_status(gates, moment=facts["moment"][0], is_looked_at=True)


def keys(found: tuple[SetOff, ...]) -> set[str]:
    return {each.row.key for each in found if not each.waits}


@quick
@given(SOME_FACTS, SAID, st.sampled_from(CODES), WORSE, DAYS)
def test_one_more_worrying_answer_never_makes_the_status_more_lenient(
    facts: Facts, said: Answers, code: str, worse: Answer, on: date
) -> None:
    more = {**said, code: frozenset({*said.get(code, {Answer.YES}), worse})}

    assert not rules.is_more_lenient(proposed(facts, more, on=on), than=proposed(facts, said, on=on))
    assert keys(cases.set_off_by(facts, said, on=on)) <= keys(cases.set_off_by(facts, more, on=on))


@quick
@given(SOME_FACTS, SAID, st.sampled_from(CODES))
def test_from_yes_to_partly_to_no_the_status_only_hardens(facts: Facts, said: Answers, code: str) -> None:
    degrees = [
        proposed(facts, {**said, code: frozenset({answer})}) for answer in (Answer.YES, Answer.PARTLY, Answer.NO)
    ]

    assert degrees == sorted(degrees, key=rules.LENIENCY.index, reverse=True)


@quick
@given(SOME_FACTS, SAID)
def test_no_answer_silences_what_the_facts_set_off(facts: Facts, said: Answers) -> None:
    alone = cases.set_off_by(facts, {}, on=ON)

    assert keys(alone) <= keys(cases.set_off_by(facts, everywhere(said), on=ON))


@quick
@given(SOME_FACTS, SAID, st.randoms(use_true_random=False))
def test_the_order_of_rows_lines_criteria_and_seats_changes_nothing(facts: Facts, said: Answers, chance: Any) -> None:
    """Seats are not even known to the rules: what was said of a criterion is a set."""
    known = rules.with_derived(facts, on=ON)
    country = facts["country"][0]
    rows, lines = list(cases.rows()), list(cases.lines_of(country) if country != UNKNOWN else ())
    straight = everywhere(said)
    before = (rules.set_off(rows, answers=straight, facts=known, on=ON), law_set_off(lines, facts=facts, on=ON))
    codes = list(straight)
    for order in (rows, lines, codes):
        chance.shuffle(order)
    shuffled = {code: sorted(straight[code], reverse=True) for code in codes}
    after = (rules.set_off(rows, answers=shuffled, facts=known, on=ON), law_set_off(lines, facts=facts, on=ON))

    assert after[0] == before[0]
    assert set(after[1]) == set(before[1])
    assert gates_in(after) == gates_in(before)


def gates_in(found: tuple[tuple[SetOff, ...], ...]) -> set[GateFacts]:
    every = tuple(each for part in found for each in part)
    return {*map(stands, rules.kept_gates(every)), *rules.gates_of(each for each in every if each.waits)}


@quick
@given(SOME_FACTS, SAID, DAYS)
def test_writing_gates_down_loses_no_strictness(facts: Facts, said: Answers, on: date) -> None:
    every = cases.set_off_by(facts, everywhere(said), on=on)
    one_by_one = rules.proposed_status(rules.gates_of(every), moment=facts["moment"][0], is_looked_at=True)

    assert proposed(facts, said, on=on) is one_by_one


LEARNT = st.sampled_from(TOLD).flatmap(lambda name: st.tuples(st.just(name), values_of(name)))


def before_and_after(facts: Facts, learnt: tuple[str, tuple[str, ...]]) -> tuple[Facts, Facts]:
    name, values = learnt
    assume(UNKNOWN not in values)
    return {**facts, name: (UNKNOWN,)}, {**facts, name: values}


@quick
@given(SOME_FACTS, LEARNT)
def test_learning_only_closes_in_on_a_class(facts: Facts, learnt: tuple[str, tuple[str, ...]]) -> None:
    before, after = (rules.route(known, on=ON) for known in before_and_after(facts, learnt))

    assert after.may_be <= before.may_be


@quick
@given(SOME_FACTS, SAID, LEARNT)
def test_learning_takes_back_nothing_sure_and_brings_nothing_that_did_not_wait(
    facts: Facts, said: Answers, learnt: tuple[str, tuple[str, ...]]
) -> None:
    assume(learnt[0] != "country")
    before, after = (cases.set_off_by(known, everywhere(said), on=ON) for known in before_and_after(facts, learnt))
    of_a_class = {each.row.key for each in (*before, *after) if "ai_act" in {c.fact for c in each.row.given}}
    spoke_or_waited = {each.row.key for each in before}

    assert keys(before) - of_a_class <= keys(after)
    assert keys(after) - of_a_class <= spoke_or_waited


@quick
@given(SOME_FACTS, LEARNT)
def test_learning_keeps_what_the_law_surely_asks_and_what_it_surely_does_not(
    facts: Facts, learnt: tuple[str, tuple[str, ...]]
) -> None:
    assume(learnt[0] != "country")
    before, after = (cases.duties_of(known, on=ON) for known in before_and_after(facts, learnt))

    assert {d.code for d in before if d.finding is Truth.YES} <= {d.code for d in after if d.finding is Truth.YES}
    assert {d.code for d in after} <= {d.code for d in before}


@quick
@given(SOME_FACTS, SAID, LEARNT)
def test_a_fact_that_nothing_waits_for_changes_nothing(
    facts: Facts, said: Answers, learnt: tuple[str, tuple[str, ...]]
) -> None:
    assume(learnt[0] not in READ_BY_THE_CLASS)
    unknown, known = before_and_after(facts, learnt)
    before, after = (cases.set_off_by(each, everywhere(said), on=ON) for each in (unknown, known))
    assume(learnt[0] not in {name for each in before for name in each.missing_facts})

    assert set(after) == set(before)


@quick
@given(SOME_FACTS, SAID, st.sampled_from(TOLD))
def test_not_knowing_never_pays(facts: Facts, said: Answers, name: str) -> None:
    """Whatever is not told, some answer would allow as much: leaving it out earns nothing."""
    assume(name != "moment")  # a stop is « suspended » or « refused » by the moment alone
    unknown = proposed({**facts, name: (UNKNOWN,)}, said)
    every = [proposed({**facts, name: (value,)}, said) for value in FACTS[name]]

    assert not rules.is_more_lenient(unknown, than=max(every, key=rules.LENIENCY.index))


@quick
@given(SOME_FACTS, SAID)
def test_nothing_chosen_stops_what_a_person_does_for_herself(facts: Facts, said: Answers) -> None:
    """But a practice that is forbidden: it weighs on whoever offers the tool, and on what we would do of it."""
    hers = {**facts, "role": ("person",), **dict.fromkeys(rules.CHECKLIST, ("no",))}

    every = cases.set_off_by(hers, everywhere(said), on=ON)

    assert {each.row.key for each in every if each.row.effect is Effect.STOP} == set()


@quick
@given(SOME_FACTS, st.sampled_from([str(fact) for fact in rules.CHECKLIST]), SAID, DAYS)
def test_a_forbidden_practice_stops_everywhere_and_by_law_in_the_union(
    facts: Facts, practice: str, said: Answers, on: date
) -> None:
    known = {**facts, **dict.fromkeys(rules.CHECKLIST, ("no",)), practice: ("yes",)}
    gates = {gate.key: gate.nature for gate in rules.kept_gates(cases.set_off_by(known, everywhere(said), on=on))}
    is_reached = known["country"][0] in {"fr", "be", "eu"} and known["inference"] == ("yes",)
    is_due = practice != "intimate_imagery" or on >= date(2026, 12, 2)

    assert gates["g2:stop"] is (Nature.LEGAL if is_reached and is_due else Nature.CHOSEN)
    assert proposed(known, said, on=on) in {Status.SUSPENDED, Status.REFUSED}


WORDS = ("", " ", "Le conseil a voté.")


@quick
@given(SOME_FACTS, SAID)
def test_no_words_close_a_legal_stop_while_its_cause_is_there(facts: Facts, said: Answers) -> None:
    kept = rules.kept_gates(cases.set_off_by(facts, everywhere(said), on=ON))
    held = [stands(gate) for gate in kept if gate.effect is Effect.STOP and gate.nature is Nature.LEGAL]

    for gate, words in product(held, product(WORDS, repeat=3)):
        assert rules.refusal_to_close(gate, closing=Closing(*words, has_decision=True)) is not None
