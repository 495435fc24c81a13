"""What is read after the sharing: where minds part first, as much of it as the reader may see. Nothing is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessment, Rating
from balises.assessments.phrases import ANSWER_LABELS, GAP_WORDS, SEAT_LETTERS, SIGHT_WORDS
from balises.assessments.queries.reading import criteria, shared_ratings
from balises.assessments.rules import SPREADS, Choice, Sight, Spread
from balises.processes.models import Seat
from balises.processes.rules import SeatKind

_AND = "\u202f; "


@dataclass(frozen=True)
class SeatMark:
    letter: str
    answer: str
    is_service_user: bool


@dataclass(frozen=True)
class LegendMark:
    letter: str
    label: str
    is_service_user: bool


@dataclass(frozen=True)
class Voice:
    """What a seat answered, for the other seats of the panel."""

    seat: str
    answer: str
    justification: str


@dataclass(frozen=True)
class RangeRow:
    number: int
    label: str
    question: str
    sentence: str
    gate: str
    gate_kind: str
    low: str = ""
    high: str = ""
    is_wide: bool = False
    has_unknown: bool = False
    has_not_applicable: bool = False
    seats: tuple[SeatMark, ...] = ()
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True)
class Panel:
    rows: tuple[RangeRow, ...]
    legend: tuple[LegendMark, ...]
    is_drawn: bool  # or the gap stands in words alone
    has_words: bool  # the questions and what was answered, at length
    limit: str  # why the reader sees no more; "" inside


def panel(assessment: Assessment, *, is_inside: bool) -> Panel | None:
    """The answers side by side, once shared, as far as the reader may see them."""
    ratings = shared_ratings(assessment)
    if not ratings:
        return None
    sight = rules.sight(people=len({rating.assessor.holder for rating in ratings}), is_inside=is_inside)
    letters = _letters([rating.assessor.seat for rating in ratings]) if is_inside else {}
    return Panel(
        rows=_rows(criteria(assessment), ratings=ratings, letters=letters, sight=sight),
        legend=_legend(ratings, letters=letters) if is_inside else (),
        is_drawn=sight in {Sight.SEATS, Sight.RANGE},
        has_words=sight is not Sight.NOTHING,
        limit=str(SIGHT_WORDS[sight]),
    )


def _rows(
    asked: Iterable[Mapping[str, Any]], *, ratings: Sequence[Rating], letters: Mapping[int, str], sight: Sight
) -> tuple[RangeRow, ...]:
    """One row for each question, where minds part first."""
    if sight is Sight.NOTHING:
        return ()
    rows = []
    for number, criterion in enumerate(asked, start=1):
        said = [rating for rating in ratings if rating.criterion == criterion["code"]]
        make = _gap_row if sight is Sight.GAP else _range_row
        rows.append((SPREADS.index(_spread(said)), number, make(number, criterion, ratings=said, letters=letters)))
    return tuple(row for _rank, _number, row in sorted(rows, key=lambda found: found[:2]))


def _spread(ratings: Iterable[Rating]) -> Spread:
    return rules.spread(Choice(rating.choice) for rating in ratings)


def _range_row(
    number: int, criterion: Mapping[str, Any], *, ratings: Sequence[Rating], letters: Mapping[int, str]
) -> RangeRow:
    choices = {Choice(rating.choice) for rating in ratings}
    low, high = rules.reach(choices) or ("", "")
    inside = [rating for rating in ratings if letters]
    return replace(
        _gap_row(number, criterion, ratings=ratings, letters=letters),
        sentence=_sentence(choices),
        low=low,
        high=high,
        is_wide=rules.is_contradicted(choices),
        has_unknown=Choice.UNKNOWN in choices,
        has_not_applicable=Choice.NOT_APPLICABLE in choices,
        seats=tuple(_mark(rating, letters=letters) for rating in inside),
        voices=tuple(_voice(rating) for rating in inside),
    )


def _gap_row(
    number: int, criterion: Mapping[str, Any], *, ratings: Sequence[Rating], letters: Mapping[int, str]
) -> RangeRow:
    """What may be told of few answers: whether they part, and whether something is to be looked for."""
    gate, gate_kind = _gate(Choice(rating.choice) for rating in ratings)
    return RangeRow(
        number=number,
        label=criterion["dimension"]["title"],
        question=criterion["question"],
        sentence=str(GAP_WORDS[_spread(ratings)]),
        gate=gate,
        gate_kind=gate_kind,
    )


def _mark(rating: Rating, *, letters: Mapping[int, str]) -> SeatMark:
    seat = rating.assessor.seat
    return SeatMark(letters[seat.pk], rating.choice, seat.kind == SeatKind.SERVICE_USER)


def _voice(rating: Rating) -> Voice:
    return Voice(rating.assessor.seat.label, str(ANSWER_LABELS[Choice(rating.choice)]), rating.justification)


def _gate(choices: Iterable[Choice]) -> tuple[str, str]:
    given = set(choices)
    if rules.is_contradicted(given):
        return _("À délibérer"), "du"
    return (_("À rechercher"), "") if Choice.UNKNOWN in given else ("", "")


def _sentence(choices: Iterable[Choice]) -> str:
    """What the drawing shows, in words: degrees, and whether someone does not know."""
    given, said = set(choices), []
    span = rules.reach(given)
    if span:
        low, high = (str(ANSWER_LABELS[degree]).lower() for degree in span)
        said.append(_("de « %(low)s » à « %(high)s »") % {"low": low, "high": high} if low != high else f"« {low} »")
    if Choice.UNKNOWN in given:
        said.append(_("un siège au moins ne sait pas"))
    if Choice.NOT_APPLICABLE in given:
        said.append(_("un siège au moins la dit sans objet"))
    return _AND.join(said)


def _letters(seats: Iterable[Seat]) -> dict[int, str]:
    """A letter for each seat, with a number where two seats are of one kind."""
    by_kind: dict[str, list[int]] = {}
    for seat in {seat.pk: seat for seat in seats}.values():
        by_kind.setdefault(seat.kind, []).append(seat.pk)
    return {
        pk: f"{SEAT_LETTERS[SeatKind(kind)]}{rank if len(keys) > 1 else ''}"
        for kind, keys in by_kind.items()
        for rank, pk in enumerate(keys, start=1)
    }


def _legend(ratings: Iterable[Rating], *, letters: Mapping[int, str]) -> tuple[LegendMark, ...]:
    seats = {rating.assessor.seat_id: rating.assessor.seat for rating in ratings}
    return tuple(LegendMark(letters[pk], seat.label, seat.kind == SeatKind.SERVICE_USER) for pk, seat in seats.items())
