"""What is read after the sharing: where minds part first, as much of it as the reader may see. Nothing is counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.models import Assessment, Assessor, Rating
from balises.assessments.phrases import ANSWER_LABELS, GAP_WORDS, KIND_LABELS, SEAT_LETTERS, SIGHT_WORDS
from balises.assessments.queries.after import Together, joint_ratings, opinions
from balises.assessments.queries.reading import criteria, shared_ratings
from balises.assessments.queries.saying import range_sentence
from balises.assessments.rules import SPREADS, Choice, Sight, Spread
from balises.processes.models import Seat
from balises.processes.rules import SeatKind

DRAWN = 10  # the most parted are drawn; of fifty-eight questions, the others stand by dimension
FIRST_WORDS = 160  # characters of a reason beside the range; the page of the question has them all
WHOLE_WORDS = 1500


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
class KindWords:
    """What the seats of one kind answered, for the other seats of the panel."""

    label: str
    sentence: str


@dataclass(frozen=True)
class RangeRow:
    number: int
    label: str
    question: str
    sentence: str
    gate: str
    gate_kind: str
    spread: Spread
    url: str = ""  # of the page of that question
    together: Together | None = None
    opinion_count: int = 0
    low: str = ""
    high: str = ""
    is_wide: bool = False
    has_unknown: bool = False
    has_not_applicable: bool = False
    seats: tuple[SeatMark, ...] = ()
    voices: tuple[Voice, ...] = ()
    kinds: tuple[KindWords, ...] = ()

    @property
    def is_parted(self) -> bool:
        return self.spread in {Spread.PARTED, Spread.NUANCED}

    @property
    def has_several_of_a_kind(self) -> bool:
        return len(self.kinds) < len(self.voices)


@dataclass(frozen=True)
class DimensionRows:
    """The questions of a dimension that are not among the most parted, in their order."""

    title: str
    rows: tuple[RangeRow, ...]
    has_parted: bool  # not all seats say the same of one of them at least


@dataclass(frozen=True)
class Panel:
    rows: tuple[RangeRow, ...]  # where minds part first
    others: tuple[DimensionRows, ...]
    legend: tuple[LegendMark, ...]
    sight: Sight

    @property
    def is_drawn(self) -> bool:
        """Or the gap stands in words alone."""
        return self.sight in {Sight.SEATS, Sight.RANGE}

    @property
    def has_words(self) -> bool:
        """The questions and what was answered, at length."""
        return self.sight is not Sight.NOTHING

    @property
    def limit(self) -> str:
        """Why the reader sees no more; "" inside."""
        return str(SIGHT_WORDS[self.sight])

    @property
    def every_row(self) -> tuple[RangeRow, ...]:
        return (*self.rows, *(row for dimension in self.others for row in dimension.rows))


@dataclass(frozen=True)
class _Reading:
    """A shared grid as one reader may see it."""

    assessment: Assessment
    ratings: Mapping[str, Sequence[Rating]]  # by criterion
    seats: Mapping[int, Seat]  # those that answered something
    letters: Mapping[int, str]  # by seat; none outside the panel
    sight: Sight
    together: Mapping[str, Together]
    opinion_counts: Counter[int]
    base_url: str


def panel(assessment: Assessment, *, reader: Assessor | None, base_url: str) -> Panel | None:
    """The answers side by side, once shared, as far as the reader may see them; `base_url/questions/3` says more."""
    reading = _read(assessment, reader=reader, base_url=base_url)
    if reading is None:
        return None
    rows = _rows(reading)
    return _panel(reading, rows=rows[:DRAWN], others=_by_dimension(rows[DRAWN:]))


def panel_row(assessment: Assessment, *, number: int, reader: Assessor | None) -> Panel | None:
    """One question alone, with all that was written."""
    reading = _read(assessment, reader=reader, base_url="")
    if reading is None:
        return None
    if reading.sight is Sight.NOTHING:
        return _panel(reading, rows=())
    criterion = criteria(assessment)[number - 1]
    return _panel(reading, rows=(_row(number, criterion, reading=reading, words=WHOLE_WORDS),))


def _panel(reading: _Reading, *, rows: tuple[RangeRow, ...], others: tuple[DimensionRows, ...] = ()) -> Panel:
    legend = _legend(reading.seats.values(), letters=reading.letters) if reading.letters else ()
    return Panel(rows, others, legend, sight=reading.sight)


def _read(assessment: Assessment, *, reader: Assessor | None, base_url: str) -> _Reading | None:
    ratings = shared_ratings(assessment)
    if not ratings:
        return None
    counts = Counter(opinion.number for opinion in opinions(assessment, reader=reader))
    seats = {rating.assessor.seat_id: rating.assessor.seat for rating in ratings}
    by_criterion = defaultdict(list)
    for rating in ratings:
        by_criterion[rating.criterion].append(rating)
    return _Reading(
        assessment=assessment,
        ratings=by_criterion,
        seats=seats,
        letters=_letters(seats.values()) if reader else {},
        sight=rules.sight(people=len({rating.assessor.holder for rating in ratings}), is_inside=reader is not None),
        together=joint_ratings(assessment),
        opinion_counts=counts,
        base_url=base_url,
    )


def _rows(reading: _Reading) -> tuple[RangeRow, ...]:
    """One row for each question, where minds part first."""
    if reading.sight is Sight.NOTHING:
        return ()
    asked = enumerate(criteria(reading.assessment), start=1)
    rows = [_row(number, criterion, reading=reading, words=FIRST_WORDS) for number, criterion in asked]
    return tuple(sorted(rows, key=lambda row: (SPREADS.index(row.spread), row.number)))


def _row(number: int, criterion: Mapping[str, Any], *, reading: _Reading, words: int) -> RangeRow:
    ratings = reading.ratings.get(criterion["code"], ())
    bare = _gap_row(number, criterion, ratings=ratings)
    row = bare if reading.sight is Sight.GAP else _range_row(bare, ratings=ratings, reading=reading, words=words)
    is_read = bool(reading.letters) or rules.may_print_joint(reading.sight, spread=bare.spread)
    return replace(
        row,
        url=f"{reading.base_url}/questions/{number}" if reading.base_url else "",
        together=reading.together.get(criterion["code"]) if is_read else None,
        opinion_count=reading.opinion_counts[number],
    )


def _by_dimension(rows: Iterable[RangeRow]) -> tuple[DimensionRows, ...]:
    by_title: dict[str, list[RangeRow]] = {}
    for row in sorted(rows, key=lambda found: found.number):
        by_title.setdefault(row.label, []).append(row)
    return tuple(
        DimensionRows(title, tuple(found), has_parted=any(row.is_parted for row in found))
        for title, found in by_title.items()
    )


def _range_row(bare: RangeRow, *, ratings: Sequence[Rating], reading: _Reading, words: int) -> RangeRow:
    choices = {Choice(rating.choice) for rating in ratings}
    low, high = rules.reach(choices) or ("", "")
    inside = [rating for rating in ratings if reading.letters]
    return replace(
        bare,
        sentence=range_sentence(choices),
        low=low,
        high=high,
        is_wide=rules.is_contradicted(choices),
        has_unknown=Choice.UNKNOWN in choices,
        has_not_applicable=Choice.NOT_APPLICABLE in choices,
        seats=tuple(_mark(rating, letters=reading.letters) for rating in inside),
        voices=tuple(_voice(rating, words=words) for rating in inside),
        kinds=_kinds(inside),
    )


def _gap_row(number: int, criterion: Mapping[str, Any], *, ratings: Sequence[Rating]) -> RangeRow:
    """What may be told of few answers: whether they part, and whether something is to be looked for."""
    choices = {Choice(rating.choice) for rating in ratings}
    gate, gate_kind = _gate(choices)
    spread = rules.spread(choices)
    return RangeRow(
        number=number,
        label=criterion["dimension"]["title"],
        question=criterion["question"],
        sentence=str(GAP_WORDS[spread]),
        gate=gate,
        gate_kind=gate_kind,
        spread=spread,
    )


def _kinds(ratings: Sequence[Rating]) -> tuple[KindWords, ...]:
    """By kind of seat: two of the field who part are as worth hearing as the field against the direction."""
    by_kind: dict[SeatKind, set[Choice]] = {}
    for rating in ratings:
        by_kind.setdefault(SeatKind(rating.assessor.seat.kind), set()).add(Choice(rating.choice))
    return tuple(
        KindWords(str(KIND_LABELS[kind]), _kind_sentence(by_kind[kind])) for kind in SeatKind if kind in by_kind
    )


def _kind_sentence(choices: set[Choice]) -> str:
    return ", ".join(str(ANSWER_LABELS[choice]).lower() for choice in Choice if choice in choices)


def _mark(rating: Rating, *, letters: Mapping[int, str]) -> SeatMark:
    seat = rating.assessor.seat
    return SeatMark(letters[seat.pk], rating.choice, seat.kind == SeatKind.SERVICE_USER)


def _voice(rating: Rating, *, words: int) -> Voice:
    said = rules.fitted(rating.justification, length=words)
    return Voice(rating.assessor.seat.label, str(ANSWER_LABELS[Choice(rating.choice)]), said)


def _gate(choices: Iterable[Choice]) -> tuple[str, str]:
    given = set(choices)
    if rules.is_contradicted(given):
        return _("À délibérer"), "du"
    return (_("À rechercher"), "") if Choice.UNKNOWN in given else ("", "")


def _letters(seats: Iterable[Seat]) -> dict[int, str]:
    """A letter for each seat, with a number where two seats are of one kind."""
    by_kind: dict[str, list[int]] = {}
    for seat in seats:
        by_kind.setdefault(seat.kind, []).append(seat.pk)
    return {
        pk: f"{SEAT_LETTERS[SeatKind(kind)]}{rank if len(keys) > 1 else ''}"
        for kind, keys in by_kind.items()
        for rank, pk in enumerate(keys, start=1)
    }


def _legend(seats: Iterable[Seat], *, letters: Mapping[int, str]) -> tuple[LegendMark, ...]:
    return tuple(LegendMark(letters[seat.pk], seat.label, seat.kind == SeatKind.SERVICE_USER) for seat in seats)
