"""engine.md: the public names of the engine, each with its sentence. The sources are read, not imported."""

import ast
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "portulan"
PAGES = {
    **{name: f"methods/{name}.md" for name in ("agreement", "ballots", "disclosure", "footprint", "verbatim")},
    **dict.fromkeys(("tables", "proportions", "weights", "scales", "files"), "methods/tables.md"),
}
HEAD = """# The engine's public names

*For analysts.* What `import portulan` offers; everything else may change without notice.
`help(portulan.protect)` tells the rest: shapes, units, missing values, what is raised, the source, and an
example that runs.

| name | what it is | from |
|---|---|---|
"""


def engine_page() -> str:
    folder = _folder()
    rows = [
        f"| `{name}` | {_summaries(folder, module)[name]} | {_linked(module)} |"
        for name, module in sorted(public_names().items())
    ]
    return HEAD + "\n".join(rows) + "\n"


def public_names() -> dict[str, str]:
    """Name → the module that the package takes it from, at once or when it is first asked for."""
    tree = ast.parse((_folder() / "__init__.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    taken = [(alias.name, node.module or "") for node in imports for alias in node.names]
    return {name: module for name, module in taken if module.startswith(f"{PACKAGE}.")}


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise LookupError(f"{PACKAGE} is not installed.")
    return Path(spec.origin).parent


@cache
def _summaries(folder: Path, module: str) -> dict[str, str]:
    """The first sentence of every function and class of a module, or of a package below it."""
    place = folder.parent.joinpath(*module.split("."))
    paths = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in paths)
    nodes = (node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    return {node.name: (ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " ") for node in nodes}


def _linked(module: str) -> str:
    page = PAGES.get(module.split(".")[1], "") if "." in module else ""
    return f"[`{module}`]({page})" if page else f"`{module}`"
