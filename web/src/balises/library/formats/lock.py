"""LOCK: one `sha256  path` line per published file, so that no « small fix » to an edition goes unseen.

The lines are those that `sha256sum --check LOCK` reads.
"""

import hashlib
import re
from pathlib import Path

from .problems import Problem
from .reading import edition_paths

_LINE = re.compile(r"^(?P<sha256>[0-9a-f]{64})  (?P<path>\S+)$")


def check_lock(folder: Path) -> tuple[Problem, ...]:
    """What differs between the folder and its LOCK; nothing when every published file is as it was."""
    lock = folder / "LOCK"
    if not lock.is_file():
        return (Problem(lock, 1, "le fichier LOCK manque : lancer « make content »"),)
    lines = lock.read_text(encoding="utf-8", errors="replace").splitlines()
    misread = [Problem(lock, at, "ligne illisible") for at, line in enumerate(lines, 1) if not _LINE.match(line)]
    if misread:
        return tuple(misread)
    return tuple(_differences(lock, [line.split("  ") for line in lines], _digests(folder)))


def _differences(lock: Path, locked: list[list[str]], actual: dict[str, str]) -> list[Problem]:
    problems = [
        Problem(lock, at, f"« {path} » est nommé ici, mais n’existe plus : une édition publiée ne s’efface pas")
        for at, (_, path) in enumerate(locked, 1)
        if path not in actual
    ]
    problems += [
        Problem(lock, at, f"« {path} » a changé depuis sa publication : écrire une nouvelle édition")
        for at, (sha256, path) in enumerate(locked, 1)
        if path in actual and actual[path] != sha256
    ]
    paths = [path for _, path in locked]
    problems += [Problem(lock, 1, f"« {path} » n’est pas inscrit") for path in sorted(actual.keys() - set(paths))]
    if paths != sorted(set(paths)):
        problems.append(Problem(lock, 1, "les lignes ne sont pas dans l’ordre des chemins, ou l’une est en double"))
    return problems


def write_lock(folder: Path) -> tuple[str, ...]:
    """Write LOCK; return the paths whose line changed, which whoever publishes must be shown."""
    lock = folder / "LOCK"
    before = set(lock.read_text(encoding="utf-8").splitlines()) if lock.is_file() else set()
    after = [f"{sha256}  {path}" for path, sha256 in sorted(_digests(folder).items())]
    lock.write_text("".join(f"{line}\n" for line in after), encoding="utf-8")
    return tuple(sorted({line.split("  ", 1)[-1] for line in before.symmetric_difference(after)}))


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in edition_paths(folder)
    }
