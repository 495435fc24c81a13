"""Which questions come first in a report: where minds part, then what gates they hold, then the order of the grid."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


Row = TypeVar("Row", bound=_Coded)


def held_by(gates: Iterable[tuple[bool, Iterable[str]]]) -> dict[str, int]:
    """Each question that a gate comes from: 0 where one of its gates is in the way of any trial, 1 elsewhere."""
    held: dict[str, int] = {}
    for is_in_the_way, codes in gates:
        for code in codes:
            held[code] = min(held.get(code, 1), 0 if is_in_the_way else 1)
    return held


def most_important_first(
    rows: Iterable[Row], *, spreads: Mapping[str, int], held: Mapping[str, int]
) -> tuple[Row, ...]:
    """Rows that weigh the same keep the order they came in; a question nothing is known of comes last."""
    found: Sequence[Row] = tuple(rows)
    last = max(spreads.values(), default=0) + 1
    return tuple(sorted(found, key=lambda row: (spreads.get(row.code, last), held.get(row.code, 2))))
