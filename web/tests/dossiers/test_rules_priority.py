"""What a report that is cut short keeps: where minds part, then the gates."""

from dataclasses import dataclass

import pytest

from balises.dossiers import rules


@dataclass(frozen=True)
class Row:
    code: str


def test_a_gate_in_the_way_weighs_more_than_another_of_the_same_question() -> None:
    held = rules.held_by([(False, ("1.1", "2.1")), (True, ("2.1",)), (False, ("2.1",))])

    assert held == {"1.1": 1, "2.1": 0}


@pytest.mark.parametrize(
    ("spreads", "held", "expected"),
    [
        ({}, {}, ["1", "2", "3"]),
        ({"1": 2, "2": 0, "3": 1}, {}, ["2", "3", "1"]),
        ({"1": 0, "2": 0, "3": 0}, {"2": 1, "3": 0}, ["3", "2", "1"]),
        ({"1": 1, "2": 0, "3": 0}, {"1": 0, "3": 1}, ["3", "2", "1"]),
        ({"1": 1, "3": 1}, {"2": 0}, ["1", "3", "2"]),
    ],
)
def test_questions_come_by_where_minds_part_then_by_their_gates_then_as_they_were(
    spreads: dict[str, int], held: dict[str, int], expected: list[str]
) -> None:
    rows = [Row("1"), Row("2"), Row("3")]

    ordered = rules.most_important_first(rows, spreads=spreads, held=held)

    assert [row.code for row in ordered] == expected
