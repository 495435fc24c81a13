import pytest

from balises.cards import rules
from balises.cards.rules import CollectionState, MakingFacts, Spotted
from balises.shared.envelopes import LARGEST_TEXT_BYTES

STATES = list(CollectionState)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (MakingFacts(has_same_title=False, is_question_of_process=True), None),
        (MakingFacts(has_same_title=True, is_question_of_process=True), "cards.already_made"),
        (MakingFacts(has_same_title=False, is_question_of_process=False), "cards.question_of_another_process"),
    ],
)
def test_a_harvest_is_made_once_and_from_its_own_agenda(facts: MakingFacts, code: str | None) -> None:
    refusal = rules.refusal_to_make(facts)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize("state", STATES)
def test_a_harvest_opens_once(state: CollectionState) -> None:
    assert (rules.refusal_to_open(state) is None) == (state is CollectionState.DRAFT)


@pytest.mark.parametrize("state", STATES)
def test_only_an_open_harvest_closes(state: CollectionState) -> None:
    assert (rules.refusal_to_close(state) is None) == (state is CollectionState.OPEN)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (CollectionState.DRAFT, "cards.still_sealed"),
        (CollectionState.OPEN, "cards.still_sealed"),
        (CollectionState.CLOSING, "cards.still_sealed"),
        (CollectionState.CLOSED, None),
        (CollectionState.TOO_FEW, "cards.destroyed_unopened"),
    ],
)
def test_nobody_reads_a_card_before_the_closing(state: CollectionState, code: str | None) -> None:
    refusal = rules.refusal_to_read(state)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "card_count", "code"),
    [
        (CollectionState.CLOSED, 1, None),
        (CollectionState.CLOSED, 0, "cards.no_card_chosen"),
        (CollectionState.OPEN, 1, "cards.still_sealed"),
        (CollectionState.TOO_FEW, 1, "cards.destroyed_unopened"),
    ],
)
def test_a_use_rests_on_cards_that_were_read(state: CollectionState, card_count: int, code: str | None) -> None:
    refusal = rules.refusal_to_draft_use(state, card_count=card_count)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("card_count", "spotted"),
    [
        (1, Spotted.NO_NUMBER),
        (4, Spotted.NO_NUMBER),
        (5, Spotted.SEVERAL),
        (9, Spotted.SEVERAL),
        (10, Spotted.BY_FIVES),
        (600, Spotted.BY_FIVES),
    ],
)
def test_no_small_number_leaves_with_a_use(card_count: int, spotted: Spotted) -> None:
    assert rules.spotted_in(card_count) is spotted


def test_the_longest_card_is_well_below_what_an_envelope_holds() -> None:
    assert rules.CARD_BYTES <= LARGEST_TEXT_BYTES // 2
