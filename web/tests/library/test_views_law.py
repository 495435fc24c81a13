"""The law as pages and as data: what is asked, of whom, since when, and how sure it is."""

from datetime import date

import pytest
from django.test import Client

from balises.library import queries
from balises.library.models import Edition
from balises.library.rules import parsed

pytestmark = pytest.mark.django_db
LAWS = ("eu", "fr", "be", "ch", "qc")


def test_a_duty_to_come_is_dated_in_words(client: Client) -> None:
    shown = [client.get(f"/grille/dimensions/d{number}").text for number in range(1, 11)]
    pages = [" ".join(page.split()) for page in shown]  # of any space

    assert any("à partir du 2 décembre 2027" in page for page in pages)
    assert not any("2027-12-02" in page for page in pages)


def test_the_lines_of_a_country_come_with_those_of_the_union() -> None:
    lines = queries.law_lines(("eu", "fr"))

    first = lines[0]
    assert [line.law for line in lines] == sorted(line.law for line in lines)
    assert {line.law for line in lines} == {"eu", "fr"}
    assert first.conditions == tuple(map(parsed, first.given))
    assert first.source.checked_on == date(2026, 11, 24)


def test_the_lines_of_no_law_are_none() -> None:
    assert queries.law_lines(()) == ()
    assert queries.law_lines(("xx",)) == ()


def test_the_law_page_lists_every_country_and_marks_what_is_unsure(client: Client) -> None:
    answer = client.get("/grille/droit")

    page = answer.context["page"]
    assert [law.slug for law in page.laws] == list(LAWS)
    assert answer.text.count("<h1>") == 1
    for law in page.laws:
        assert f'href="#{law.slug}"' in answer.text
        assert f'href="/grille/droit/{law.slug}"' in answer.text
    unsure = sum(law.unsure_count for law in page.laws)
    assert answer.text.count("· à confirmer") == unsure > 50
    assert not answer.cookies


def test_a_country_page_tells_each_line_whole(client: Client) -> None:
    answer = client.get("/grille/droit/fr")

    line = next(row for row in queries.law_lines(("fr",)) if row.code == "fr-casf-311-6")
    assert f'id="{line.code}"' in answer.text
    text = answer.text.replace("\u00a0", " ")
    for told in (line.title, line.says, line.when, line.asked, str(line.to_confirm), "Depuis le 1er janvier 2023"):
        assert told in text
    assert line.source.address in answer.text
    assert "page ouverte le 24 novembre 2026" in text
    assert "page jamais ouverte, à confirmer" in client.get("/grille/droit/eu").text


def test_what_is_to_come_says_from_when(client: Client) -> None:
    page = queries.law_country_page("eu")

    assert page is not None
    since = {shown.line.code: (shown.since, shown.is_to_come) for shown in page.law.lines}
    assert since["eu-ia-27"] == ("À partir du 2\u00a0décembre\u00a02027", True)
    assert since["eu-ia-4"][1] is False


def test_a_source_shared_by_lines_is_told_once(client: Client) -> None:
    page = queries.law_country_page("eu")

    assert page is not None
    assert len(page.law.sources) == len(set(page.law.sources)) < len(page.law.lines)
    for shown in page.law.lines:
        assert page.law.sources[shown.source_number - 1] == shown.line.source


def test_an_unknown_country_is_not_found(client: Client) -> None:
    assert client.get("/grille/droit/xx").status_code == 404


def test_a_law_that_is_not_loaded_is_left_out(client: Client) -> None:
    assert queries.law_country_page("it") is None


def test_the_law_as_data_holds_every_line_with_its_doubt(client: Client) -> None:
    told = client.get("/grille/droit.json").json()

    editions = {edition.reference: edition for edition in Edition.objects.filter(kind="law")}
    assert [law["edition"] for law in told["laws"]] == [f"law:{slug}@1" for slug in LAWS]
    assert told["licence"] == "CC-BY-4.0"
    for law in told["laws"]:
        assert law["lines"] == editions[law["edition"]].body["lines"]


def test_the_grid_leads_to_the_law(client: Client) -> None:
    assert 'href="/grille/droit"' in client.get("/grille").text


@pytest.mark.parametrize("address", ["/grille/droit", *(f"/grille/droit/{slug}" for slug in LAWS)])
def test_the_law_stays_light(client: Client, address: str) -> None:
    assert len(client.get(address).content) < 58_000  # with the sheet of style, under 80 kB
