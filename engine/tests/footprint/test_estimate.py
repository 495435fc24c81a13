"""From what people can say to a range in a year; EcoLogits is the real package, and so is its absence."""

import subprocess
import sys
from datetime import date
from importlib.metadata import version
from math import inf
from pathlib import Path

import pytest
from ecologits.tracers.utils import llm_impacts

import portulan
from portulan.footprint import (
    TASKS,
    Assumption,
    EcoLogits,
    Factors,
    Impacts,
    Provenance,
    Span,
    Task,
    Unknown,
    Volume,
    about,
    estimate,
    total,
    yearly,
)
from portulan.footprint.volumes import YEARLY

ON = date(2026, 11, 24)
WHERE = Provenance("Invented", "1", ON, "CC0-1.0", "FRA", "To show the arithmetic.")
NOT_KNOWN = Unknown("Not counted.")
PER_TOKEN = Impacts(Span(1e-6, 2e-6, "kWh"), NOT_KNOWN, Span(1e-5, 1e-5, "L"), NOT_KNOWN)
EXACT = Task(
    "note",
    Assumption("tokens", Span(100, 200, "token"), "counted", ON),
    Assumption("requests", Span(1, 2, "1"), "counted", ON),
)
MODEL = {"provider": "openai", "model": "gpt-4o-mini"}


def ends(span):
    return span.low, span.high


def of_the_note(per):
    demand = yearly(Volume(EXACT, Span(3, 5, "1"), per="year"))
    return estimate(demand, using=Factors("m", PER_TOKEN, per=per, provenance=WHERE)).impacts


def letters(times=10):
    return yearly(Volume(TASKS["letter"], about(times), per="week"))


def test_the_range_is_the_product_of_the_low_ends_and_of_the_high_ends():
    found = of_the_note("token")

    assert ends(found.energy) == pytest.approx((3 * 1 * 100 * 1e-6, 5 * 2 * 200 * 2e-6))
    assert ends(found.water) == pytest.approx((3e-3, 2e-2))
    assert found.carbon == NOT_KNOWN


def test_what_is_counted_by_request_does_not_grow_with_the_length_of_the_answer():
    assert ends(of_the_note("request").energy) == pytest.approx((3e-6, 2e-5))


def test_every_assumption_on_the_way_is_said_with_its_source_and_date():
    found = estimate(letters(), using=Factors("m", PER_TOKEN, per="token", provenance=WHERE))

    plain = found.to_plain()
    assert [each["name"] for each in plain["assumptions"]] == [
        "weeks in a year", "requests for one letter", "tokens written for one letter",
    ]  # fmt: skip
    assert all(each["source"] and each["on"] == "2026-11-24" for each in plain["assumptions"])
    assert plain["provenance"]["version"] == "1"
    assert plain["impacts"]["minerals"] == {"unknown": "Not counted."}


@pytest.mark.parametrize("task", TASKS.values(), ids=lambda task: task.name)
@pytest.mark.parametrize("per", YEARLY)
def test_more_often_is_never_less(task, per):
    fewer, more = (yearly(Volume(task, about(times), per=per)) for times in (2, 3))

    assert fewer.requests.low < more.requests.low <= more.requests.high
    assert fewer.tokens == more.tokens == task.tokens.span


def test_a_volume_is_said_in_a_period_and_as_a_plain_number():
    with pytest.raises(ValueError, match="letter: a period is one of day, week, month, year, not 'decade'"):
        Volume(TASKS["letter"], about(1), per="decade")
    with pytest.raises(ValueError, match="letter: times is a plain number"):
        Volume(TASKS["letter"], Span(1, 2, "L"), per="week")


def test_ecologits_is_read_at_both_ends_and_nothing_is_added():
    found = estimate(letters(), using=EcoLogits(**MODEL, on=ON, zone="FRA"))

    demand = letters()
    called = {"provider": "openai", "model_name": "gpt-4o-mini", "request_latency": inf, "electricity_mix_zone": "FRA"}
    low, high = (llm_impacts(**called, output_token_count=round(tokens)) for tokens in ends(demand.tokens))
    assert ends(found.impacts.energy) == pytest.approx(
        (low.energy.value.min * demand.requests.low, high.energy.value.max * demand.requests.high)
    )
    assert found.impacts.carbon.high == pytest.approx(high.gwp.value.max * demand.requests.high)
    assert found.impacts.water.low == pytest.approx(low.wcf.value.min * demand.requests.low)
    assert found.impacts.minerals.low == pytest.approx(low.adpe.value.min * demand.requests.low)
    assert (found.provenance.version, found.provenance.country) == (version("ecologits"), "FRA")
    assert any("architecture has not been released" in note for note in found.notes)


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"model": "no-such-model"}, "no-such-model"), ({"provider": "nobody"}, "nobody"), ({"zone": "XXX"}, "XXX")],
)
def test_what_ecologits_does_not_know_is_unknown_and_says_what(changed, said):
    found = estimate(letters(), using=EcoLogits(**{**MODEL, "on": ON, "zone": "FRA", **changed}))

    for quantity in (found.impacts.energy, found.impacts.carbon, found.impacts.water, found.impacts.minerals):
        assert isinstance(quantity, Unknown)
        assert said in quantity.reason


def test_asking_ecologits_logs_nothing_and_leaves_loggers_as_they_were():
    asked = (
        "import logging\n"
        "from datetime import date\n"
        "from portulan.footprint import EcoLogits, Span\n"
        "EcoLogits('openai', 'gpt-4o-mini', on=date(2026, 11, 24)).of_request(Span(400, 400, 'token'))\n"
        "assert logging.getLoggerClass() is logging.Logger\n"
    )

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_without_ecologits_the_rest_works_and_what_to_do_is_said():
    source = Path(portulan.__file__).parents[1]
    asked = (
        f"import sys; sys.path.insert(0, {str(source)!r})\n"
        "from datetime import date\n"
        "from portulan.footprint import EcoLogits, Span, TASKS, Volume, about, yearly\n"
        "print(yearly(Volume(TASKS['letter'], about(10), per='week')).requests.high)\n"
        "EcoLogits('openai', 'gpt-4o-mini', on=date(2026, 11, 24)).of_request(Span(400, 400, 'token'))\n"
    )

    done = subprocess.run([sys.executable, "-S", "-c", asked], capture_output=True, text=True, check=False)

    assert done.stdout == "4160\n"
    assert done.stderr.strip().endswith("install portulan[footprint], or give a file of factors.")


def test_a_total_is_of_one_origin_and_unknown_where_a_part_is():
    known = estimate(letters(), using=Factors("m", PER_TOKEN, per="token", provenance=WHERE))
    hidden = Impacts(NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN)
    unknown = estimate(letters(), using=Factors("n", hidden, per="token", provenance=WHERE))
    elsewhere = Provenance("Another", "1", ON, "CC0-1.0", "FRA", "In another way.")
    other = estimate(letters(), using=Factors("m", PER_TOKEN, per="token", provenance=elsewhere))

    assert total([known, known]).impacts.energy == known.impacts.energy.times(Span(2, 2, "1"))
    assert total([known, unknown]).impacts.energy == NOT_KNOWN
    assert total([known, known]).assumptions == known.assumptions
    with pytest.raises(ValueError, match=r"side by side, never added up: Invented 1 \(FRA\); Another 1 \(FRA\)"):
        total([known, other])


def test_an_impact_in_another_unit_is_refused():
    with pytest.raises(ValueError, match="energy is in kWh, not in Wh"):
        Impacts(Span(1, 2, "Wh"), NOT_KNOWN, NOT_KNOWN, NOT_KNOWN)


@pytest.mark.parametrize("missing", ["source", "version", "licence", "country", "method"])
def test_figures_that_cannot_be_found_again_are_refused(missing):
    terms = {"source": "s", "version": "1", "licence": "l", "country": "FRA", "method": "m"} | {missing: " "}

    with pytest.raises(ValueError, match=f"without {missing}"):
        Provenance(**terms, on=ON)
