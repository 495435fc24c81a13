"""Templates show; they carry no style, no script, no unwrapped word."""

import re
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "balises"
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
WRAPPED = re.compile(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", re.S)
COMMENT = re.compile(r"{%\s*comment.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.S)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
ELEMENT = re.compile(r"<[^>]*>", re.S)
SPOKEN_ATTRIBUTE = re.compile(r"""\b(?:aria-label|title|alt|placeholder)\s*=\s*["']([^"']*)["']""")
WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
NOT_SPOKEN = {"nbsp", "nnbsp", "middot", "rarr", "larr", "thinsp", "mdash", "ndash", "amp", "times", "Balises", "#8239"}


def spoken(text: str) -> list[str]:
    bare = TAG.sub("§", COMMENT.sub("", WRAPPED.sub("", text)))
    pieces = [
        *SPOKEN_ATTRIBUTE.findall(bare),
        ELEMENT.sub(" ", re.sub(r"<(script|style)\b.*?</\1>", "", bare, flags=re.S)),
    ]
    return [word for piece in pieces for word in WORD.findall(piece) if word not in NOT_SPOKEN]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_every_word_is_wrapped_for_translation(path: Path) -> None:
    assert spoken(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_no_inline_style_or_script(path: Path) -> None:
    text = COMMENT.sub("", path.read_text("utf-8"))

    assert not re.search(r"\sstyle\s*=|<style\b|\son[a-z]+\s*=|<script(?![^>]*\bsrc=)|javascript:", text)


def test_every_template_is_used() -> None:
    everything = "\n".join(path.read_text("utf-8") for path in [*SRC.rglob("*.py"), *TEMPLATES])
    names = [str(path).split("/templates/")[1] for path in TEMPLATES]
    overrides = ("account/", "django/", "404.html", "403.html", "500.html", "400.html", "allauth/")

    unused = [name for name in names if name not in everything and not name.startswith(overrides)]

    assert unused == []
