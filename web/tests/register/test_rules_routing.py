"""Where the European regulation puts a use, from facts that are known, unknown, or contradict one another."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balises.library.rules import DERIVED, FACTS, MANY, UNKNOWN, Fact, Facts, Truth
from balises.register.rules import AiAct, Route, Step, is_grave, route, with_derived
from balises.register.rules.routing import PRACTICES

TODAY = date(2026, 11, 24)
PLAIN: Facts = {
    **{fact: ("no",) for _letter, fact, _since in PRACTICES},
    "country": ("fr",),
    "body": ("private",),
    "role": ("deployer",),
    "inference": ("yes",),
    "severity": ("none",),
    "annex_iii": ("none",),
    "profiling": ("no",),
    "preparatory": ("no",),
    "decision": ("none",),
    "conversation": ("no",),
    "imitation": ("no",),
    "publication": ("no",),
}


def plain(**changed: str | None) -> Facts:
    """A plain use, with some facts changed, or taken away where they are None."""
    kept = {name: tuple(value.split("|")) for name, value in changed.items() if value}
    return {**{name: values for name, values in PLAIN.items() if name not in changed}, **kept}


def step_of(found: Route, code: str) -> Step:
    return next(step for step in found.steps if step.code == code)


ROUTES: list[tuple[str, dict[str, Any], AiAct, tuple[str, ...]]] = [
    # what is told, the facts that differ from a plain use, the class, what would settle it
    ("a text put right by a member of the team", {}, AiAct.MINIMAL, ()),
    ("nothing is known of Article 5", {fact: None for _l, fact, _s in PRACTICES}, AiAct.UNCERTAIN,
     tuple(str(fact) for _l, fact, _s in PRACTICES)),
    ("nobody knows whether it infers", {"inference": "unknown"}, AiAct.UNCERTAIN, ("inference",)),
    ("fixed rules written by hand", {"inference": "no"}, AiAct.OUTSIDE, ()),
    ("in Switzerland", {"country": "ch"}, AiAct.OUTSIDE, ()),
    ("in Quebec, whatever it does", {"country": "qc", "annex_iii": "5a", "body": "public"}, AiAct.OUTSIDE, ()),
    ("the country is not said", {"country": None}, AiAct.UNCERTAIN, ("country",)),
    ("the person’s own use", {"role": "person", "conversation": "yes"}, AiAct.OUTSIDE, ()),
    ("a person’s own companion that deceives", {"role": "person", "manipulation": "yes"}, AiAct.PROHIBITED, ()),
    ("social scoring", {"social_scoring": "yes"}, AiAct.PROHIBITED, ()),
    ("social scoring, elsewhere than in the Union", {"social_scoring": "yes", "country": "ch"}, AiAct.OUTSIDE, ()),
    ("social scoring by fixed rules", {"social_scoring": "yes", "inference": "no"}, AiAct.OUTSIDE, ()),
    ("social scoring, perhaps by fixed rules", {"social_scoring": "yes", "inference": None}, AiAct.UNCERTAIN,
     ("inference",)),
    ("eligibility, for a public body", {"annex_iii": "5a", "body": "public"}, AiAct.HIGH_RISK, ()),
    ("eligibility, under a mandate", {"annex_iii": "5a", "body": "public_service"}, AiAct.HIGH_RISK, ()),
    ("eligibility, for an association alone", {"annex_iii": "5a"}, AiAct.UNCERTAIN, ()),
    ("eligibility, nobody knows in whose name", {"annex_iii": "5a", "body": None}, AiAct.UNCERTAIN, ("body",)),
    ("eligibility, by an institution before us", {"annex_iii": "5a", "role": "upstream"}, AiAct.HIGH_RISK, ()),
    ("recruitment, in any organisation", {"annex_iii": "4a"}, AiAct.HIGH_RISK, ()),
    ("a missing document is pointed out", {"annex_iii": "5a", "body": "public", "preparatory": "yes"},
     AiAct.MINIMAL, ()),
    ("the same, and it profiles", {"annex_iii": "5a", "body": "public", "preparatory": "yes", "profiling": "yes"},
     AiAct.HIGH_RISK, ()),
    ("the same, perhaps it profiles", {"annex_iii": "5a", "body": "public", "preparatory": "yes", "profiling": None},
     AiAct.UNCERTAIN, ("profiling",)),
    ("the same, and it recommends", {"annex_iii": "5a", "body": "public", "preparatory": "yes",
                                     "decision": "recommends"}, AiAct.HIGH_RISK, ()),
    ("the same, and it prepares", {"annex_iii": "5a", "body": "public", "preparatory": "yes", "decision": "prepares"},
     AiAct.MINIMAL, ()),
    ("nobody knows whether Annex III names it", {"annex_iii": "unknown"}, AiAct.UNCERTAIN, ("annex_iii",)),
    ("not known, but it weighs on nothing", {"annex_iii": None, "preparatory": "yes"}, AiAct.UNCERTAIN,
     ("annex_iii",)),
    ("a public conversation", {"conversation": "yes"}, AiAct.TRANSPARENCY, ()),
    ("a voice that could pass for someone’s", {"imitation": "yes"}, AiAct.TRANSPARENCY, ()),
    ("a text published unread", {"publication": "yes"}, AiAct.TRANSPARENCY, ()),
    ("one duty to tell is enough, whatever else is not known", {"publication": "yes", "imitation": None},
     AiAct.TRANSPARENCY, ()),
    ("nobody knows whether the public talks with it", {"conversation": None}, AiAct.UNCERTAIN, ("conversation",)),
    ("a public conversation at high risk", {"conversation": "yes", "annex_iii": "5d"}, AiAct.HIGH_RISK, ()),
]  # fmt: skip


@pytest.mark.parametrize(("told", "changed", "ai_act", "settles"), ROUTES, ids=[row[0] for row in ROUTES])
def test_a_use_finds_its_class_or_what_would_settle_it(
    told: str, changed: dict[str, Any], ai_act: AiAct, settles: tuple[str, ...]
) -> None:
    found = route(plain(**changed), on=TODAY)

    assert (found.ai_act, found.settles) == (ai_act, settles)


READ_AS = [
    # the facts that differ from a plain use, the class, every class still open, the one that rows read
    ({}, AiAct.MINIMAL, {AiAct.MINIMAL}, AiAct.MINIMAL),
    ({"conversation": None}, AiAct.UNCERTAIN, {AiAct.TRANSPARENCY, AiAct.MINIMAL}, AiAct.TRANSPARENCY),
    ({"inference": None}, AiAct.UNCERTAIN, {AiAct.OUTSIDE, AiAct.MINIMAL}, AiAct.MINIMAL),
    ({"annex_iii": "5a"}, AiAct.UNCERTAIN, {AiAct.HIGH_RISK, AiAct.MINIMAL}, AiAct.UNCERTAIN),
    ({"social_scoring": None}, AiAct.UNCERTAIN, {AiAct.PROHIBITED, AiAct.MINIMAL}, AiAct.UNCERTAIN),
    ({"country": None, "annex_iii": "4a"}, AiAct.UNCERTAIN, {AiAct.OUTSIDE, AiAct.HIGH_RISK}, AiAct.UNCERTAIN),
]


@pytest.mark.parametrize(("changed", "ai_act", "may_be", "read_as"), READ_AS)
def test_a_doubt_that_reaches_no_grave_class_is_read_as_the_heavier_light_one(
    changed: dict[str, Any], ai_act: AiAct, may_be: set[AiAct], read_as: AiAct
) -> None:
    found = route(plain(**changed), on=TODAY)

    assert (found.ai_act, set(found.may_be), found.read_as) == (ai_act, may_be, read_as)


@pytest.mark.parametrize(("letter", "fact"), [(letter, fact) for letter, fact, _since in PRACTICES])
def test_each_practice_of_article_5_is_enough(letter: str, fact: Fact) -> None:
    found = route(plain(**{fact: "yes"}), on=TODAY)

    assert found.ai_act is AiAct.PROHIBITED
    practices = [step for step in found.steps if step.code.startswith("art5")]
    assert [step.code for step in practices if step.finding is Truth.YES] == [f"art5.{letter}"]


IN_FORCE = [
    ({"social_scoring": "yes"}, date(2025, 2, 2), True),
    ({"intimate_imagery": "yes"}, date(2026, 12, 2), False),
    ({"intimate_imagery": "yes", "social_scoring": "yes"}, date(2025, 2, 2), True),
    ({"annex_iii": "4a"}, date(2027, 12, 2), False),
    ({"conversation": "yes"}, date(2026, 8, 2), True),
    ({}, None, True),
]


@pytest.mark.parametrize(("changed", "since", "is_in_force"), IN_FORCE)
def test_a_class_says_from_when_what_it_asks_applies(
    changed: dict[str, str], since: date | None, is_in_force: bool
) -> None:
    found = route(plain(**changed), on=TODAY)

    assert (found.in_force_on, found.is_in_force) == (since, is_in_force)


def test_the_new_prohibition_is_in_force_on_its_day() -> None:
    assert route(plain(intimate_imagery="yes"), on=date(2026, 12, 2)).is_in_force


DOUBTS = [
    ({}, ()),
    ({"country": "ch"}, ("output_used_in_the_union",)),
    ({"social_scoring": "yes", "inference": "no"}, ("practice_without_inference",)),
    ({"severity": "child_protection"}, ("child_protection_is_not_listed",)),
    ({"annex_iii": "5a"}, ("in_the_name_of_an_authority",)),
    ({"annex_iii": "5a", "body": "public"}, ()),
    ({"annex_iii": "4a", "preparatory": "yes"}, ("filter_is_to_be_documented",)),
]


@pytest.mark.parametrize(("changed", "doubts"), DOUBTS)
def test_what_the_text_leaves_open_is_said(changed: dict[str, str], doubts: tuple[str, ...]) -> None:
    assert route(plain(**changed), on=TODAY).doubts == doubts


def test_a_step_says_what_it_found_and_on_which_facts() -> None:
    found = route(plain(annex_iii="5a|4b", body="public"), on=TODAY)

    annex = step_of(found, "annex3")
    assert (annex.finding, annex.reason) == (Truth.YES, "annex3.yes")
    assert ("annex_iii", ("4b", "5a")) in annex.facts


def test_the_steps_come_in_the_order_of_the_text() -> None:
    letters = [f"art5.{letter}" for letter in ("a", "b", "c", "d", "e", "f", "g", "ba")]
    shown = ["art50.1", "art50.3", "art50.4.image", "art50.4.text"]

    listed = [step.code for step in route(plain(annex_iii="4a"), on=TODAY).steps]
    not_listed = [step.code for step in route(plain(), on=TODAY).steps]

    assert listed == ["scope", *letters, "infers", "deployer", "annex3", "filter", *shown]
    assert not_listed == [code for code in listed if code != "filter"]


def test_emotions_recognised_are_told_to_the_people_even_under_the_filter() -> None:
    found = route(plain(annex_iii="1c", preparatory="yes"), on=TODAY)

    assert found.ai_act is AiAct.TRANSPARENCY


SEVERITIES = [
    (None, Truth.UNKNOWN),
    ("unknown", Truth.UNKNOWN),
    ("none", Truth.NO),
    ("asylum", Truth.YES),
    ("violence|asylum", Truth.YES),
]


@pytest.mark.parametrize(("severity", "expected"), SEVERITIES)
def test_a_grave_situation_is_grave_whatever_the_class(severity: str | None, expected: Truth) -> None:
    assert is_grave(plain(severity=severity)) is expected


def test_what_follows_from_the_facts_is_added_to_them() -> None:
    facts = with_derived(plain(severity="asylum", conversation="yes"), on=TODAY)

    assert (facts["ai_act"], facts["grave"]) == (("transparency",), ("yes",))
    assert facts["country"] == ("fr",)
    assert with_derived(facts, on=TODAY) == facts


ASKED = sorted(set(FACTS) - DERIVED)


def values_of(fact: str) -> st.SearchStrategy[tuple[str, ...]]:
    alone = st.sampled_from([(value,) for value in (*FACTS[fact], UNKNOWN)])
    several = st.lists(st.sampled_from([v for v in FACTS[fact] if v != "none"]), min_size=1, unique=True).map(tuple)
    return st.one_of(alone, several) if fact in MANY else alone


ANY_FACTS = st.fixed_dictionaries({}, optional={fact: values_of(fact) for fact in ASKED})
NEAR_PLAIN = ANY_FACTS.map(lambda facts: {**PLAIN, **dict(list(facts.items())[:4])})


@given(st.one_of(ANY_FACTS, NEAR_PLAIN), st.randoms())
def test_the_order_of_the_facts_changes_nothing(facts: dict[str, tuple[str, ...]], draw: Any) -> None:
    names = list(facts)
    draw.shuffle(names)
    shuffled = {name: tuple(reversed(facts[name])) for name in names}

    assert route(shuffled, on=TODAY) == route(facts, on=TODAY)


@given(st.one_of(ANY_FACTS, NEAR_PLAIN), ANY_FACTS)
def test_what_is_settled_stays_settled_when_more_is_known(
    facts: dict[str, tuple[str, ...]], learned: dict[str, tuple[str, ...]]
) -> None:
    open_facts = {name: values for name, values in learned.items() if UNKNOWN in facts.get(name, (UNKNOWN,))}

    before, after = route(facts, on=TODAY), route({**facts, **open_facts}, on=TODAY)

    assert before.ai_act in {AiAct.UNCERTAIN, after.ai_act}


@given(st.one_of(ANY_FACTS, NEAR_PLAIN), st.sampled_from([fact for _letter, fact, _since in PRACTICES]))
def test_adding_a_practice_of_article_5_is_never_more_lenient(facts: dict[str, tuple[str, ...]], fact: Fact) -> None:
    gravity = list(AiAct).index

    before, after = route(facts, on=TODAY), route({**facts, fact: ("yes",)}, on=TODAY)

    assert gravity(after.ai_act) >= gravity(before.ai_act)


@given(st.one_of(ANY_FACTS, NEAR_PLAIN))
def test_minimal_is_never_a_default(facts: dict[str, tuple[str, ...]]) -> None:
    found = route(facts, on=TODAY)

    if found.ai_act is AiAct.MINIMAL:
        assert all(
            step.finding is not Truth.UNKNOWN for step in found.steps if step.code.startswith(("art5", "infers"))
        )
    if found.settles:
        assert found.ai_act is AiAct.UNCERTAIN
