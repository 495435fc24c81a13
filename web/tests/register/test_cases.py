"""The sixty cases are the specification: thought through by hand, then put to the real rules, grid and law."""

import pytest

from balises.library.formats import Case
from factories import cases


@pytest.mark.parametrize("case", cases.read_cases().cases, ids=lambda case: case.code)
def test_the_rules_find_what_was_thought(case: Case) -> None:
    told = cases.differences(cases.found_for(case), expected=cases.expected_of(case))

    assert not told, "\n".join([f"{case.code} · {case.title}", *told])
