"""Robustness beside performance, as tables: words for each pair, never a number."""

import re
from datetime import date

import pytest

from balises.register import rules
from balises.register.phrases.robustness import BESIDE
from balises.register.rules import GainKind, Hold, KnockFacts, KnockStanding, Margin, Performance, Robustness

TODAY = date(2026, 11, 24)
LATER = date(2027, 1, 15)
EARLIER = date(2026, 10, 1)
WHOLE = Margin("Une liste imprimée", "Accueil", LATER)
H, B, X = Hold.HOLDS, Hold.BENDS, Hold.BREAKS


@pytest.mark.parametrize(
    ("cards", "on", "code"),
    [
        (("a", "b", "c"), TODAY, None),
        (("a", "b", "c", "d"), EARLIER, None),
        (("a", "b"), TODAY, "register.too_few_cards"),
        (("a", "a", "b"), TODAY, "register.too_few_cards"),
        (("a", "b", "z"), TODAY, "register.unknown_card"),
        (("a", "b", "c"), LATER, "register.session_in_the_future"),
        (("a", "b", "c"), date(226, 12, 1), "register.day_is_too_far"),
    ],
)
def test_which_sessions_may_be_held(cards: tuple[str, ...], on: date, code: str | None) -> None:
    refusal = rules.refusal_to_play(cards, known="abcd", on=on, today=TODAY)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("is_played", "former", "margin", "code"),
    [
        (True, None, Margin(), None),
        (True, None, WHOLE, None),
        (False, None, Margin(), "register.unknown_card"),
        (True, None, Margin("Une liste"), "register.margin_is_not_whole"),
        (True, None, Margin("Une liste", "Accueil"), "register.margin_is_not_whole"),
        (True, None, Margin("", "", LATER), "register.margin_is_not_whole"),
        (True, None, Margin("Une liste", "Accueil", EARLIER), "register.margin_is_past"),
        (True, EARLIER, Margin("Une liste", "Accueil", EARLIER), None),
        (True, None, Margin("Une liste", "Accueil", date(2226, 12, 1)), "register.day_is_too_far"),
    ],
)
def test_what_may_be_written_of_a_card(is_played: bool, former: date | None, margin: Margin, code: str | None) -> None:
    standing = KnockStanding(is_played=is_played, former_due_on=former, today=TODAY)

    refusal = rules.refusal_to_record_knock(standing, knock=KnockFacts(Hold.BENDS, "", margin))

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("holds", "robustness"),
    [
        ((), Robustness.UNTESTED),
        ((H, H), Robustness.HOLDS),
        ((H, B), Robustness.BENDS),
        ((H, B, X), Robustness.BREAKS),
        ((X,), Robustness.BREAKS),
    ],
)
def test_one_knock_that_breaks_is_not_bought_back_by_those_that_hold(
    holds: tuple[Hold, ...], robustness: Robustness
) -> None:
    assert rules.robustness_of(holds) is robustness


@pytest.mark.parametrize(
    ("gains", "performance"),
    [
        ((), Performance.UNTOLD),
        (((GainKind.PROMISED, True),), Performance.PROMISED),
        (((GainKind.OBSERVED, True),), Performance.PROMISED),  # seen by whoever sells it
        (((GainKind.PROMISED, True), (GainKind.OBSERVED, False)), Performance.OBSERVED),
    ],
)
def test_what_the_vendor_observed_is_still_a_promise(
    gains: tuple[tuple[GainKind, bool], ...], performance: Performance
) -> None:
    assert rules.performance_of(gains) is performance


def test_a_profile_keeps_the_worst_of_each_criterion_and_says_nothing_of_the_others() -> None:
    found = rules.profile([(("rb-01", "rb-02"), H), (("rb-01",), X), (("rb-03",), B)])

    assert found == {"rb-01": X, "rb-02": H, "rb-03": B}


def test_every_pair_has_its_own_sentence_without_any_figure() -> None:
    sentences = {pair: str(words) for pair, words in BESIDE.items()}

    assert set(sentences) == {(performance, robustness) for performance in Performance for robustness in Robustness}
    assert len(set(sentences.values())) == len(sentences)
    assert not any(re.search(r"\d", sentence) for sentence in sentences.values())
    assert sentences[Performance.OBSERVED, Robustness.BREAKS].startswith("Efficace mais fragile")
    assert not any(
        "Efficace" in sentence for pair, sentence in sentences.items() if pair[0] is not Performance.OBSERVED
    )


def test_a_session_with_answers_is_not_removed_and_a_margin_is_created_where_there_is_one() -> None:
    assert rules.refusal_to_remove_session(has_answers=True) is not None
    assert rules.refusal_to_remove_session(has_answers=False) is None
    assert rules.refusal_to_create_margin(has_margin=False) is not None
    assert rules.refusal_to_create_margin(has_margin=True) is None
    assert rules.refusal_to_stand_beside(is_itself=True) is not None
    assert rules.refusal_to_stand_beside(is_itself=False) is None
