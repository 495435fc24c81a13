"""Which people a number counts: a conjunction of answers. Two tables that count the same people share one number."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Selection:
    """People selected by their answers: for each variable named, the modalities admitted.

    Parameters
    ----------
    parts : tuple of (str, tuple of str) pairs
        Variable and admitted modalities, both sorted; empty for everyone. `Selection.of` sorts them.

    Examples
    --------
    >>> str(Selection.of({"role": ["manager"], "use": ["daily", "weekly"]})), str(Selection())
    ('role = manager, use = daily | weekly', 'everyone')
    """

    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, admitted: Mapping[str, Iterable[str]]) -> "Selection":
        """The same people whatever the order in which variables and modalities are named."""
        return cls(tuple((name, tuple(sorted(set(modalities)))) for name, modalities in sorted(admitted.items())))

    def is_among(self, others: "Selection") -> bool:
        """Is each of these people one of the others?"""
        mine = dict(self.parts)
        return all(name in mine and set(mine[name]) <= set(admitted) for name, admitted in others.parts)

    def __str__(self) -> str:
        return ", ".join(f"{name} = {' | '.join(modalities)}" for name, modalities in self.parts) or "everyone"

    def to_plain(self) -> dict[str, list[str]]:
        """Modalities by variable, ready for JSON."""
        return {name: list(modalities) for name, modalities in self.parts}


@dataclass(frozen=True)
class Statement:
    """Something told of some counts: a weighted sum of them lies between two bounds, both possible.

    Parameters
    ----------
    terms : tuple of (Selection, int) pairs
        Counts, in people, and their weights: one count with weight 1, or `2 * part - whole` for « more than half ».
    low, high : int or None
        Bounds of the sum; None where there is none. Equal for an exact count.

    Examples
    --------
    >>> Statement(((Selection(), 1),), 26, 26).to_plain()
    {'terms': [[{}, 1]], 'low': 26, 'high': 26}
    """

    terms: tuple[tuple[Selection, int], ...]
    low: int | None
    high: int | None

    def to_plain(self) -> dict[str, Any]:
        """The statement as lists and scalars, ready for JSON."""
        terms = [[selection.to_plain(), weight] for selection, weight in self.terms]
        return {"terms": terms, "low": self.low, "high": self.high}

    @classmethod
    def from_plain(cls, plain: Any) -> "Statement":
        """Read back what `to_plain` wrote; ValueError on anything else."""
        match plain:
            case {"terms": [*terms], "low": int() | None as low, "high": int() | None as high}:
                return cls(tuple(_term(term) for term in terms), low, high)
        raise ValueError(f"Not a statement: {plain!r}.")


def _term(plain: Any) -> tuple[Selection, int]:
    match plain:
        case [dict(admitted), int(weight)]:
            return Selection.of(admitted), weight
    raise ValueError(f"Not a term of a statement: {plain!r}.")
