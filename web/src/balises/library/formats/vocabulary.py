"""The words and values shared by every kind of edition, and what every edition says of itself."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


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


class Answer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Effect(StrEnum):
    STOP = "stop"
    CONDITION = "condition"
    INQUIRY = "inquiry"
    DPIA = "dpia"
    FRIA = "fria"
    OVERSIGHT = "oversight"
    DELIBERATION = "deliberation"
    NOTICE = "notice"
    STAFF_CONSULTATION = "staff_consultation"


class Nature(StrEnum):
    LEGAL = "legal"
    CHOSEN = "chosen"


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
