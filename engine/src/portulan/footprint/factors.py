"""Figures from a file of your own, in a format that cannot be written without source, version, date and licence."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from portulan.footprint.estimate import UNITS, Impacts, Provenance
from portulan.footprint.quantities import Quantity, Span, Unknown, multiply

FORMAT = "portulan.footprint-factors/1"
TERMS = ("source", "version", "on", "licence", "country", "method")
NOT_GIVEN = "The file gives no figure."


@dataclass(frozen=True)
class Factors:
    """What one token, or one request, of a model takes.

    Parameters
    ----------
    model : str
    impacts : Impacts
        Of one token written, or of one request.
    per : "token" or "request"
    provenance : Provenance
    notes : tuple of str
    """

    model: str
    impacts: Impacts
    per: Literal["token", "request"]
    provenance: Provenance
    notes: tuple[str, ...] = ()

    def of_request(self, tokens: Span) -> tuple[Impacts, tuple[str, ...]]:
        """Impacts of a request that writes so many tokens, and the notes of the file."""
        factor = Span(tokens.low, tokens.high, "1") if self.per == "token" else Span(1, 1, "1")
        return Impacts(**{name: multiply(getattr(self.impacts, name), factor) for name in UNITS}), self.notes


def read_factors(path: Path, *, model: str) -> Factors:
    """Read the figures of a model from a file.

    Parameters
    ----------
    path : Path
        JSON in UTF-8: `format` ("portulan.footprint-factors/1"), `source`, `version`, `on` (YYYY-MM-DD), `licence`,
        `country`, `method`, `per` ("token" or "request"), and `models`: by name, an object with `energy_kwh`,
        `carbon_kgco2e`, `water_l`, `minerals_kgsbe`, each two numbers, or null where it is not known, and `notes`, a
        list of sentences, if any.
    model : str
        One of the names in `models`.

    Returns
    -------
    Factors
        A figure that is null or left out is `Unknown`.

    Raises
    ------
    ValueError
        Naming the file and the field.

    Examples
    --------
    >>> read_factors(Path("no-such-file.json"), model="m")
    Traceback (most recent call last):
        ...
    FileNotFoundError: [Errno 2] No such file or directory: 'no-such-file.json'
    """
    plain = read_object(path, FORMAT)
    per = plain.get("per")
    if per not in ("token", "request"):
        raise ValueError(f'{path.name}, per: "token" or "request" is needed, not {per!r}.')
    models = plain.get("models")
    if not isinstance(models, dict) or not isinstance(models.get(model), dict):
        known = ", ".join(models) if isinstance(models, dict) else "none"
        raise ValueError(f"{path.name}, models: {model!r} is not there; it has {known}.")
    row, place = models[model], f"{path.name}, models, {model}"
    known_fields = {f"{name}_{unit.lower()}" for name, unit in UNITS.items()} | {"notes"}
    unknown = sorted(set(row) - known_fields)
    if unknown:
        raise ValueError(f"{place}, {unknown[0]}: not a field; they are {', '.join(sorted(known_fields))}.")
    impacts = {name: _quantity(row.get(f"{name}_{unit.lower()}"), unit, place) for name, unit in UNITS.items()}
    return Factors(model, Impacts(**impacts), per, read_provenance(plain, place=path.name), _notes(row, place=place))


def read_object(path: Path, form: str) -> dict[str, Any]:
    """A JSON object of this format; ValueError on anything else."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path.name}: not JSON in UTF-8 ({error}).") from error
    if not isinstance(plain, dict) or plain.get("format") != form:
        raise ValueError(f'{path.name}, format: "{form}" is needed.')
    return plain


def read_provenance(plain: dict[str, Any], *, place: str) -> Provenance:
    """The six fields without which a figure cannot be found again."""
    for term in TERMS:
        if not isinstance(plain.get(term), str) or not plain[term].strip():
            raise ValueError(f"{place}, {term}: needed, as text; a figure without it cannot be found again.")
    try:
        on = date.fromisoformat(plain["on"])
    except ValueError:
        raise ValueError(f"{place}, on: a date as 2026-11-24 is needed, not {plain['on']!r}.") from None
    return Provenance(on=on, **{term: plain[term] for term in TERMS if term != "on"})


def read_span(plain: Any, unit: str, place: str) -> Span:
    """Two numbers as a range; ValueError with its place."""
    match plain:
        case [int() | float() as low, int() | float() as high] if bool not in {type(low), type(high)}:
            try:
                return Span(low, high, unit)
            except ValueError as wrong:
                raise ValueError(f"{place}: {wrong}") from None
    raise ValueError(f"{place}: two numbers are needed, [low, high], not {plain!r}.")


def _quantity(plain: Any, unit: str, place: str) -> Quantity:
    return Unknown(NOT_GIVEN) if plain is None else read_span(plain, unit, f"{place}, in {unit}")


def _notes(row: dict[str, Any], *, place: str) -> tuple[str, ...]:
    notes = row.get("notes", [])
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise ValueError(f"{place}, notes: a list of sentences is needed.")
    return tuple(notes)
