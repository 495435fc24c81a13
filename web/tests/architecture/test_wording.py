"""Every sentence that a person reads is wrapped for translation, in Python as in templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "balises"
SOURCES = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
WRAPPERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# Two letters in a row, and a sign that only French has here: code, comments and programmers' errors are in English.
FRENCH = re.compile(r"(?=.*[A-Za-zÀ-ÿ]{2})(?=.*[À-ÖØ-öø-ÿŒœ’«»])", re.DOTALL)
SPOKEN_ARGUMENTS = {"label", "help_text", "verbose_name", "empty_label", "placeholder"}
# Where French stands unwrapped, and why; a path that no longer holds any fails.
NOT_FOR_THE_INTERFACE = {
    "boxes/management": "the terminal of whoever hosts speaks French only",
    "meetings/management": "the terminal of whoever hosts speaks French only",
    "site/management": "the terminal of whoever hosts speaks French only",
    "site/demonstration/words.py": "what the invented association wrote",
    "site/demonstration/build.py": "what the invented association wrote",
    "site/demonstration/thread.py": "what the invented association wrote",
    "site/reference": "pages of docs/reference, in French only",
    "register/formats/inventory.py": "titles of columns of a sheet that others published",
    "library/formats": "told to those who write editions, in French only",
    "shared/wording.py": "the names of months that a pattern looks for in a text",
}


def unwrapped(node: ast.AST, *, is_wrapped: bool = False) -> Iterator[ast.Constant]:
    """The constants that no call of a wrapper encloses; docstrings and patterns are not spoken."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and not is_wrapped:
            yield node
        return
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).split(".")[-1]
        is_wrapped = is_wrapped or name in WRAPPERS or ast.unparse(node.func) == "re.compile"
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        yield from unwrapped(child, is_wrapped=is_wrapped)


def french_in(path: Path) -> list[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return [f"line {each.lineno}: {each.value}" for each in unwrapped(tree) if FRENCH.search(str(each.value))]


def excuse(path: Path) -> str | None:
    name = str(path.relative_to(SRC))
    return next((listed for listed in NOT_FOR_THE_INTERFACE if name.startswith(listed)), None)


def test_every_sentence_is_wrapped_for_translation() -> None:
    strays = {str(path.relative_to(SRC)): found for path in SOURCES if not excuse(path) and (found := french_in(path))}

    assert strays == {}


def test_no_excuse_is_stale() -> None:
    used = {excuse(path) for path in SOURCES if french_in(path)}

    assert NOT_FOR_THE_INTERFACE.keys() - used == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SRC)))
def test_the_words_of_a_field_are_wrapped_whatever_their_letters(path: Path) -> None:
    calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    bare = [
        f"line {keyword.value.lineno}: {keyword.arg}={keyword.value.value!r}"
        for call in calls
        for keyword in call.keywords
        if keyword.arg in SPOKEN_ARGUMENTS and isinstance(keyword.value, ast.Constant) and keyword.value.value
    ]

    assert bare == []


def test_the_guard_sees_a_bare_sentence_and_passes_a_wrapped_one() -> None:
    source = '"""Une docstring « libre »."""\nname = _("Écrire")\nother = f"{name} à relire"\nplain = "to write"\n'

    assert [each.value for each in unwrapped(ast.parse(source)) if FRENCH.search(str(each.value))] == [" à relire"]


def test_wrappers_go_by_the_names_that_the_collector_of_sentences_knows() -> None:
    """`gettext as translated` would work, and never be collected."""
    renamed = re.compile(r"import [^\n]*\bn?p?gettext(?:_lazy)? as (?!_\b)\w+")

    assert [str(path.relative_to(SRC)) for path in SOURCES if renamed.search(path.read_text("utf-8"))] == []
