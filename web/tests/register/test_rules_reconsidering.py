"""Whoever holds a seat may ask that a use be looked at again, with a cause."""

import pytest

from balises.register.rules import LONGEST_CAUSE, AskingFacts, refusal_to_begin_asking, refusal_to_reconsider

CAUSE = "L’outil garde maintenant les enregistrements."


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (AskingFacts(has_seat=True, is_pronounced=True, cause=CAUSE), ""),
        (AskingFacts(has_seat=True, is_pronounced=True, cause="x" * LONGEST_CAUSE), ""),
        (AskingFacts(has_seat=True, is_pronounced=True, cause=f"  {'x' * LONGEST_CAUSE}  "), ""),
        (AskingFacts(has_seat=False, is_pronounced=True, cause=CAUSE), "register.no_seat_to_ask"),
        (AskingFacts(has_seat=False, is_pronounced=False, cause=""), "register.no_seat_to_ask"),
        (AskingFacts(has_seat=True, is_pronounced=False, cause=CAUSE), "register.nothing_pronounced"),
        (AskingFacts(has_seat=True, is_pronounced=True, cause=""), "register.cause_is_missing"),
        (AskingFacts(has_seat=True, is_pronounced=True, cause=" \n "), "register.cause_is_missing"),
        (AskingFacts(has_seat=True, is_pronounced=True, cause="x" * (LONGEST_CAUSE + 1)), "register.cause_is_too_long"),
    ],
)
def test_when_a_seat_may_ask(facts: AskingFacts, code: str) -> None:
    refusal = refusal_to_reconsider(facts)

    assert (refusal.code if refusal else "") == code


def test_the_page_opens_before_a_cause_is_written() -> None:
    assert refusal_to_begin_asking(AskingFacts(has_seat=True, is_pronounced=True, cause="")) is None
