"""Pages written from the code say all that the code says."""

import re
import subprocess
import sys
from enum import StrEnum
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import get_args

import pytest
import yaml
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from balises.library.formats import Edition
from balises.site import reference
from balises.site.reference import agreement, ballots, footprint, lifecycles, methods, opinion
from balises.site.reference import engine as engine_names

PAGES = reference.pages()
# Public in the engine, and told on the page inside what uses it.
TOLD_ELSEWHERE = {
    *("CHOICES", "Cell", "Protected", "ProtectedChoices", "ProtectedCount", "ProtectedGroups", "ProtectedPool"),
    *("ProtectedQuotes", "ProtectedRow", "Use"),
}


def test_a_page_that_is_no_longer_what_the_code_says_is_named(tmp_path: Path) -> None:
    call_command("generate_docs", tmp_path)
    call_command("generate_docs", tmp_path, check=True)
    (tmp_path / "methods/disclosure.md").write_text("Autre chose.", encoding="utf-8")

    with pytest.raises(CommandError, match=r"methods/disclosure\.md"):
        call_command("generate_docs", tmp_path, check=True, stdout=StringIO())


def enums_of_states() -> list[type[StrEnum]]:
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("balises.") and (Path(config.path) / "models.py").exists():
            rules = import_module(f"{config.name}.rules") if (Path(config.path) / "rules.py").exists() else None
            found += [each for name, each in vars(rules).items() if name.endswith("State")] if rules else []
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("states", enums_of_states(), ids=lambda states: states.__name__)
def test_every_state_of_every_app_is_told(states: type[StrEnum]) -> None:
    assert f"States: `{states.__name__}`." in PAGES["lifecycles.md"]


@pytest.mark.parametrize("lifecycle", lifecycles.lifecycles(), ids=lambda each: each.model)
def test_every_stored_state_is_reached_by_a_service(lifecycle: lifecycles.Lifecycle) -> None:
    movers = list(lifecycles.movers_of(lifecycle))
    reached = {mover.to for mover in movers} | {lifecycle.first.name}
    everywhere = set(lifecycle.states.__members__)

    assert lifecycles.ANY in reached or everywhere - reached <= {"LOST"}  # a lost box is shown, never stored
    assert all(mover.to in everywhere | {lifecycles.ANY} for mover in movers)


def test_the_rules_that_may_refuse_a_move_are_told() -> None:
    assert "| `closing` |  | `close_collection` unless `refusal_to_close` |" in PAGES["lifecycles.md"]
    assert "`settle_objection` unless `refusal_to_settle`" in PAGES["lifecycles.md"]


def kind_of(model: type[Edition]) -> str:
    """The one word that the schema admits."""
    return str(get_args(model.model_fields["kind"].annotation)[0])


def test_every_kind_of_edition_and_every_key_in_use_is_told() -> None:
    page = PAGES["content-format.md"]
    written = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(settings.CONTENT_FOLDER.rglob("*.yaml"))]
    assert len(written) > 3

    for model in Edition.__subclasses__():
        assert f"`kind: {kind_of(model)}`" in page
    assert {key for each in written for key in each if f"| `{key}` |" not in page} == set()


def test_every_public_name_of_the_engine_is_told() -> None:
    engine = import_module(engine_names.PACKAGE)

    assert set(engine_names.public_names()) == set(engine.__all__)
    assert all(f"| `{name}` | " in PAGES["engine.md"] for name in engine.__all__)
    assert "|  |" not in PAGES["engine.md"]  # each has its sentence


def test_every_public_name_of_the_disclosure_control_is_told() -> None:
    engine = import_module(methods.PACKAGE)

    assert set(methods.NAMES) | TOLD_ELSEWHERE == set(engine.__all__)


def test_every_public_name_of_the_opinion_map_is_told() -> None:
    engine = import_module(opinion.PACKAGE)

    assert set(engine.__all__) <= set(opinion.NAMES)
    assert all(f"## `{name}`" in PAGES["methods/opinion.md"] for name in opinion.NAMES)


@pytest.mark.parametrize("page", [agreement, ballots, footprint], ids=lambda page: page.PACKAGE)
def test_every_public_name_of_a_method_is_told_and_what_its_page_offers_runs(page) -> None:
    engine, text = import_module(page.PACKAGE), PAGES[f"methods/{page.PACKAGE.split('.')[1]}.md"]
    offered = re.search(r"```python\n(from .+?)```", text, re.DOTALL)
    assert offered

    run = subprocess.run([sys.executable, "-c", offered[1]], capture_output=True, text=True, check=False)

    assert {name for name in engine.__all__ if name != "TASKS"} <= set(page.NAMES)  # TASKS is data, shown in use
    assert all(f"## `{name}`" in text for name in page.NAMES)
    assert (run.returncode, run.stderr) == (0, "")


def test_the_check_that_the_page_offers_runs_and_finds_nothing() -> None:
    offered = re.search(r"```python\n(from portulan.+?)```", PAGES["methods/disclosure.md"], re.DOTALL)
    assert offered
    shorter = offered[1].replace("range(46)", "range(16)")
    assert shorter != offered[1]

    run = subprocess.run([sys.executable, "-c", shorter], capture_output=True, text=True, check=True)

    assert run.stdout.split() == ["816", "0"]  # 816 rows of up to 15 answers over three choices
