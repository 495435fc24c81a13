from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.boxes.queries import count_by_fives, shown_state
from balises.boxes.rules import BoxState, shown_code
from balises.deliberations import rules
from balises.deliberations.models import Deliberation, Statement
from balises.deliberations.phrases import AT_LEAST, FEWER_THAN_FIVE, KEPT_UNTIL, WHO_READS
from balises.deliberations.queries.reading import seen_numbers, voters_address
from balises.shared.http import activity_token
from balises.shared.wording import count_words

SECONDS_A_STATEMENT = 15


@dataclass(frozen=True)
class Secrecy:
    """What is said beside every button that collects."""

    who_reads: str
    kept_until: str
    notice_url: str = "/donnees"


@dataclass(frozen=True)
class VoterFrame:
    """What each of a voter's pages carries: where it posts, and the token that stands for a cookie."""

    title: str
    url: str
    activity: str
    token: str
    secrecy: Secrecy


@dataclass(frozen=True)
class WelcomePage:
    title: str
    voter: VoterFrame
    question: str
    statement_count: int
    minutes: int


@dataclass(frozen=True)
class StatementPage:
    title: str
    voter: VoterFrame
    number: int
    step: int
    count: int
    text: str
    has_error: bool


@dataclass(frozen=True)
class StatementRow:
    number: int
    text: str
    is_seen: bool


@dataclass(frozen=True)
class EndPage:
    title: str
    voter: VoterFrame
    rows: tuple[StatementRow, ...]
    is_complete: bool
    return_url: str


@dataclass(frozen=True)
class OverPage:
    """The deliberation takes no vote any more."""

    title: str
    is_lost: bool


@dataclass(frozen=True)
class RoomPage:
    title: str
    code: str
    join_url: str
    join_label: str
    voters: str
    is_open: bool
    statement_count: int


def takes_votes(deliberation: Deliberation) -> bool:
    return deliberation.box is not None and shown_state(deliberation.box) is BoxState.OPEN


def welcome_page(deliberation: Deliberation, *, token: str) -> WelcomePage:
    count = Statement.objects.filter(deliberation=deliberation).count()
    return WelcomePage(
        title=deliberation.title,
        voter=_frame(deliberation, token=token),
        question=deliberation.question.text,
        statement_count=count,
        minutes=max(1, round(count * SECONDS_A_STATEMENT / 60)),
    )


def next_page(
    deliberation: Deliberation, *, token: str, after: int = 0, show: int | None = None
) -> StatementPage | EndPage:
    """The statement asked for, else the next one not seen, else the end."""
    statements = tuple(Statement.objects.filter(deliberation=deliberation))
    numbers, seen = tuple(each.number for each in statements), seen_numbers(deliberation, token=token)
    number = show if show in numbers else rules.next_number(numbers, seen=seen, after=after)
    if number is None:
        return end_page(deliberation, token=token)
    return statement_page(deliberation, token=token, number=number)


def statement_page(deliberation: Deliberation, *, token: str, number: int, has_error: bool = False) -> StatementPage:
    """One statement. It looks the same whether or not it was answered: nothing sealed is read back."""
    statements = {each.number: each.text for each in Statement.objects.filter(deliberation=deliberation)}
    return StatementPage(
        title=deliberation.title,
        voter=_frame(deliberation, token=token),
        number=number,
        step=sorted(statements).index(number) + 1,
        count=len(statements),
        text=statements[number],
        has_error=has_error,
    )


def end_page(deliberation: Deliberation, *, token: str) -> EndPage:
    seen = seen_numbers(deliberation, token=token)
    rows = tuple(
        StatementRow(each.number, each.text, each.number in seen)
        for each in Statement.objects.filter(deliberation=deliberation)
    )
    frame = _frame(deliberation, token=token)
    return EndPage(
        title=deliberation.title,
        voter=frame,
        rows=rows,
        is_complete=all(row.is_seen for row in rows),
        return_url=f"{settings.BASE_URL}{frame.url}/{token}",
    )


def over_page(deliberation: Deliberation) -> OverPage:
    is_lost = deliberation.box is not None and shown_state(deliberation.box) is BoxState.LOST
    return OverPage(title=deliberation.title, is_lost=is_lost)


def room_page(deliberation: Deliberation) -> RoomPage:
    """What is projected: the code, and how many voted, by fives."""
    box = deliberation.box
    if box is None:
        raise ValueError("Only an opened deliberation is shown in a room.")
    code = shown_code(box.code)
    join_url = f"{settings.BASE_URL}{reverse('boxes:follow_code', args=[code])}"
    return RoomPage(
        title=deliberation.title,
        code=code,
        join_url=join_url,
        join_label=_("Répondre depuis un téléphone, avec le code %(code)s") % {"code": code},
        voters=voters_in_words(deliberation),
        is_open=takes_votes(deliberation),
        statement_count=Statement.objects.filter(deliberation=deliberation).count(),
    )


def voters_in_words(deliberation: Deliberation) -> str:
    """« Moins de cinq », « Au moins dix »: how many people voted, by fives."""
    count = count_by_fives(deliberation.box) if deliberation.box else 0
    return str(AT_LEAST % {"count": count_words(count)} if count else FEWER_THAN_FIVE)


def _frame(deliberation: Deliberation, *, token: str) -> VoterFrame:
    box = deliberation.box
    if box is None:
        raise ValueError("Only an opened deliberation has voters.")
    url = voters_address(deliberation, code=shown_code(box.code))
    secrecy = Secrecy(str(WHO_READS), str(KEPT_UNTIL))
    return VoterFrame(deliberation.title, url, activity_token(url), token, secrecy)
