import pytest
from hypothesis import given
from hypothesis import strategies as st

from balises.cards import rules
from balises.cards.forms import CardForm
from balises.cards.rules import (
    CARD_BYTES,
    LIMITS,
    CollectionState,
    MakingFacts,
    Spotted,
    card_from_bytes,
    card_to_bytes,
)
from balises.shared.envelopes import LARGEST_TEXT_BYTES
from factories.cards import card

STATES = list(CollectionState)
WIDEST = ["🙂", "𠀀", "é", '"', "\\", "\n", "字", "\u200f", "a"]


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


def test_a_card_comes_back_as_it_was_written() -> None:
    written = card(purpose="« Où ? »\nici, 🙂, قصة, <b>")

    assert card_from_bytes(card_to_bytes(written)) == written


@pytest.mark.parametrize("character", WIDEST)
def test_the_longest_card_in_any_alphabet_fits_its_envelope(character: str) -> None:
    longest = card(**{name: character * limit for name, limit in LIMITS.items()})

    assert len(card_to_bytes(longest)) <= CARD_BYTES


@given(st.text(max_size=2000))
def test_whatever_is_typed_is_either_refused_or_fits(text: str) -> None:
    form = CardForm({"visibility": "hidden", **dict.fromkeys(LIMITS, text)})

    assert not form.is_valid() or len(card_to_bytes(form.card())) <= CARD_BYTES


def test_a_card_of_another_version_is_not_guessed() -> None:
    text = card_to_bytes(card()).replace(b'"v":1', b'"v":2')

    with pytest.raises(ValueError, match="version"):
        card_from_bytes(text)
