"""The house itself: lists of packages, the one door, links between pages."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
LISTS = ("bootstrap", "run", "dev")
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
PROMISED = (
    "setup", "demo", "serve", "test", "check", "fix", "prove", "bench", "docs", "content", "messages", "release",
)  # fmt: skip
HOOKS = [
    (repository["repo"], hook)
    for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    for hook in repository["hooks"]
]
PAGES = sorted(path for path in ROOT.rglob("*.md") if not {".venv", "content"} & set(path.relative_to(ROOT).parts))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def lines(name: str) -> list[str]:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def pins(name: str) -> dict[str, str]:
    found = [PIN.match(line) for line in lines(name)]
    return {pin["name"].lower(): pin["version"] for pin in found if pin}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_versions_and_hashes_and_nothing_that_names_a_registry(name: str) -> None:
    strays = [line for line in lines(name) if not PIN.match(line) and not HASH.match(line)]

    assert strays == []
    assert pins(name)


def test_what_the_product_asks_for_is_in_the_list_that_is_installed() -> None:
    project = tomllib.loads((ROOT / "web/pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[\[<>=]", each)[0].lower() for each in project["dependencies"]} - {"portulan"}

    assert asked <= pins("run").keys()


def test_the_tests_run_on_the_versions_that_are_installed() -> None:
    run, dev = pins("run"), pins("dev")

    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("word", PROMISED)
def test_the_one_door_opens_on_every_word_it_promises(word: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = re.search(rf"^{word}:(?: \S+ +## .+$| .*## .+\n\t.+)", makefile, re.MULTILINE)  # leads on, or acts

    assert told, word
    for tool in re.findall(r"(?:tools|bench)/\w+\.py", makefile):
        assert (ROOT / tool).exists(), tool


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    targets = LINK.findall(re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL))

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize(("repository", "hook"), HOOKS, ids=[hook["id"] for _, hook in HOOKS])
def test_a_hook_fetches_nothing_and_runs_what_is_installed(repository: str, hook: dict[str, str]) -> None:
    programs = [word for word in hook["entry"].split() if word.startswith((".venv/", "tools/"))]

    assert (repository, hook["language"]) == ("local", "system")
    assert programs
    assert [program for program in programs if not (ROOT / program).exists()] == []


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.py", b"x = 1 \n", "a space at the end"),
        ("a.py", b"x = 1", "one line break at the end"),
        ("a.py", b"x = 1\n\n", "one line break at the end"),
        ("a.py", b"x = 1\r\n", "line breaks of another system"),
        ("a.py", b"<<<<<<< HEAD\n", "a conflict left by a merge"),
        ("a.md", b"   \n", "a space at the end"),
        ("a.png", b"\x89" * 500_000, "500000 bytes"),
    ],
)
def test_what_is_untidy_is_named(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    (tmp_path / name).write_bytes(content)

    done = tidy(tmp_path / name)

    assert done.returncode == 1
    assert problem in done.stderr


@pytest.mark.parametrize(("name", "content"), [("a.py", b"x = 1\n"), ("a.md", b"A line,  \nbroken.\n"), ("a.css", b"")])
def test_what_is_tidy_passes(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)

    assert tidy(tmp_path / name).returncode == 0


def tidy(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "tidy.py"), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
