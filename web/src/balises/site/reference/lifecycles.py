"""lifecycles.md: the states of each thing, and the services that move it, read from the sources of every app."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.apps import apps
from django.db import models

MOVED_FIELDS = ("state", "status")
MOVING_ARGUMENTS = (*MOVED_FIELDS, "to")
ANY = "*"  # the state is one that a person says
_MEMBER = re.compile(r"^\s*(?P<name>[A-Z_]+) = .*?(?:#\s*(?P<comment>.+))?$")

HEAD = """# Lifecycles

*For developers, and for whoever checks that nothing moves by itself.* Each thing that has states, what each state
means, and the services that lead to it, each with
the rules that may refuse. A service is a verb in the `services` of its app: nothing else writes. A rule is a pure
function in its `rules.py`; the sentence of each
refusal stands in its `phrases.py`.
"""


@dataclass(frozen=True)
class Lifecycle:
    """The states of one model."""

    app: str
    model: str
    states: type[StrEnum]
    first: StrEnum
    summary: str


@dataclass(frozen=True)
class Mover:
    """A public service that leads to a state, and the rules it insists on."""

    name: str
    to: str
    rules: tuple[str, ...]


def lifecycles_page() -> str:
    return HEAD + "\n" + "\n".join(_section(lifecycle) for lifecycle in lifecycles())


def lifecycles() -> list[Lifecycle]:
    """One for each model that starts in a state; apps in the order of the settings read upwards."""
    found = []
    for config in reversed(list(apps.get_app_configs())):
        for model in config.get_models() if config.name.startswith("balises.") else ():
            field = next((each for each in model._meta.fields if _is_of_states(each)), None)
            if field is not None:
                first = field.default
                summary = (inspect.getdoc(model) or "").split("\n")[0]
                found.append(Lifecycle(config.label, model.__name__, type(first), first, summary))
    return found


def _is_of_states(field: models.Field) -> bool:
    return field.name in MOVED_FIELDS and isinstance(field.default, StrEnum)


def _section(lifecycle: Lifecycle) -> str:
    movers = list(movers_of(lifecycle))
    comments = _comments(lifecycle.states)
    rows = [
        f"| `{state.value}` | {comments.get(state.name, '')} | {_reached(state, lifecycle=lifecycle, movers=movers)} |"
        for state in lifecycle.states
    ]
    said = [_told(mover) for mover in movers if mover.to == ANY]
    by_word = f"\nTo the state that a person says: {'; '.join(said)}.\n" if said else ""
    head = f"## `{lifecycle.app}.{lifecycle.model}`\n\n{lifecycle.summary} States: `{lifecycle.states.__name__}`.\n"
    return f"{head}\n| state | what it means | reached by |\n|---|---|---|\n" + "\n".join(rows) + f"\n{by_word}"


def _reached(state: StrEnum, *, lifecycle: Lifecycle, movers: Iterable[Mover]) -> str:
    ways = ["where it starts"] if state is lifecycle.first else []
    ways += [_told(mover) for mover in movers if mover.to == state.name]
    has_word = any(mover.to == ANY for mover in movers)
    return "; ".join(ways) or ("a person's word, below" if has_word else "shown only, never stored")


def _told(mover: Mover) -> str:
    refused = f" unless {', '.join(f'`{rule}`' for rule in mover.rules)}" if mover.rules else ""
    return f"`{mover.name}`{refused}"


def _comments(states: type[StrEnum]) -> dict[str, str]:
    """What is written beside each member."""
    lines = (_MEMBER.match(line) for line in inspect.getsource(states).split("\n"))
    return {found["name"]: found["comment"] or "" for found in lines if found}


def movers_of(lifecycle: Lifecycle) -> Iterator[Mover]:
    functions = dict(_functions(lifecycle.app))
    for name, function in functions.items():
        for to in _targets(function, lifecycle=lifecycle):
            for public in _public_callers(name, functions=functions):
                yield Mover(public, to, _rules(public, functions=functions))


def _functions(app: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    folder = Path(apps.get_app_config(app).path)
    for path in sorted([*folder.glob("services.py"), *folder.glob("services/*.py")]):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                yield node.name, node


def _targets(function: ast.FunctionDef, *, lifecycle: Lifecycle) -> Iterator[str]:
    """The states that a function writes, or hands on to be written."""
    owned = {each.arg for each in _arguments(function) if each.annotation and _is(each.annotation, lifecycle.model)}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            for target, value in _pairs(node):
                if _is_moved(target):
                    yield from _named(value, lifecycle=lifecycle) or _said(target, value, owned=owned)
        if isinstance(node, ast.keyword) and node.arg in MOVING_ARGUMENTS:
            yield from _named(node.value, lifecycle=lifecycle)


def _arguments(function: ast.FunctionDef) -> list[ast.arg]:
    return [*function.args.args, *function.args.kwonlyargs]


def _is(annotation: ast.expr, name: str) -> bool:
    return ast.unparse(annotation).split(".")[-1] == name


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            yield from zip(target.elts, node.value.elts, strict=False)
        else:
            yield target, node.value


def _is_moved(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr in MOVED_FIELDS


def _named(value: ast.expr, *, lifecycle: Lifecycle) -> list[str]:
    named = [node for node in ast.walk(value) if isinstance(node, ast.Attribute)]
    return [node.attr for node in named if ast.unparse(node.value).split(".")[-1] == lifecycle.states.__name__]


def _said(target: ast.expr, value: ast.expr, *, owned: set[str]) -> list[str]:
    """A state taken from what a person said: `objection.state = settlement.state`."""
    is_ours = isinstance(target, ast.Attribute) and ast.unparse(target.value) in owned
    return [ANY] if is_ours and isinstance(value, ast.Attribute) and value.attr in MOVED_FIELDS else []


def _public_callers(name: str, *, functions: dict[str, ast.FunctionDef]) -> tuple[str, ...]:
    """The function itself, or the public ones that lead to it."""
    if not name.startswith("_"):
        return (name,)
    callers = [caller for caller, function in functions.items() if name in _names(function) and caller != name]
    return tuple(dict.fromkeys(found for caller in callers for found in _public_callers(caller, functions=functions)))


def _names(function: ast.FunctionDef) -> set[str]:
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}


def _rules(name: str, *, functions: dict[str, ast.FunctionDef]) -> tuple[str, ...]:
    """The refusals that a service insists on, itself or through its private parts."""
    function = functions[name]
    own = [node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)]
    parts = [part for part in sorted(_names(function)) if part.startswith("_") and part in functions and part != name]
    deeper = [rule for part in parts for rule in _rules(part, functions=functions)]
    return tuple(dict.fromkeys([*(rule for rule in own if rule.startswith("refusal_to_")), *deeper]))
