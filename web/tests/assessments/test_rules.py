from typing import Any

import pytest

from balises.assessments import rules
from balises.assessments.rules import (
    Answer,
    AssessmentState,
    Choice,
    DeskFacts,
    OpeningFacts,
    Sight,
    Spread,
    TellingFacts,
)
from balises.processes.rules import SeatKind
from balises.shared.errors import Refusal

PANEL = (SeatKind.PRACTITIONER, SeatKind.DIRECTION, SeatKind.SERVICE_USER)
Y, P, N, U, NA = Choice.YES, Choice.PARTLY, Choice.NO, Choice.UNKNOWN, Choice.NOT_APPLICABLE


def code_of(refusal: Refusal | None) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, ""),
        ({"kinds": PANEL[1:]}, "assessments.too_few_seats"),
        ({"kinds": ()}, "assessments.too_few_seats"),
        ({"kinds": (SeatKind.PRACTITIONER,) * 3}, "assessments.no_service_user"),
        ({"are_of_the_process": False}, "assessments.foreign_seat"),
        ({"is_already_open": True}, "assessments.already_open"),
    ],
)
def test_who_must_look(changed: dict[str, Any], code: str) -> None:
    facts = OpeningFacts(**{"kinds": PANEL, "are_of_the_process": True, "is_already_open": False, **changed})

    assert code_of(rules.refusal_to_open(facts)) == code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, ""),
        ({"is_theirs": False}, "assessments.seat_has_changed_hands"),
        ({"is_handed_in": True}, "assessments.already_handed_in"),
        ({"state": AssessmentState.SHARED}, "assessments.already_shared"),
        ({"state": AssessmentState.SHARED, "is_handed_in": True}, "assessments.already_handed_in"),
    ],
)
def test_when_an_assessor_may_write(changed: dict[str, Any], code: str) -> None:
    facts = DeskFacts(**{"state": AssessmentState.OPEN, "is_handed_in": False, "is_theirs": True, **changed})

    assert code_of(rules.refusal_to_write(facts)) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (TellingFacts(AssessmentState.OPEN, with_mail_count=2, told_today_count=0), ""),
        (TellingFacts(AssessmentState.OPEN, with_mail_count=2, told_today_count=1), ""),
        (TellingFacts(AssessmentState.OPEN, with_mail_count=2, told_today_count=2), "assessments.told_today"),
        (TellingFacts(AssessmentState.OPEN, with_mail_count=0, told_today_count=0), "assessments.nobody_to_write_to"),
        (TellingFacts(AssessmentState.SHARED, with_mail_count=2, told_today_count=0), "assessments.already_shared"),
    ],
)
def test_who_may_be_written_to_and_when(facts: TellingFacts, code: str) -> None:
    assert code_of(rules.refusal_to_tell(facts)) == code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer("1.1", Y), ""),
        (Answer("1.1", U), ""),
        (Answer("9.9", Y), "assessments.unknown_question"),
        (Answer("1.1", NA), "assessments.not_applicable_says_why"),
        (Answer("1.1", NA, "  \n"), "assessments.not_applicable_says_why"),
        (Answer("1.1", NA, "Personne n’est enregistré."), ""),
    ],
)
def test_what_an_answer_must_be(answer: Answer, code: str) -> None:
    assert code_of(rules.refusal_to_answer(answer, criteria=("1.1",))) == code


@pytest.mark.parametrize(
    ("state", "is_any", "code"),
    [
        (AssessmentState.OPEN, True, ""),
        (AssessmentState.OPEN, False, "assessments.nothing_to_share"),
        (AssessmentState.SHARED, True, "assessments.already_shared"),
    ],
)
def test_when_a_grid_may_be_shared(state: AssessmentState, is_any: bool, code: str) -> None:
    assert code_of(rules.refusal_to_share(state, is_any_handed_in=is_any)) == code


@pytest.mark.parametrize(
    ("state", "is_handed_in", "expected"),
    [
        (AssessmentState.OPEN, False, False),
        (AssessmentState.OPEN, True, False),
        (AssessmentState.SHARED, False, False),
        (AssessmentState.SHARED, True, True),
    ],
)
def test_the_blind_rule(state: AssessmentState, is_handed_in: bool, expected: bool) -> None:
    assert rules.may_be_read(state, is_handed_in=is_handed_in) is expected


@pytest.mark.parametrize(
    ("choices", "is_contradicted", "spread", "reach"),
    [
        ([Y, N], True, Spread.PARTED, (N, Y)),
        ([Y, P, N, U], True, Spread.PARTED, (N, Y)),
        ([Y, P], False, Spread.NUANCED, (P, Y)),
        ([P, N, NA], False, Spread.NUANCED, (N, P)),
        ([N, U], False, Spread.UNSURE, (N, N)),
        ([U, U], False, Spread.UNSURE, None),
        ([Y, Y], False, Spread.ALIKE, (Y, Y)),
        ([NA], False, Spread.ALIKE, None),
        ([], False, Spread.ALIKE, None),
    ],
)
def test_how_far_apart_answers_stand(
    choices: list[Choice], is_contradicted: bool, spread: Spread, reach: tuple[Choice, Choice] | None
) -> None:
    assert rules.is_contradicted(choices) is is_contradicted
    assert rules.spread(choices) is spread
    assert rules.reach(choices) == reach


@pytest.mark.parametrize(
    ("asked", "answered", "number"),
    [
        ("", set(), 1),
        ("", {1, 2}, 3),
        ("", {1, 2, 3}, None),
        ("2", {1, 2}, 2),
        ("fin", set(), None),
        ("0", set(), 1),
        ("99", {1}, 2),
        ("²", set(), 1),
        ("-1", set(), 1),
        ("9" * 5000, set(), 1),
    ],
)
def test_which_screen_is_shown(asked: str, answered: set[int], number: int | None) -> None:
    assert rules.asked_question(asked, count=3, answered=answered) == number


@pytest.mark.parametrize(
    ("after", "answered", "number"),
    [(1, {1}, 2), (1, {1, 2}, 3), (3, {2, 3}, 1), (2, {1, 2, 3}, None)],
)
def test_what_comes_after_an_answer(after: int, answered: set[int], number: int | None) -> None:
    assert rules.next_question(after, count=3, answered=answered) == number


@pytest.mark.parametrize(
    ("length", "expected"),
    [(20, "un mot puis un autre"), (12, "un mot puis…"), (4, "un…"), (1, "…"), (15, "un mot puis un…")],
)
def test_a_long_question_is_cut_between_words(length: int, expected: str) -> None:
    assert rules.fitted("un mot puis un autre", length=length) == expected


@pytest.mark.parametrize(
    ("people", "is_inside", "expected"),
    [
        (1, True, Sight.SEATS),
        (6, True, Sight.SEATS),
        (1, False, Sight.NOTHING),
        (2, False, Sight.NOTHING),
        (3, False, Sight.GAP),
        (4, False, Sight.GAP),
        (5, False, Sight.RANGE),
        (12, False, Sight.RANGE),
    ],
)
def test_how_much_of_a_shared_grid_is_seen(people: int, is_inside: bool, expected: Sight) -> None:
    assert rules.sight(people=people, is_inside=is_inside) is expected


@pytest.mark.parametrize(
    ("sight", "spread", "expected"),
    [
        (Sight.RANGE, Spread.ALIKE, True),
        (Sight.RANGE, Spread.PARTED, True),
        (Sight.GAP, Spread.PARTED, True),
        (Sight.GAP, Spread.NUANCED, True),
        (Sight.GAP, Spread.UNSURE, False),
        (Sight.GAP, Spread.ALIKE, False),  # it would be what each of the three had answered
        (Sight.NOTHING, Spread.PARTED, False),
    ],
)
def test_what_is_said_together_is_printed_where_it_tells_no_ones_answer(
    sight: Sight, spread: Spread, expected: bool
) -> None:
    assert rules.may_print_joint(sight, spread=spread) is expected


@pytest.mark.parametrize(("number", "expected"), [(4, (None, 1)), (1, (4, 3)), (3, (1, 2)), (2, (3, None))])
def test_one_goes_from_question_to_question_in_the_order_of_the_list(
    number: int, expected: tuple[int | None, int | None]
) -> None:
    assert rules.neighbours(number, among=(4, 1, 3, 2)) == expected
