"""The sixty cases as anyone reads them: a light list, a page each, and the same as data."""

import re
from html import unescape

import pytest
from django.test import Client

from factories import cases

pytestmark = pytest.mark.django_db
CODES = [case.code for case in cases.read_cases().cases]


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    return unescape(answer.text).replace("\u00a0", " ")


def test_the_list_tells_every_case_once_under_its_group(client: Client) -> None:
    page = read(client, "/grille/cas")

    assert re.findall(r'href="/grille/cas/(cas-\d\d)"', page) == CODES
    assert page.count("<h1>") == 1
    assert "60 cas inventés, pour éprouver les règles" in page
    assert len(re.findall(r"<h2 ", page)) == len({case.group for case in cases.read_cases().cases})
    assert len(page.encode()) < 50_000


@pytest.mark.parametrize("code", CODES)
def test_each_case_says_what_is_told_what_comes_of_it_and_why(client: Client, code: str) -> None:
    case = next(case for case in cases.read_cases().cases if case.code == code)

    page = read(client, f"/grille/cas/{code}")

    assert page.count("<h1>") == 1
    assert case.because in page
    assert page.count("<dt>") == len(case.facts)
    assert len(re.findall(r'href="/grille/dimensions/d\d+#c-[\d.]+">[^<·]+<', page)) == len(case.answers)
    assert "cas inventé, pour éprouver les règles" in page
    wanted = {duty for kind in vars(case.expected.duties).values() for duty in kind}
    assert wanted == set(re.findall(r'href="/grille/droit/\w+#([\w-]+)"', page)) & wanted
    assert len(page.encode()) < 50_000


def test_a_case_leads_to_the_questions_the_rules_and_the_law_it_speaks_of(client: Client) -> None:
    page = read(client, "/grille/cas/cas-01")

    for address in ("/grille/dimensions/d1#c-1.1", "/grille/regles", "/grille/droit/eu#eu-rgpd-33", "/usages/use-01"):
        assert f'href="{address}"' in page
    assert "Arrêt · critère 1.1" in page
    assert "Arrêt · règle g7" in page
    assert 'href="/grille/cas/cas-02"' in page
    assert "le terrain\u202f: Oui · l’encadrement\u202f: Non" in page


def test_a_gate_that_is_held_or_closed_says_so(client: Client) -> None:
    held = next(case for case in cases.read_cases().cases if case.framed)
    closed = next(case for case in cases.read_cases().cases if case.closed)

    assert "(quelqu’un en répond, à une date)" in read(client, f"/grille/cas/{held.code}")
    assert "(refermée)" in read(client, f"/grille/cas/{closed.code}")


def test_the_last_case_has_none_after_it(client: Client) -> None:
    assert "Le cas suivant" in read(client, f"/grille/cas/{CODES[-2]}")
    assert "Le cas suivant" not in read(client, f"/grille/cas/{CODES[-1]}")


def test_an_unknown_case_is_not_found(client: Client) -> None:
    assert client.get("/grille/cas/cas-99").status_code == 404


def test_the_cases_as_data_are_those_that_were_published(client: Client) -> None:
    told = client.get("/grille/cas.json").json()

    edition = cases.published("cases:grille@1")
    assert told["edition"] == "cases:grille@1"
    assert told["licence"] == "CC-BY-4.0"
    assert told["cases"] == edition.body["cases"]
    assert told["usual_facts"] == edition.body["usual_facts"]


def test_the_grid_leads_to_its_cases(client: Client) -> None:
    assert 'href="/grille/cas"' in read(client, "/grille")
