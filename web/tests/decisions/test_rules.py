import json
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256

import pytest

from balises.decisions import rules
from balises.decisions.rules import (
    DecisionRecord,
    ObjectionState,
    Outcome,
    ProposalFacts,
    ProposalState,
    Ruling,
    RulingFacts,
    Settlement,
)
from balises.register.rules import Status

TODAY = date(2026, 11, 24)
CLARIFYING = ProposalFacts(ProposalState.CLARIFYING, unanswered_count=0, unsettled_count=0)
HEARING = replace(CLARIFYING, state=ProposalState.OBJECTIONS)
SETTLED = replace(CLARIFYING, state=ProposalState.SETTLED)
RULING = Ruling(Outcome.ADOPTED, "Parce que.", decided_on=TODAY, review_on=date(2027, 5, 24), status=None)
FACTS = RulingFacts(HEARING, opened_on=date(2026, 11, 1), today=TODAY, is_about_a_use=False)
RECORD = DecisionRecord(
    organisation="Association",
    process="Démarche",
    body="Collectif",
    title="Enregistrer",
    text="Pas sans accord.",
    wording_number=2,
    outcome="adopted",
    reasons="Parce que.",
    dissent=({"seat": "Siège du personnel", "text": "Trop court.", "consented_on": "2026-11-24"},),
    decided_on="2026-11-24",
    review_on="2027-05-24",
    use="",
    status="",
)


def code(refusal: object) -> str | None:
    return getattr(refusal, "code", None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (CLARIFYING, None),
        (replace(CLARIFYING, unanswered_count=1), "decisions.unanswered_question"),
        (HEARING, "decisions.objections_are_heard"),
        (SETTLED, "decisions.sealed"),
    ],
)
def test_objections_are_heard_once_every_question_has_its_answer(facts: ProposalFacts, expected: str | None) -> None:
    assert code(rules.refusal_to_hear_objections(facts)) == expected


@pytest.mark.parametrize(
    ("facts", "is_already_asked", "expected"),
    [
        (CLARIFYING, False, None),
        (CLARIFYING, True, "decisions.already_asked"),
        (HEARING, False, "decisions.clarifications_are_over"),
        (SETTLED, False, "decisions.sealed"),
    ],
)
def test_questions_come_before_objections(facts: ProposalFacts, is_already_asked: bool, expected: str | None) -> None:
    assert code(rules.refusal_to_ask(facts, is_already_asked=is_already_asked)) == expected


@pytest.mark.parametrize(
    ("facts", "is_already_said", "expected"),
    [
        (HEARING, False, None),
        (HEARING, True, "decisions.already_objected"),
        (CLARIFYING, False, "decisions.objections_come_later"),
        (SETTLED, False, "decisions.sealed"),
    ],
)
def test_an_objection_is_said_once_in_its_round(
    facts: ProposalFacts, is_already_said: bool, expected: str | None
) -> None:
    assert code(rules.refusal_to_object(facts, is_already_said=is_already_said)) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [(CLARIFYING, "decisions.clarifications_are_open"), (HEARING, None), (SETTLED, "decisions.sealed")],
)
def test_the_round_may_be_undone_until_it_is_sealed(facts: ProposalFacts, expected: str | None) -> None:
    assert code(rules.refusal_to_return_to_clarifications(facts)) == expected


@pytest.mark.parametrize(
    ("facts", "is_same", "expected"),
    [
        (CLARIFYING, False, None),
        (HEARING, False, None),
        (HEARING, True, "decisions.same_wording"),
        (SETTLED, False, "decisions.sealed"),
    ],
)
def test_a_text_is_rewritten_until_it_is_sealed(facts: ProposalFacts, is_same: bool, expected: str | None) -> None:
    assert code(rules.refusal_to_amend(facts, is_same=is_same)) == expected


@pytest.mark.parametrize(
    ("facts", "settlement", "expected"),
    [
        (HEARING, Settlement(ObjectionState.WITHDRAWN, "", "", has_consent=False), None),
        (HEARING, Settlement(ObjectionState.RAISED, "", "", has_consent=False), None),
        (HEARING, Settlement(ObjectionState.INTEGRATED, " ", "", has_consent=False), "decisions.nothing_changed"),
        (HEARING, Settlement(ObjectionState.INTEGRATED, "L’accord", "", has_consent=False), None),
        (HEARING, Settlement(ObjectionState.MAINTAINED, "", "", has_consent=False), None),
        (HEARING, Settlement(ObjectionState.MAINTAINED, "", "Je", has_consent=True), None),
        (HEARING, Settlement(ObjectionState.MAINTAINED, "", "Je", has_consent=False), "decisions.no_consent"),
        (HEARING, Settlement(ObjectionState.MAINTAINED, "", "", has_consent=True), "decisions.no_dissent"),
        (
            HEARING,
            Settlement(ObjectionState.WITHDRAWN, "", "Je", has_consent=True),
            "decisions.dissent_is_not_maintained",
        ),
        (
            CLARIFYING,
            Settlement(ObjectionState.WITHDRAWN, "", "", has_consent=False),
            "decisions.objections_come_later",
        ),
        (SETTLED, Settlement(ObjectionState.WITHDRAWN, "", "", has_consent=False), "decisions.sealed"),
    ],
)
def test_an_objection_is_settled_in_words_and_a_dissent_with_consent(
    facts: ProposalFacts, settlement: Settlement, expected: str | None
) -> None:
    assert code(rules.refusal_to_settle(facts, settlement=settlement)) == expected


@pytest.mark.parametrize(
    ("facts", "ruling", "expected"),
    [
        (FACTS, RULING, None),
        (replace(FACTS, proposal=CLARIFYING), RULING, "decisions.no_objection_round"),
        (replace(FACTS, proposal=replace(HEARING, unsettled_count=1)), RULING, "decisions.unsettled_objection"),
        (replace(FACTS, proposal=SETTLED), RULING, "decisions.sealed"),
        (FACTS, replace(RULING, reasons=" \n"), "decisions.no_reason"),
        (FACTS, replace(RULING, decided_on=date(2026, 11, 25)), "decisions.not_yet"),
        (FACTS, replace(RULING, decided_on=date(2026, 10, 31)), "decisions.before_the_proposal"),
        (FACTS, replace(RULING, review_on=TODAY), "decisions.review_is_past"),
        (FACTS, replace(RULING, review_on=date(2027, 11, 25)), "decisions.review_is_too_far"),
        (FACTS, replace(RULING, status=Status.ALLOWED), "decisions.status_of_nothing"),
        (replace(FACTS, is_about_a_use=True), RULING, "decisions.no_status"),
        (replace(FACTS, is_about_a_use=True), replace(RULING, status=Status.REFUSED), None),
        (replace(FACTS, is_about_a_use=True), replace(RULING, outcome=Outcome.NOT_ADOPTED), None),
        (
            replace(FACTS, is_about_a_use=True),
            replace(RULING, outcome=Outcome.NOT_ADOPTED, status=Status.ALLOWED),
            "decisions.status_of_nothing",
        ),
    ],
)
def test_a_decision_has_reasons_a_review_and_no_open_objection(
    facts: RulingFacts, ruling: Ruling, expected: str | None
) -> None:
    assert code(rules.refusal_to_decide(facts, ruling=ruling)) == expected


def test_the_digest_is_that_of_one_spelling_of_the_record() -> None:
    document = rules.canonical_decision(RECORD)

    assert rules.digest_of(document) == sha256(document).hexdigest()
    assert rules.canonical(json.loads(document)) == document
    assert rules.canonical(dict(reversed(asdict(RECORD).items()))) == document
    assert "é" in document.decode()


@pytest.mark.parametrize("field", list(asdict(RECORD)))
def test_nothing_of_a_record_changes_without_its_digest(field: str) -> None:
    others = {"wording_number": 3, "dissent": ()}

    changed = replace(RECORD, **{field: others.get(field, "autre")})

    assert rules.canonical_decision(changed) != rules.canonical_decision(RECORD)
