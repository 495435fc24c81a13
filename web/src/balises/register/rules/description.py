"""The guided description of a use: which fact is asked where, and when a question has lost its purpose."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from balises.library.rules import UNKNOWN, Condition, Fact, Facts, Truth, holds, parsed
from balises.register.rules.routing import PRACTICES


class Section(StrEnum):
    TASK = "task"
    PEOPLE = "people"
    INFORMATION = "information"
    MOMENT = "moment"
    DECISION = "decision"
    ACCOUNT = "account"
    WORK = "work"


CHECKLIST: tuple[Fact, ...] = tuple(fact for _letter, fact, _since in PRACTICES)  # one question for them all

SECTIONS: Mapping[Section, tuple[Fact, ...]] = {
    Section.TASK: (Fact.INFERENCE, Fact.CONVERSATION, Fact.PUBLICATION, Fact.IMITATION),
    Section.PEOPLE: (Fact.ROLE, Fact.SEVERITY, Fact.ACCESS_TO_A_RIGHT, Fact.ANNEX_III),
    Section.INFORMATION: (Fact.PERSONAL_DATA, Fact.SENSITIVE_DATA, Fact.RECORDING, Fact.CASE_FILE),
    Section.MOMENT: (Fact.MOMENT, Fact.VITAL_SERVICE),
    Section.DECISION: (Fact.DECISION, Fact.SCORING, Fact.PROFILING, Fact.KNOWN_GAP, Fact.PREPARATORY, *CHECKLIST),
    Section.ACCOUNT: (Fact.ACCOUNT, Fact.CONTRACT),
    Section.WORK: (Fact.COUNTRY, Fact.BODY, Fact.STAFF_SIZE, Fact.STAFF_EFFECT, Fact.STAFF_EVALUATION),
}

_ONLY_IF: Mapping[str, Condition] = {
    Fact.SENSITIVE_DATA: parsed("personal_data != none"),
    Fact.PREPARATORY: parsed("annex_iii != none"),
    Fact.STAFF_EVALUATION: parsed("staff_effect != no"),
}


def is_asked(fact: str, *, facts: Facts) -> bool:
    """Whether its answer can still change something: sensitive information is not asked where nobody is recognised."""
    only_if = _ONLY_IF.get(fact)
    return only_if is None or holds((only_if,), facts=facts) is not Truth.NO


def still_asked(facts: Facts) -> tuple[Fact, ...]:
    """The questions that wait for an answer, in the order of the description; « we do not know » is one."""
    asked = (fact for section in SECTIONS.values() for fact in section)
    return tuple(fact for fact in asked if not facts.get(fact) and is_asked(fact, facts=facts))


def still_asked_count(facts: Facts) -> int:
    """As the description counts them: the checklist is one question."""
    left = still_asked(facts)
    return sum(fact not in CHECKLIST for fact in left) + any(fact in CHECKLIST for fact in left)


def proposed_count(proposed: Facts) -> int:
    """As the description counts them: the checklist is one question."""
    return sum(fact not in CHECKLIST for fact in proposed) + any(fact in CHECKLIST for fact in proposed)


def confirmed(said: Facts, *, proposed: Facts, is_confirmed: bool) -> Facts:
    """What somebody answered. A proposed answer left as it was is nobody's until it is confirmed; a changed one is."""
    if is_confirmed:
        return said
    is_list_left = all(said.get(fact) == proposed[fact] for fact in CHECKLIST if fact in proposed)
    return {
        fact: values
        for fact, values in said.items()
        if not (fact in proposed and (is_list_left if fact in CHECKLIST else set(values) == set(proposed[fact])))
    }


def practices(ticked: Collection[str]) -> Facts:
    """The checklist of Article 5, as facts: what is ticked is so, the rest is not; « unknown » leaves all open."""
    if UNKNOWN in ticked:
        return dict.fromkeys(CHECKLIST, (UNKNOWN,))
    return {fact: ("yes" if fact in ticked else "no",) for fact in CHECKLIST}
