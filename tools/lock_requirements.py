"""`make requirements`: resolve the hashed lists again, with nothing younger than a week.

A poisoned release is most often found in its first days, by others. The lists name no registry: whoever installs
from a mirror of their own reads the same files.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
UV = ROOT / ".venv" / "bin" / "uv"
COOLDOWN = "7 days"
OLDEST_PYTHON = "3.11"
OPTIONS = (
    *("--quiet", "--universal", "--upgrade", "--generate-hashes", "--no-header", "--no-annotate"),
    *("--python-version", OLDEST_PYTHON, "--exclude-newer", COOLDOWN),
    *("--no-emit-package", "balises", "--no-emit-package", "portulan"),
)
# What is written → what it is resolved from. The second list holds the first, at the same versions.
LISTS: dict[str, tuple[str, ...]] = {
    "bootstrap.txt": ("bootstrap.in",),
    "run.txt": ("run.in",),
    "dev.txt": ("run.in", "dev.in", "--constraints", "run.txt"),
}
ADDRESS = re.compile(r"\w+://|^\s*-|\s@\s", re.MULTILINE)
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def main() -> int:
    for name, sources in LISTS.items():
        path = FOLDER / name
        former = path.read_text(encoding="utf-8") if path.exists() else ""
        resolved = resolve(sources)
        check_text(name, resolved)
        path.write_text(resolved, encoding="utf-8")
        print(f"{name}: {changes(former, resolved) or 'nothing changed'}")
    return 0


def resolve(sources: tuple[str, ...]) -> str:
    with tempfile.TemporaryDirectory(prefix="balises-lock-") as folder:
        output = Path(folder) / "list.txt"
        paths = [source if source.startswith("--") else str(FOLDER / source) for source in sources]
        command = [str(UV), "pip", "compile", *paths, *OPTIONS, "--output-file", str(output)]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            sys.exit(f"{', '.join(sources)}: no list was written. A package younger than {COOLDOWN} has to wait.")
        return output.read_text(encoding="utf-8")


def check_text(name: str, text: str) -> None:
    """Versions and sha256 only: an address or an option in a list would send everyone to one registry."""
    stray = ADDRESS.search(text.replace("    --hash=sha256:", ""))
    if stray:
        sys.exit(f"{name}: « {stray.group().strip()} » has no place in a list; it was not written.")


def changes(former: str, resolved: str) -> str:
    before, after = dict(PINNED.findall(former)), dict(PINNED.findall(resolved))
    moved = sorted(package for package in before.keys() | after.keys() if before.get(package) != after.get(package))
    return ", ".join(f"{package} {before.get(package, '—')} → {after.get(package, '—')}" for package in moved)


if __name__ == "__main__":
    sys.exit(main())
