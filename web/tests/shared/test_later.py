from typing import Any

import pytest

from balises.shared.later import LONGEST_DELAY_SECONDS, growing_delay_seconds


@pytest.mark.parametrize(("first", "delays"), [(20.0, [20, 40, 80, 160]), (0.5, [0.5, 1, 2, 4])])
def test_each_try_waits_twice_as_long_as_the_one_before(settings: Any, first: float, delays: list[float]) -> None:
    settings.RETRY_SECONDS = first

    assert [growing_delay_seconds(count) for count in range(4)] == delays


@pytest.mark.parametrize("attempt_count", [11, 16, 10_000])
def test_no_try_waits_longer_than_six_hours(settings: Any, attempt_count: int) -> None:
    settings.RETRY_SECONDS = 20.0

    assert growing_delay_seconds(attempt_count) == LONGEST_DELAY_SECONDS == 6 * 3600
