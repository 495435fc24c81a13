from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.organisations.models import Organisation
from balises.organisations.scoping import everywhere
from balises.register import rules
from balises.register.models import AIUse
from balises.register.queries.reading import (
    EntryRow,
    StateMark,
    entry_row,
    entry_url,
    former_sentence,
    legend,
    published_uses,
    register_url,
)
from balises.register.queries.records import (
    Detail,
    OpenCondition,
    Record,
    conditions_sentence,
    details,
    record_of,
    words_of,
)
from balises.register.rules import EntryField
from balises.shared.http import Crumb
from balises.trace import queries as trace
from balises.trace.queries import ThreadStep

CONDITIONS_SHOWN = 8
_TABLES = ("csv", "xlsx", "ods")
_EVERYONE = (EntryField.PURPOSE, EntryField.INFORMATION, EntryField.NOTICE, EntryField.HOW_TO_REFUSE)
_SPECIALISTS = (
    EntryField.TOOL,
    EntryField.PROVIDER,
    EntryField.PEOPLE_CONCERNED,
    EntryField.AI_ACT,
    EntryField.OWNER,
    EntryField.OVERSIGHT,
    EntryField.SPOTTED,
)
_SEARCHED = (
    EntryField.TITLE,
    EntryField.PURPOSE,
    EntryField.PLAIN,
    EntryField.TOOL,
    EntryField.PROVIDER,
    EntryField.INFORMATION,
    EntryField.PEOPLE_CONCERNED,
)

Threaded = tuple[AIUse, tuple[ThreadStep, ...]]


@dataclass(frozen=True)
class RegisterPage:
    title: str
    crumbs: tuple[Crumb, ...]
    organisation: Organisation | None
    rows: tuple[EntryRow, ...]
    is_filtered: bool
    has_entries: bool
    legend: tuple[StateMark, ...]
    url: str
    json_url: str
    files: tuple[tuple[str, str], ...]  # each table of ours
    exchanges: tuple[tuple[str, str], ...]  # each format of others


@dataclass(frozen=True)
class EntryPage:
    title: str
    crumbs: tuple[Crumb, ...]
    row: EntryRow
    former: str  # "" where the body pronounced once, or not yet
    plain: Detail | None  # nothing where the lead keeps it inside
    everyone: tuple[Detail, ...]
    remedies: Detail | None
    conditions: tuple[OpenCondition, ...] | None
    conditions_are_many: bool  # folded, so that whom to ask is not a dozen screens below
    conditions_sentence: str
    specialists: tuple[Detail, ...]
    origins: tuple[ThreadStep, ...]
    outcomes: tuple[ThreadStep, ...]
    json_url: str
    address: str


def register_page(organisation: Organisation, *, words: str = "", status: str = "") -> RegisterPage:
    every = tuple(_listed(words))
    return RegisterPage(
        title=_("Registre public des usages de l’IA"),
        crumbs=(Crumb(_("Registre"), ""),),
        organisation=organisation,
        rows=_rows(every, words=words, status=status),
        is_filtered=bool(words or status),
        has_entries=bool(every),
        legend=legend(),
        url=register_url(organisation),
        json_url=reverse("register:public_json", args=[organisation.slug]),
        files=tuple(
            (suffix.upper(), reverse("register:public_file", args=[organisation.slug, suffix])) for suffix in _TABLES
        ),
        exchanges=(
            (_("registre néerlandais des algorithmes"), reverse("register:public_dutch", args=[organisation.slug])),
            (_("standard britannique ATRS"), reverse("register:public_atrs", args=[organisation.slug])),
            (_("inventaire français des algorithmes"), reverse("register:public_inventory", args=[organisation.slug])),
        ),
    )


def instance_page(*, words: str = "", status: str = "") -> RegisterPage:
    """The published entries of every organisation of this installation."""
    with everywhere(reason="the register of the instance gathers what each organisation published"):
        every = tuple(_listed(words))
    return RegisterPage(
        title=_("Registre des usages de l’IA, toutes organisations"),
        crumbs=(),
        organisation=None,
        rows=_rows(every, words=words, status=status),
        is_filtered=bool(words or status),
        has_entries=bool(every),
        legend=legend(),
        url=reverse("register:instance"),
        json_url=reverse("register:instance_json"),
        files=(),
        exchanges=(),
    )


def entries() -> tuple[Threaded, ...]:
    """Each published entry of the organisation in scope, with its public thread."""
    return _threaded(tuple(published_uses()))


def instance_entries() -> tuple[Threaded, ...]:
    """The same, of every organisation of this installation."""
    with everywhere(reason="the register of the instance gathers what each organisation published"):
        return _threaded(tuple(published_uses()))


def _threaded(uses: tuple[AIUse, ...]) -> tuple[Threaded, ...]:
    threads = trace.public_threads([use.entry_node for use in uses if use.entry_node])
    return tuple((use, threads[use.entry_node.pk] if use.entry_node else ()) for use in uses)


def public_thread(use: AIUse) -> tuple[ThreadStep, ...]:
    return trace.public_thread(use.entry_node) if use.entry_node else ()


def entry_page(use: AIUse) -> EntryPage:
    steps, record = public_thread(use), record_of(use)
    here = next(index for index, step in enumerate(steps) if step.is_here)
    return EntryPage(
        title=use.title,
        crumbs=(Crumb(_("Registre"), register_url(use.organisation)), Crumb(use.title, "")),
        row=entry_row(use),
        former=former_sentence(use),
        plain=_only(record, EntryField.PLAIN),
        everyone=details(record, *_EVERYONE),
        remedies=_only(record, EntryField.REMEDIES),
        conditions=record.conditions if record.is_public(EntryField.CONDITIONS) else None,
        conditions_are_many=len(record.conditions) > CONDITIONS_SHOWN,
        conditions_sentence=conditions_sentence(len(record.conditions)),
        specialists=details(record, *_SPECIALISTS),
        origins=steps[: here + 1],
        outcomes=steps[here + 1 :],
        json_url=reverse("register:entry_json", args=[use.organisation.slug, use.slug]),
        address=entry_url(use),
    )


def _only(record: Record, field: EntryField) -> Detail | None:
    return next(iter(details(record, field)), None)


def _listed(words: str) -> QuerySet[AIUse]:
    """Only a search reads the gates of each entry: there may be a hundred on a use."""
    return published_uses() if words else published_uses().prefetch_related(None)


def _rows(uses: Iterable[AIUse], *, words: str, status: str) -> tuple[EntryRow, ...]:
    return tuple(
        entry_row(use)
        for use in uses
        if (not status or use.status == status) and (not words or rules.has_words(_searched(use), words))
    )


def _searched(use: AIUse) -> str:
    """Only what the public reads: a search must not tell what a page keeps."""
    record = record_of(use)
    return " ".join(words_of(record, field) for field in _SEARCHED if record.is_public(field))
