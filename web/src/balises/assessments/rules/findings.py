"""What a panel found, as it is read from outside: by another team here, or by another organisation, by a file."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, with_config

from balises.assessments.rules.filling import Choice, Depth, Sight, Spread
from balises.library.rules import LONGEST_CODE, Effect, Nature
from balises.register.rules import GateState, Status

LARGEST_FINDINGS = 1_000_000  # bytes; the whole grid with all its opinions is a tenth of that
LONGEST_WORDS = 3000  # characters; nothing that leaves is half as long
_UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff"  # what some databases and formats cannot hold
_TO_DROP = re.compile(rf"[{_UNSEEN}\ud800-\udfff]")

_closed = with_config(ConfigDict(extra="forbid"))
Said = Annotated[str, Field(max_length=LONGEST_WORDS, pattern=rf"^[^{_UNSEEN}]*$")]
Words = Annotated[Said, Field(min_length=1)]
Code = Annotated[str, Field(min_length=1, max_length=LONGEST_CODE, pattern=r"^[a-z0-9.-]*$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Reference = Annotated[str, Field(pattern=r"^framework:[a-z0-9-]{1,80}@[1-9][0-9]{0,5}$")]


class FindingsState(StrEnum):
    READ = "read"  # shown, nothing kept
    KEPT = "kept"  # read beside ours, once ours is shared


@_closed
@dataclass(frozen=True)
class AskedSeat:
    label: Words
    has_answered: bool
    is_on_paper: bool


@_closed
@dataclass(frozen=True)
class JointAnswer:
    """What the panel says together of one question."""

    answer: Choice
    why: Words


@_closed
@dataclass(frozen=True)
class HeldOtherwise:
    """What a seat holds against the others, that it agreed to see printed."""

    seat: Words
    text: Words


@_closed
@dataclass(frozen=True)
class Finding:
    """How far apart the answers to one question stand, and between which answers where that names nobody."""

    code: Code
    spread: Spread
    answers: tuple[Choice, ...]  # the lowest and the highest degree, then what else was answered; none under five
    together: JointAnswer | None
    opinions: tuple[HeldOtherwise, ...]


@_closed
@dataclass(frozen=True)
class FoundGate:
    """What stands before the use there; it opens nothing here."""

    title: Words
    effect: Effect
    nature: Nature
    state: GateState
    criteria: tuple[Code, ...]  # the questions it comes from; none where facts alone opened it


@_closed
@dataclass(frozen=True)
class Pronounced:
    status: Status
    on: date


@_closed
@dataclass(frozen=True)
class Findings:
    """The last shared look at a use: never an answer with its author."""

    organisation: Words
    is_invented: bool
    use: Words
    tool: Said
    edition: Reference
    edition_digest: Digest
    depth: Depth
    shared_on: date
    sight: Sight
    seats: tuple[AskedSeat, ...]
    criteria: tuple[Finding, ...]
    gates: tuple[FoundGate, ...]
    pronounced: Pronounced | None
    made_on: date


@_closed
@dataclass(frozen=True)
class FindingsFile:
    """The same, as a file carries it."""

    format: Literal["balises-findings"]
    version: Literal[1]
    findings: Findings
    digest: Digest  # of the findings, so that a file altered on its way is seen


FILE = TypeAdapter(FindingsFile)
_FINDINGS = TypeAdapter(Findings)


def file_of(findings: Findings) -> FindingsFile:
    return FindingsFile("balises-findings", 1, findings, digest_of(findings))


def as_document(findings: Findings) -> dict[str, Any]:
    found: dict[str, Any] = _FINDINGS.dump_python(findings, mode="json")
    return found


def findings_of(document: Mapping[str, Any]) -> Findings:
    return _FINDINGS.validate_python(dict(document))


def canonical_findings(findings: Findings) -> bytes:
    """The very bytes whose SHA-256 is the digest: JSON, keys sorted, no space."""
    return json.dumps(as_document(findings), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(findings: Findings) -> str:
    return hashlib.sha256(canonical_findings(findings)).hexdigest()


def seen(text: str) -> str:
    """The text without what a file cannot hold."""
    return _TO_DROP.sub("", text)
