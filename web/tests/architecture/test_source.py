"""What the linters do not see: measures, private edges, phrases, words that must not be here."""

import ast
import importlib.util
import re
import subprocess
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted(path for path in (ROOT / "web/src").rglob("*.py") if "migrations" not in path.parts)
ENGINE = sorted((ROOT / "engine/src").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40
PRIVATE = ("views", "forms", "urls", "tasks", "phrases")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES + ENGINE, ids=relative)
def test_files_and_functions_keep_the_measure(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.body[0].lineno + 1
            assert length <= LONGEST_FUNCTION or ast.get_docstring(node), f"{node.name}: {length} lines"


def test_an_apps_views_forms_urls_tasks_and_phrases_are_its_own() -> None:
    """The site names the addresses of every app as text; nobody imports them."""
    graph = grimp.build_graph("balises", cache_dir=None)
    strays = [
        (importer, imported)
        for imported in graph.modules
        for importer in graph.find_modules_that_directly_import(imported)
        if set(imported.split(".")[2:]) & set(PRIVATE)
        and imported.split(".")[1] != importer.split(".")[1]
        and imported.split(".")[1] != "shared"
    ]

    assert strays == []


def refusal_codes() -> set[str]:
    codes = set()
    for path in SOURCES:
        codes |= set(re.findall(r"""(?:Refusal|Refused)\(\s*["']([a-z_]+\.[a-z_]+)["']""", path.read_text("utf-8")))
    return codes


def phrases() -> dict[str, object]:
    found: dict[str, object] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("balises.") and importlib.util.find_spec(f"{config.name}.phrases"):
            found |= import_string(f"{config.name}.phrases.PHRASES")
    return found


def test_every_refusal_code_has_its_sentence_and_every_sentence_its_refusal() -> None:
    assert refusal_codes() == set(phrases())


def tracked_text() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [
        ROOT / name
        for name in listed.splitlines()
        if not name.endswith((".png", ".woff2", ".js")) and (ROOT / name).is_file()
    ]


def test_nothing_names_the_machine_it_was_built_on() -> None:
    forbidden = re.compile(r"(^|[^\w.])/(?:work|farm|root)/|farm-(?:studio|bench)|/\.library")
    named = [relative(path) for path in tracked_text() if forbidden.search(path.read_text("utf-8", errors="replace"))]

    assert named == []
