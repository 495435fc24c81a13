"""What .editorconfig asks, and no large file: for the files named, or for all that git follows."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST_BYTES = 400 * 1024
CONFLICT = ("<<<<<<< ", ">>>>>>> ")
IN_BYTES = {".png", ".woff2", ".ico", ".sav"}


def main(names: list[str]) -> int:
    paths = [Path(name) for name in names] or followed()
    problems = [problem for path in paths if path.is_file() for problem in problems_of(path)]
    print("\n".join(problems), end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


def followed() -> list[Path]:
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name]


def problems_of(path: Path) -> list[str]:
    content = path.read_bytes()
    problems = [f"{path}: {len(content)} bytes, {LARGEST_BYTES} at most"] if len(content) > LARGEST_BYTES else []
    if path.suffix in IN_BYTES or not content:
        return problems
    text = content.decode("utf-8")
    if not text.endswith("\n") or text.endswith("\n\n"):
        problems.append(f"{path}: one line break at the end, and one only")
    if "\r" in text:
        problems.append(f"{path}: line breaks of another system")
    return problems + [
        f"{path}:{at}: {what}" for at, line in enumerate(text.split("\n"), 1) for what in of_line(path, line)
    ]


def of_line(path: Path, line: str) -> list[str]:
    found = ["a conflict left by a merge"] if line.startswith(CONFLICT) else []
    ends_in_space = line != line.rstrip(" \t") and not (path.suffix == ".md" and line.endswith("  ") and line.strip())
    return [*found, "a space at the end"] if ends_in_space else found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
