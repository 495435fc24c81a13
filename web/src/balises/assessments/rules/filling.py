"""What must hold for a grid filled by several seats, blind first."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from balises.library import rules as library
from balises.processes.rules import SeatKind
from balises.shared.errors import Refusal

FEWEST_SEATS = 3
FEWEST_FOR_A_GAP = 3  # people who answered, before anyone outside the panel reads where they part
FEWEST_FOR_A_RANGE = 5  # and before they read from which answer to which
LAST_SCREEN = "fin"  # as an address names it
Choice = library.Answer  # an answer here is a choice with its reason


class AssessmentState(StrEnum):
    OPEN = "open"  # blind: nobody sees another's ratings
    SHARED = "shared"  # all are in, or the lead closed with a reason


@dataclass(frozen=True)
class TellingFacts:
    """Those who are still to answer and have an address, and how many of them were written to today."""

    state: AssessmentState
    with_mail_count: int
    told_today_count: int


class Depth(StrEnum):
    QUICK = "quick"  # ten questions, one for each dimension
    WHOLE = "whole"


class EvidenceKind(StrEnum):
    LINK = "link"
    FILE = "file"


class Sight(StrEnum):
    """How much of a shared grid its reader sees."""

    SEATS = "seats"  # inside the panel: who answered what, and why
    RANGE = "range"  # outside, from the lowest answer to the highest
    GAP = "gap"  # outside a small panel: whether answers part, no more
    NOTHING = "nothing"  # outside, where too few answered for even that


class Spread(StrEnum):
    """How far apart the answers to one question stand; where minds part comes first."""

    PARTED = "parted"  # a yes meets a no
    NUANCED = "nuanced"  # two neighbouring degrees
    UNSURE = "unsure"  # one degree at most, and someone does not know
    ALIKE = "alike"


DEGREES = (Choice.NO, Choice.PARTLY, Choice.YES)
SPREADS = tuple(Spread)


@dataclass(frozen=True)
class OpeningFacts:
    kinds: tuple[SeatKind, ...]
    are_of_the_process: bool
    is_already_open: bool


@dataclass(frozen=True)
class Answer:
    """What an assessor says of one question."""

    criterion: str
    choice: Choice
    justification: str = ""


@dataclass(frozen=True)
class DeskFacts:
    """Where an assessor stands when they write."""

    state: AssessmentState
    is_handed_in: bool
    is_theirs: bool  # the seat is still held by the person who writes
    is_on_paper: bool = False  # and somebody else enters what it answered on paper


def refusal_to_open(facts: OpeningFacts) -> Refusal | None:
    if not facts.are_of_the_process:
        return Refusal("assessments.foreign_seat")
    if len(facts.kinds) < FEWEST_SEATS:
        return Refusal("assessments.too_few_seats")
    if SeatKind.SERVICE_USER not in facts.kinds:
        return Refusal("assessments.no_service_user")
    return Refusal("assessments.already_open") if facts.is_already_open else None


def refusal_to_write(facts: DeskFacts) -> Refusal | None:
    """After handing in, nothing changes; after sharing, nothing is added."""
    if facts.is_on_paper:
        return Refusal("assessments.answered_on_paper")
    if not facts.is_theirs:
        return Refusal("assessments.seat_has_changed_hands")
    if facts.is_handed_in:
        return Refusal("assessments.already_handed_in")
    return Refusal("assessments.already_shared") if facts.state is AssessmentState.SHARED else None


def refusal_to_answer(answer: Answer, *, criteria: Collection[str]) -> Refusal | None:
    if answer.criterion not in criteria:
        return Refusal("assessments.unknown_question")
    if answer.choice is Choice.NOT_APPLICABLE and not answer.justification.strip():
        return Refusal("assessments.not_applicable_says_why")
    return None


def refusal_to_hand_in(*, missing: Sequence[int]) -> Refusal | None:
    return Refusal("assessments.questions_left", {"numbers": list(missing)}) if missing else None


def refusal_to_share(state: AssessmentState, *, is_any_handed_in: bool) -> Refusal | None:
    if state is AssessmentState.SHARED:
        return Refusal("assessments.already_shared")
    return None if is_any_handed_in else Refusal("assessments.nothing_to_share")


def refusal_to_tell(facts: TellingFacts) -> Refusal | None:
    """A letter a day at most: two clicks write one, and nobody is pressed by the hour."""
    if facts.state is AssessmentState.SHARED:
        return Refusal("assessments.already_shared")
    if not facts.with_mail_count:
        return Refusal("assessments.nobody_to_write_to")
    if facts.told_today_count == facts.with_mail_count:
        return Refusal("assessments.told_today")
    return None


def refusal_to_share_early(reason: str) -> Refusal | None:
    return None if reason.strip() else Refusal("assessments.early_says_why")


def may_be_read(state: AssessmentState, *, is_handed_in: bool) -> bool:
    """The blind rule: another's ratings are read once shared, and only where they were handed in."""
    return state is AssessmentState.SHARED and is_handed_in


def sight(*, people: int, is_inside: bool) -> Sight:
    """Inside, the panel reads its own work. Outside, a small number of answers names its authors."""
    if is_inside:
        return Sight.SEATS
    if people >= FEWEST_FOR_A_RANGE:
        return Sight.RANGE
    return Sight.GAP if people >= FEWEST_FOR_A_GAP else Sight.NOTHING


def may_print_joint(sight: Sight, *, spread: Spread) -> bool:
    """What the panel says together may be read outside, but where it would tell what each of a few had answered."""
    if sight is Sight.GAP:
        return spread in {Spread.PARTED, Spread.NUANCED}
    return sight is not Sight.NOTHING


def is_contradicted(choices: Iterable[Choice]) -> bool:
    """A yes meets a no. Not knowing contradicts nobody."""
    return {Choice.YES, Choice.NO} <= set(choices)


def reach(choices: Iterable[Choice]) -> tuple[Choice, Choice] | None:
    """The lowest and the highest degree given, or nothing where nobody gave one."""
    given = set(choices)
    degrees = [degree for degree in DEGREES if degree in given]
    return (degrees[0], degrees[-1]) if degrees else None


def spread(choices: Iterable[Choice]) -> Spread:
    given = set(choices)
    if is_contradicted(given):
        return Spread.PARTED
    if len(given & set(DEGREES)) > 1:
        return Spread.NUANCED
    return Spread.UNSURE if Choice.UNKNOWN in given else Spread.ALIKE


def missing_voices(kinds: Collection[SeatKind]) -> tuple[SeatKind, ...]:
    """The field, those who lead, the people concerned: whoever of them is not at the table is named as missing."""
    voices = {
        SeatKind.PRACTITIONER: {SeatKind.PRACTITIONER},
        SeatKind.MANAGEMENT: {SeatKind.MANAGEMENT, SeatKind.DIRECTION},
        SeatKind.SERVICE_USER: {SeatKind.SERVICE_USER},
    }
    return tuple(named for named, heard in voices.items() if not heard & set(kinds))


def asked_question(asked: str, *, count: int, answered: Collection[int]) -> int | None:
    """The number of the question to show, or nothing for the last screen. Nonsense resumes where one was."""
    if asked in {str(number) for number in range(1, count + 1)}:
        return int(asked)
    return None if asked == LAST_SCREEN else next_question(0, count=count, answered=answered)


def next_question(after: int, *, count: int, answered: Collection[int]) -> int | None:
    """The next question without an answer, going round; nothing when all have one."""
    ahead = [*range(after + 1, count + 1), *range(1, after)]
    return next((number for number in ahead if number not in answered), None)


def neighbours(number: int, *, among: Sequence[int]) -> tuple[int | None, int | None]:
    """The one before and the one after, nothing at either end."""
    place = among.index(number)
    return (among[place - 1] if place else None), (among[place + 1] if place + 1 < len(among) else None)


def minutes_for(count: int) -> int:
    """About how long that many questions take: a minute each, by fives where they are many."""
    return count if count <= 10 else -(-count // 5) * 5


def fitted(text: str, *, length: int) -> str:
    """The text, cut between two words where it is too long."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0][: length - 1] + "…"
