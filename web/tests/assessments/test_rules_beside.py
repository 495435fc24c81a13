"""When findings may leave, come in and be read: as tables."""

from dataclasses import replace

import pytest

from balises.assessments import rules
from balises.assessments.rules import (
    AssessmentState,
    Choice,
    FindingsState,
    KnownGrid,
    LeavingFacts,
    Sight,
    Spread,
)
from factories.findings import make_finding, make_findings, sent, small_findings

LEAVING = LeavingFacts(is_shared=True, sight=Sight.RANGE, is_own_edition=False, is_named=False)


@pytest.fixture
def known() -> dict[str, KnownGrid]:
    found = make_findings()
    codes = tuple(each.code for each in found.criteria)
    return {found.edition: KnownGrid("Grille éthique et robuste", found.edition_digest, codes)}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, None),
        ({"sight": Sight.GAP}, None),
        ({"is_shared": False, "sight": Sight.NOTHING}, "assessments.nothing_shared_yet"),
        ({"sight": Sight.NOTHING}, "assessments.too_few_to_let_out"),
        ({"is_own_edition": True}, "assessments.edition_names_us"),
        ({"is_own_edition": True, "is_named": True}, None),
    ],
)
def test_findings_leave_once_shared_from_three_people_on(changed: dict[str, object], code: str | None) -> None:
    refusal = rules.refusal_to_let_out(replace(LEAVING, **changed))  # type: ignore[arg-type]

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "is_looked_at_again", "code"),
    [
        (AssessmentState.OPEN, False, "assessments.not_shared_yet"),
        (AssessmentState.OPEN, True, "assessments.not_shared_yet"),
        (AssessmentState.SHARED, True, "assessments.beside_waits"),
        (AssessmentState.SHARED, False, None),
    ],
)
def test_theirs_are_read_once_ours_are_in_and_while_nobody_answers_anew(
    state: AssessmentState, is_looked_at_again: bool, code: str | None
) -> None:
    refusal = rules.refusal_to_read_beside(state, is_looked_at_again=is_looked_at_again)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "common", "code"),
    [
        (FindingsState.READ, ("1.3",), None),
        (FindingsState.READ, (), "assessments.nothing_in_common"),
        (FindingsState.KEPT, ("1.3",), "assessments.findings_are_kept"),
    ],
)
def test_findings_are_kept_once_where_a_question_is_common(
    state: FindingsState, common: tuple[str, ...], code: str | None
) -> None:
    refusal = rules.refusal_to_keep(state, common=common)

    assert (refusal.code if refusal else None) == code


def test_a_file_that_is_right_is_taken_in_once(known: dict[str, KnownGrid]) -> None:
    again = rules.refusal_to_take_in(sent(make_findings()), known=known, is_kept=True)

    assert rules.refusal_to_take_in(sent(make_findings()), known=known, is_kept=False) is None
    assert rules.refusal_to_take_in(sent(small_findings()), known=known, is_kept=False) is None
    assert again is not None
    assert again.code == "assessments.findings_are_kept"


def test_a_file_altered_on_its_way_is_seen(known: dict[str, KnownGrid]) -> None:
    honest = sent(make_findings())
    altered = replace(honest, file=replace(honest.file, findings=make_findings(use="Autre chose")))

    refusal = rules.refusal_of_findings(altered, known=known)

    assert refusal is not None
    assert refusal.code == "assessments.findings_are_altered"
    assert refusal.facts["said"] == honest.file.digest[:12]


def test_what_stands_against_a_file_comes_with_its_place(known: dict[str, KnownGrid]) -> None:
    rows = make_findings().criteria
    twice, foreign = (*rows, rows[0]), (make_finding("99.9", Choice.YES), *rows[1:])
    unlike = (replace(rows[0], spread=Spread.ALIKE), *rows[1:])
    files = {
        "assessments.findings_of_unknown_edition": make_findings(edition="framework:grille-ailleurs@2"),
        "assessments.findings_of_another_text": make_findings(edition_digest="0" * 64),
        "assessments.findings_say_twice": make_findings(criteria=twice),
        "assessments.findings_ask_elsewhere": make_findings(criteria=foreign),
        "assessments.findings_have_another_shape": make_findings(criteria=unlike),
    }

    found = {code: rules.refusal_of_findings(sent(each), known=known) for code, each in files.items()}

    assert {code: refusal.code for code, refusal in found.items() if refusal} == {code: code for code in files}
    assert found["assessments.findings_say_twice"].facts["rank"] == len(twice)  # type: ignore[union-attr]
    assert found["assessments.findings_say_twice"].facts["first"] == 1  # type: ignore[union-attr]


def test_under_five_people_a_file_that_gives_answers_is_refused(known: dict[str, KnownGrid]) -> None:
    telling = replace(make_findings(), sight=Sight.GAP)
    seats = replace(make_findings(), sight=Sight.SEATS)

    refusals = [rules.refusal_of_findings(sent(each), known=known) for each in (telling, seats)]

    assert [refusal.facts["where"] for refusal in refusals if refusal] == ["criteria, n° 1, answers", "sight"]


def test_the_digest_covers_all_that_is_said_and_the_document_comes_back_the_same() -> None:
    found = make_findings()
    document = rules.as_document(found)

    assert rules.findings_of(document) == found
    assert rules.digest_of(rules.findings_of(document)) == rules.digest_of(found)
    assert rules.digest_of(replace(found, tool="autre")) != rules.digest_of(found)
