"""What the whole grid promises: its codes for ever, rows that can fire, doors that say what closes them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from balises.library import formats, rules
from balises.library.formats import Answer, Effect, Nature

CONTENT = Path(__file__).parents[3] / "content"
COUNTS = (6, 6, 7, 6, 5, 7, 5, 5, 5, 6)  # criteria of each dimension
ALWAYS = "Toujours"
EUROPE = {"fr", "be", "eu"}


@pytest.fixture(scope="module")
def shipped() -> dict[str, Any]:
    return {edition.reference: edition for edition in formats.read_content(CONTENT)}


@pytest.fixture(scope="module")
def grid(shipped: dict[str, Any]) -> Any:
    return shipped["framework:grille@1"]


def rows(grid: Any) -> Iterator[tuple[str, Any]]:
    """Each row with the code of the criterion or of the general rule that holds it."""
    for criterion in grid.criteria:
        yield from ((criterion.code, trigger) for trigger in criterion.triggers)
    for rule in grid.general_rules:
        yield from ((rule.code, row) for row in rule.rows)


def test_the_codes_of_the_grid_never_change(grid: Any) -> None:
    expected = [f"{dimension}.{n}" for dimension, count in enumerate(COUNTS, start=1) for n in range(1, count + 1)]

    assert len(expected) == 58
    assert [criterion.code for criterion in grid.criteria] == expected
    assert [rule.code for rule in grid.general_rules] == [f"g{n}" for n in range(1, 8)]
    assert [line.code for line in grid.red_lines] == [f"rl-{n:02}" for n in range(1, 15)]
    assert [item.code for item in grid.robustness] == [f"rb-{n:02}" for n in range(1, 13)]
    assert len(grid.principles) == 9


def test_the_ten_dimensions_have_one_title_each(grid: Any) -> None:
    titles = {(criterion.dimension.code, criterion.dimension.title) for criterion in grid.criteria}

    assert {code for code, _title in titles} == {f"d{n}" for n in range(1, 11)}
    assert len(titles) == 10
    assert all(f"d{criterion.code.split('.')[0]}" == criterion.dimension.code for criterion in grid.criteria)


def test_nineteen_criteria_stop_the_examination_when_nobody_knows(grid: Any) -> None:
    assert [criterion.code for criterion in grid.criteria if criterion.is_blocking] == [
        *("1.1", "1.2", "1.5", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.5", "3.7"),
        *("4.4", "5.1", "5.2", "6.1", "8.1", "9.1", "10.1", "10.2"),
    ]


def test_the_quick_scan_asks_the_same_ten_questions(shipped: dict[str, Any], grid: Any) -> None:
    quick = {criterion.code: criterion for criterion in shipped["framework:quick-scan@1"].criteria}
    same = [criterion for criterion in grid.criteria if criterion.quick_scan]

    assert [criterion.code for criterion in same] == list(quick)
    for criterion in same:
        scanned = quick[criterion.code]
        assert (criterion.question, criterion.plain, criterion.why, criterion.dimension) == (
            scanned.question,
            scanned.plain,
            scanned.why,
            scanned.dimension,
        )
        assert criterion.guidance.startswith(scanned.guidance)


def test_every_answer_but_yes_sets_something_off_whatever_the_facts(grid: Any) -> None:
    for criterion in grid.criteria:
        certain = {trigger.answer for trigger in criterion.triggers if not trigger.given}

        assert certain == {Answer.NO, Answer.PARTLY, Answer.UNKNOWN}, criterion.code


def test_not_knowing_always_opens_an_inquiry(grid: Any) -> None:
    for criterion in grid.criteria:
        opened = [row.effect for row in criterion.triggers if row.answer is Answer.UNKNOWN and not row.given]

        assert opened == [Effect.INQUIRY], criterion.code


def test_every_row_says_what_closes_it_and_when_it_speaks(grid: Any) -> None:
    for code, row in rows(grid):
        assert row.closes, (code, row.when)
        assert (row.when == ALWAYS) is (row.given == ()), (code, row.when)


def test_a_row_is_not_written_twice(grid: Any) -> None:
    keys = Counter(
        (code, getattr(row, "answer", None), row.given, row.effect, row.nature, row.source) for code, row in rows(grid)
    )

    assert [key for key, count in keys.items() if count > 1] == []


def test_every_row_can_fire(grid: Any) -> None:
    """No row asks of one fact two things that never go together; where one value is admitted, one must remain."""
    for code, row in rows(grid):
        left: dict[str, set[str]] = {}
        for condition in map(rules.parsed, row.given):
            every = set(rules.FACTS[condition.fact])
            admitted = every - condition.values if condition.is_negated else condition.values
            left[condition.fact] = left.get(condition.fact, every) & admitted
        assert all(left.values()), (code, row.when)


def test_law_speaks_of_a_country_and_a_duty_to_come_of_its_date(grid: Any) -> None:
    for code, row in rows(grid):
        countries = {value for text in row.given for value in _countries(text)}
        assert row.nature is Nature.CHOSEN or countries, (code, row.when)
        if (row.source or "").startswith("ai-act") and row.nature is Nature.LEGAL:
            assert countries <= EUROPE, (code, row.when)
        assert row.in_force_on is None or row.nature is Nature.LEGAL, (code, row.when)


def _countries(text: str) -> frozenset[str]:
    condition = rules.parsed(text)
    return condition.values if condition.fact == "country" and not condition.is_negated else frozenset()


def test_what_waits_for_december_2027_says_so(grid: Any) -> None:
    waiting = {"ai-act", "ai-act-26", "ai-act-26-7", "ai-act-27"}  # Articles 26 and 27: the duties of Annex III
    dated = [row for _code, row in rows(grid) if row.nature is Nature.LEGAL and row.source in waiting]

    assert dated
    assert {str(row.in_force_on) for row in dated} == {"2027-12-02"}


def test_every_red_line_leads_to_a_stop(grid: Any) -> None:
    stops = {c.code for c in grid.criteria for row in c.triggers if row.effect is Effect.STOP}

    for line in grid.red_lines:
        assert set(line.criteria) <= stops, line.code


def test_robustness_is_read_both_ways(grid: Any) -> None:
    asked = {criterion.robustness: criterion.code for criterion in grid.criteria if criterion.robustness}

    assert asked == {item.code: item.criterion for item in grid.robustness if item.criterion}
    assert [item.code for item in grid.robustness if item.criterion is None] == ["rb-08"]


def test_every_criterion_serves_a_principle_and_every_principle_is_served(grid: Any) -> None:
    served = {code for criterion in grid.criteria for code in criterion.principles}

    assert all(criterion.principles for criterion in grid.criteria)
    assert served == {principle.code for principle in grid.principles}


def test_a_question_is_one_sentence(grid: Any) -> None:
    for criterion in grid.criteria:
        for sentence in (criterion.question, criterion.plain):
            assert sentence.endswith("?"), criterion.code
            assert sentence.count("?") == 1, criterion.code


def test_the_ten_hard_knocks_look_at_known_robustness(shipped: dict[str, Any], grid: Any) -> None:
    cards = shipped["stress_tests:coups-durs@1"].cards

    assert [card.code for card in cards] == [f"st-{n:02}" for n in range(1, 11)]
    assert {code for card in cards for code in card.robustness} == {item.code for item in grid.robustness}
