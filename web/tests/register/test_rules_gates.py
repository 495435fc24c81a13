"""Gates, not points: what is set off, what it allows, how it closes."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balises.library.rules import FACTS, Answer, Effect, Fact, Nature, parsed
from balises.register import rules
from balises.register.rules import Closing, Framing, GateFacts, GateState, GridRow, Status
from balises.shared.errors import Refusal

TODAY = date(2026, 11, 24)
LEGAL, CHOSEN = Nature.LEGAL, Nature.CHOSEN


def row(
    code: str = "1.1", answer: Answer | None = Answer.NO, effect: Effect = Effect.STOP, **fields: object
) -> GridRow:
    values = {"given": (), "nature": CHOSEN, **fields}
    return GridRow(code, answer, effect=effect, **values)  # type: ignore[arg-type]


def gate(effect: Effect, nature: Nature = CHOSEN, state: GateState = GateState.OPEN, **fields: object) -> GateFacts:
    return GateFacts("1.1", effect, nature, state, **fields)  # type: ignore[arg-type]


SETS_OFF = [
    # the row's answer, what the seats said, whether it is set off
    (Answer.NO, {Answer.NO}, True),
    (Answer.NO, {Answer.YES, Answer.NO}, True),
    (Answer.NO, {Answer.PARTLY}, False),
    (Answer.PARTLY, {Answer.PARTLY}, True),
    (Answer.PARTLY, {Answer.NO}, True),
    (Answer.PARTLY, {Answer.UNKNOWN}, False),
    (Answer.UNKNOWN, {Answer.UNKNOWN}, True),
    (Answer.UNKNOWN, {Answer.NO}, False),
    (Answer.NO, {Answer.YES, Answer.NOT_APPLICABLE}, False),
    (Answer.NO, set(), False),
    (None, set(), True),
]


@pytest.mark.parametrize(("answer", "said", "expected"), SETS_OFF)
def test_one_seat_is_enough_to_set_a_row_off(answer: Answer | None, said: set[Answer], expected: bool) -> None:
    found = rules.set_off([row(answer=answer)], answers={"1.1": said}, facts={}, on=TODAY)

    assert bool(found) is expected


def test_a_row_speaks_only_where_its_facts_hold() -> None:
    rows = [row(given=(parsed("account=consumer"),))]
    said = {"1.1": {Answer.NO}}

    assert rules.set_off(rows, answers=said, facts={"account": ("local",)}, on=TODAY) == ()
    assert not rules.set_off(rows, answers=said, facts={"account": ("consumer",)}, on=TODAY)[0].waits
    assert rules.set_off(rows, answers=said, facts={}, on=TODAY)[0].missing_facts == ("account",)


def test_a_row_that_waits_for_a_fact_opens_an_enquiry_that_blocks_as_the_row_would() -> None:
    rows = [row(given=(parsed("account=consumer"),)), row(effect=Effect.CONDITION, given=(parsed("case_file=yes"),))]

    gates = rules.gates_of(rules.set_off(rows, answers={"1.1": {Answer.NO}}, facts={}, on=TODAY))

    assert [(each.code, each.effect, each.is_blocking) for each in gates] == [
        ("fact:account", Effect.INQUIRY, True),
        ("fact:case_file", Effect.INQUIRY, False),
    ]


def test_a_row_that_waits_for_a_derived_fact_asks_for_what_is_behind_it() -> None:
    facts = {"grave": ("unknown",), "forbidden_practice": ("unknown",), "manipulation": ("unknown",)}
    told = {**facts, **dict.fromkeys(rules.CHECKLIST, ("no",)), "manipulation": ("unknown",)}
    rows = [row(given=(parsed("grave=yes"), parsed("forbidden_practice=yes")))]

    (found,) = rules.set_off(rows, answers={"1.1": {Answer.NO}}, facts=told, on=TODAY)

    assert found.missing_facts == ("manipulation", "severity")


def test_a_duty_to_come_is_a_choice_until_it_is_in_force() -> None:
    to_come = row(answer=None, effect=Effect.FRIA, nature=LEGAL, in_force_on=date(2027, 12, 2))

    assert rules.nature_on(to_come, on=date(2027, 12, 1)) is CHOSEN
    assert rules.nature_on(to_come, on=date(2027, 12, 2)) is LEGAL


CEILINGS = [
    # effect, nature, state, is blocking, the most lenient status
    (Effect.STOP, LEGAL, GateState.OPEN, False, Status.SUSPENDED),
    (Effect.STOP, CHOSEN, GateState.FRAMED, False, Status.SUSPENDED),
    (Effect.FULL_GRID, CHOSEN, GateState.OPEN, False, Status.TO_INVESTIGATE),
    (Effect.INQUIRY, CHOSEN, GateState.OPEN, True, Status.TO_INVESTIGATE),
    (Effect.INQUIRY, CHOSEN, GateState.OPEN, False, Status.ALLOWED_WITH_CONDITIONS),
    (Effect.DPIA, LEGAL, GateState.FRAMED, False, Status.TO_INVESTIGATE),
    (Effect.STAFF_CONSULTATION, LEGAL, GateState.OPEN, False, Status.TO_INVESTIGATE),
    (Effect.FRIA, CHOSEN, GateState.OPEN, False, Status.FRAMED_TRIAL),
    (Effect.FRIA, CHOSEN, GateState.FRAMED, False, Status.ALLOWED_WITH_CONDITIONS),
    (Effect.CONDITION, CHOSEN, GateState.OPEN, False, Status.FRAMED_TRIAL),
    (Effect.CONDITION, CHOSEN, GateState.FRAMED, False, Status.ALLOWED_WITH_CONDITIONS),
    (Effect.CONDITION, CHOSEN, GateState.CLOSED, False, Status.ALLOWED),
    (Effect.DELIBERATION, CHOSEN, GateState.OPEN, False, Status.FRAMED_TRIAL),
    (Effect.OVERSIGHT, LEGAL, GateState.OPEN, False, Status.FRAMED_TRIAL),
    (Effect.NOTICE, LEGAL, GateState.OPEN, False, Status.FRAMED_TRIAL),
    (Effect.LIMIT, CHOSEN, GateState.CLOSED, False, Status.ALLOWED_WITH_CONDITIONS),
]


@pytest.mark.parametrize(("effect", "nature", "state", "is_blocking", "expected"), CEILINGS)
def test_each_gate_has_its_ceiling(
    effect: Effect, nature: Nature, state: GateState, is_blocking: bool, expected: Status
) -> None:
    assert rules.ceiling_of(effect, nature=nature, state=state, is_blocking=is_blocking) is expected


def test_a_gate_is_read_as_open_and_not_blocking_unless_it_says_so() -> None:
    assert rules.ceiling_of(Effect.INQUIRY, nature=CHOSEN) is Status.ALLOWED_WITH_CONDITIONS
    assert rules.ceiling([gate(Effect.INQUIRY, is_blocking=True)]) is Status.TO_INVESTIGATE
    assert rules.ceiling([gate(Effect.INQUIRY)]) is Status.ALLOWED_WITH_CONDITIONS


PROPOSED = [
    # gates, moment, was it looked at, what the rules propose
    ([], "in_use", True, Status.ALLOWED),
    ([], "in_use", False, Status.TO_INVESTIGATE),
    ([gate(Effect.STOP, LEGAL)], "in_use", True, Status.SUSPENDED),
    ([gate(Effect.STOP, LEGAL)], "planned", True, Status.REFUSED),
    ([gate(Effect.STOP)], "planned", False, Status.REFUSED),
    ([gate(Effect.CONDITION), gate(Effect.STOP)], "trial", True, Status.SUSPENDED),
    ([gate(Effect.CONDITION)] * 9, "trial", True, Status.FRAMED_TRIAL),
    ([gate(Effect.CONDITION, state=GateState.FRAMED)], "trial", True, Status.ALLOWED_WITH_CONDITIONS),
]


@pytest.mark.parametrize(("gates", "moment", "is_looked_at", "expected"), PROPOSED)
def test_the_strictest_gate_speaks(gates: list[GateFacts], moment: str, is_looked_at: bool, expected: Status) -> None:
    assert rules.proposed_status(gates, moment=moment, is_looked_at=is_looked_at) is expected


def test_a_body_may_be_stricter_than_the_rules_and_never_more_lenient() -> None:
    gates = [gate(Effect.DPIA, LEGAL), GateFacts("4.3", Effect.CONDITION, CHOSEN, GateState.OPEN)]

    assert rules.refusal_to_pronounce_over(gates, status=Status.REFUSED) is None
    assert rules.refusal_to_pronounce_over(gates, status=Status.TO_INVESTIGATE) is None
    refusal = rules.refusal_to_pronounce_over(gates, status=Status.FRAMED_TRIAL)
    assert refusal is not None
    assert (refusal.code, refusal.facts["gates"]) == ("register.gate_is_open", ["1.1"])
    refusal = rules.refusal_to_pronounce_over(gates, status=Status.ALLOWED)
    assert refusal is not None
    assert refusal.facts == {"gates": ["1.1", "4.3"], "ceiling": Status.TO_INVESTIGATE}


def test_only_the_gates_that_forbid_are_named() -> None:
    gates = [
        GateFacts("1.1", Effect.INQUIRY, CHOSEN, GateState.OPEN, is_blocking=True),
        GateFacts("2.4", Effect.CONDITION, CHOSEN, GateState.CLOSED),
        GateFacts("3.4", Effect.CONDITION, CHOSEN, GateState.FRAMED),
        GateFacts("4.3", Effect.CONDITION, CHOSEN, GateState.OPEN),
        GateFacts("7.2", Effect.INQUIRY, CHOSEN, GateState.OPEN),
    ]

    refusal = rules.refusal_to_pronounce_over(gates, status=Status.ALLOWED_WITH_CONDITIONS)

    assert refusal == Refusal("register.gate_is_open", {"gates": ["1.1", "4.3"], "ceiling": Status.TO_INVESTIGATE})


DONE = Closing("Le compte grand public est fermé.", "Courriel du 3 mars", "Collectif", has_decision=True)
GONE = gate(Effect.STOP, LEGAL, is_still_set_off=False)
CLOSINGS = [
    (gate(Effect.STOP, LEGAL), DONE, "register.cause_is_still_there"),
    (GONE, DONE, None),
    (
        gate(Effect.STOP, LEGAL, is_still_set_off=False),
        Closing("", "Courriel", "Collectif"),
        "register.closing_says_why",
    ),
    (gate(Effect.STOP, LEGAL, is_still_set_off=False), Closing("Fermé", " ", "Collectif"), "register.closing_says_why"),
    (gate(Effect.STOP), Closing("Choix", "Compte rendu", "Collectif"), "register.red_line_needs_a_decision"),
    (gate(Effect.STOP), DONE, None),
    (gate(Effect.STOP, is_still_set_off=False), Closing("Fermé", "Courriel", "Collectif"), None),
    (gate(Effect.FULL_GRID), DONE, "register.cause_is_still_there"),
    (gate(Effect.DPIA, LEGAL), DONE, None),
    (gate(Effect.CONDITION), Closing("Règle écrite", "", "Collectif"), "register.closing_says_why"),
    (gate(Effect.CONDITION, state=GateState.CLOSED), DONE, "register.gate_is_closed"),
    (gate(Effect.LIMIT), DONE, "register.limit_stays"),
]


@pytest.mark.parametrize(("closed", "closing", "expected"), CLOSINGS)
def test_a_gate_closes_when_its_cause_is_gone_or_a_collective_says_so(
    closed: GateFacts, closing: Closing, expected: str | None
) -> None:
    refusal = rules.refusal_to_close(closed, closing=closing)

    assert (refusal.code if refusal else None) == expected


@pytest.mark.parametrize(
    ("state", "owner", "due_on", "expected"),
    [
        (GateState.OPEN, "Direction", date(2026, 12, 1), None),
        (GateState.FRAMED, "Direction", TODAY, None),
        (GateState.CLOSED, "Direction", date(2026, 12, 1), "register.gate_is_closed"),
        (GateState.OPEN, " ", date(2026, 12, 1), "register.gate_without_owner"),
        (GateState.OPEN, "Direction", None, "register.gate_without_owner"),
        (GateState.OPEN, "Mme Durand", date(2026, 12, 1), "register.owner_is_a_person"),
        (GateState.OPEN, "Direction", date(2026, 11, 23), "register.gate_due_is_past"),
        (GateState.OPEN, "Direction", date(2226, 12, 1), "register.day_is_too_far"),
    ],
)
def test_a_condition_has_someone_and_a_date(
    state: GateState, owner: str, due_on: date | None, expected: str | None
) -> None:
    refusal = rules.refusal_to_frame(state, framing=Framing(owner, due_on), today=TODAY)

    assert (refusal.code if refusal else None) == expected
    if expected == "register.gate_due_is_past":
        assert refusal == Refusal(expected, {"today": TODAY})


def test_only_a_closed_gate_is_opened_again() -> None:
    assert rules.refusal_to_reopen_gate(GateState.CLOSED) is None
    for state in (GateState.OPEN, GateState.FRAMED):
        assert rules.refusal_to_reopen_gate(state) == Refusal("register.gate_is_open_already")


def test_a_fact_outside_the_vocabulary_is_refused_by_its_name() -> None:
    assert rules.refusal_to_state_facts({"account": ("local",)}) is None
    assert rules.refusal_to_state_facts({"account": ("local",), "humeur": ("bonne",)}) == Refusal(
        "register.unknown_fact", {"fact": "humeur"}
    )


def test_a_gate_written_down_keeps_what_it_is_and_each_of_its_causes() -> None:
    asked = [row(answer=None, effect=Effect.DPIA), row("g1", answer=None, effect=Effect.DPIA, nature=LEGAL)]
    doubt = row("1.2", answer=Answer.UNKNOWN, effect=Effect.INQUIRY, is_blocking=True)
    said = {"1.2": {Answer.UNKNOWN}}

    found = rules.set_off([*asked, doubt], answers=said, facts={}, on=TODAY)
    kept = {each.key: each for each in rules.kept_gates(found)}

    assert (kept["dpia"].nature, kept["dpia"].is_blocking, set(kept["dpia"].causes)) == (LEGAL, False, set(asked))
    assert (kept["1.2:inquiry"].nature, kept["1.2:inquiry"].is_blocking) == (CHOSEN, True)
    assert kept["1.2:inquiry"].causes == (doubt,)
    assert set(rules.gates_of(found)) == {
        GateFacts("1.1", Effect.DPIA, CHOSEN, GateState.OPEN),
        GateFacts("g1", Effect.DPIA, LEGAL, GateState.OPEN),
        GateFacts("1.2", Effect.INQUIRY, CHOSEN, GateState.OPEN, is_blocking=True),
    }


def test_an_enquiry_blocks_where_a_legal_duty_or_a_blocking_doubt_hangs_on_it() -> None:
    rows = [
        row(answer=None, effect=Effect.DPIA, nature=LEGAL, given=(parsed("account=local"),)),
        row(answer=None, effect=Effect.DPIA, given=(parsed("case_file=yes"),)),
        row("1.2", answer=None, effect=Effect.INQUIRY, is_blocking=True, given=(parsed("recording=yes"),)),
        row("1.3", answer=None, effect=Effect.INQUIRY, given=(parsed("scoring=yes"),)),
        row("1.4", answer=None, effect=Effect.CONDITION, given=(parsed("account=local"),)),  # blocks nothing more
    ]

    gates = rules.gates_of(rules.set_off(rows, answers={}, facts={}, on=TODAY))

    assert gates == tuple(
        GateFacts(f"fact:{fact}", Effect.INQUIRY, CHOSEN, GateState.OPEN, is_blocking=is_blocking)
        for fact, is_blocking in (("account", True), ("case_file", False), ("recording", True), ("scoring", False))
    )


def test_what_is_set_off_comes_strictest_first_and_what_waits_last() -> None:
    rows = [
        row("1.1", answer=None, effect=Effect.CONDITION),
        row("1.2", answer=None, effect=Effect.INQUIRY, is_blocking=True),
        row("1.4", answer=None, effect=Effect.DPIA),
        row("1.5", answer=None, effect=Effect.DPIA, nature=LEGAL),
        row("1.3", answer=None, effect=Effect.STOP),
        row("1.0", answer=None, effect=Effect.STOP, given=(parsed("account=local"),)),
    ]

    found = rules.set_off(rows, answers={}, facts={}, on=TODAY)

    assert [each.row.code for each in found] == ["1.3", "1.2", "1.5", "1.1", "1.4", "1.0"]
    assert [each.missing_facts for each in found] == [(), (), (), (), (), ("account",)]


@pytest.mark.parametrize(
    ("said", "facts", "expected"),
    [
        ({}, {"personal_data": ("none",), "ai_act": ("minimal",), "grave": ("no",)}, ()),
        ({"1.1": {Answer.YES}}, {"personal_data": ("staff",), "ai_act": ("minimal",), "grave": ("no",)}, ()),
        ({"1.1": {Answer.YES, Answer.UNKNOWN}}, {"personal_data": ("none",), "ai_act": ("minimal",), "grave": ("no",)},
         ("quick_answer",)),
        ({}, {"personal_data": ("service_users",), "ai_act": ("uncertain",), "grave": ("yes",)},
         ("identifiable", "ai_act", "grave")),
        ({}, {}, ("identifiable", "ai_act", "grave")),
        ({"1.1": {Answer.YES, Answer.NOT_APPLICABLE}}, {"personal_data": ("none",), "ai_act": ("high_risk",),
                                                        "grave": ("no",)}, ("ai_act",)),
        ({"1.1": {Answer.NO}}, {"role": ("person",), "personal_data": ("service_users",), "ai_act": ("outside",),
                                "grave": ("yes",)}, ()),
        ({}, {"role": ("person",), "ai_act": ("prohibited",)}, ("ai_act",)),
        ({"1.1": {Answer.NO}}, {"role": ("upstream",), "personal_data": ("none",), "ai_act": ("outside",),
                                "grave": ("no",)}, ("quick_answer",)),
    ],
)  # fmt: skip
def test_ten_questions_are_not_always_enough(
    said: dict[str, set[Answer]], facts: dict[str, tuple[str, ...]], expected: tuple[str, ...]
) -> None:
    assert rules.reasons_for_full_grid(said, quick_scan=("1.1",), facts=facts) == expected


@pytest.mark.parametrize(
    ("effects", "status", "months"),
    [
        ([], Status.ALLOWED, 12),
        ([Effect.OVERSIGHT], Status.ALLOWED_WITH_CONDITIONS, 6),
        ([Effect.FRIA], Status.ALLOWED_WITH_CONDITIONS, 6),
        ([Effect.CONDITION], Status.FRAMED_TRIAL, 6),
        ([Effect.CONDITION], Status.ALLOWED_WITH_CONDITIONS, 12),
    ],
)
def test_a_review_comes_sooner_where_more_is_at_stake(effects: list[Effect], status: Status, months: int) -> None:
    assert rules.longest_review_months([gate(effect) for effect in effects], status=status) == months


# ------------------------------------------------------------------------------------------ what holds for any grid

CODES = ("1.1", "1.2", "2.1")
CONDITIONS = st.sampled_from([parsed("account=consumer"), parsed("case_file=yes"), parsed("grave!=no")])
ROWS = st.lists(
    st.builds(
        GridRow,
        code=st.sampled_from(CODES),
        answer=st.sampled_from([None, Answer.PARTLY, Answer.NO, Answer.UNKNOWN]),
        given=st.lists(CONDITIONS, max_size=2).map(tuple),
        effect=st.sampled_from(list(Effect)),
        nature=st.sampled_from(list(Nature)),
        is_blocking=st.booleans(),
    ),
    max_size=8,
)
SAID = st.dictionaries(st.sampled_from(CODES), st.sets(st.sampled_from(list(Answer)), max_size=4))
KNOWN = st.fixed_dictionaries(
    {},
    optional={
        fact: st.sampled_from([(value,) for value in (*FACTS[fact], "unknown")])
        for fact in (Fact.ACCOUNT, Fact.CASE_FILE, Fact.GRAVE, Fact.MOMENT)
    },
)


def proposed(rows: list[GridRow], said: dict[str, set[Answer]], facts: dict[str, tuple[str, ...]]) -> Status:
    gates = rules.gates_of(rules.set_off(rows, answers=said, facts=facts, on=TODAY))
    return rules.proposed_status(gates, moment=facts.get("moment", ("in_use",))[0], is_looked_at=True)


@given(ROWS, SAID, KNOWN, st.sampled_from(CODES), st.sampled_from([Answer.PARTLY, Answer.NO, Answer.UNKNOWN]))
def test_one_more_worrying_answer_never_makes_the_status_more_lenient(
    rows: list[GridRow], said: dict[str, set[Answer]], facts: dict[str, tuple[str, ...]], code: str, worse: Answer
) -> None:
    more = {**said, code: {*said.get(code, set()), worse}}

    assert not rules.is_more_lenient(proposed(rows, more, facts), than=proposed(rows, said, facts))


@given(ROWS, KNOWN, st.sampled_from(CODES))
def test_from_yes_to_no_the_status_only_hardens(
    rows: list[GridRow], facts: dict[str, tuple[str, ...]], code: str
) -> None:
    degrees = [proposed(rows, {code: {answer}}, facts) for answer in (Answer.YES, Answer.PARTLY, Answer.NO)]

    assert degrees == sorted(degrees, key=lambda status: -rules.LENIENCY.index(status))


@given(ROWS, SAID, KNOWN, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    rows: list[GridRow], said: dict[str, set[Answer]], facts: dict[str, tuple[str, ...]], chance: object
) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    found = [rules.set_off(order, answers=said, facts=facts, on=TODAY) for order in (rows, shuffled)]

    assert found[0] == found[1]
    assert proposed(shuffled, said, facts) is proposed(rows, said, facts)


def test_no_closing_ever_opens_a_legal_stop_whose_cause_is_there() -> None:
    words = ("", " ", "Le conseil a voté.")
    for cause, evidence, body, has_decision in product(words, words, words, (False, True)):
        assert rules.refusal_to_close(gate(Effect.STOP, LEGAL), closing=Closing(cause, evidence, body, has_decision))
