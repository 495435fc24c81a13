import pytest

from balises.boxes.rules import WRONG_CODES_AN_HOUR
from balises.boxes.services import limiting
from balises.boxes.services.limiting import HOUR_SECONDS, Hourly
from balises.shared.errors import Refused


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_address_has_its_own_count() -> None:
    counts = Hourly(Clock())

    said = [counts.add(address) for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2")]

    assert said == [1, 2, 1]


def test_everything_is_forgotten_every_hour_salt_included() -> None:
    clock = Clock()
    counts = Hourly(clock)
    counts.add("192.0.2.1")
    former = set(counts.hashes())

    clock.now = HOUR_SECONDS
    count = counts.add("192.0.2.1")

    assert count == 1
    assert former.isdisjoint(counts.hashes())


def test_what_is_kept_does_not_hold_the_address() -> None:
    counts = Hourly(Clock())

    counts.add("192.0.2.1")

    (kept,) = counts.hashes()
    assert b"192" not in kept
    assert len(kept) == 16


def test_someone_who_guesses_codes_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiting, "_wrong_codes", Hourly(Clock()))
    for _ in range(WRONG_CODES_AN_HOUR):
        limiting.count_wrong_code("192.0.2.1")

    with pytest.raises(Refused) as refused:
        limiting.count_wrong_code("192.0.2.1")
    limiting.count_wrong_code("192.0.2.2")

    assert refused.value.refusal.code == "boxes.too_many_requests"
