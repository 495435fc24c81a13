"""Performance beside robustness, said in words: no number mixes them, and a gain never closes a gate."""

from enum import StrEnum


class Margin(StrEnum):
    """What may be said of a use that gains something, and of what holds or breaks in it."""

    NOT_LOOKED_AT = "not_looked_at"
    OBSERVED_AND_FRAGILE = "observed_and_fragile"
    OBSERVED = "observed"
    PROMISED_AND_FRAGILE = "promised_and_fragile"
    PROMISED = "promised"
    FRAGILE = "fragile"
    NOTHING = "nothing"


def margin(*, is_looked_at: bool, is_fragile: bool, is_promised: bool, is_observed: bool) -> Margin:
    """Where nobody has looked, nothing may be said of robustness. A gain seen speaks before a gain promised."""
    if not is_looked_at:
        return Margin.NOT_LOOKED_AT
    if is_observed:
        return Margin.OBSERVED_AND_FRAGILE if is_fragile else Margin.OBSERVED
    if is_promised:
        return Margin.PROMISED_AND_FRAGILE if is_fragile else Margin.PROMISED
    return Margin.FRAGILE if is_fragile else Margin.NOTHING
