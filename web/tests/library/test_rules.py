"""Conditions on the facts of a use: read, and judged with three values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balises.library import rules
from balises.library.rules import Truth

CONDITIONS = [
    # condition, values of the fact, whether it holds
    ("account=consumer", ("consumer",), Truth.YES),
    ("account=consumer|none", ("none",), Truth.YES),
    ("account = consumer | none", ("local",), Truth.NO),
    ("account!=local", ("consumer",), Truth.YES),
    ("account!=local", ("local",), Truth.NO),
    ("account!=local", ("unknown",), Truth.UNKNOWN),
    ("account=local", (), Truth.UNKNOWN),
]


@pytest.mark.parametrize(("text", "values", "expected"), CONDITIONS)
def test_a_condition_is_true_false_or_not_known(text: str, values: tuple[str, ...], expected: Truth) -> None:
    assert rules.truth_of(rules.parsed(text), facts={"account": values}) is expected


def test_one_of_several_values_is_enough() -> None:
    severity = rules.parsed("severity=violence|asylum")

    assert rules.truth_of(severity, facts={"severity": ("child_protection", "violence")}) is Truth.YES
    assert rules.truth_of(severity, facts={"severity": ("child_protection",)}) is Truth.NO


@pytest.mark.parametrize("text", ["", "account", "account=", "=consumer", "account==consumer", "account=Consumer",
                                  "account=consumer|", "humeur=bonne", "account=cloud"])  # fmt: skip
def test_a_condition_that_cannot_be_judged_is_refused_when_it_is_read(text: str) -> None:
    with pytest.raises(rules.ConditionError):
        rules.parsed(text)


FAULTS = [
    # what is written, what is wrong with it, which words are at fault, what is admitted instead
    ("account==local", "unreadable", "account==local", ()),
    ("humeur=bonne", "unknown_fact", "humeur", tuple(sorted(rules.FACTS))),
    ("account=cloud|local", "unknown_value", "account=cloud", rules.FACTS["account"]),
]


@pytest.mark.parametrize(("text", "fault", "written", "admitted"), FAULTS)
def test_a_wrong_condition_says_what_is_wrong_and_what_is_admitted(
    text: str, fault: str, written: str, admitted: tuple[str, ...]
) -> None:
    with pytest.raises(rules.ConditionError) as refused:
        rules.parsed(text)

    error = refused.value
    assert (error.fault, error.written, error.admitted) == (fault, written, admitted)
    assert str(error) == f"{fault}: {written}"


TRUTHS = st.sampled_from(["contract=yes", "contract=no", "case_file=yes", "case_file!=yes", "recording=yes"])
FACTS = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from([("yes",), ("no",), ("unknown",)]) for name in
                  ("contract", "case_file", "recording")}
)  # fmt: skip


@given(st.lists(TRUTHS, max_size=4), FACTS)
def test_what_is_settled_stays_settled_when_more_is_known(texts: list[str], facts: dict[str, tuple[str, ...]]) -> None:
    conditions = [rules.parsed(text) for text in texts]
    settled = rules.holds(conditions, facts=facts)
    known = {**dict.fromkeys(("contract", "case_file", "recording"), ("yes",)),
             **{name: values for name, values in facts.items() if values != ("unknown",)}}  # fmt: skip

    assert settled in {Truth.UNKNOWN, rules.holds(conditions, facts=known)}


def test_no_condition_always_holds() -> None:
    assert rules.holds((), facts={}) is Truth.YES


REFUSED = [
    ({"humeur": ("bonne",)}, [("humeur", "unknown_fact")]),
    ({"ai_act": ("minimal",)}, [("ai_act", "unknown_fact")]),
    ({"account": ()}, [("account", "one_value")]),
    ({"account": ("local", "consumer")}, [("account", "one_value")]),
    ({"account": ("cloud",)}, [("account", "unknown_value")]),
    ({"severity": ("none", "asylum")}, [("severity", "none_among_others")]),
    ({"severity": ("violence", "asylum"), "account": ("unknown",)}, []),
]


@pytest.mark.parametrize(("facts", "faults"), REFUSED)
def test_facts_outside_the_vocabulary_are_named(
    facts: dict[str, tuple[str, ...]], faults: list[tuple[str, str]]
) -> None:
    assert list(rules.refused_facts(facts)) == faults
