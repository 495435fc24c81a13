"""What reads or writes office and statistics files: loaded when needed, asked for by name when it is not there."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any


class NeedsExtra(ValueError):
    """A kind of file that needs a package which is not installed."""


def needed(package: str, *, by: str) -> Any:
    """The package; NeedsExtra, saying what to install, where it is missing."""
    if find_spec(package.partition(".")[0]) is None:
        raise NeedsExtra(f"{by}: this kind of file needs {package}; install portulan[tables].")
    return import_module(package)
