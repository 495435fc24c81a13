"""The decisions of the product and the consent rounds of the engine: one vocabulary, one set of states."""

from itertools import product

import pytest

from balises.decisions import rules
from portulan.ballots import consent


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (rules.ProposalState, consent.RoundState),
        (rules.Outcome, consent.Outcome),
        (rules.ObjectionState, consent.ObjectionState),
    ],
)
def test_the_states_are_the_same(ours, theirs):
    assert {each.name: each.value for each in ours} == {each.name: each.value for each in theirs}


def code(refusal):
    return None if refusal is None else refusal.code.removeprefix("decisions.")


def refused(result):
    return result.value if isinstance(result, consent.Refusal) else None


def rounds():
    """A round in each state, with and without a question left unanswered and an objection left open."""
    for state, unanswered, unsettled in product(consent.RoundState, (False, True), (False, True)):
        questions = (consent.Question("why", "" if unanswered else "so"),)
        raised = consent.ObjectionState.RAISED if unsettled else consent.ObjectionState.WITHDRAWN
        objections = (consent.Objection("seat", "no", raised),)
        facts = rules.ProposalFacts(rules.ProposalState(state.value), int(unanswered), int(unsettled))
        yield consent.ConsentRound(("text",), state, questions, objections), facts


@pytest.mark.parametrize(("now", "facts"), [*rounds()])
def test_every_act_is_refused_for_the_same_reason(now, facts):
    seen = {
        "ask": (refused(consent.ask(now, text="new")), rules.refusal_to_ask(facts, is_already_asked=False)),
        "ask again": (refused(consent.ask(now, text="why")), rules.refusal_to_ask(facts, is_already_asked=True)),
        "hear": (refused(consent.hear_objections(now)), rules.refusal_to_hear_objections(facts)),
        "return": (
            refused(consent.return_to_clarifications(now)),
            rules.refusal_to_return_to_clarifications(facts),
        ),
        "object": (
            refused(consent.raise_objection(now, seat="seat", text="new")),
            rules.refusal_to_object(facts, is_already_said=False),
        ),
        "object again": (
            refused(consent.raise_objection(now, seat="seat", text="no")),
            rules.refusal_to_object(facts, is_already_said=True),
        ),
        "amend": (refused(consent.amend(now, text="new")), rules.refusal_to_amend(facts, is_same=False)),
        "amend not": (refused(consent.amend(now, text="text")), rules.refusal_to_amend(facts, is_same=True)),
        "conclude": (
            refused(consent.conclude(now, outcome=consent.Outcome.ADOPTED, reasons="so")),
            rules.refusal_to_conclude(facts),
        ),
    }

    assert {act: engine for act, (engine, _) in seen.items()} == {act: code(ours) for act, (_, ours) in seen.items()}


@pytest.mark.parametrize(
    ("state", "changed", "dissent", "has_consent"),
    [*product(consent.ObjectionState, ("", "text"), ("", "text"), (False, True))],
)
def test_an_objection_is_settled_under_the_same_rule(state, changed, dissent, has_consent):
    now = consent.ConsentRound(("text",), consent.RoundState.OBJECTIONS, (), (consent.Objection("seat", "no"),))
    said = consent.Settlement(state, changed, dissent, has_consent)
    ours = rules.Settlement(rules.ObjectionState(state.value), changed, dissent, has_consent)

    assert refused(consent.settle(now, ("seat", "no"), settlement=said)) == code(rules.refusal_to_say(ours))
