from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from balises.boxes.models import Envelope
from balises.boxes.queries import find_box, has_arrival_key
from balises.deliberations.models import Deliberation, Statement
from balises.deliberations.rules import DeliberationState, OpeningFacts, StatementFacts
from balises.library import queries as library
from balises.processes.models import OpenQuestion
from balises.processes.rules import QuestionState
from balises.shared.envelopes import read_arrival_key, slot_for

CODE_PLACE = "_"  # stands for the code while an address is made: braces would be escaped


@dataclass(frozen=True)
class Dilemma:
    """A statement of the library, with the values it sets against each other."""

    code: str
    statement: str
    values: tuple[str, ...]


def locked(deliberation: Deliberation) -> Deliberation:
    return Deliberation.objects.select_for_update(of=("self",)).get(pk=deliberation.pk)


def has_draft(question: OpenQuestion, *, title: str) -> bool:
    drafts = Deliberation.objects.filter(question=question, state=DeliberationState.DRAFT)
    return drafts.filter(title=title).exists()


def has_brought_in(statements: Sequence[str]) -> bool:
    """One statement in common is enough: two exports of the same people, days apart, would tell who came between."""
    return Statement.objects.filter(deliberation__held_elsewhere__isnull=False, text__in=statements).exists()


def questions() -> QuerySet[OpenQuestion]:
    """Questions of the organisation's agendas that no one has settled, open ones first."""
    return OpenQuestion.objects.exclude(state=QuestionState.SETTLED).select_related("process").order_by("state", "pk")


def statement_count(deliberation: Deliberation) -> int:
    return Statement.objects.filter(deliberation=deliberation).count()


def statement_numbers(deliberation: Deliberation) -> tuple[int, ...]:
    return tuple(Statement.objects.filter(deliberation=deliberation).values_list("number", flat=True))


def statement_texts(deliberation: Deliberation) -> dict[str, str]:
    """The text of each planned item; items are statement numbers."""
    return {str(each.number): each.text for each in Statement.objects.filter(deliberation=deliberation)}


def statement_facts(deliberation: Deliberation, *, text: str, but: Statement | None = None) -> StatementFacts:
    others = Statement.objects.filter(deliberation=deliberation).exclude(pk=but.pk if but else None)
    texts = tuple(others.values_list("text", flat=True))
    return StatementFacts(DeliberationState(deliberation.state), text, texts)


def opening_facts(deliberation: Deliberation) -> OpeningFacts:
    return OpeningFacts(DeliberationState(deliberation.state), statement_count(deliberation))


def free_dilemmas(deliberation: Deliberation) -> tuple[Dilemma, ...]:
    """Statements of the library that are not in the deliberation yet."""
    taken = Statement.objects.filter(deliberation=deliberation)
    codes, texts = set(taken.values_list("dilemma", flat=True)), set(taken.values_list("text", flat=True))
    return tuple(
        Dilemma(each["code"], each["statement"], tuple(each["values"]))
        for each in library.dilemmas()
        if each["code"] not in codes and each["statement"] not in texts
    )


def voters_address(deliberation: Deliberation, *, code: str) -> str:
    """Where people vote. A code may stand there as `{code}`, for the box to fill in."""
    address = reverse("deliberations:take_part", args=[deliberation.process.organisation.slug, CODE_PLACE])
    return f"{address.removesuffix(CODE_PLACE)}{code}"


def deliberation_at(code: str) -> Deliberation | None:
    """The deliberation behind a code, in the organisation in scope."""
    box = find_box(code)
    found = Deliberation.objects.select_related("box", "process__organisation")
    return found.filter(box_id=box.pk).first() if box else None


def seen_numbers(deliberation: Deliberation, *, token: str) -> frozenset[int]:
    """The statements a token has answered, never how: what lets someone go on where they stopped."""
    box = deliberation.box
    if box is None or not has_arrival_key(box):
        return frozenset()
    slot = slot_for(token, arrival=read_arrival_key(settings.KEYS_FOLDER, box=box.name_of_keys))
    items = Envelope.objects.filter(box=box, slot=slot).values_list("item", flat=True)
    return frozenset(int(item) for item in items)
