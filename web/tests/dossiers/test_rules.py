import pytest

from balises.dossiers import rules
from balises.dossiers.rules import Progress, State, Step, UseAct, UseStanding
from balises.processes.rules import SeatKind

PRACTITIONER, DIRECTION, SERVICE_USER = SeatKind.PRACTITIONER, SeatKind.DIRECTION, SeatKind.SERVICE_USER


def progress(finished: set[Step], waiting: set[Step]) -> dict[Step, Progress]:
    return {step: Progress(int(step in finished), int(step in waiting)) for step in Step}


@pytest.mark.parametrize(
    ("finished", "waiting", "here"),
    [
        (set(), set(), Step.EXPLORE),
        (set(), {Step.LOOK}, Step.LOOK),  # a use known already, without a harvest
        (set(), {Step.EXPLORE, Step.LOOK}, Step.EXPLORE),
        ({Step.LOOK}, set(), Step.DELIBERATE),
        ({Step.EXPLORE}, {Step.EXPLORE}, Step.LOOK),
        ({Step.EXPLORE, Step.DELIBERATE}, set(), Step.LOOK),
        (set(Step) - {Step.MEET}, {Step.EXPLORE}, Step.MEET),
        (set(Step), {Step.DECIDE, Step.MEET}, Step.DECIDE),
        (set(Step), set(), None),
    ],
)
def test_we_are_at_the_first_step_never_walked_then_at_the_first_where_something_waits(
    finished: set[Step], waiting: set[Step], here: Step | None
) -> None:
    assert rules.here(progress(finished, waiting)) == here


def test_a_step_walked_stays_done_wherever_we_are() -> None:
    found = rules.states(progress({Step.EXPLORE, Step.DELIBERATE}, {Step.EXPLORE}))

    assert found[Step.EXPLORE] is State.DONE
    assert found[Step.LOOK] is State.HERE
    assert found[Step.DELIBERATE] is State.DONE
    assert {found[step] for step in list(Step)[3:]} == {State.AHEAD}


def test_when_nothing_waits_every_step_is_done() -> None:
    assert set(rules.states(progress(set(Step), set())).values()) == {State.DONE}


@pytest.mark.parametrize(
    ("held", "is_set"),
    [
        ((), False),
        ((PRACTITIONER, DIRECTION), False),
        ((PRACTITIONER, SERVICE_USER), False),
        ((PRACTITIONER, PRACTITIONER, DIRECTION), False),
        ((PRACTITIONER, DIRECTION, SERVICE_USER), True),
    ],
)
def test_a_table_is_set_with_three_seats_one_of_them_a_service_users(held: tuple[SeatKind, ...], is_set: bool) -> None:
    assert rules.is_table_set(held) is is_set


def use(**holds: bool) -> UseStanding:
    nothing = dict.fromkeys(
        (
            *("is_described", "is_looked_at", "has_open_grid", "has_open_proposal"),
            *("has_request", "is_pronounced", "is_published"),
        ),
        False,
    )
    return UseStanding(**{**nothing, **holds})


@pytest.mark.parametrize(
    ("standing", "act"),
    [
        (use(), UseAct.DESCRIBE),
        (use(is_described=True), UseAct.LOOK),
        (use(has_open_grid=True), UseAct.ANSWER),
        (use(has_open_grid=True, is_looked_at=True), UseAct.ANSWER),
        (use(is_looked_at=True), UseAct.PROPOSE),
        (use(is_looked_at=True, has_open_proposal=True), UseAct.CONSENT),
        (use(has_open_proposal=True), UseAct.CONSENT),
        (use(is_looked_at=True, is_pronounced=True), UseAct.PUBLISH),
        (use(is_pronounced=True, has_open_proposal=True), UseAct.CONSENT),
        (use(is_looked_at=True, is_pronounced=True, is_published=True), UseAct.REVIEW),
        (use(is_pronounced=True, has_request=True), UseAct.RECONSIDER),
        (use(is_pronounced=True, is_published=True, has_request=True), UseAct.RECONSIDER),
        (use(is_pronounced=True, is_published=True, has_request=True, has_open_proposal=True), UseAct.CONSENT),
    ],
)
def test_a_use_waits_for_one_thing(standing: UseStanding, act: UseAct) -> None:
    assert rules.next_act(standing) is act
