"""Which fields of an entry the public reads, and what is said where a public field is still empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from balises.register.rules.entries import refusal_to_reach
from balises.shared.errors import Refusal


class Tier(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"


class EntryField(StrEnum):
    """What an entry says, in the order it is read."""

    TITLE = "title"
    PURPOSE = "purpose"
    PLAIN = "plain"
    STATUS = "status"
    TOOL = "tool"
    PROVIDER = "provider"
    INFORMATION = "information"
    PEOPLE_CONCERNED = "people_concerned"
    VISIBILITY = "visibility"
    SPOTTED = "spotted"
    AI_ACT = "ai_act"
    CONDITIONS = "conditions"
    OWNER = "owner"
    OVERSIGHT = "oversight"
    NOTICE = "notice"
    HUMAN_CONTACT = "human_contact"
    HOW_TO_REFUSE = "how_to_refuse"
    HOW_TO_CONTEST = "how_to_contest"
    REMEDIES = "remedies"
    REVIEW_ON = "review_on"


# Without them an entry would answer nobody: no choice hides them.
ALWAYS_PUBLIC = frozenset(
    {
        EntryField.TITLE,
        EntryField.PURPOSE,
        EntryField.STATUS,
        EntryField.OWNER,
        EntryField.HUMAN_CONTACT,
        EntryField.HOW_TO_REFUSE,
        EntryField.HOW_TO_CONTEST,
        EntryField.REVIEW_ON,
    }
)
INTERNAL_UNLESS_SAID = frozenset({EntryField.INFORMATION, EntryField.SPOTTED})
CHOSEN = tuple(field for field in EntryField if field not in ALWAYS_PUBLIC)
# What may be missing for a reason that the public can read.
MAY_BE_MISSING = (
    EntryField.PLAIN,
    EntryField.TOOL,
    EntryField.PROVIDER,
    EntryField.INFORMATION,
    EntryField.PEOPLE_CONCERNED,
    EntryField.AI_ACT,
    EntryField.OVERSIGHT,
    EntryField.NOTICE,
    EntryField.REMEDIES,
)


@dataclass(frozen=True)
class Gap:
    """Why a field is empty, and until when."""

    because: str
    until: date


Tiers = Mapping[str, str]
Gaps = Mapping[str, Gap]


def tier_of(field: EntryField, *, tiers: Tiers) -> Tier:
    """What the lead chose, or what stands where nothing was chosen."""
    if field in ALWAYS_PUBLIC:
        return Tier.PUBLIC
    unless_said = Tier.INTERNAL if field in INTERNAL_UNLESS_SAID else Tier.PUBLIC
    return Tier(tiers.get(field, unless_said))


def is_public(field: EntryField, *, tiers: Tiers) -> bool:
    return tier_of(field, tiers=tiers) is Tier.PUBLIC


def internal_fields(tiers: Tiers) -> tuple[EntryField, ...]:
    return tuple(field for field in EntryField if not is_public(field, tiers=tiers))


def refusal_to_choose_tiers(tiers: Tiers, *, gaps: Gaps, today: date) -> Refusal | None:
    """Only what may be hidden is hidden; a reason for an empty field comes with a date to come."""
    if not set(tiers) <= set(CHOSEN) or not set(tiers.values()) <= set(Tier):
        return Refusal("register.field_is_always_public")
    for field, gap in gaps.items():
        if field not in MAY_BE_MISSING or not gap.because.strip():
            return Refusal("register.gap_says_why")
        if gap.until <= today:
            return Refusal("register.gap_is_past", {"today": today})
        if too_far := refusal_to_reach(gap.until, today=today):
            return too_far
    return None
