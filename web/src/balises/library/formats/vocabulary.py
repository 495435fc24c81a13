"""The words and values shared by every kind of edition, and what every edition says of itself."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
)

from balises.library.rules import DERIVED, FACTS, ConditionError, parsed, refused_facts


def _checked(value: object) -> object:
    """`checked: false` says that nobody opened the source; a missing key says nothing and is refused."""
    if value is False:
        return None
    if isinstance(value, str) and value != "":
        return value
    raise ValueError("écrire la date de la vérification (AAAA-MM-JJ), ou « false » si la source n’a pas été vérifiée")


def _real_date(value: str) -> str:
    try:
        date.fromisoformat(value if len(value) == len("2026-11-24") else f"{value}-01")
    except ValueError as error:
        raise ValueError("cette date n’existe pas") from error
    return value


def _condition(text: str) -> str:
    """Read here so that a wrong one is refused with its line; kept as it is written."""
    try:
        parsed(text)
    except ConditionError as error:
        words = {"written": error.written, "admitted": ", ".join(error.admitted)}
        raise ValueError(_CONDITION_FAULTS[error.fault].format(**words)) from error
    return text


_CONDITION_FAULTS = {
    "unreadable": "« {written} » ne se lit pas : écrire « fait=valeur », « fait=a|b » ou « fait!=valeur »",
    "unknown_fact": "« {written} » n’est pas un fait connu ; connus : {admitted}",
    "unknown_value": "« {written} » : cette valeur n’existe pas ; admises : {admitted}",
}


def _facts(value: object) -> object:
    """One value, or a list of them where the fact admits several."""
    if not isinstance(value, dict):
        return value
    return {name: tuple(given) if isinstance(given, list) else (given,) for name, given in value.items()}


def _known_facts(facts: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    for name, fault in refused_facts(facts):
        admitted = ", ".join(FACTS[name]) if name in FACTS else ", ".join(sorted(set(FACTS) - DERIVED))
        raise ValueError(_FAULTS[fault].format(name=name, values=", ".join(facts[name]), admitted=admitted))
    return facts


_FAULTS = {
    "unknown_fact": "« {name} » n’est pas un fait connu ; connus : {admitted}",
    "one_value": "« {name} » attend une valeur, et une seule ; admises : {admitted}, unknown",
    "unknown_value": "« {name} » : « {values} » n’est pas admis ; admis : {admitted}, unknown",
    "none_among_others": "« {name} » : « none » ou « unknown » s’écrit seul",
}

Code = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Count = Annotated[int, Field(strict=True, ge=1)]
Flag = Annotated[bool, Field(strict=True)]
Address = Annotated[str, Field(pattern=r"^https://[^\s/]+\.[^\s]+$")]
PartialDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$"), AfterValidator(_real_date)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]  # ISO 3166-1 alpha-2; EU is reserved there for the Union
CheckedOn = Annotated[date | None, BeforeValidator(_checked)]
Reference = Annotated[str, Field(pattern=r"^[a-z]+:[a-z0-9-]+(/[a-z0-9-]+)?@[1-9][0-9]*$")]
Texts = Annotated[tuple[str, ...], Field(min_length=1)]
UseFacts = Annotated[dict[str, tuple[str, ...]], BeforeValidator(_facts), AfterValidator(_known_facts)]
Given = Annotated[str, AfterValidator(_condition)]  # `account = consumer | none`


class Visibility(StrEnum):
    DECLARED = "declared"
    TOLERATED = "tolerated"
    HIDDEN = "hidden"
    EMBEDDED = "embedded"
    UPSTREAM = "upstream"
    CARRIED = "carried"


class PhaseCode(StrEnum):
    FRAME = "frame"
    UNVEIL = "unveil"
    LOOK = "look"
    DELIBERATE = "deliberate"
    DECIDE = "decide"
    LEARN = "learn"


class SeatCode(StrEnum):
    PRACTITIONER = "practitioner"
    MANAGEMENT = "management"
    DIRECTION = "direction"
    SERVICE_USER = "service_user"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    STAFF_REPRESENTATIVE = "staff_representative"


class BlockKind(StrEnum):
    TEXT = "text"
    ARTICLE = "article"
    ACTIVITY = "activity"
    FACT = "fact"
    QUESTION = "question"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_min_length=1)

    later: ClassVar[frozenset[str]] = frozenset()  # keys that came after a first edition was published

    @model_serializer(mode="wrap")
    def _as_published(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A key that came later and says nothing is not written: the digest of what was published stays."""
        fields = type(self).model_fields
        written: dict[str, Any] = write(self)
        return {
            name: value
            for name, value in written.items()
            if name not in self.later or getattr(self, name) != fields[name].default
        }


class Source(Part):
    title: str
    publisher: str
    address: Address
    date: PartialDate
    country: Country
    seen: str
    checked: CheckedOn
    code: Code | None = None


class Edition(Part):
    """What every published file says of itself."""

    kind: str
    slug: Slug
    number: Count
    language: Literal["fr"]
    title: str
    summary: str
    authors: Texts
    licence: Literal["CC-BY-4.0"]
    status: Literal["proposition à éprouver"]
    published_on: date
    sources: tuple[Source, ...]
    replaces: Reference | None

    @property
    def reference(self) -> str:
        return f"{self.kind}:{self.slug}@{self.number}"
