"""Figures from files: factors of one's own, and published figures side by side."""

import json
from datetime import date

import pytest

from portulan.footprint import Span, Unknown, read_factors, read_figures, side_by_side

TERMS = {
    "source": "A supplier", "version": "2", "on": "2026-03-01", "licence": "CC-BY-4.0", "country": "BEL",
    "method": "Use only.",
}  # fmt: skip
FACTORS = {
    "format": "portulan.footprint-factors/1",
    **TERMS,
    "per": "token",
    "models": {"small": {"energy_kwh": [1e-6, 2e-6], "carbon_kgco2e": None, "notes": ["Measured in March."]}},
}
# What two suppliers published of their own services: for showing side by side, and nothing more.
MISTRAL = TERMS | {
    "source": "Mistral AI, with Carbone 4 and ADEME: Mistral Large 2", "version": "July 2025", "on": "2025-07-22",
    "licence": "cited", "country": "FRA", "method": "Life cycle, marginal impacts of an answer.",
}  # fmt: skip
GOOGLE = TERMS | {
    "source": "Google: Gemini Apps, arXiv 2508.15734", "version": "v1", "on": "2025-08-21", "licence": "cited",
    "country": "USA", "method": "Serving only, market-based emissions.",
}  # fmt: skip
ANSWER, PROMPT = "an answer of 400 tokens", "a median text prompt"
FIGURES = {
    "format": "portulan.footprint-figures/1",
    "figures": [
        {"indicator": "water", "value": [0.26, 0.26], "unit": "mL", "per": PROMPT, **GOOGLE},
        {"indicator": "carbon", "value": [0.03, 0.03], "unit": "gCO2e", "per": PROMPT, **GOOGLE},
        {"indicator": "carbon", "value": [1.14, 1.14], "unit": "gCO2e", "per": ANSWER, **MISTRAL},
        {"indicator": "water", "value": [45, 45], "unit": "mL", "per": ANSWER, **MISTRAL},
        {"indicator": "energy", "value": [0.24, 0.24], "unit": "Wh", "per": PROMPT, **GOOGLE},
    ],
}


@pytest.fixture
def write(tmp_path):
    def written(plain):
        path = tmp_path / "file.json"
        path.write_text(plain if isinstance(plain, str) else json.dumps(plain), encoding="utf-8")
        return path

    return written


def changed(plain, *keys, to):
    """The same with one value changed, or taken out."""
    if not keys:
        return to
    copy = list(plain) if isinstance(plain, list) else dict(plain)
    first, *rest = keys
    copy[first] = changed(copy[first], *rest, to=to) if rest else to
    return copy


def test_factors_are_read_with_their_origin_and_what_is_not_given_is_unknown(write):
    factors = read_factors(write(FACTORS), model="small")

    impacts, notes = factors.of_request(Span(100, 200, "token"))
    assert (impacts.energy.low, impacts.energy.high) == pytest.approx((1e-4, 4e-4))
    assert impacts.carbon == impacts.water == Unknown("The file gives no figure.")
    assert notes == ("Measured in March.",)
    assert (factors.provenance.on, factors.provenance.licence) == (date(2026, 3, 1), "CC-BY-4.0")


@pytest.mark.parametrize(
    ("keys", "to", "said"),
    [
        (("format",), "other", 'file.json, format: "portulan.footprint-factors/1" is needed'),
        (("per",), "page", "file.json, per: "),
        (("models",), [], "file.json, models: 'small' is not there; it has none"),
        (("models", "small"), None, "it has small"),
        (("licence",), "", "file.json, licence: needed"),
        (("version",), 2, "file.json, version: needed, as text"),
        (("on",), "last year", "file.json, on: a date as 2026-11-24 is needed, not 'last year'"),
        (("models", "small", "energy_kwh"), [2, 1], "small, in kWh: A range needs"),
        (("models", "small", "energy_kwh"), 3, "small, in kWh: two numbers are needed"),
        (("models", "small", "energy_kwh"), [True, 3], "two numbers are needed"),
        (("models", "small", "energy_kwh"), [1, "3"], "two numbers are needed"),
        (("models", "small", "energy_wh"), [1, 3], "energy_wh: not a field; they are carbon_kgco2e"),
        (("models", "small", "notes"), "one", "notes: a list of sentences"),
    ],
)
def test_a_wrong_file_of_factors_is_refused_with_its_place(write, keys, to, said):
    path = write(changed(FACTORS, *keys, to=to))

    with pytest.raises(ValueError, match=r".") as refused:
        read_factors(path, model="small")

    assert said in str(refused.value)


def test_what_is_not_json_is_refused(write):
    with pytest.raises(ValueError, match=r"file\.json: not JSON in UTF-8"):
        read_factors(write("energy: 3"), model="small")


def test_published_figures_stand_side_by_side_with_what_they_differ_in_and_nothing_made_of_them(write):
    tables = side_by_side(read_figures(write(FIGURES)))

    assert [table.indicator for table in tables] == ["energy", "carbon", "water"]
    carbon = tables[1]
    assert [each.value for each in carbon.figures] == [Span(1.14, 1.14, "gCO2e"), Span(0.03, 0.03, "gCO2e")]
    assert carbon.differ_in == ("method", "per", "country")
    shown = json.dumps([table.to_plain() for table in tables])
    assert all(number not in shown for number in ("0.585", "1.17", "22.63"))  # neither a mean nor a sum
    assert tables[0].differ_in == ()


def test_the_order_of_figures_and_one_given_twice_change_nothing(write):
    figures = read_figures(write(FIGURES))

    assert side_by_side([*figures[::-1], figures[0]]) == side_by_side(figures)
    assert side_by_side([]) == ()


@pytest.mark.parametrize(
    ("keys", "to", "said"),
    [
        (("figures",), {}, "file.json, figures: a list is needed"),
        (("figures", 1), 3, "file.json, figure 2: an object is needed"),
        (("figures", 1, "indicator"), "noise", "file.json, figure 2, indicator: one of energy, carbon"),
        (("figures", 0, "unit"), "", "file.json, figure 1, unit: needed"),
        (("figures", 0, "per"), None, "file.json, figure 1, per: needed"),
        (("figures", 0, "value"), [3], "file.json, figure 1, value: two numbers"),
        (("figures", 4, "country"), " ", "file.json, figure 5, country: needed"),
    ],
)
def test_a_wrong_file_of_figures_is_refused_with_its_place(write, keys, to, said):
    path = write(changed(FIGURES, *keys, to=to))

    with pytest.raises(ValueError, match=r".") as refused:
        read_figures(path)

    assert said in str(refused.value)
