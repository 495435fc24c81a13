"""Consent rounds: every act in every state, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portulan.ballots import (
    ConsentRound,
    Objection,
    ObjectionState,
    Outcome,
    Question,
    Refusal,
    RoundState,
    Settlement,
    amend,
    answer,
    ask,
    conclude,
    hear_objections,
    propose,
    raise_objection,
    return_to_clarifications,
    settle,
)

OPEN = propose("Letters are read over.")
HEARD = hear_objections(OPEN)
OBJECTED = raise_objection(HEARD, seat="service user", text="By whom?")
KEY = ("service user", "By whom?")
SETTLED = conclude(HEARD, outcome=Outcome.ADOPTED, reasons="Agreed.")
INTEGRATED = Settlement(ObjectionState.INTEGRATED, what_it_changed="Says by whom.")


def test_a_round_goes_from_a_proposal_to_a_decision():
    asked = ask(OPEN, text="Which letters?")
    heard = hear_objections(answer(asked, "Which letters?", text="Those to families."))
    objected = raise_objection(heard, seat="service user", text="By whom?")
    amended = amend(objected, text="Letters are read over by their author.")
    said = settle(amended, KEY, settlement=INTEGRATED)

    decided = conclude(said, outcome=Outcome.ADOPTED, reasons="No objection is left.")

    assert decided == ConsentRound(
        wordings=("Letters are read over.", "Letters are read over by their author."),
        state=RoundState.SETTLED,
        questions=(Question("Which letters?", "Those to families."),),
        objections=(Objection(*KEY, ObjectionState.INTEGRATED, "Says by whom."),),
        outcome=Outcome.ADOPTED,
        reasons="No objection is left.",
    )


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda: ask(HEARD, text="Why?"), Refusal.CLARIFICATIONS_ARE_OVER),
        (lambda: ask(ask(OPEN, text="Why?"), text="Why?"), Refusal.ALREADY_ASKED),
        (lambda: answer(OPEN, "Why?", text="So."), Refusal.NOT_ASKED),
        (lambda: answer(HEARD, "Why?", text="So."), Refusal.CLARIFICATIONS_ARE_OVER),
        (lambda: hear_objections(ask(OPEN, text="Why?")), Refusal.UNANSWERED_QUESTION),
        (lambda: hear_objections(HEARD), Refusal.OBJECTIONS_ARE_HEARD),
        (lambda: return_to_clarifications(OPEN), Refusal.CLARIFICATIONS_ARE_OPEN),
        (lambda: raise_objection(OPEN, seat="board", text="No."), Refusal.OBJECTIONS_COME_LATER),
        (lambda: raise_objection(OBJECTED, seat=KEY[0], text=KEY[1]), Refusal.ALREADY_OBJECTED),
        (lambda: settle(OPEN, KEY, settlement=INTEGRATED), Refusal.OBJECTIONS_COME_LATER),
        (lambda: settle(HEARD, KEY, settlement=INTEGRATED), Refusal.NOT_OBJECTED),
        (
            lambda: settle(OBJECTED, KEY, settlement=Settlement(ObjectionState.INTEGRATED, what_it_changed=" ")),
            Refusal.NOTHING_CHANGED,
        ),
        (
            lambda: settle(OBJECTED, KEY, settlement=Settlement(ObjectionState.WITHDRAWN, dissent="No.")),
            Refusal.DISSENT_IS_NOT_MAINTAINED,
        ),
        (
            lambda: settle(OBJECTED, KEY, settlement=Settlement(ObjectionState.MAINTAINED, dissent="No.")),
            Refusal.NO_CONSENT,
        ),
        (
            lambda: settle(OBJECTED, KEY, settlement=Settlement(ObjectionState.MAINTAINED, has_consent=True)),
            Refusal.NO_DISSENT,
        ),
        (lambda: amend(OPEN, text=OPEN.text), Refusal.SAME_WORDING),
        (lambda: conclude(OPEN, outcome=Outcome.ADOPTED, reasons="So."), Refusal.NO_OBJECTION_ROUND),
        (lambda: conclude(OBJECTED, outcome=Outcome.ADOPTED, reasons="So."), Refusal.UNSETTLED_OBJECTION),
        (lambda: conclude(HEARD, outcome=Outcome.ADOPTED, reasons=" "), Refusal.NO_REASON),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(act, refusal):
    assert act() is refusal


def test_once_sealed_everything_is_refused():
    said = Settlement(ObjectionState.WITHDRAWN)
    acts = [
        ask(SETTLED, text="Why?"), answer(SETTLED, "Why?", text="So."), hear_objections(SETTLED),
        return_to_clarifications(SETTLED), raise_objection(SETTLED, seat="board", text="No."),
        settle(SETTLED, KEY, settlement=said), amend(SETTLED, text="Other."),
        conclude(SETTLED, outcome=Outcome.NOT_ADOPTED, reasons="So."),
    ]  # fmt: skip

    assert set(acts) == {Refusal.SEALED}


def test_a_dissent_is_printed_with_consent_and_only_if_it_is_maintained():
    printed = Settlement(ObjectionState.MAINTAINED, dissent="Not without a reader.", has_consent=True)
    maintained = settle(OBJECTED, KEY, settlement=printed)
    undone = settle(maintained, KEY, settlement=Settlement(ObjectionState.RAISED))

    decided = conclude(maintained, outcome=Outcome.NOT_ADOPTED, reasons="Too early.")

    assert [each.dissent for each in decided.dissent] == ["Not without a reader."]
    assert conclude(undone, outcome=Outcome.ADOPTED, reasons="So.") is Refusal.UNSETTLED_OBJECTION


def test_returning_to_questions_keeps_the_objections():
    returned = return_to_clarifications(OBJECTED)

    assert returned == replace(OBJECTED, state=RoundState.CLARIFYING)
    assert hear_objections(returned) == OBJECTED


def test_an_empty_text_is_not_proposed():
    with pytest.raises(ValueError, match="has a text"):
        propose(" ")


WORDS = st.sampled_from(("one", "two"))
SETTLEMENTS = st.builds(
    Settlement,
    st.sampled_from([*ObjectionState]),
    st.sampled_from(("", "x")),
    st.sampled_from(("", "y")),
    st.booleans(),
)
ACTS = st.one_of(
    st.builds(lambda text: lambda now: ask(now, text=text), WORDS),
    st.builds(lambda text: lambda now: answer(now, text, text="so"), WORDS),
    st.just(hear_objections),
    st.just(return_to_clarifications),
    st.builds(lambda text: lambda now: raise_objection(now, seat="s", text=text), WORDS),
    st.builds(lambda text, said: lambda now: settle(now, ("s", text), settlement=said), WORDS, SETTLEMENTS),
    st.builds(lambda text: lambda now: amend(now, text=text), WORDS),
    st.builds(lambda end: lambda now: conclude(now, outcome=end, reasons="so"), st.sampled_from([*Outcome])),
)


@settings(deadline=None)
@given(acts=st.lists(ACTS, max_size=25))
def test_whatever_is_done_nothing_is_decided_over_an_open_objection_and_no_wording_is_lost(acts):
    now = propose("zero")
    for act in acts:
        after = act(now)
        if isinstance(after, Refusal):
            continue
        assert after.wordings[: len(now.wordings)] == now.wordings
        assert now.state is not RoundState.SETTLED
        now = after
    if now.state is RoundState.SETTLED:
        assert now.outcome is not None
        assert all(each.state is not ObjectionState.RAISED for each in now.objections)
        assert all(each.answer for each in now.questions)
    else:
        assert now.outcome is None
