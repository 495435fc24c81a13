from collections.abc import Mapping

import pytest

from balises.analyses import queries, services
from balises.analyses.rules import Precision
from balises.organisations.models import Organisation
from factories.analyses import cast


def figures(counts: Mapping[str, int], *, others: int = 0) -> queries.Figures:
    """What is told of one statement, while `others` people voted on another one."""
    plan = services.make_plan(name="spring", items=["1", "2"])
    run = services.seal_run(plan=plan, votes=cast(**{"1": counts, "2": {"agree": others}}))
    return queries.figures(run, labels={"1": "Un", "2": "Deux"})


TOLD = [
    ({"agree": 4}, Precision.WITHHELD, ("non montré", "non montré", "non montré"), "trop peu de personnes"),
    (
        {"agree": 6, "pass": 1},
        Precision.COARSE,
        ("plus de la moitié", "moins de la moitié", "moins de la moitié"),
        "De 5 à 9 réponses. Plus de la moitié des personnes qui ont répondu sont d’accord.",
    ),
    (
        {"agree": 3, "disagree": 3, "pass": 2},
        Precision.WITHHELD,
        ("la moitié ou moins", "la moitié ou moins", "non montré"),
        "Ni «\u202fd’accord\u202f» ni «\u202fpas d’accord\u202f» ne dépasse la moitié",
    ),
    (
        {"agree": 4, "disagree": 4, "pass": 4},
        Precision.WITHHELD,
        ("la moitié ou moins", "la moitié ou moins", "la moitié ou moins"),
        "12 réponses. Aucune des trois réponses ne dépasse la moitié.",
    ),
    (
        {"agree": 26},
        Precision.COARSE,
        ("de 22 à 26", "de 0 à 4", "de 0 à 4"),
        "26 réponses. D’accord\u202f: de 22 à 26.",
    ),
    ({"agree": 12, "disagree": 7, "pass": 6}, Precision.EXACT, ("12", "7", "6"), "25 réponses."),
    ({"agree": 14, "disagree": 4, "pass": 3}, Precision.WITHHELD, ("14", "non montré", "non montré"), "soustraction"),
]


@pytest.mark.parametrize(("counts", "precision", "words", "sentence"), TOLD)
def test_a_row_is_told_as_precisely_as_it_may_be_and_no_more(
    in_scope: Organisation, counts: dict[str, int], precision: Precision, words: tuple[str, ...], sentence: str
) -> None:
    row = figures(counts, others=20).rows[0]

    assert row.precision is precision
    assert tuple(choice.words for choice in row.choices) == words
    assert sentence in row.sentence


def test_exact_shares_make_a_whole_and_no_other_row_has_any(in_scope: Organisation) -> None:
    exact = figures({"agree": 12, "disagree": 7, "pass": 6}).rows[0]
    coarse = figures({"agree": 26}).rows[0]

    assert sum(choice.share for choice in exact.choices) == pytest.approx(100)
    assert [choice.share for choice in coarse.choices] == [0, 0, 0]
    assert [choice.level for choice in coarse.choices] == [4, 1, 1]


def test_unanimity_and_near_unanimity_read_the_same(in_scope: Organisation) -> None:
    assert figures({"agree": 26}).rows[0] == figures({"agree": 23, "disagree": 2, "pass": 1}).rows[0]


def test_the_method_card_names_method_version_thresholds_and_digest(in_scope: Organisation) -> None:
    card = figures({"agree": 26}).method

    assert (card.name, card.version) == ("portulan.disclosure.protect_choices", "1")
    assert [setting.value for setting in card.settings] == ["5 personnes", "10 personnes", "8 personnes"]
    assert len(card.digest) == len(card.plan_digest) == 64
