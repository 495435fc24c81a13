"""What every analysis says of itself, and the one canonical form its digest is taken from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Method:
    """How a result was obtained: enough for someone else to obtain it again.

    Parameters
    ----------
    name : str
        Dotted name of the public function, for example `portulan.disclosure.protect_choices`.
    version : str
        Version of the *method*, raised when the same input would give another output.
    parameters : tuple of (str, bool | int | float | str) pairs
        Every setting that had an effect, in any order; units are in the names.
    source : str
        Where the method is defined or justified.

    Raises
    ------
    TypeError
        If a parameter is not a plain value, since a result must be writable as JSON.
    ValueError
        If a name is empty, or a parameter is given twice.

    Examples
    --------
    >>> Method("portulan.example", "1", (("threshold", 5),), "none").to_plain()["parameters"]
    {'threshold': 5}
    """

    name: str
    version: str
    parameters: tuple[tuple[str, bool | int | float | str], ...]
    source: str

    def __post_init__(self) -> None:
        if not self.name or not self.version:
            raise ValueError("A method needs a name and a version.")
        if len(dict(self.parameters)) != len(self.parameters):
            raise ValueError("A parameter is given twice.")
        for name, value in self.parameters:
            if not isinstance(value, bool | int | float | str):
                raise TypeError(f"Parameter {name!r} must be a plain value, not {type(value).__name__}.")

    def to_plain(self) -> dict[str, Any]:
        """The method as dictionaries and scalars, ready for JSON."""
        return asdict(self) | {"parameters": dict(sorted(self.parameters))}


def canonical_json(plain: Mapping[str, Any]) -> str:
    """Write plain values in the one form digests are taken from.

    Keys sorted, no white space, UTF-8 kept as it is, NaN and infinities refused.

    Parameters
    ----------
    plain : mapping of str to JSON values
        Unitless; `None` stands for a missing value and is written `null`.

    Raises
    ------
    ValueError
        On NaN or an infinity.
    TypeError
        On a value JSON does not know (a `Suppressed`, for example, must be turned into plain values first).

    References
    ----------
    The subset of RFC 8785 (JSON Canonicalization Scheme) that holds for integers and text.

    Examples
    --------
    >>> canonical_json({"b": [1, None], "a": "é"})
    '{"a":"é","b":[1,null]}'
    """
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest_of(plain: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hexadecimal.

    Parameters
    ----------
    plain : mapping of str to JSON values
        As for `canonical_json`, which says what is refused.

    Returns
    -------
    str
        64 lower-case hexadecimal digits; the order of keys has no effect.

    References
    ----------
    FIPS 180-4. Checked against `sha256sum` on the same bytes.

    Examples
    --------
    >>> digest_of({"a": 1})[:16]
    '015abd7f5cc57a2d'
    """
    return hashlib.sha256(canonical_json(plain).encode("utf-8")).hexdigest()
