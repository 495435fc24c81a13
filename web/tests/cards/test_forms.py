import pytest

from balises.cards.forms import CardForm, InvitationForm
from balises.cards.rules import LIMITS
from factories.cards import typed


def test_a_card_needs_three_answers_and_no_more() -> None:
    form = CardForm(typed())

    assert form.is_valid()
    assert form.card().need == ""


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("purpose", "", "Il manque une réponse ici"),
        ("purpose", "  \n ", "Il manque une réponse ici"),
        ("purpose", "\x00\x07", "Il manque une réponse ici"),
        ("purpose", "a" * 501, "500 signes au plus, vous en avez 501"),
        ("tool", "🙂" * 121, "120 signes au plus, vous en avez 121"),
        ("need", "字" * 401, "400 signes au plus"),
        ("visibility", "", "Choisissez une des six réponses"),
        ("visibility", "<script>", "Choisissez une des six réponses"),
    ],
)
def test_what_is_wrong_is_said_in_french_beside_its_field(field: str, value: str, said: str) -> None:
    form = CardForm(typed(**{field: value}))

    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert said in str(form.errors[field])


@pytest.mark.parametrize("name", LIMITS)
def test_a_new_line_counts_for_one_as_on_the_phone(name: str) -> None:
    form = CardForm(typed(**{name: "a" + "\r\n" * (LIMITS[name] - 2) + "b"}))

    assert form.is_valid(), form.errors
    assert len(form.cleaned_data[name]) == LIMITS[name]


def test_any_alphabet_is_welcome_and_what_cannot_be_seen_is_dropped() -> None:
    form = CardForm(typed(purpose="Запись, قصة, 記録, 🙂\x00\x1b[31m e\u0301"))

    assert form.is_valid()
    assert form.card().purpose == "Запись, قصة, 記録, 🙂[31m é"


@pytest.mark.parametrize(
    ("pasted", "addresses"),
    [
        ("a@exemple.test", ["a@exemple.test"]),
        ("a@exemple.test\r\n\r\n b@exemple.test ", ["a@exemple.test", "b@exemple.test"]),
        ("a@exemple.test, b@exemple.test; c@exemple.test", ["a@exemple.test", "b@exemple.test", "c@exemple.test"]),
    ],
)
def test_addresses_are_pasted_as_they_come(pasted: str, addresses: list[str]) -> None:
    form = InvitationForm({"addresses": pasted})

    assert form.is_valid()
    assert form.cleaned_data["addresses"] == addresses


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("a@exemple.test\nmarie", "marie"),
        ("<b>@exemple.test", "ne sont pas des adresses"),
        ("\n".join(f"p{n}@exemple.test" for n in range(301)), "Pas plus de 300 adresses"),
    ],
)
def test_a_line_that_is_no_address_is_named(pasted: str, said: str) -> None:
    form = InvitationForm({"addresses": pasted})

    assert not form.is_valid()
    assert said in str(form.errors["addresses"])
