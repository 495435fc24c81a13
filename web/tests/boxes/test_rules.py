from datetime import date

import pytest

from balises.boxes import rules
from balises.boxes.rules import BoxState, InvitingFacts


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("AB3K7Q", "AB3K7Q"),
        ("ab3-k7q", "AB3K7Q"),
        (" ab3 k7q ", "AB3K7Q"),
        ("AB3–K7Q", "AB3K7Q"),
        ("AB3.K7Q", "AB3K7Q"),
        ("AB3-K7", None),
        ("AB3-K7QX", None),
        ("AB0-K7Q", None),
        ("ABI-K7Q", None),
        ("", None),
        ("éàü-çß€", None),
        ("🙂🙂🙂🙂🙂🙂", None),
        ("<script>", None),
        ("ＡＢ３Ｋ７Ｑ", None),
    ],
)
def test_a_code_is_read_as_people_type_it(typed: str, code: str | None) -> None:
    assert rules.normal_code(typed) == code


def test_a_code_is_shown_in_two_halves() -> None:
    assert rules.shown_code("AB3K7Q") == "AB3-K7Q"


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (14, 10), (601, 600)])
def test_counts_move_by_five(count: int, shown: int) -> None:
    assert rules.counted_by_fives(count) == shown


@pytest.mark.parametrize(
    ("count", "minimum", "may"),
    [
        (0, 5, False),
        (4, 5, False),
        (5, 5, True),
        (600, 5, True),
        (7, 8, False),
        (8, 8, True),
        (4, 1, False),
        (5, 1, True),
    ],
)
def test_fewer_than_five_are_never_opened_whatever_an_activity_asks(count: int, minimum: int, may: bool) -> None:
    assert rules.may_be_opened(count, minimum=minimum) is may


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (BoxState.OPEN, None),
        (BoxState.CLOSING, "boxes.closed"),
        (BoxState.EMPTIED, "boxes.closed"),
        (BoxState.CLOSED, "boxes.closed"),
        (BoxState.LOST, "boxes.lost"),
    ],
)
def test_only_an_open_box_takes_envelopes(state: BoxState, code: str | None) -> None:
    refusal = rules.refusal_to_take(state)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (InvitingFacts(BoxState.OPEN, 12), None),
        (InvitingFacts(BoxState.OPEN, 0), "boxes.nobody_invited"),
        (InvitingFacts(BoxState.CLOSING, 12), "boxes.closed"),
        (InvitingFacts(BoxState.LOST, 12), "boxes.lost"),
    ],
)
def test_people_are_invited_while_the_box_is_open(facts: InvitingFacts, code: str | None) -> None:
    refusal = rules.refusal_to_invite(facts)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "code"),
    [(None, "boxes.unknown_code"), (BoxState.OPEN, None), (BoxState.CLOSED, "boxes.closed")],
)
def test_a_code_leads_somewhere_while_its_box_is_open(state: BoxState | None, code: str | None) -> None:
    refusal = rules.refusal_to_join(state)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("token", "is_one"),
    [
        ("a" * 22, True),
        ("abc-DEF_0123456789xyz", True),
        ("", False),
        ("court", False),
        ("a" * 65, False),
        ("a" * 21 + "é", False),
        ("a" * 20 + "/.", False),
        ("a" * 22 + "\n", False),
    ],
)
def test_a_token_has_a_shape(token: str, is_one: bool) -> None:
    assert rules.is_token(token) is is_one


@pytest.mark.parametrize(("count", "is_refused"), [(1, False), (3, False), (4, True)])
def test_a_network_that_asks_too_much_is_refused(count: int, is_refused: bool) -> None:
    assert (rules.refusal_of_traffic(count, limit=3) is not None) is is_refused


@pytest.mark.parametrize(
    ("names", "past"),
    [
        ([], ()),
        (["balises-2026-03-01.sqlite3"], ()),  # the newest stays, however old
        (["balises-2026-03-01.sqlite3", "balises-2026-06-29.sqlite3"], ("balises-2026-03-01.sqlite3",)),
        (["balises-2026-05-31.pgdump", "balises-2026-06-30.pgdump"], ()),  # thirty days ago is kept
        (["balises-2026-05-30.pgdump", "balises-2026-06-30.pgdump"], ("balises-2026-05-30.pgdump",)),
        (["balises-2026-06-29.sqlite3.part", "balises-2026-06-30.sqlite3.part"], ("balises-2026-06-29.sqlite3.part",)),
        (["balises-2026-03-01.sqlite3", "balises-2026-06-30.sqlite3.part"], ()),  # unfinished is not a newer copy
        (["notes-2020-01-01.sqlite3", "balises-2020-01-01.sqlite3.gpg", "balises-2026-06-30.sqlite3"], ()),
    ],
)
def test_a_backup_is_removed_once_past_keeping_and_never_the_last(names: list[str], past: tuple[str, ...]) -> None:
    assert rules.backups_past_keeping(names, today=date(2026, 6, 30), kept_days=30) == past
