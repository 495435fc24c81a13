"""French is set with narrow no-break spaces: no mark alone at the start of a line."""

import ast
import re
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "balises"
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
SOURCES = sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts)
BREAKABLE = re.compile(r"\S [;:!?%»](?=[\s<\"'’.,;)…]|$)|« ")
NOT_READ = re.compile(r"{%\s*comment.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->|{{.*?}}", re.S)


def test_the_eye_for_breakable_spaces_sees() -> None:
    assert [bool(BREAKABLE.search(text)) for text in ("fixé : anonyme", "fixé\u202f: anonyme", "« ici »")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_template_lets_a_mark_go_to_the_next_line(path: Path) -> None:
    assert BREAKABLE.findall(NOT_READ.sub("§", path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_sentence_lets_a_mark_go_to_the_next_line(path: Path) -> None:
    assert [text for text in said(path) if BREAKABLE.search(text)] == []


def said(path: Path) -> list[str]:
    """Every string of a file but its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) if opens(node)}  # type: ignore[attr-defined]
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [str(node.value) for node in strings if id(node) not in docstrings]


def opens(node: ast.Module | ast.ClassDef | ast.FunctionDef) -> bool:
    """The node begins with a docstring."""
    return bool(node.body) and isinstance(node.body[0], ast.Expr) and ast.get_docstring(node) is not None
