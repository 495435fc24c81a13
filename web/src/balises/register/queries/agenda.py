"""The report of duties: what must be done, by when, by whom, under which text, and when that text was last checked."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.library.queries import LawLineRow
from balises.library.rules import UNKNOWN, Effect, Fact, Nature, Truth
from balises.organisations.models import Organisation
from balises.register import rules
from balises.register.models import AIUse, Gate, Reconsideration
from balises.register.phrases.agenda import DUTY_STATE_LABELS
from balises.register.phrases.gates import EFFECT_TITLES, NATURE_LABELS
from balises.register.phrases.practices import PRACTICES
from balises.register.phrases.questions import QUESTIONS
from balises.register.queries.outstanding import OpenGate, Outstanding, outstanding
from balises.register.queries.reconsidering import request_sentence
from balises.register.queries.rows import law_lines
from balises.register.queries.standing import facts_of
from balises.register.queries.telling import TextRow, cited_text
from balises.register.rules import Duty, DutyFacts, DutyState, Status
from balises.shared.http import Crumb
from balises.shared.wording import count_words, number, on_day

ON_A_PAGE = 100


@dataclass(frozen=True)
class DutyRow:
    what: str
    says: str
    use_title: str
    use_url: str
    owner: str  # "" where nobody answers for it yet
    due_on: date | None
    texts: tuple[TextRow, ...]
    nature: str
    state: DutyState
    state_label: str
    when: str
    is_late: bool


@dataclass(frozen=True)
class _Due:
    """One thing to do, in its place, told only where it is shown: a large organisation has thousands."""

    key: tuple[int, date, str, str]
    is_late: bool
    tell: Callable[[Mapping[int, Gate]], DutyRow]
    gate_pk: int = 0  # of the gate to read before it is told


@dataclass(frozen=True)
class DutiesPage:
    title: str
    crumbs: tuple[Crumb, ...]
    organisation: Organisation
    use: AIUse | None
    rows: tuple[DutyRow, ...]
    place: str  # which rows these are, where there are more than a page holds
    previous_url: str
    next_url: str
    late_sentence: str
    on: date
    csv_url: str
    all_url: str  # of every use, from the page of one
    uses_url: str


def duties_page(organisation: Organisation, *, use: AIUse | None = None, at: str = "") -> DutiesPage:
    slug, every = organisation.slug, reverse("register:duties", args=[organisation.slug])
    found = _dues(use)
    page = Paginator(found, ON_A_PAGE).get_page(at)
    uses_url = reverse("register:uses", args=[slug])
    here = reverse("register:use_duties", args=[slug, use.pk]) if use else every
    return DutiesPage(
        title=_("Ce qui est à faire, et pour quand"),
        crumbs=(Crumb(_("Usages"), uses_url), *_crumb(use), Crumb(_("À faire"), "")),
        organisation=organisation,
        use=use,
        rows=_told(tuple(page.object_list)),
        place=_place(page) if page.has_other_pages() else "",
        previous_url=f"{here}?page={page.previous_page_number()}" if page.has_previous() else "",
        next_url=f"{here}?page={page.next_page_number()}" if page.has_next() else "",
        late_sentence=_late(sum(due.is_late for due in found)),
        on=timezone.localdate(),
        csv_url=f"{here}.csv",
        all_url=every if use else "",
        uses_url=uses_url,
    )


def duty_rows(use: AIUse | None = None) -> tuple[DutyRow, ...]:
    """All of them, for a table that leaves."""
    return _told(_dues(use))


def _told(dues: Sequence[_Due]) -> tuple[DutyRow, ...]:
    gates = Gate.objects.in_bulk([due.gate_pk for due in dues if due.gate_pk])
    return tuple(due.tell(gates) for due in dues)


def _dues(use: AIUse | None) -> tuple[_Due, ...]:
    """What is late first, then by date, then what has no date yet. A refused use owes its review only."""
    found = AIUse.objects.select_related("organisation", "process").order_by("title")
    found = found.prefetch_related(_awaited())
    uses = found.filter(pk=use.pk) if use else found
    law, title_of = _law_of(uses), cache(lambda effect: str(EFFECT_TITLES[Effect(effect)]))
    kept = outstanding(uses, lines=itertools.chain.from_iterable(law.values()))
    dues = [due for each in uses for due in _dues_of(each, lines=law[each.pk], kept=kept, title_of=title_of)]
    return tuple(sorted(dues, key=lambda due: due.key))


def _law_of(uses: Iterable[AIUse]) -> dict[int, tuple[LawLineRow, ...]]:
    """For each use, the law of the country where it takes place; none where nobody told it."""
    lines_of = cache(law_lines)
    countries = {use.pk: facts_of(use).get(Fact.COUNTRY, (UNKNOWN,))[0] for use in uses}
    return {pk: lines_of(country) if country != UNKNOWN else () for pk, country in countries.items()}


def _place(page: Page[_Due]) -> str:
    said = {"first": page.start_index(), "last": page.end_index(), "count": page.paginator.count}
    return _("Lignes %(first)s à %(last)s, sur %(count)s.") % {name: number(value) for name, value in said.items()}


def _dues_of(
    use: AIUse, *, lines: Iterable[LawLineRow], kept: Outstanding, title_of: Callable[[str], str]
) -> Iterator[_Due]:
    today = timezone.localdate()
    if use.review_on is not None:
        yield _due(_review_row(use, today=today))
    for request in use.reconsiderations.all():
        yield _due(_request_row(use, request, today=today))
    if use.status == Status.REFUSED:
        return
    for gate in kept.open[use.pk]:
        yield _gate_due(use, gate, what=title_of(gate.effect), today=today)
    by_code = {line.code: line for line in lines if line.code not in kept.told[use.pk]}
    for duty in rules.duties(by_code.values(), facts=facts_of(use), on=today):
        yield _due(_law_row(use, by_code[duty.code], duty=duty, today=today))


def _due(row: DutyRow) -> _Due:
    key = (*rules.sort_key(row.state, due_on=row.due_on), row.use_title, row.what)
    return _Due(key, row.is_late, lambda _gates: row)


def _gate_due(use: AIUse, gate: OpenGate, *, what: str, today: date) -> _Due:
    state = rules.state_of(DutyFacts(gate.due_on), today=today)
    key = (*rules.sort_key(state, due_on=gate.due_on), use.title, what)
    late = state is DutyState.LATE
    return _Due(key, late, lambda gates: _gate_row(use, gates[gate.pk], what=what, today=today), gate.pk)


def _gate_row(use: AIUse, gate: Gate, *, what: str, today: date) -> DutyRow:
    says = " ".join(dict.fromkeys(cause["closes"] or cause["says"] for cause in gate.causes))
    cited = filter(None, (cited_text(cause["source"]) for cause in gate.causes))
    texts = {text.title: text for text in cited}
    return _row(
        use,
        what=what,
        says=says,
        owner=gate.owner,
        texts=tuple(texts.values()),
        nature=str(NATURE_LABELS[Nature(gate.nature)]),
        facts=DutyFacts(gate.due_on),
        today=today,
    )


def _law_row(use: AIUse, line: LawLineRow, *, duty: Duty, today: date) -> DutyRow:
    source = line.source
    missing = ", ".join(_fact_label(name) for name in duty.settles)
    says = line.says if not missing else _("%(says)s Il manque une réponse : %(facts)s") % _said(line.says, missing)
    return _row(
        use,
        what=line.title,
        says=says,
        owner="",
        texts=(TextRow(source.title, source.address, source.country, source.date, source.checked_on),),
        nature=str(NATURE_LABELS[Nature.LEGAL]),
        facts=DutyFacts(None, is_certain=duty.finding is Truth.YES, is_in_force=duty.is_in_force),
        today=today,
    )


def _review_row(use: AIUse, *, today: date) -> DutyRow:
    return _row(
        use,
        what=_("Réexaminer l’usage"),
        says=_("L’instance qui décide le regarde de nouveau et se prononce : %(body)s.")
        % {"body": use.pronounced_by or use.process.deciding_body},
        owner=use.owner,
        texts=(),
        nature=_("choix de l’organisation"),
        facts=DutyFacts(use.review_on),
        today=today,
    )


def _awaited() -> Prefetch[str]:
    """A request stays due until the body pronounces, whatever the status it is about."""
    awaited = Reconsideration.objects.filter(answered_on__isnull=True).select_related("seat").order_by("asked_on", "pk")
    return Prefetch("reconsiderations", queryset=awaited)


def _request_row(use: AIUse, request: Reconsideration, *, today: date) -> DutyRow:
    """It may be answered sooner; it waits no longer than the review. Its cause is read on the page of the use."""
    return _row(
        use,
        what=_("Répondre à une demande de réexamen"),
        says=_("%(asked)s L’instance qui décide y répond en se prononçant. Sa cause est sur la page de l’usage.")
        % {"asked": request_sentence(request)},
        owner=use.pronounced_by,
        texts=(),
        nature=_("choix de l’organisation"),
        facts=DutyFacts(use.review_on),
        today=today,
    )


def _row(  # noqa: PLR0913, one row of the report: each column has its own word
    use: AIUse,
    *,
    what: str,
    says: str,
    owner: str,
    texts: tuple[TextRow, ...],
    nature: str,
    facts: DutyFacts,
    today: date,
) -> DutyRow:
    state = rules.state_of(facts, today=today)
    return DutyRow(
        what=what,
        says=says,
        use_title=use.title,
        use_url=use.get_absolute_url(),
        owner=owner,
        due_on=facts.due_on,
        texts=texts,
        nature=nature,
        state=state,
        state_label=str(DUTY_STATE_LABELS[state]),
        when=on_day(facts.due_on) if facts.due_on else "",
        is_late=state is DutyState.LATE,
    )


def _said(says: str, facts: str) -> dict[str, str]:
    return {"says": says, "facts": facts}


def _fact_label(name: str) -> str:
    fact = Fact(name)
    return str(QUESTIONS[fact].question) if fact in QUESTIONS else str(PRACTICES[fact].label)


def _late(count: int) -> str:
    if not count:
        return _("Rien n’est en retard.")
    if count == 1:
        return _("Une seule chose est en retard.")
    return _("Il y a %(count)s choses en retard.") % {"count": count_words(count)}


def _crumb(use: AIUse | None) -> tuple[Crumb, ...]:
    return (Crumb(use.title, use.get_absolute_url()),) if use else ()
