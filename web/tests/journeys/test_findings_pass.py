"""An analysis leaves by one file and comes in beside another use, without a script; then it is taken back."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Site

pytestmark = pytest.mark.journey

HOME = "/o/les-deux-rives"


def test_findings_pass_by_a_file(demonstration: Site, person: Callable[..., Page], tmp_path: Path) -> None:
    lead = person(script=False)
    lead.goto(demonstration.url)
    lead.get_by_role("button", name=re.compile("Pilote")).first.click()
    kept = tmp_path / "analyse.json"
    lead.goto(f"{demonstration.url}{HOME}/usages/1/confier")
    with lead.expect_download() as leaving:
        lead.get_by_role("button", name="Prendre le fichier").click()
    leaving.value.save_as(kept)

    lead.goto(f"{demonstration.url}{HOME}/usages/3/meme-outil")
    lead.get_by_role("link", name="Lire leur fichier").click()
    lead.get_by_label("Le fichier de leur analyse").set_input_files(kept)
    lead.get_by_role("button", name="Lire ce fichier").click()
    expect(lead.locator("main")).to_contain_text("Rien n’est gardé.")
    lead.get_by_role("button", name="Garder cette analyse").click()
    expect(lead.locator("main")).to_contain_text("Gardée.")
    lead.goto(f"{demonstration.url}{HOME}/usages/3")
    lead.locator(".filiation").get_by_role("link", name=re.compile("une autre organisation")).click()
    lead.get_by_role("button", name="Retirer cette analyse").click()
    lead.goto(f"{demonstration.url}{HOME}/usages/3")

    assert json.loads(kept.read_text(encoding="utf-8"))["findings"]["organisation"] == "une autre organisation"
    expect(lead.locator(".filiation")).not_to_contain_text("une autre organisation")
