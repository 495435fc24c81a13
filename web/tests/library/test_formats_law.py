"""What the shipped lines of law say, on whom they bear, and how sure of it they are."""

from datetime import date
from pathlib import Path

import pytest

from balises.library import formats
from balises.library.formats import Law, LawLine
from balises.library.rules import Facts, Truth, holds, parsed

FOLDER = Path(__file__).parents[3] / "content" / "law"
COUNTRIES = {"eu": "fr | be | eu", "fr": "fr", "be": "be", "ch": "ch", "qc": "qc"}
LAWS: dict[str, Law] = {
    slug: law for slug in COUNTRIES if isinstance(law := formats.read_edition(FOLDER / slug / "edition-1.fr.yaml"), Law)
}
LINES = [(slug, line) for slug, law in LAWS.items() for line in law.lines]


def code_of(value: object) -> str:
    return value.code if isinstance(value, LawLine) else str(value)


@pytest.mark.parametrize(("slug", "line"), LINES, ids=code_of)
def test_a_line_says_where_it_bears_and_names_its_law(slug: str, line: LawLine) -> None:
    assert line.code.startswith(f"{slug}-")
    assert line.given[0] == f"country = {COUNTRIES[slug]}"
    assert all(parsed(text) for text in line.given)


@pytest.mark.parametrize(("slug", "line"), LINES, ids=code_of)
def test_a_line_whose_source_nobody_opened_says_that_it_is_to_be_confirmed(slug: str, line: LawLine) -> None:
    if line.source.checked is None:
        assert line.to_confirm is not None
    else:
        assert line.source.checked == date(2026, 11, 24)


@pytest.mark.parametrize("slug", COUNTRIES)
def test_every_law_says_that_it_is_a_proposal_and_no_counsel(slug: str) -> None:
    notice = LAWS[slug].notice

    assert "proposition à éprouver" in notice
    assert "ne remplace pas un conseil juridique" in notice


def test_each_letter_of_article_5_is_its_own_line_and_stops() -> None:
    lines = [line for line in LAWS["eu"].lines if line.code.startswith("eu-ia-5-")]

    assert [line.code.rpartition("-")[2] for line in lines] == ["a", "b", "c", "d", "e", "f", "g", "ba", "bb"]
    assert {line.effect for line in lines} == {formats.Effect.STOP}
    assert {line.code: line.valid_from for line in lines if line.valid_from != "2025-02-02"} == {
        "eu-ia-5-ba": "2026-12-02",
        "eu-ia-5-bb": "2026-12-02",
    }


def test_what_annex_iii_asks_waits_for_its_date() -> None:
    dates = {line.valid_from for line in LAWS["eu"].lines if line.code.startswith(("eu-ia-26", "eu-ia-27"))}

    assert dates == {"2027-12-02"}


TALK: Facts = {
    "role": ("deployer",),
    "personal_data": ("service_users",),
    "sensitive_data": ("yes",),
    "inference": ("yes",),
    "account": ("organisation",),
    "body": ("private",),
    "severity": ("none",),
    "profiling": ("no",),
    "staff_evaluation": ("no",),
}
DPIA = [
    ("fr", {"eu-rgpd-35", "fr-cnil-aipd-social", "fr-cnil-aipd-sante"}),
    ("be", {"eu-rgpd-35"}),
    ("ch", {"ch-lpd-22-sensible"}),
    ("qc", {"qc-prive-3-3", "qc-hors-quebec"}),
]


@pytest.mark.parametrize(("country", "expected"), DPIA)
def test_notes_on_supported_people_ask_for_an_impact_assessment_everywhere(country: str, expected: set[str]) -> None:
    facts = {**TALK, "country": (country,)}
    asking = [line for _slug, line in LINES if line.effect is formats.Effect.DPIA]

    held = {line.code for line in asking if holds(map(parsed, line.given), facts=facts) is Truth.YES}

    assert held == expected


def test_a_works_council_is_asked_from_fifty_employees_on() -> None:
    facts = {**TALK, "country": ("fr",), "staff_effect": ("yes",), "annex_iii": ("none",)}
    asked = {
        size: {
            line.code
            for line in LAWS["fr"].lines
            if line.effect is formats.Effect.STAFF_CONSULTATION
            and holds(map(parsed, line.given), facts={**facts, "staff_size": (size,)}) is Truth.YES
        }
        for size in ("under_11", "from_50")
    }

    assert asked == {"under_11": set(), "from_50": {"fr-ct-2312-8"}}
