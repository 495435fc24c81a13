"""`make release` on a copy of the files it reads: what it joins, and what stops it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOOL = ROOT / "tools" / "release.py"
READ = (
    "web/pyproject.toml", "engine/pyproject.toml", "web/src/balises/__init__.py", "engine/src/portulan/__init__.py",
    "CITATION.cff", "changelog.d/README.md",
)  # fmt: skip
INTRODUCTION = "# Changelog\n\nWhat changed.\n\nNothing has been released yet.\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in READ:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "CHANGELOG.md").write_text(INTRODUCTION, encoding="utf-8")
    say(tmp_path, "closing-twice.hosts.md", "Une clôture se relance\nsans rien perdre.\n")
    say(tmp_path, "paper.members.md", "Le papier suffit.\n")
    return tmp_path


def say(tree: Path, name: str, text: str) -> None:
    (tree / "changelog.d" / name).write_text(text, encoding="utf-8")


def set_version(tree: Path, version: str, *, places: tuple[str, ...] = READ[:5]) -> None:
    for place in places:
        text = (tree / place).read_text(encoding="utf-8")
        (tree / place).write_text(text.replace("0.1.0", version), encoding="utf-8")


def release(tree: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(TOOL), "--root", str(tree), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_release_joins_the_fragments_under_their_headings_and_removes_them(tree: Path) -> None:
    assert release(tree).returncode == 0

    head, told = (tree / "CHANGELOG.md").read_text(encoding="utf-8").split("## 0.1.0 (", 1)
    assert head == "# Changelog\n\nWhat changed.\n\n"
    assert told.split("\n", 1)[1] == (
        "\n### For members\n\n- Le papier suffit.\n"
        "\n### For those who host\n\n- Une clôture se relance\n  sans rien perdre.\n"
    )
    assert [path.name for path in (tree / "changelog.d").iterdir()] == ["README.md"]


def test_the_next_release_stands_above_the_former(tree: Path) -> None:
    release(tree)
    set_version(tree, "0.2.0")
    say(tree, "faster.analysts.md", "Nothing moved.")

    assert release(tree).returncode == 0

    changelog = (tree / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.index("## 0.2.0 (") < changelog.index("### For analysts") < changelog.index("\n\n## 0.1.0 (")


def test_a_check_writes_nothing(tree: Path) -> None:
    checked = release(tree, "--check")

    assert checked.returncode == 0
    assert "- Le papier suffit." in checked.stdout
    assert (tree / "CHANGELOG.md").read_text(encoding="utf-8") == INTRODUCTION
    assert (tree / "changelog.d" / "paper.members.md").exists()


def test_files_that_disagree_about_the_version_stop_the_release(tree: Path) -> None:
    set_version(tree, "0.2.0", places=("CITATION.cff",))

    stopped = release(tree)

    assert stopped.returncode == 1
    assert "CITATION.cff says 0.2.0" in stopped.stderr
    assert (tree / "CHANGELOG.md").read_text(encoding="utf-8") == INTRODUCTION


def test_a_version_is_released_once(tree: Path) -> None:
    release(tree)
    say(tree, "again.members.md", "Encore.")

    stopped = release(tree)

    assert stopped.returncode == 1
    assert "in CHANGELOG.md already" in stopped.stderr


@pytest.mark.parametrize("name", ["no-kind.md", "speed.everyone.md"])
def test_a_fragment_under_no_heading_stops_the_release(tree: Path, name: str) -> None:
    say(tree, name, "Oublié ?")

    stopped = release(tree)

    assert stopped.returncode == 1
    assert name in stopped.stderr


def test_without_a_fragment_there_is_nothing_to_release(tree: Path) -> None:
    (tree / "changelog.d" / "paper.members.md").unlink()
    (tree / "changelog.d" / "closing-twice.hosts.md").unlink()

    assert release(tree).returncode == 1


def test_the_fragments_that_wait_here_will_be_joined(tmp_path: Path) -> None:
    for name in READ:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "CHANGELOG.md").write_text(INTRODUCTION, encoding="utf-8")
    waiting = [path for path in (ROOT / "changelog.d").iterdir() if path.name != "README.md"]
    for path in waiting:
        shutil.copy(path, tmp_path / "changelog.d" / path.name)

    checked = release(tmp_path, "--check")

    assert (checked.returncode, checked.stdout.count("\n- ")) == ((0, len(waiting)) if waiting else (1, 0))
