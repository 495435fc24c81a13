"""Three formats of others, each a list of its fields: which of ours each says, and which it has no word for.

What comes in one of them and has no place here is kept aside, and goes out again with the entry.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from balises.register import queries
from balises.register.models import AIUse
from balises.register.queries import Record
from balises.register.rules import AiAct, EntryField, Status

Told = Callable[[Record, str], str]  # a record and the address of its entry → what their field says


@dataclass(frozen=True)
class Theirs:
    """One field of another format."""

    name: str
    said: Told | None = None  # nothing where we have no word for it
    ours: str = ""  # the field of ours that it becomes; "elsewhere" for a status; "" where it is kept aside
    longest: int | None = None


@dataclass(frozen=True)
class Layout:
    """Another format: its fields, in order, and the address it comes from."""

    code: str
    version: str
    source: str
    fields: tuple[Theirs, ...]

    def told(self, use: AIUse, *, address: str) -> dict[str, Any]:
        """The public part of an entry in their words, with what they told us and we only kept."""
        record, kept = queries.record_of(use), use.aside.get(self.code, {})
        said = {each.name: _said(each, record, address) or kept.get(each.name, "") for each in self.fields}
        return said | {name: value for name, value in kept.items() if name not in said}

    def table(self, uses: Iterable[tuple[AIUse, str]]) -> list[list[str]]:
        """What they told us that has no column of theirs stays with the entry: a table has no place for it."""
        names = [each.name for each in self.fields]
        told = [self.told(use, address=address) for use, address in uses]
        return [names, *([_text(line[name]) for name in names] for line in told)]

    def read(self, told: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, Any]]:
        """Our fields, and what is kept aside."""
        ours: dict[str, str] = {}
        by_name = {each.name: each for each in self.fields}
        for name, value in told.items():
            each = by_name.get(name)
            if each and each.ours and isinstance(value, str) and value and not ours.get(each.ours):
                ours[each.ours] = value
        if ours.get("plain") == ours.get("purpose"):  # said twice, where there was no plain version
            ours.pop("plain", None)
        aside = {name: value for name, value in told.items() if value and self._is_kept(by_name.get(name))}
        return ours, aside

    @staticmethod
    def _is_kept(each: Theirs | None) -> bool:
        """What we neither read nor say ourselves."""
        return each is None or (not each.ours and each.said is None)


def _said(each: Theirs, record: Record, address: str) -> str:
    text = each.said(record, address) if each.said else ""
    return text if each.longest is None or len(text) <= each.longest else f"{text[: each.longest - 1]}…"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def field_said(field: EntryField) -> Told:
    def told(record: Record, _address: str) -> str:
        return queries.words_of(record, field) if record.is_public(field) else ""

    return told


def always(text: str) -> Told:
    return lambda _record, _address: text


def both_ways(name: str, field: EntryField, *, longest: int | None = None) -> Theirs:
    """A field of theirs that is one of ours, both ways."""
    return Theirs(name, field_said(field), str(field), longest)


def organisation_name(record: Record, _address: str) -> str:
    return record.use.organisation.name


def entry_address(_record: Record, address: str) -> str:
    return address


def _slug(record: Record, _address: str) -> str:
    return record.use.slug


def short(record: Record, address: str) -> str:
    return field_said(EntryField.PLAIN)(record, address) or record.use.purpose


def risks(record: Record, _address: str) -> str:
    if not record.is_public(EntryField.CONDITIONS):
        return ""
    return "\n".join(" ".join((each.title, *each.says)) for each in record.conditions)


def today(_record: Record, _address: str) -> str:
    return timezone.localdate().isoformat()


def _published_on(record: Record, _address: str) -> str:
    return record.use.published_on.isoformat() if record.use.published_on else ""


_STOPPED = frozenset({Status.SUSPENDED, Status.REFUSED})


def _phase(*, planned: str, trial: str, running: str, stopped: str) -> Told:
    """Where the use stands: what its body pronounced, else what was told of its moment."""

    def told(record: Record, _address: str) -> str:
        status, moment = Status(record.use.status), record.use.facts.get("moment", [""])[0]
        if status in _STOPPED:
            return stopped
        if status is Status.FRAMED_TRIAL or moment == "trial":
            return trial
        return planned if moment == "planned" else running

    return told


def _category(record: Record, _address: str) -> str:
    """Their three categories; ours says high risk, and whether a decision is at stake: kept inside with our class."""
    if not record.is_public(EntryField.AI_ACT):
        return ""
    if record.ai_act is AiAct.HIGH_RISK:
        return "Hoog-risico AI-systeem"
    weighs = record.use.facts.get("access_to_a_right") == ["yes"] or record.use.facts.get("decision") not in (
        None,
        ["none"],
    )
    return "Impactvolle algoritmes" if weighs else "Overige algoritmes"


def _supplier(record: Record, address: str) -> str:
    return "Yes" if field_said(EntryField.PROVIDER)(record, address) else ""


ALGORITMEREGISTER = Layout(
    "algoritmeregister",
    "1.0",
    "https://github.com/MinBZK/Algoritmeregister-Publicatiestandaard",
    (
        both_ways("name", EntryField.TITLE, longest=100),
        Theirs("description_short", short, "plain", longest=400),
        Theirs("organization", organisation_name),
        Theirs("category"),
        Theirs(
            "status",
            _phase(planned="In ontwikkeling", trial="In gebruik", running="In gebruik", stopped="Buiten gebruik"),
            "elsewhere",
        ),
        Theirs("begin_date"),
        Theirs("end_date"),
        both_ways("contact_email", EntryField.HUMAN_CONTACT, longest=500),
        Theirs("website", entry_address),
        Theirs("publication_category", _category),
        Theirs("url", entry_address),
        both_ways("goal", EntryField.PURPOSE, longest=2500),
        Theirs("proportionality"),
        both_ways("human_intervention", EntryField.OVERSIGHT, longest=2500),
        Theirs("risks", risks, longest=2500),
        Theirs("lawful_basis"),
        Theirs("lawful_basis_grouping"),
        Theirs("process_index_url"),
        Theirs("impacttoetsen_grouping"),
        Theirs("impacttoetsen"),
        both_ways("source_data", EntryField.INFORMATION, longest=2500),
        Theirs("source_data_grouping"),
        both_ways("methods_and_models", EntryField.TOOL, longest=5000),
        both_ways("provider", EntryField.PROVIDER, longest=200),
        Theirs("publiccode"),
        Theirs("lang", always("fra")),
        Theirs("standard_version", always("1.0")),
        Theirs("source_id", _slug, "slug", longest=100),
        Theirs("tags"),
    ),
)

_ATRS_SAID: Mapping[str, Theirs] = {
    each.name: each
    for each in (
        Theirs("0.2 standard_version", always("3.0")),
        Theirs("0.8 date_of_completion", _published_on),
        both_ways("0.11 title", EntryField.TITLE),
        Theirs("0.12 organisation_name", organisation_name),
        Theirs(
            "0.13 phase",
            _phase(planned="Pre-deployment", trial="Beta/Pilot", running="Production", stopped="Retired"),
            "elsewhere",
        ),
        Theirs("0.15 one_sentence_description", short, "plain"),
        both_ways("1.1 name", EntryField.TITLE),
        both_ways("1.2 description", EntryField.PURPOSE),
        Theirs("1.3 website_url", entry_address),
        both_ways("1.4 contact_email", EntryField.HUMAN_CONTACT),
        Theirs("2.1.1 organisation_or_department", organisation_name),
        both_ways("2.1.3 senior_responsible_owner", EntryField.OWNER),
        Theirs("2.1.4 external_supplier_involvement", _supplier),
        both_ways("2.1.4.1 external_supplier", EntryField.PROVIDER),
        both_ways("2.2.2 scope", EntryField.PEOPLE_CONCERNED),
        both_ways("2.3.4 human_decisions_and_review", EntryField.OVERSIGHT),
        both_ways("2.3.6 appeals_and_review", EntryField.HOW_TO_CONTEST),
        both_ways("2.4.1.1 system_architecture", EntryField.TOOL),
        both_ways("2.4.3.3 data_description", EntryField.INFORMATION),
        Theirs("2.5.2 risks_and_mitigations", risks),
    )
}
_ATRS_NAMES = """
0.1 id|0.2 standard_version|0.3 organisation_type|0.4 function|0.5 capability|0.6 task|0.7 tags
0.8 date_of_completion|0.9 date_updated|0.10 date_archived|0.11 title|0.12 organisation_name|0.13 phase|0.14 region
0.15 one_sentence_description|1.1 name|1.2 description|1.3 website_url|1.4 contact_email
2.1.1 organisation_or_department|2.1.2 team|2.1.3 senior_responsible_owner|2.1.4 external_supplier_involvement
2.1.4.1 external_supplier|2.1.4.2 companies_house_number|2.1.4.3 external_supplier_role
2.1.4.4 procurement_procedure_type|2.1.4.5 data_access_terms|2.2.1 detailed_description|2.2.2 scope|2.2.3 benefit
2.2.4 previous_process|2.2.5 alternatives_considered|2.3.1 process_integration|2.3.2 provided_information
2.3.3 frequency_and_scale_of_usage|2.3.4 human_decisions_and_review|2.3.5 required_training|2.3.6 appeals_and_review
2.4.1.1 system_architecture|2.4.1.2 phase|2.4.1.3 maintenance|2.4.1.4 models|2.4.2.1 model_name
2.4.2.2 model_version|2.4.2.3 model_task|2.4.2.4 model_input|2.4.2.5 model_output|2.4.2.6 model_architecture
2.4.2.7 model_performance|2.4.2.8 datasets|2.4.2.9 dataset_purposes|2.4.3.1 source_data_name|2.4.3.2 data_modality
2.4.3.3 data_description|2.4.3.4 data_quantities|2.4.3.5 sensitive_attributes
2.4.3.6 data_completeness_and_representativeness|2.4.3.7 source_data_url|2.4.3.8 data_collection|2.4.3.9 data_cleaning
2.4.3.10 data_sharing_agreements|2.4.3.11 data_access_and_storage|2.5.1 impact_assessment|2.5.2 risks_and_mitigations
""".strip().replace("\n", "|")

ATRS = Layout(
    "atrs",
    "3.0",
    "https://github.com/co-cddo/algorithmic-transparency-recording-standard",
    tuple(_ATRS_SAID.get(name, Theirs(name)) for name in _ATRS_NAMES.split("|")),
)
