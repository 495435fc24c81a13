"""content-format.md: every key of every kind of edition, read from the schema that refuses the others."""

import re
from enum import StrEnum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from balises.library.formats import Edition, Source

HEAD = """# Le format des contenus

*Pour qui écrit ou relit une édition.* Chaque clé de chaque sorte de fichier. Une clé absente d’ici est refusée, pour
qu’une faute de frappe ne passe jamais inaperçue.
Comment s’y prendre : [écrire une grille](../how-to/write-an-ethical-grid.md), [publier une
édition](../how-to/publish-an-edition.md), [le mode d’emploi du dossier](../../content/README.md).

Dans un fichier Markdown, ce qui vient du texte (préambule, articles, étapes, pages et leurs blocs) ne s’écrit pas en
tête : le même schéma le relit ensuite.

« Liste » : une entrée au moins, sauf mention contraire. « Code » : des minuscules et des chiffres, séparés par un
point ou un tiret.
"""
PLAIN = {str: "texte", int: "nombre entier, 1 ou plus", bool: "`true` ou `false`"}
PATTERNS = {
    r"^[a-z0-9]+([.-][a-z0-9]+)*$": "code",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "nom : minuscules, chiffres, tirets",
    r"^https://[^\s/]+\.[^\s]+$": "adresse en `https`",
    r"^\d{4}-\d{2}(-\d{2})?$": "date, `AAAA-MM` ou `AAAA-MM-JJ`",
    r"^[A-Z]{2}$": "pays en deux lettres, `EU` pour l’Union",
    r"^[a-z]+:[a-z0-9-]+(/[a-z0-9-]+)?@[1-9][0-9]*$": "référence d’une édition, par exemple `framework:quick-scan@1`",
}
ANNOTATION = re.compile(r"pattern='(?P<pattern>.*)'")


def content_format_page() -> str:
    common = _table(Edition, but=())
    parts = [f"## Ce que chaque fichier dit de lui-même\n\n{common}", f"## Une source\n\n{_table(Source, but=())}"]
    parts += [_kind(model) for model in Edition.__subclasses__()]
    return HEAD + "\n" + "\n\n".join(parts) + "\n"


def _kind(model: type[Edition]) -> str:
    (name,) = get_args(model.model_fields["kind"].annotation)
    sections = [f"## `kind: {name}`\n\n{_table(model, but=tuple(Edition.model_fields))}"]
    sections += [f"### {part.__name__}\n\n{_table(part, but=())}" for part in _parts(model)]
    return "\n\n".join(sections)


def _parts(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The parts that a file is made of, each once, in reading order; a source is told apart."""
    found: dict[type[BaseModel], None] = {}
    for name, field in model.model_fields.items():
        for part in _models_in(field.annotation):
            if part is not Source and name not in Edition.model_fields:
                found |= dict.fromkeys([part, *_parts(part)])
    return list(found)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for each in get_args(annotation) for found in _models_in(each)]


def _table(model: type[BaseModel], *, but: tuple[str, ...]) -> str:
    rows = [
        f"| `{name}` | {_words(field.annotation, field=field)}{'' if field.is_required() else ' ; peut manquer'} |"
        for name, field in model.model_fields.items()
        if name not in but
    ]
    return "\n".join(["| clé | ce qu’on y met |", "|---|---|", *rows])


def _words(annotation: Any, *, field: FieldInfo | None = None) -> str:
    """A type in words. What stands beside it (a pattern, a length) says more than the type alone."""
    if field is not None and (found := _pattern(field.metadata)):
        return found
    origin, given = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return f"{_list(field)} de : {_words(given[0])}"
    if origin is dict:
        return f"pour chacune de ces clés : {_words(given[0])}, un {_words(given[1])}"
    if origin is Literal:
        return " ".join(f"`{each}`" for each in given)
    if origin in {Union, UnionType}:
        return _either(given, may_be_false=field is None or bool(field.metadata))
    if hasattr(annotation, "__metadata__"):
        return _pattern(annotation.__metadata__) or _words(given[0])
    return _named(annotation)


def _list(field: FieldInfo | None) -> str:
    least = max((getattr(each, "min_length", 0) or 0 for each in field.metadata), default=0) if field else 1
    return {0: "liste, même vide,", 1: "liste"}.get(least, f"liste, {least} entrées au moins,")


def _either(given: tuple[Any, ...], *, may_be_false: bool) -> str:
    """`checked` is the one date that says « false »; any other may only be left out."""
    first = next(each for each in given if each is not type(None))
    words = _words(first)
    return f"{words}, ou `false`" if may_be_false and words.startswith("date") else f"{words}, ou rien"


def _named(annotation: Any) -> str:
    if annotation in PLAIN:
        return PLAIN[annotation]
    if issubclass(annotation, StrEnum):
        return " ".join(f"`{each.value}`" for each in annotation)
    return annotation.__name__ if issubclass(annotation, BaseModel) else "date, `AAAA-MM-JJ`"


def _pattern(metadata: Any) -> str:
    found = ANNOTATION.search(repr(metadata).replace("\\\\", "\\"))
    return PATTERNS[found["pattern"]] if found else ""
