"""What a use sets off, as members read it: gates, route, duties, and the description they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.library.rules import Effect, Fact, Facts, Nature, Truth
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.register import rules
from balises.register.models import AIUse, Gate
from balises.register.phrases import STATUS_LABELS
from balises.register.phrases.gates import EFFECT_LABELS, EFFECT_TITLES, NATURE_LABELS, PROPOSALS
from balises.register.phrases.practices import PRACTICES
from balises.register.phrases.questions import QUESTIONS, SECTION_TITLES
from balises.register.phrases.routing import AI_ACT_LABELS, AI_ACT_MEANINGS, DOUBTS, REASONS, STEP_TITLES
from balises.register.queries.catalogue import described_uses
from balises.register.queries.standing import facts_of, gate_facts, standing
from balises.register.queries.telling import CauseRow, cause_rows, gate_counts
from balises.register.rules import GateState, Route, Section, Status
from balises.shared.errors import Refusal
from balises.shared.http import Crumb
from balises.trace.models import Node
from balises.trace.rules import Kind

SHOWN_WHOLE = 8  # gates; past that, those that stand in the way of no trial wait behind a click
_TOLD_BY = {Fact.GRAVE: Fact.SEVERITY}


@dataclass(frozen=True)
class SectionPart:
    code: Section
    title: str
    names: tuple[str, ...]  # the fields of the form that stand under it


@dataclass(frozen=True)
class FactsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    sections: tuple[SectionPart, ...]
    missing_count: int
    started_from: str
    proposed_count: int  # answers taken from the catalogue, that nobody confirmed
    catalogue: tuple[tuple[str, str], ...]  # code and title of each use one may start from
    gates_url: str


@dataclass(frozen=True)
class GateMark:
    """How a gate shows, whoever has it."""

    label: str
    kind: str  # "stop" where it stops, "du" where it is due, "tenu" where it is closed
    nature: str


@dataclass(frozen=True)
class GateRow:
    pk: int
    frame_url: str
    close_url: str
    reopen_url: str
    title: str
    label: str
    kind: str  # "stop" where it stops, "du" where it is due, "tenu" where it is closed
    nature: str
    causes: tuple[CauseRow, ...]
    gate: Gate
    is_closed: bool
    is_framed: bool
    is_in_the_way: bool  # of any trial, while it is open
    is_gone: bool  # its cause is no longer there, and nobody has recorded it yet
    why_not_close: Refusal | None


@dataclass(frozen=True)
class StepRow:
    title: str
    reason: str
    doubt: str


@dataclass(frozen=True)
class RouteBox:
    label: str
    meaning: str
    from_date: date | None
    steps: tuple[StepRow, ...]
    doubts: tuple[str, ...]
    settles: tuple[str, ...]


@dataclass(frozen=True)
class GatesPage:
    title: str
    crumbs: tuple[Crumb, ...]
    use: AIUse
    proposal: str
    ceiling: str
    open_gates: tuple[GateRow, ...]
    first_count: int  # those that stand in full; the others are one click away
    count_words: str
    closed_gates: tuple[GateRow, ...]
    enquiries: tuple[str, ...]
    route: RouteBox
    facts_url: str  # "" where the reader may not
    gains_url: str
    report_url: str
    may_write: bool

    @property
    def first_gates(self) -> tuple[GateRow, ...]:
        return self.open_gates[: self.first_count]

    @property
    def folded_gates(self) -> tuple[GateRow, ...]:
        return self.open_gates[self.first_count :]


@dataclass(frozen=True)
class GatePage:
    title: str
    crumbs: tuple[Crumb, ...]
    row: GateRow
    act: str
    why_not: Refusal | None
    gates_url: str


def facts_page(use: AIUse, *, started_from: str = "", proposed: Facts | None = None) -> FactsPage:
    sections = tuple(
        SectionPart(code, str(SECTION_TITLES[code]), _names(code, facts)) for code, facts in rules.SECTIONS.items()
    )
    return FactsPage(
        title=_("Décrire l’usage, fait par fait"),
        crumbs=use_crumbs(use, _("Les faits")),
        use=use,
        sections=sections,
        missing_count=rules.still_asked_count(facts_of(use)),
        started_from=started_from,
        proposed_count=rules.proposed_count(proposed or {}),
        catalogue=described_uses(),
        gates_url=reverse("register:gates", args=[use.organisation.slug, use.pk]),
    )


def _names(code: Section, facts: tuple[Fact, ...]) -> tuple[str, ...]:
    asked = [str(fact) for fact in facts if fact in QUESTIONS]
    return (*asked, "practices") if code is Section.DECISION else tuple(asked)


def gates_page(use: AIUse, *, role: Role) -> GatesPage:
    found = standing(use)
    rows = [gate_row(gate) for gate in found.gates]
    open_gates = sorted((row for row in rows if not row.is_closed), key=lambda row: not row.is_in_the_way)
    strict_count = sum(row.is_in_the_way for row in open_gates)
    return GatesPage(
        title=_("Ce qui empêche, et ce qui l’ouvrirait"),
        crumbs=use_crumbs(use, _("Les portes")),
        use=use,
        proposal=str(PROPOSALS[found.proposed]),
        ceiling=_ceiling_sentence(found.ceiling),
        open_gates=tuple(open_gates),
        first_count=strict_count if strict_count and len(open_gates) > SHOWN_WHOLE else len(open_gates),
        count_words=gate_counts(strict_count, other_count=len(open_gates) - strict_count),
        closed_gates=tuple(row for row in rows if row.is_closed),
        enquiries=_asked(found.enquiries),
        route=route_box(use),
        facts_url=if_writer(role, reverse("register:facts", args=[use.organisation.slug, use.pk])),
        gains_url=reverse("register:gains", args=[use.organisation.slug, use.pk]),
        report_url=reverse("dossiers:report", args=[use.organisation.slug, use.pk]),
        may_write=may(role, Permission.REGISTER_WRITE),
    )


def ceiling_sentence(use: AIUse) -> str:
    """What the body may pronounce at most, said before it chooses."""
    return _ceiling_sentence(standing(use).ceiling)


def _ceiling_sentence(ceiling: Status) -> str:
    label = str(STATUS_LABELS[ceiling])
    return _("Les portes ouvertes ne permettent pas de statut plus favorable que « %(status)s ».") % {"status": label}


def gate_mark(effect: Effect, *, nature: Nature, state: GateState) -> GateMark:
    kind = "tenu" if state is GateState.CLOSED else ("stop" if effect is Effect.STOP else "du")
    return GateMark(str(EFFECT_LABELS[effect]), kind, str(NATURE_LABELS[nature]))


def gate_row(gate: Gate) -> GateRow:
    facts = gate_facts(gate)
    is_closed = facts.state is GateState.CLOSED
    mark = gate_mark(facts.effect, nature=facts.nature, state=facts.state)
    here = [gate.use.organisation.slug, gate.pk]
    causes = cause_rows(gate.causes)
    is_told_by_its_cause = facts.effect in {Effect.STOP, Effect.CONDITION, Effect.INQUIRY}
    return GateRow(
        pk=gate.pk,
        frame_url=reverse("register:frame_gate", args=here),
        close_url=reverse("register:close_gate", args=here),
        reopen_url=reverse("register:reopen_gate", args=here),
        title=causes[0].says if is_told_by_its_cause else str(EFFECT_TITLES[facts.effect]),
        label=mark.label,
        kind=mark.kind,
        nature=mark.nature,
        causes=causes,
        gate=gate,
        is_closed=is_closed,
        is_framed=facts.state is GateState.FRAMED,
        is_in_the_way=rules.is_in_the_way(facts),
        is_gone=not facts.is_still_set_off and not is_closed,
        why_not_close=rules.why_never_closed(facts),
    )


def gate_page(gate: Gate, *, is_closing: bool) -> GatePage:
    use, row = gate.use, gate_row(gate)
    gates = reverse("register:gates", args=[use.organisation.slug, use.pk])
    return GatePage(
        title=_("Fermer cette porte") if is_closing else _("Dire qui en répond, et pour quand"),
        crumbs=(*use_crumbs(use, "")[:-1], Crumb(_("Les portes"), gates), Crumb(row.label, "")),
        row=row,
        act=_("Fermer la porte") if is_closing else _("Enregistrer"),
        why_not=row.why_not_close if is_closing else None,
        gates_url=gates,
    )


def if_writer(role: Role, url: str) -> str:
    return url if may(role, Permission.REGISTER_WRITE) else ""


def decisions_of(use: AIUse) -> QuerySet[Node]:
    """The collective decisions that may lift a red line: those of the organisation, newest first."""
    return Node.objects.filter(kind=Kind.DECISION).order_by("-on", "-pk")


def route_box(use: AIUse) -> RouteBox:
    found: Route = rules.route(facts_of(use), on=timezone.localdate())
    steps = tuple(
        StepRow(str(STEP_TITLES[step.code]), str(REASONS[step.reason]), str(DOUBTS[step.doubt]) if step.doubt else "")
        for step in found.steps
        if not (step.code.startswith("art5") and step.finding is Truth.NO)
    )
    return RouteBox(
        label=str(AI_ACT_LABELS[found.ai_act]),
        meaning=str(AI_ACT_MEANINGS[found.ai_act]),
        from_date=None if found.is_in_force else found.in_force_on,
        steps=steps,
        doubts=tuple(str(DOUBTS[doubt]) for doubt in found.doubts),
        settles=tuple(map(_fact_label, found.settles)),
    )


def _asked(names: Iterable[str]) -> tuple[str, ...]:
    """A fact that follows from another is asked by that one; what the route lacks stands in its own box."""
    asked = (Fact.SEVERITY if name == Fact.GRAVE else name for name in names if name != Fact.AI_ACT)
    return tuple(dict.fromkeys(map(_fact_label, asked)))


def _fact_label(name: str) -> str:
    """The question that settles a fact; one that follows from another is settled by that one."""
    fact = _TOLD_BY.get(Fact(name), Fact(name))
    return str(QUESTIONS[fact].question) if fact in QUESTIONS else str(PRACTICES[fact].label)


def use_crumbs(use: AIUse, here: str) -> tuple[Crumb, ...]:
    uses = reverse("register:uses", args=[use.organisation.slug])
    return (Crumb(_("Usages"), uses), Crumb(use.title, use.get_absolute_url()), Crumb(here, ""))
