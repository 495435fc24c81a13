"""From a file to a checked edition, from a folder to all of them."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from . import markdown
from .crossing import unknown_names
from .grids import Criterion, Framework
from .models import Charter, Course, Dilemmas, Module, Process, Script, Uses
from .problems import ContentError, Problem
from .references import Cases, Law, StressTests
from .sentences import sentence
from .text import Origin, as_text, read_text
from .vocabulary import Edition
from .yaml_lines import Lines, line_of, load

_NAME = re.compile(
    r"^(?P<folder>[a-z-]+)/(?P<slug>[a-z0-9-]+)/edition-(?P<number>[1-9][0-9]*)"
    r"(?:/(?P<part>course|module-[1-9][0-9]*))?\.(?P<language>[a-z]{2})\.(?P<suffix>yaml|md)$"
)
Where = tuple[str | int, ...]
_Model = TypeVar("_Model", bound=Edition)
_NOT_EDITIONS = {"README.md", "LICENSE", "LOCK"}
_KINDS: dict[tuple[str, str], type[Edition]] = {
    ("frameworks", "yaml"): Framework,
    ("dilemmas", "yaml"): Dilemmas,
    ("uses", "yaml"): Uses,
    ("processes", "yaml"): Process,
    ("charters", "md"): Charter,
    ("scripts", "md"): Script,
    ("law", "yaml"): Law,
    ("stress-tests", "yaml"): StressTests,
    ("cases", "yaml"): Cases,
    ("courses", "yaml"): Course,
    ("courses", "md"): Module,
}


def digest(edition: Edition) -> str:
    """The same words give the same digest, however the file is laid out."""
    body = edition.model_dump(mode="json")
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def edition_paths(folder: Path) -> tuple[Path, ...]:
    """Every file that must be an edition, in the order of its address; reading refuses what is not one."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return tuple(path for path in files if path.relative_to(folder).as_posix() not in _NOT_EDITIONS)


def read_content(folder: Path) -> tuple[Edition, ...]:
    """All the editions of a content folder, or every problem that stops them."""
    editions: list[Edition] = []
    problems: list[Problem] = []
    for path in edition_paths(folder):
        try:
            editions.append(read_edition(path))
        except ContentError as error:
            problems.extend(error.problems)
    problems = problems or list(_crossed(folder, editions))
    if problems:
        raise ContentError(*problems)
    return tuple(editions)


def _crossed(folder: Path, editions: list[Edition]) -> Iterator[Problem]:
    """What cases say of other editions, once all are read."""
    for edition in editions:
        if isinstance(edition, Cases):
            path = folder / "cases" / edition.slug / f"edition-{edition.number}.{edition.language}.yaml"
            lines = load(read_text(path), Origin(path))[1]
            for rank, message in unknown_names(edition, editions=editions):
                yield Problem(path, line_of(("cases", rank, "code"), lines), message)


def read_edition(path: Path) -> Edition:
    """One edition, its schema and its codes checked, its address the one that it states."""
    name = _NAME.match("/".join(path.parts[-4:] if _is_course(path) else path.parts[-3:]))
    model = name and _KINDS.get((name["folder"], name["suffix"]))
    if not name or not model or (name["folder"] == "courses") is not bool(name["part"]):
        raise Origin(path).error(0, "nom de fichier inattendu : voir « Où ranger un fichier » dans content/README.md")
    text = read_text(path)
    values, lines = _MARKDOWN[model](text, Origin(path)) if model in _MARKDOWN else load(text, Origin(path))
    problems = [
        *_differences(values, name),
        *_repeated_codes(values, ()),
        *_unknown_codes(values),
        *_left_aside(values),
    ]
    if problems:
        raise ContentError(*(Problem(path, line_of(where, lines), message) for where, message in problems))
    return _validated(model, values, lines, path)


def read_framework(raw: bytes, path: Path) -> Framework:
    """A grid from a file that somebody sends, YAML or JSON: checked as what content/ publishes, whatever its name."""
    values, lines = load(as_text(raw, path), Origin(path))
    problems = [*_repeated_codes(values, ()), *_unknown_codes(values)]
    if problems:
        raise ContentError(*(Problem(path, line_of(where, lines), message) for where, message in problems))
    return _validated(Framework, values, lines, path)


def grid_problems(raw: bytes, path: Path, found: Iterable[tuple[Where, str]]) -> ContentError:
    """What else is wrong in a grid that reads well, each fault at its line."""
    _values, lines = load(as_text(raw, path), Origin(path))
    return ContentError(*(Problem(path, line_of(where, lines), message) for where, message in found))


def criterion_problems(values: dict[str, Any]) -> tuple[str, ...]:
    """What the schema refuses in one criterion, as sentences; nothing where it may stand in a grid."""
    try:
        Criterion.model_validate(values)
    except ValidationError as error:
        return tuple(sentence(each) for each in error.errors())
    return ()


def _validated(model: type[_Model], values: dict[str, Any], lines: Lines, path: Path) -> _Model:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise ContentError(*(Problem(path, line_of(e["loc"], lines), sentence(e)) for e in error.errors())) from error


def _is_course(path: Path) -> bool:
    return len(path.parts) > 3 and path.parts[-4] == "courses"


Located = tuple[tuple[str | int, ...], str]


def _differences(values: dict[str, Any], name: re.Match[str]) -> Iterator[Located]:
    """An edition moved or copied without being renamed would take the place of another."""
    stated = {"slug": name["slug"], "number": int(name["number"]), "language": name["language"]}
    if (name["part"] or "").startswith("module"):
        stated["code"] = name["part"]
    for key, expected in stated.items():
        if key in values and str(values[key]) != str(expected):
            yield (key,), f"« {key} » vaut « {values[key]} », mais le nom du fichier dit « {expected} »"


def _repeated_codes(value: Any, where: tuple[str | int, ...]) -> Iterator[Located]:
    """A code names one thing in its list, for ever."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _repeated_codes(child, (*where, key))
    elif isinstance(value, list):
        seen: set[str] = set()
        for index, child in enumerate(value):
            yield from _repeated_codes(child, (*where, index))
            code = child.get("code") if isinstance(child, dict) else None
            if isinstance(code, str) and code in seen:
                yield (*where, index, "code"), f"le code « {code} » sert déjà"
            seen |= {code} if isinstance(code, str) else set()


def _unknown_codes(values: dict[str, Any]) -> Iterator[Located]:
    """A code that leads nowhere: a source, a principle, a criterion, a robustness criterion that is not in the file."""
    known = {key: _codes(values, key) for key in ("sources", "principles", "robustness", "criteria")}
    for holder, rows in (("criteria", "triggers"), ("general_rules", "rows")):
        for index, item in enumerate(_mappings(values, holder)):
            yield from _strangers(_mappings(item, rows), (holder, index, rows), key="source", known=known["sources"])
    criteria = _mappings(values, "criteria")
    yield from _strangers(criteria, ("criteria",), key="principles", known=known["principles"])
    yield from _strangers(criteria, ("criteria",), key="robustness", known=known["robustness"])
    red_lines, robustness = _mappings(values, "red_lines"), _mappings(values, "robustness")
    yield from _strangers(red_lines, ("red_lines",), key="criteria", known=known["criteria"])
    yield from _strangers(robustness, ("robustness",), key="criterion", known=known["criteria"])


_KEY_LABELS = {
    "source": "source inconnue",
    "principles": "principe inconnu",
    "robustness": "critère de robustesse inconnu",
    "criteria": "critère inconnu",
    "criterion": "critère inconnu",
}


def _strangers(
    items: list[dict[str, Any]], where: tuple[str | int, ...], *, key: str, known: set[str]
) -> Iterator[Located]:
    for index, item in enumerate(items):
        named = item.get(key)
        for code in named if isinstance(named, list) else [named]:
            if isinstance(code, str) and code not in known:
                yield (*where, index, key), f"{_KEY_LABELS[key]} : « {code} »"


def _left_aside(values: dict[str, Any]) -> Iterator[Located]:
    """What a module describes has one place in its pages, or nobody would ever meet it."""
    blocks = [block for page in _mappings(values, "pages") for block in _mappings(page, "blocks")]
    for key, kind in (("activities", "activity"), ("facts", "fact"), ("questions", "question")):
        for index, described in enumerate(_mappings(values, key)):
            places = sum((block["kind"], block.get("code")) == (kind, described.get("code")) for block in blocks)
            if places != 1:
                yield (key, index), f"« {described.get('code')} » doit avoir une place dans les pages, et une seule"


def _mappings(values: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Read before the schema has spoken: what is not a list of mappings is left for it to refuse."""
    found = values.get(key)
    return [item if isinstance(item, dict) else {} for item in found] if isinstance(found, list) else []


def _codes(values: dict[str, Any], key: str) -> set[str]:
    return {str(item["code"]) for item in _mappings(values, key) if "code" in item}


_Reader = Callable[[markdown.Section, dict[str, Any], Origin], dict[str, Any]]


def _from_markdown(before: str, items: str, read: _Reader) -> Callable[[str, Origin], tuple[dict[str, Any], Lines]]:
    def read_markdown(text: str, origin: Origin) -> tuple[dict[str, Any], Lines]:
        front, body, start = markdown.split_front_matter(text, origin)
        values, lines = load(front, Origin(origin.path, first_line=2))
        for key in {before, items} & values.keys():
            raise ContentError(Problem(origin.path, lines[(key,)], f"« {key} » s’écrit sous les clés, pas parmi elles"))
        introduction, sections = markdown.sections(body, start, origin)
        lines |= {(before,): start + 1} | {(items, index): part.line + 1 for index, part in enumerate(sections)}
        values |= {before: introduction, items: [read(part, values, origin) for part in sections]}
        return values, lines

    return read_markdown


def _page(section: markdown.Section, values: dict[str, Any], origin: Origin) -> dict[str, Any]:
    return markdown.page(section, {key: _codes(values, key) for key in ("activities", "facts", "questions")}, origin)


_MARKDOWN: dict[type[Edition], Callable[[str, Origin], tuple[dict[str, Any], Lines]]] = {
    Charter: _from_markdown("preamble", "articles", lambda part, _values, origin: markdown.article(part, origin)),
    Script: _from_markdown("introduction", "steps", lambda part, _values, origin: markdown.step(part, origin)),
    Module: _from_markdown("introduction", "pages", _page),
}
