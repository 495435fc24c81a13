import pytest
from factories.cards import card
from hypothesis import given
from hypothesis import strategies as st

from balises.cards.forms import CardForm
from balises.cards.formats import card_from_bytes, card_to_bytes
from balises.cards.rules import CARD_BYTES, LIMITS

WIDEST = ["🙂", "𠀀", "é", '"', "\\", "\n", "字", "\u200f", "a"]


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
