"""The catalogue as anyone reads it: a light list by field, and one page for each use."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from balises.library import formats, phrases, rules
from balises.library.models import Edition
from balises.library.services import EditionRow, load_editions

pytestmark = pytest.mark.django_db

LIGHT = 80_000
CSS = (Path(__file__).resolve().parents[2] / "src/balises/site/static/site/balises.css").stat().st_size
CODES = [f"use-{n:02}" for n in range(1, 41)]


pytestmark = pytest.mark.django_db


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    return unescape(answer.text)


def alone(use: dict[str, Any]) -> None:
    """A third catalogue, of one use."""
    body = formats.read_edition(settings.CONTENT_FOLDER / "uses/catalogue/edition-2.fr.yaml").model_dump(mode="json")
    body |= {"number": 3, "replaces": "uses:catalogue@2", "uses": [{**body["uses"][0], **use}]}
    load_editions([EditionRow("uses", "catalogue", 3, "fr", body["title"], "0" * 64, body)])


def test_the_list_shows_every_use_once_under_its_field(client: Client) -> None:
    page = read(client, "/usages")

    assert sorted(re.findall(r'id="(use-\d\d)"', page)) == CODES
    assert sorted(re.findall(r'href="/usages/(use-\d\d)"', page)) == CODES


def test_every_link_of_the_list_within_the_page_leads_to_a_heading(client: Client) -> None:
    page = read(client, "/usages")

    wanted = re.findall(r'<a href="#([\w-]+)">', page.split('id="domaines"')[1])
    assert len(wanted) == 11
    assert set(wanted) <= set(re.findall(r'<h2 id="([\w-]+)">', page))


def test_the_list_tells_which_uses_the_law_leaves_open(client: Client) -> None:
    edition = formats.read_edition(settings.CONTENT_FOLDER / "uses/catalogue/edition-2.fr.yaml")
    doubts = sum(use["doubt"] is not None for use in edition.model_dump()["uses"] if "doubt" in use)

    assert read(client, "/usages").count("Droit à confirmer") == doubts > 15


@pytest.mark.parametrize("path", ["/usages", *(f"/usages/{code}" for code in CODES)])
def test_every_page_of_the_catalogue_is_light_and_has_one_title(path: str, client: Client) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert len(answer.content) + CSS < LIGHT
    assert answer.text.count("<h1") == 1


def test_a_use_says_its_facts_its_doubt_and_its_case_in_words(client: Client) -> None:
    page = read(client, "/usages/use-11")

    assert "À confirmer" in page
    assert "L’annexe III ne nomme pas l’évaluation du danger pour un enfant." in page
    assert "point 5 a), accès aux prestations et services publics essentiels" in page
    assert "protection d’un enfant, placement et violences" in page
    assert "une personne reçoit une note ou un rang" in page
    assert "ministère de la Justice" in page


def test_a_use_that_no_point_names_says_so(client: Client) -> None:
    assert "rien ne dit qu’il n’y entre pas" in read(client, "/usages/use-12")
    assert "ne paraît pas le viser" in read(client, "/usages/use-16")


def test_a_forbidden_practice_that_nothing_rules_out_is_named(client: Client) -> None:
    page = " ".join(read(client, "/usages/use-06").split())

    assert "noter la conduite sociale. D’après notre lecture de l’article 5" in page
    assert "serait interdit, dans les cas que ce texte décrit" in page
    assert "Règlement sur l’IA, article 5, version consolidée du 27 juillet 2026 (en anglais)" in page
    assert "page ouverte le 24 novembre 2026" in page
    assert "l’article 5" not in read(client, "/usages/use-16").lower()


def test_whoever_may_converse_with_a_machine_must_be_told(client: Client) -> None:
    assert "l’article 50 du règlement européen sur l’IA le demande" in read(client, "/usages/use-05")
    assert "l’article 50" not in read(client, "/usages/use-01")


def test_a_month_is_not_written_as_a_day(client: Client) -> None:
    page = read(client, "/usages/use-06").replace("\u00a0", " ")

    assert "Danemark, novembre 2024" in page
    assert "France, 20 janvier 2026" in page


def test_what_depends_on_each_organisation_is_set_apart(client: Client) -> None:
    usual, to_check = read(client, "/usages/use-04").split("À vérifier chez vous")

    assert "un échange est enregistré" in usual
    assert "le travail des salariés peut être évalué" in to_check


def test_a_use_without_a_case_says_why(client: Client) -> None:
    alone({"sources": [], "without_case": "Aucun cas publié n’a été trouvé."})

    assert "Aucun cas publié n’a été trouvé." in read(client, "/usages/use-01")
    assert "Aucun cas trouvé" in read(client, "/usages")


def test_a_catalogue_that_tells_no_facts_is_still_read(client: Client) -> None:
    first = formats.read_edition(settings.CONTENT_FOLDER / "uses/catalogue/edition-1.fr.yaml").model_dump(mode="json")
    load_editions([EditionRow("uses", "catalogue", 3, "fr", first["title"], "0" * 64, {**first, "number": 3})])

    page = read(client, "/usages/use-01")
    assert "Vu ailleurs" in page
    assert "À vérifier chez vous" not in page


@pytest.mark.parametrize("code", ["use-41", "use-1", "rien"])
def test_a_code_that_names_no_use_is_not_found(code: str, client: Client) -> None:
    assert client.get(f"/usages/{code}").status_code == 404


def test_the_open_data_give_facts_and_doubts(client: Client) -> None:
    answer = client.get("/usages.json").json()
    by_code = {use["code"]: use for use in answer["uses"]}

    assert answer["edition"] == "uses:catalogue@2"
    assert list(by_code) == CODES
    assert by_code["use-02"]["facts"]["annex_iii"] == ["8a"]
    assert by_code["use-02"]["doubt"]
    assert "doubt" not in by_code["use-16"]
    assert all(set(source) == {"title", "address", "date", "country"} for source in by_code["use-02"]["sources"])


def test_every_fact_a_use_may_say_has_its_words() -> None:
    of_the_organisation = {rules.Fact.MOMENT, rules.Fact.COUNTRY, rules.Fact.BODY, rules.Fact.STAFF_SIZE}
    said = {*phrases.FACT_LABELS, *phrases.TRUE_FACT_LABELS, *phrases.FORBIDDEN_PRACTICE_LABELS, rules.Fact.ANNEX_III}

    assert said == set(rules.FACTS) - of_the_organisation - rules.DERIVED - {rules.Fact.KNOWN_GAP}  # found on the spot
    assert {name: set(labels) for name, labels in phrases.FACT_VALUE_LABELS.items()} == {
        name: set(rules.FACTS[name]) for name in phrases.FACT_LABELS
    }
    assert set(phrases.ANNEX_III_LABELS) == set(rules.FACTS[rules.Fact.ANNEX_III]) - {"none"}


def test_every_country_of_the_catalogue_has_its_name(client: Client) -> None:
    countries = {source["country"] for use in client.get("/usages.json").json()["uses"] for source in use["sources"]}

    assert countries <= set(phrases.COUNTRY_LABELS)


def test_the_file_of_the_grid_is_one_that_reads_back(client: Client) -> None:
    answer = client.get("/grille.yaml")

    grid = formats.read_framework(answer.content, Path("grille.yaml"))
    assert formats.digest(grid) == Edition.objects.get(kind="framework", slug="grille").digest
