"""What a panel found, as one JSON file: written for another organisation, and read from one with care."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from balises.assessments import rules
from balises.assessments.phrases import SHAPES
from balises.assessments.rules import Findings, FindingsFile, SentFindings
from balises.shared.errors import Refusal, Refused

_EXPECTED: Mapping[str, str] = {  # what pydantic refuses, by the name of what was expected
    "missing": "key",
    "missing_argument": "key",
    "unexpected_keyword_argument": "no_key",
    "string_type": "words",
    "string_too_short": "no_words",
    "string_too_long": "short_words",
    "enum": "one_of",
    "literal_error": "one_of",
    "bool_type": "flag",
    "tuple_type": "list",
    "dataclass_type": "keys",
}
_FORMS: Mapping[str, str] = {"digest": "digest", "edition_digest": "digest", "edition": "edition"}  # by key
LONGEST_KEY = 40  # characters of a key that are said again


def findings_file(findings: Findings) -> bytes:
    """The file, laid out so that a person may read it before it leaves."""
    document = rules.FILE.dump_python(rules.file_of(findings), mode="json")
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def read_findings(raw: bytes, *, name: str) -> SentFindings:
    """The file as it says it is: its shape is right. What it says is checked where it is taken in."""
    text = _text(raw, name=name)
    try:
        file: FindingsFile = rules.FILE.validate_json(text, strict=True)
    except ValidationError as error:
        raise Refused(_refusal_of(error.errors()[0], name=name)) from error
    return SentFindings(name, file)


def _text(raw: bytes, *, name: str) -> str:
    """A text that is JSON: said here with its line, which the schema would not say in French."""
    try:
        text = raw.decode("utf-8-sig")
        json.loads(text)
    except json.JSONDecodeError as error:
        facts = {"file": name, "line": error.lineno, "column": error.colno}
        raise Refused(Refusal("assessments.findings_are_not_json", facts)) from error
    except (RecursionError, ValueError) as error:  # no text; nested without end; a number without end
        raise Refused(Refusal("assessments.findings_cannot_be_read", {"file": name})) from error
    return text


def _refusal_of(error: ErrorDetails, *, name: str) -> Refusal:
    """The first fault, with its place in the file and what was expected there."""
    if error["type"] == "json_invalid":  # JSON for one reader and not for the other: halves of characters
        return Refusal("assessments.findings_cannot_be_read", {"file": name})
    facts = {"file": name, "where": _where(error["loc"]), "expected": _expected(error)}
    return Refusal("assessments.findings_have_another_shape", facts)


def _where(path: tuple[int | str, ...]) -> str:
    """« findings, criteria, n° 3, spread »; nothing has a place where the whole is not what it should be."""
    steps = (f"n° {step + 1}" if isinstance(step, int) else step[:LONGEST_KEY] for step in path)
    return ", ".join(steps) or _("tout le fichier")


def _expected(error: ErrorDetails) -> str:
    key, given = str(error["loc"][-1]) if error["loc"] else "", error.get("ctx", {})
    facts = {"key": key, "admitted": _admitted(given), "longest": given.get("max_length")}
    return str(SHAPES[_kind(error["type"], key=key)]) % facts


def _kind(fault: str, *, key: str) -> str:
    if fault.startswith("date"):
        return "day"
    return _FORMS.get(key, "plain_words") if fault == "string_pattern_mismatch" else _EXPECTED.get(fault, "other")


def _admitted(given: Mapping[str, Any]) -> str:
    """The words that the schema admits, without its English."""
    return str(given.get("expected", "")).replace("'", "").replace(" or ", ", ")
