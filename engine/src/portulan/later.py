"""Names of a package that are loaded when first asked for: numpy and scipy take longer than all the rest."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def loading(package: str, where: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package: `where` gives, for each name, the module that has it."""

    def get(name: str) -> Any:
        if name in where:
            return getattr(import_module(where[name]), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return get
