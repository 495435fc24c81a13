"""Every fact, every value, every step and every doubt has its words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from balises.library.rules import DERIVED, FACTS, UNKNOWN
from balises.register.phrases.practices import ANNEX_III_POINTS, PRACTICES
from balises.register.phrases.questions import QUESTIONS, SECTION_TITLES
from balises.register.phrases.routing import AI_ACT_LABELS, AI_ACT_MEANINGS, DOUBTS, REASONS, STEP_TITLES
from balises.register.rules import CHECKLIST, AiAct, Section, route

TODAY = date(2026, 11, 24)
NARROW = "\u202f"


def test_one_fact_is_one_question_with_a_label_for_each_value() -> None:
    assert set(QUESTIONS) | set(PRACTICES) == set(FACTS) - DERIVED
    assert set(PRACTICES) == set(CHECKLIST)
    assert {fact: set(question.values) for fact, question in QUESTIONS.items()} == {
        fact: set(FACTS[fact]) for fact in QUESTIONS
    }
    assert set(ANNEX_III_POINTS) == set(FACTS["annex_iii"])


def test_every_section_and_every_class_has_its_words() -> None:
    assert set(SECTION_TITLES) == set(Section)
    assert set(AI_ACT_LABELS) == set(AI_ACT_MEANINGS) == set(AiAct)


def test_a_question_is_short_and_set_in_french() -> None:
    for question in QUESTIONS.values():
        asked = str(question.question)
        assert asked.endswith(f"{NARROW}?")
        assert len(asked) <= 130
        for text in (asked, str(question.help), *map(str, question.values.values())):
            assert not {" ?", " :", " ;", "« ", " »", "'"} & {text[i : i + 2] for i in range(len(text))}
            assert "'" not in text


SOME_FACTS = st.fixed_dictionaries({}, optional={
    fact: st.sampled_from([(value,) for value in (*FACTS[fact], UNKNOWN)]) for fact in sorted(set(FACTS) - DERIVED)
})  # fmt: skip


@given(SOME_FACTS)
def test_whatever_a_route_finds_can_be_said(facts: dict[str, tuple[str, ...]]) -> None:
    found = route(facts, on=TODAY)

    assert {step.code for step in found.steps} <= set(STEP_TITLES)
    assert {step.reason for step in found.steps} <= set(REASONS)
    assert set(found.doubts) <= set(DOUBTS)
    assert set(found.settles) <= {*QUESTIONS, *PRACTICES}


def test_no_sentence_is_left_without_a_step() -> None:
    assert set(REASONS) == {f"{code}.{finding}" for code in STEP_TITLES for finding in ("yes", "no", "unknown")}
