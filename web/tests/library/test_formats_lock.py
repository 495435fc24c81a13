"""LOCK: no published edition changes without being seen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from balises.library import formats

FIRST = "dilemmas/essai/edition-1.fr.yaml"
SECOND = "uses/essai/edition-1.fr.yaml"


def written(folder: Path, address: str, text: str) -> None:
    path = folder / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    written(tmp_path, FIRST, "Une première édition.\n")
    written(tmp_path, SECOND, "Une seconde, publiée.\n")
    formats.write_lock(tmp_path)
    return tmp_path


def test_a_folder_as_it_was_published_has_no_problem(locked: Path) -> None:
    assert formats.check_lock(locked) == ()


def test_one_comma_changed_in_a_published_edition_is_seen(locked: Path) -> None:
    written(locked, SECOND, "Une seconde publiée.\n")

    problems = formats.check_lock(locked)

    assert [(problem.path, problem.line) for problem in problems] == [(locked / "LOCK", 2)]
    assert SECOND in problems[0].message
    assert "a changé" in problems[0].message


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        (lambda text: text.splitlines()[0] + "\n", "n’est pas inscrit"),
        (lambda text: text + "0" * 64 + "  uses/disparu/edition-1.fr.yaml\n", "n’existe plus"),
        (lambda text: "\n".join(reversed(text.splitlines())) + "\n", "dans l’ordre"),
        (lambda text: text + text.splitlines()[1] + "\n", "en double"),
        (lambda text: text.replace("  ", " "), "illisible"),
    ],
)
def test_a_lock_that_does_not_match_the_folder_is_refused(locked: Path, lock: Callable[[str], str], words: str) -> None:
    path = locked / "LOCK"
    path.write_text(lock(path.read_text()))

    problems = formats.check_lock(locked)

    assert any(words in problem.message for problem in problems)


def test_a_folder_without_a_lock_is_refused(locked: Path) -> None:
    (locked / "LOCK").unlink()

    assert [problem.message for problem in formats.check_lock(locked)] == [
        "le fichier LOCK manque\u202f: lancer «\u202fmake content\u202f»"
    ]


def test_writing_the_lock_tells_which_editions_it_changes(locked: Path) -> None:
    written(locked, SECOND, "Une seconde, republiée.\n")

    changed = formats.write_lock(locked)

    assert changed == (SECOND,)
    assert formats.write_lock(locked) == ()
    assert formats.check_lock(locked) == ()
