"""An entry as its page, its files and its exchange formats say it: one record, two tiers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils import timezone
from django.utils.translation import gettext as _

from balises.library.rules import Effect, Nature
from balises.register import rules
from balises.register.models import AIUse
from balises.register.phrases.fields import FIELD_LABELS, FIELD_QUESTIONS
from balises.register.phrases.gates import EFFECT_TITLES, NATURE_LABELS
from balises.register.phrases.routing import AI_ACT_LABELS
from balises.register.rules import AiAct, EntryField, Gap, GateState
from balises.shared.wording import count_words


@dataclass(frozen=True)
class OpenCondition:
    """A gate that is not closed, as anyone may read it: functions and texts, never who said what."""

    effect: str
    title: str
    nature: str
    nature_label: str
    says: tuple[str, ...]
    owner: str
    due_on: date | None
    is_late: bool


@dataclass(frozen=True)
class Missing:
    """A field that is empty, with the reason that was given, or that none was."""

    label: str
    because: str
    until: date | None
    is_late: bool


@dataclass(frozen=True)
class Detail:
    """A line of an entry: its words, or why there are none."""

    field: EntryField
    label: str
    question: str  # the same, as whoever reads the register would ask it
    words: str
    missing: Missing | None


@dataclass(frozen=True)
class Record:
    """Everything an entry says, and what of it the public reads."""

    use: AIUse
    ai_act: AiAct | None  # nothing where nobody described the use
    conditions: tuple[OpenCondition, ...]
    gaps: Mapping[str, Gap]

    def is_public(self, field: EntryField) -> bool:
        return rules.is_public(field, tiers=self.use.tiers)


def record_of(use: AIUse) -> Record:
    """Reads `use.gates`: a list of uses prefetches them."""
    today = timezone.localdate()
    ai_act = rules.route(_facts(use), on=today).ai_act if use.facts else None
    return Record(use=use, ai_act=ai_act, conditions=_conditions(use, today=today), gaps=gaps_of(use))


def gaps_of(use: AIUse) -> dict[str, Gap]:
    return {name: Gap(gap["because"], date.fromisoformat(gap["until"])) for name, gap in use.gaps.items()}


def public_gaps(record: Record) -> dict[str, dict[str, str]]:
    """The reasons that the public reads: of the fields it may read, and that are still empty."""
    shown = {str(field) for field in rules.MAY_BE_MISSING if record.is_public(field) and not words_of(record, field)}
    return {name: gap for name, gap in record.use.gaps.items() if name in shown}


def empty_fields(use: AIUse) -> frozenset[EntryField]:
    """The fields that say nothing, among those that may say why."""
    record = record_of(use)
    return frozenset(field for field in rules.MAY_BE_MISSING if not words_of(record, field))


def details(record: Record, *fields: EntryField, is_inside: bool = False) -> tuple[Detail, ...]:
    """The lines that the reader may read, an empty one with its reason."""
    shown = [field for field in fields if is_inside or record.is_public(field)]
    return tuple(detail(record, field) for field in shown)


def detail(record: Record, field: EntryField) -> Detail:
    words = words_of(record, field)
    missing = None if words else _missing(record, field)
    label = FIELD_LABELS[field]
    return Detail(field, str(label), str(FIELD_QUESTIONS.get(field, label)), words, missing)


def words_of(record: Record, field: EntryField) -> str:
    """What a field says; "" where nothing is known."""
    if field is EntryField.AI_ACT:
        return str(AI_ACT_LABELS[record.ai_act]) if record.ai_act else ""
    if field is EntryField.CONDITIONS:
        return conditions_sentence(len(record.conditions))
    return str(getattr(record.use, field) or "")


def conditions_sentence(count: int) -> str:
    """« Trois portes sont ouvertes. »"""
    if not count:
        return _("Aucune porte n’est ouverte.")
    if count == 1:
        return _("Une seule porte est ouverte.")
    return _("%(count)s portes sont ouvertes.") % {"count": count_words(count).capitalize()}


def _missing(record: Record, field: EntryField) -> Missing:
    gap, label = record.gaps.get(field), str(FIELD_LABELS[field])
    if gap is None:
        return Missing(label, "", None, is_late=False)
    return Missing(label, gap.because, gap.until, is_late=gap.until <= timezone.localdate())


def _conditions(use: AIUse, *, today: date) -> tuple[OpenCondition, ...]:
    title_of = cache(lambda effect: str(EFFECT_TITLES[Effect(effect)]))  # a use may have a hundred gates of ten kinds
    label_of = cache(lambda nature: str(NATURE_LABELS[Nature(nature)]))
    return tuple(
        OpenCondition(
            effect=gate.effect,
            title=title_of(gate.effect),
            nature=gate.nature,
            nature_label=label_of(gate.nature),
            says=_said(cause["says"] for cause in gate.causes),
            owner=gate.owner,
            due_on=gate.due_on,
            is_late=gate.due_on is not None and gate.due_on < today,
        )
        for gate in use.gates.all()
        if gate.state != GateState.CLOSED
    )


def _said(causes: Iterable[str]) -> tuple[str, ...]:
    """Each thing once: « no » often asks for what « partly » asks, and for something more."""
    texts = [text for text in dict.fromkeys(causes) if text]
    return tuple(text for text in texts if not any(other != text and other.startswith(text) for other in texts))


def _facts(use: AIUse) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in use.facts.items()}
