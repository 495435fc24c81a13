"""What a panel may say once it has shared, and who may enter a sheet of paper before."""

from typing import Any

import pytest

from balises.assessments import rules
from balises.assessments.rules import Answer, AssessmentState, Choice, PanelFacts, PaperFacts
from balises.shared.errors import Refusal

OPEN, SHARED = AssessmentState.OPEN, AssessmentState.SHARED
CRITERIA = ("1.1", "1.2")


def code_of(refusal: Refusal | None) -> str:
    return refusal.code.partition(".")[2] if refusal else ""


@pytest.mark.parametrize(
    ("answer", "facts", "code"),
    [
        (Answer("1.1", Choice.NO, "Nous en avons parlé."), PanelFacts(SHARED), ""),
        (Answer("1.1", Choice.UNKNOWN, "Personne ne l’a vu."), PanelFacts(SHARED), ""),
        (Answer("1.1", Choice.NO, "  "), PanelFacts(SHARED), "joint_says_why"),
        (Answer("9.9", Choice.NO, "Parlé."), PanelFacts(SHARED), "unknown_question"),
        (Answer("1.1", Choice.NOT_APPLICABLE), PanelFacts(SHARED), "not_applicable_says_why"),
        (Answer("1.1", Choice.NO, "Parlé."), PanelFacts(OPEN), "not_shared_yet"),
    ],
)
def test_when_a_panel_speaks_together(answer: Answer, facts: PanelFacts, code: str) -> None:
    assert code_of(rules.refusal_to_say_together(answer, facts=facts, criteria=CRITERIA)) == code


@pytest.mark.parametrize(
    ("facts", "is_said", "code"),
    [
        (PanelFacts(SHARED), True, ""),
        (PanelFacts(SHARED), False, "nothing_to_take_back"),
        (PanelFacts(OPEN), True, "not_shared_yet"),
        (PanelFacts(SHARED, is_theirs=False), True, "seat_has_changed_hands"),
    ],
)
def test_when_what_was_said_is_taken_back(facts: PanelFacts, is_said: bool, code: str) -> None:
    assert code_of(rules.refusal_to_take_back(facts, is_said=is_said)) == code


@pytest.mark.parametrize(
    ("criterion", "text", "facts", "code"),
    [
        ("1.2", "Je tiens au contraire.", PanelFacts(SHARED), ""),
        ("1.2", " \n", PanelFacts(SHARED), "opinion_has_no_words"),
        ("9.9", "Je tiens.", PanelFacts(SHARED), "unknown_question"),
        ("1.2", "Je tiens.", PanelFacts(OPEN), "not_shared_yet"),
        ("1.2", "Je tiens.", PanelFacts(SHARED, is_theirs=False), "seat_has_changed_hands"),
    ],
)
def test_when_a_seat_dissents(criterion: str, text: str, facts: PanelFacts, code: str) -> None:
    assert code_of(rules.refusal_to_dissent(criterion, text=text, facts=facts, criteria=CRITERIA)) == code


@pytest.mark.parametrize(
    ("is_theirs", "is_consented", "code"),
    [(True, True, ""), (True, False, "nothing_to_take_back"), (False, True, "seat_has_changed_hands")],
)
def test_consent_is_withdrawn_at_any_time(is_theirs: bool, is_consented: bool, code: str) -> None:
    assert code_of(rules.refusal_to_withdraw_consent(is_theirs=is_theirs, is_consented=is_consented)) == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, ""),
        ({"state": SHARED}, "already_shared"),
        ({"owes_their_own": True}, "hand_in_yours_first"),
        ({"is_entered_by_another": True}, "entered_by_another"),
        ({"is_entered_by_another": True, "is_handed_in": True}, "entered_by_another"),
        ({"is_handed_in": True}, "already_handed_in"),
        ({"has_draft_on_screen": True}, "begun_on_screen"),
    ],
)
def test_who_enters_a_sheet_of_paper(changed: dict[str, Any], code: str) -> None:
    facts = PaperFacts(
        **{
            "state": OPEN,
            "is_handed_in": False,
            "has_draft_on_screen": False,
            "is_entered_by_another": False,
            "owes_their_own": False,
            **changed,
        }
    )

    assert code_of(rules.refusal_to_enter_paper(facts)) == code


@pytest.mark.parametrize(
    ("state", "is_paper", "code"), [(OPEN, True, ""), (OPEN, False, "not_on_paper"), (SHARED, True, "already_shared")]
)
def test_until_when_a_sheet_is_taken_back(state: AssessmentState, is_paper: bool, code: str) -> None:
    assert code_of(rules.refusal_to_take_paper_back(state, is_paper=is_paper)) == code


@pytest.mark.parametrize(("count", "minutes"), [(0, 0), (1, 1), (10, 10), (11, 15), (58, 60)])
def test_how_long_questions_take(count: int, minutes: int) -> None:
    assert rules.minutes_for(count) == minutes
