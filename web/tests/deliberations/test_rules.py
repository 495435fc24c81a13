import pytest

from balises.deliberations import rules
from balises.deliberations.rules import DeliberationState as State
from balises.deliberations.rules import OpeningFacts, StatementFacts, Vote

MANY = tuple(str(number) for number in range(rules.MOST_STATEMENTS))


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (StatementFacts(State.DRAFT, "Une phrase.", ()), None),
        (StatementFacts(State.DRAFT, "", ()), "deliberations.no_text"),
        (StatementFacts(State.DRAFT, "L'IA  aide", ("l’IA aide.",)), "deliberations.already_there"),
        (StatementFacts(State.DRAFT, "Une de trop", MANY), "deliberations.too_many"),
        (StatementFacts(State.OPEN, "Une phrase.", ()), "deliberations.not_a_draft"),
        (StatementFacts(State.CLOSED, "Une phrase.", ()), "deliberations.not_a_draft"),
    ],
)
def test_refusal_to_write(facts: StatementFacts, code: str | None) -> None:
    refusal = rules.refusal_to_write(facts)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (OpeningFacts(State.DRAFT, 1), None),
        (OpeningFacts(State.DRAFT, 0), "deliberations.no_statement"),
        *((OpeningFacts(state, 3), "deliberations.already_opened") for state in State if state is not State.DRAFT),
    ],
)
def test_refusal_to_open(facts: OpeningFacts, code: str | None) -> None:
    refusal = rules.refusal_to_open(facts)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize("state", list(State))
def test_only_an_open_deliberation_closes_only_a_draft_is_edited_only_a_closed_one_is_exported(state: State) -> None:
    assert (rules.refusal_to_close(state) is None) == (state is State.OPEN)
    assert (rules.refusal_to_edit(state) is None) == (state is State.DRAFT)
    assert (rules.refusal_to_export(state) is None) == (state is State.CLOSED)


@pytest.mark.parametrize(
    ("seen", "after", "number"),
    [
        (frozenset(), 0, 1),
        (frozenset({1}), 1, 2),
        (frozenset({2}), 2, 3),
        (frozenset({2, 3}), 3, 1),
        (frozenset({1, 3}), 0, 2),
        (frozenset({1, 2, 3}), 3, None),
    ],
)
def test_next_number(seen: frozenset[int], after: int, number: int | None) -> None:
    assert rules.next_number((1, 2, 3), seen=seen, after=after) == number


def test_every_vote_fits_the_envelope() -> None:
    assert max(len(vote.encode()) for vote in Vote) == rules.VOTE_BYTES


def test_a_script_is_read_as_paragraphs_and_lists() -> None:
    text = "Lire **à voix haute** :\n\n- un\n- deux\n  et demi\n\nFin."

    blocks = rules.blocks_of(text)

    assert [(block.is_list, block.lines) for block in blocks] == [
        (False, ("Lire à voix haute :",)),
        (True, ("un", "deux et demi")),
        (False, ("Fin.",)),
    ]
