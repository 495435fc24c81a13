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
NOT_SPOKEN = {"nbsp", "Balises"}


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


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_what_is_to_be_mended_is_said_once(path: Path) -> None:
    text = COMMENT.sub("", path.read_text("utf-8"))

    assert not ("{{ form }}" in text and "parts/error_summary.html" in text)  # a whole form says it already


# Templates that other packages call by name, and who does; a folder that holds none fails.
CALLED_BY_OTHERS = {
    "account/": "allauth",
    "django/": "Django's forms",
    "400.html": "Django",
    "403.html": "Django",
    "404.html": "Django",
    "429.html": "allauth",
    "500.html": "Django",
}


def names_of_templates() -> list[str]:
    files = (path for path in SRC.rglob("templates/**/*") if path.is_file())
    return [str(path).split("/templates/")[1] for path in files]


def test_every_template_is_used() -> None:
    sources = [path for path in [*SRC.rglob("*.py"), *SRC.rglob("templates/**/*.html")] if path.is_file()]
    everything = "\n".join(path.read_text("utf-8") for path in sources)

    unused = [
        name
        for name in names_of_templates()
        if not re.search(rf"""["'/]{re.escape(name.split("/", 1)[-1])}["'#]""", everything)
        and not name.startswith(tuple(CALLED_BY_OTHERS))
    ]

    assert unused == []


def test_no_folder_called_by_others_is_stale() -> None:
    names = names_of_templates()

    assert [start for start in CALLED_BY_OTHERS if not any(name.startswith(start) for name in names)] == []


def test_no_word_that_is_not_spoken_is_stale() -> None:
    bare = " ".join(TAG.sub("§", COMMENT.sub("", WRAPPED.sub("", path.read_text("utf-8")))) for path in TEMPLATES)

    assert {word for word in NOT_SPOKEN if word not in bare} == set()
