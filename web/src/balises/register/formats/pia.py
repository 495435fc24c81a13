"""The impact assessment of the CNIL's PIA tool, as its JSON: read into a use, written from one, kept whole.

The format has no published schema: it is what the tool of https://github.com/LINCnil/pia exports and imports.
"""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone

from balises.register import queries
from balises.register.models import AIUse, ImpactAssessment
from balises.register.rules import LONGEST
from balises.shared.errors import Refusal, Refused

LISTS = ("answers", "measures", "evaluations", "comments")
# The questions of the tool's own model: section, part, question.
CONTEXT = (111, 112, 113, 121, 122, 123)
PRINCIPLES = (211, 212, 213, 214, 215, 221, 222, 223, 224, 225, 226, 227)
RISKS = {320: range(321, 327), 330: range(331, 337), 340: range(341, 347)}
KNOWN = frozenset({*CONTEXT, *PRINCIPLES, *(number for numbers in RISKS.values() for number in numbers)})
FIELDS: Mapping[int, str] = {111: "purpose", 121: "information", 221: "notice"}  # what a use takes from it
_BLANKS = re.compile(r"[ \t\f\v]+")  # what HTML shows as one space; a narrow one is not
_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4"})


@dataclass(frozen=True)
class Risk:
    """One of the three feared events; gauges go from 1 to 4, 0 where nobody set them."""

    code: int
    impacts: tuple[str, ...]
    severity: int
    likelihood: int


@dataclass(frozen=True)
class PiaRead:
    """What is read of an assessment; the document itself is kept as it came."""

    document: Mapping[str, Any]
    values: Mapping[str, str]
    unknown_count: int  # answers to questions that are not the tool's own
    structure: str  # the model it follows, where it is not the tool's own


def read_pia(content: bytes) -> PiaRead:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise _not_one() from error
    if not isinstance(document, dict) or not isinstance(document.get("pia"), dict):
        raise _not_one()
    if any(not isinstance(document.get(name), list) for name in LISTS):
        raise _not_one()
    return read_document(document)


def read_document(document: Mapping[str, Any]) -> PiaRead:
    answers = dict(_answers(document))
    structure = str(document["pia"].get("structure_name") or "") if document["pia"].get("structure_id") else ""
    texts = {field: _text(answers.get(number)) for number, field in FIELDS.items()}
    fitting = {field: text for field, text in texts.items() if text and len(text) <= LONGEST[field]}
    unknown = [number for number in answers if number not in KNOWN]
    return PiaRead(document, {} if structure else fitting, len(unknown), structure)


def answer(document: Mapping[str, Any], number: int) -> str:
    return _text(dict(_answers(document)).get(number))


def risks(document: Mapping[str, Any]) -> tuple[Risk, ...]:
    answers = dict(_answers(document))
    return tuple(
        Risk(
            code=code,
            impacts=_list(answers.get(numbers[0])),
            severity=_gauge(answers.get(numbers[4])),
            likelihood=_gauge(answers.get(numbers[5])),
        )
        for code, numbers in RISKS.items()
    )


def measures(document: Mapping[str, Any]) -> tuple[str, ...]:
    titles = (each.get("title") for each in document["measures"] if isinstance(each, dict))
    return tuple(str(title) for title in titles if title)


def pia_document(use: AIUse, held: ImpactAssessment | None) -> dict[str, Any]:
    """What came, as it came, but for what was rewritten in the use since; or a new one, started from the use."""
    if held is None:
        return _started(use)
    document: dict[str, Any] = deepcopy(held.document)
    for number, field in FIELDS.items():
        now = queries.current(use, field)
        if field in held.taken and held.taken[field] != now:
            for each in document["answers"]:
                if _reference(each) == number:
                    each["data"] = {**(each.get("data") or {}), "text": as_html(now)}
    return document


def _started(use: AIUse) -> dict[str, Any]:
    now, record = timezone.now().isoformat(timespec="milliseconds"), queries.record_of(use)
    told = {
        111: queries.current(use, "purpose"),
        112: "\n".join(text for text in (use.owner, use.provider) if text),
        121: queries.current(use, "information"),
        221: queries.current(use, "notice"),
        226: use.provider,
    }
    answers = [_new_answer(number, text, on=now) for number, text in told.items() if text]
    conditions = [(each.title, " ".join(each.says)) for each in record.conditions]
    measures = [_new_measure(title, text, on=now) for title, text in conditions]
    numbered = {"answers": answers, "measures": measures}
    for rows in numbered.values():
        for rank, row in enumerate(rows, start=1):
            row["id"] = rank
    return {"pia": _new_pia(use.title, on=now), **numbered, "evaluations": [], "comments": []}


def _new_pia(name: str, *, on: str) -> dict[str, Any]:
    """Nobody is named: who writes, evaluates and validates says so in the tool."""
    texts = ("author_name", "evaluator_name", "validator_name", "dpo_opinion", "concerned_people_opinion")
    others = ("concerned_people_searched_content", "rejection_reason", "applied_adjustments", "dpos_names")
    return {
        "id": 1,
        "status": 0,
        "name": name,
        "category": "",
        **dict.fromkeys((*texts, *others, "people_names"), ""),
        "dpo_status": 0,
        "concerned_people_status": 0,
        "concerned_people_searched_opinion": False,
        "is_example": 0,
        "is_archive": 0,
        "structure_id": None,
        "structure_name": "",
        "structure_sector_name": "",
        "structure_data": None,
        "progress": 0,
        "created_at": on,
        "updated_at": on,
    }


def _new_answer(number: int, text: str, *, on: str) -> dict[str, Any]:
    data: dict[str, Any] = {"text": as_html(text), "gauge": None, "list": []}
    return {"pia_id": 1, "reference_to": number, "data": data, "created_at": on, "updated_at": on}


def _new_measure(title: str, text: str, *, on: str) -> dict[str, Any]:
    said = {"title": title, "content": as_html(text), "placeholder": "measures.default_placeholder"}
    return {"pia_id": 1, **said, "created_at": on, "updated_at": on}


def as_html(text: str) -> str:
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in text.split("\n") if line.strip())


class _Words(HTMLParser):
    """The words of a text that was written with marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.said.append("\n– " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        self.said.append(data.replace("\r", " ").replace("\n", " "))


def as_text(html: str) -> str:
    words = _Words()
    words.feed(html)
    words.close()
    lines = [_BLANKS.sub(" ", line).strip() for line in "".join(words.said).split("\n")]
    return "\n".join(line for line in lines if line and line != "–")


def _answers(document: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for each in document["answers"]:
        number = _reference(each)
        if number is not None and isinstance(each.get("data"), dict):
            yield number, each["data"]


def _reference(each: Any) -> int | None:
    """Some versions write the number of a question as a text."""
    written = str(each.get("reference_to", "")) if isinstance(each, dict) else ""
    return int(written) if written.isdecimal() else None


def _text(data: Mapping[str, Any] | None) -> str:
    return as_text(str((data or {}).get("text") or ""))


def _list(data: Mapping[str, Any] | None) -> tuple[str, ...]:
    said = (data or {}).get("list")
    return tuple(map(str, said)) if isinstance(said, list) else ()


def _gauge(data: Mapping[str, Any] | None) -> int:
    gauge = (data or {}).get("gauge")
    return gauge if isinstance(gauge, int) and 0 <= gauge <= 4 else 0


def _not_one() -> Refused:
    return Refused(Refusal("register.pia_is_not_one"))
