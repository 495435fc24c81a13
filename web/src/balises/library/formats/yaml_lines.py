"""YAML read with the line of every key, and without the surprises of YAML 1.1.

`no` is a word and not `False`, `1.1` is a code and not a number, a key written twice is an error and not a choice.
"""

import re
from typing import Any

import yaml

from .text import Origin

Lines = dict[tuple[str | int, ...], int]

_TAG = "tag:yaml.org,2002:"


class _PlainLoader(yaml.CSafeLoader):
    """Resolves true, false, null and whole numbers; everything else stays the text that was written."""


_PlainLoader.yaml_implicit_resolvers = {}
for _name, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:null|~|)$", ["n", "~", ""]),
    ("int", r"^(?:0|[1-9][0-9]*)$", "0123456789"),
):
    _PlainLoader.add_implicit_resolver(_TAG + _name, re.compile(_pattern), list(_first))


_LONGEST_NUMBER = 18  # digits; more than Python reads would stop it without a word
_DEEPEST = 30  # no edition goes half as deep; a file made to exhaust the reader does


def load(text: str, origin: Origin) -> tuple[dict[str, Any], Lines]:
    """The mapping written in `text`, and the line in the file of each of its keys and items."""
    try:
        _refuse_traps(text, origin)
        root = yaml.compose(text, Loader=_PlainLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise origin.error(line, f"le YAML ne se lit pas ici (message de l’outil : {error.problem})") from error
    if not isinstance(root, yaml.MappingNode):
        raise origin.error(0, "des clés sont attendues, sous la forme « clé: valeur »")
    lines: Lines = {(): origin.first_line}
    return _mapping(root, (), lines, origin), lines


def _refuse_traps(text: str, origin: Origin) -> None:
    """An alias repeats a text from elsewhere, unseen; of aliases or of depth, a bomb can be made."""
    depth = 0
    for event in yaml.parse(text, Loader=_PlainLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line if event.start_mark else 0
        if getattr(event, "anchor", None) is not None:
            raise origin.error(line, "les ancres (&nom) et les alias (*nom) ne sont pas admis")
        if depth > _DEEPEST:
            raise origin.error(line, "trop de niveaux les uns dans les autres")


def _value(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, origin: Origin) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, origin)
    if isinstance(node, yaml.SequenceNode):
        return [_item(child, (*path, index), lines, origin) for index, child in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, origin)
    raise TypeError(f"A YAML node is a mapping, a sequence or a scalar, not {type(node).__name__}.")


def _item(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, origin: Origin) -> Any:
    lines[path] = origin.first_line + node.start_mark.line
    return _value(node, path, lines, origin)


def _mapping(node: yaml.MappingNode, path: tuple[str | int, ...], lines: Lines, origin: Origin) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = key_node.value, key_node.start_mark.line
        if not isinstance(key_node, yaml.ScalarNode):
            raise origin.error(line, "une clé est un mot simple")
        if key in values:
            raise origin.error(line, f"la clé « {key} » est écrite deux fois")
        lines[(*path, key)] = origin.first_line + line
        values[key] = _value(value_node, (*path, key), lines, origin)
    return values


def _scalar(node: yaml.ScalarNode, origin: Origin) -> str | int | bool | None:
    match node.tag.removeprefix(_TAG):
        case "str":
            return str(node.value)
        case "int" if len(node.value) > _LONGEST_NUMBER:
            raise origin.error(node.start_mark.line, "ce nombre est trop long")
        case "int":
            return int(node.value)
        case "bool":
            return bool(node.value == "true")
        case "null":
            return None
        case other:
            raise origin.error(node.start_mark.line, f"l’étiquette YAML « {other} » n’est pas admise")


def line_of(path: tuple[str | int, ...], lines: Lines) -> int:
    """The line of the nearest thing that was written: the key itself, or what should have held it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]
