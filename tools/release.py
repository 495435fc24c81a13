"""`make release`: check that every file says the same version, then join the fragments into the changelog.

It writes and removes files; committing and tagging stay a person's act, and what to type is printed.
"""

import argparse
import datetime
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = {"members": "For members", "hosts": "For those who host", "analysts": "For analysts"}
VERSION = re.compile(r"\d+\.\d+\.\d+")
FRAGMENT = re.compile(r"(?P<slug>[a-z0-9-]+)\.(?P<kind>[a-z]+)\.md")
NOTHING_YET = "Nothing has been released yet.\n"
# Every place that says the version, and how it says it.
PLACES = {
    "web/pyproject.toml": r'^version = "(.+)"$',
    "engine/pyproject.toml": r'^version = "(.+)"$',
    "web/src/balises/__init__.py": r'^__version__ = "(.+)"$',
    "engine/src/portulan/__init__.py": r'^__version__ = "(.+)"$',
    "CITATION.cff": r"^version: (.+)$",
}


class NotReady(Exception):
    """What stands in the way of a release, in words."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--check", action="store_true", help="say what would be written, write nothing")
    asked = parser.parse_args()
    try:
        version = one_version(asked.root)
        section = new_section(asked.root, version)
    except NotReady as reason:
        print(f"release: {reason}", file=sys.stderr)
        return 1
    if asked.check:
        print(section)
        return 0
    write(asked.root, section)
    print(f"CHANGELOG.md tells {version}. Read it, then:\n  git commit -am 'Release {version}' && git tag v{version}")
    return 0


def one_version(root: Path) -> str:
    said = {place: _version_in(root / place, pattern) for place, pattern in PLACES.items()}
    if len(set(said.values())) != 1:
        raise NotReady("the files disagree: " + ", ".join(f"{place} says {version}" for place, version in said.items()))
    version = next(iter(said.values()))
    if not VERSION.fullmatch(version):
        raise NotReady(f"« {version} » is not three numbers.")
    if re.search(rf"^## {re.escape(version)} ", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE):
        raise NotReady(f"{version} is in CHANGELOG.md already: raise the version in {', '.join(PLACES)}.")
    return version


def _version_in(path: Path, pattern: str) -> str:
    found = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise NotReady(f"{path} does not say a version.")
    return found[1]


def fragments(root: Path) -> dict[str, list[Path]]:
    """The fragments of each kind, in the order of their names; a name that no heading awaits stops the release."""
    found: dict[str, list[Path]] = {kind: [] for kind in HEADINGS}
    for path in sorted((root / "changelog.d").iterdir()):
        if path.name == "README.md":
            continue
        name = FRAGMENT.fullmatch(path.name)
        if not name or name["kind"] not in found:
            raise NotReady(f"changelog.d/{path.name} is not named <slug>.<{'|'.join(HEADINGS)}>.md")
        found[name["kind"]].append(path)
    return found


def new_section(root: Path, version: str) -> str:
    found = fragments(root)
    if not any(found.values()):
        raise NotReady("changelog.d/ holds no fragment: there is nothing to tell.")
    parts = [f"## {version} ({datetime.datetime.now(tz=datetime.UTC).date()})"]
    for kind, paths in found.items():
        if paths:
            parts += [f"### {HEADINGS[kind]}", "\n".join(_item(path) for path in paths)]
    return "\n\n".join(parts) + "\n"


def _item(path: Path) -> str:
    text = path.read_text(encoding="utf-8").strip()
    if not text:
        raise NotReady(f"changelog.d/{path.name} is empty.")
    return "- " + text.replace("\n", "\n  ")


def write(root: Path, section: str) -> None:
    """The newest first, under the introduction."""
    path = root / "CHANGELOG.md"
    head, mark, released = path.read_text(encoding="utf-8").replace(NOTHING_YET, "").partition("\n## ")
    path.write_text(f"{head.rstrip()}\n\n{section}{mark}{released}", encoding="utf-8")
    for paths in fragments(root).values():
        for fragment in paths:
            fragment.unlink()


if __name__ == "__main__":
    sys.exit(main())
