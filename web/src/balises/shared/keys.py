"""Two key files a box, in a folder of their own, outside the database and every copy of it.

    <folder>/CACHEDIR.TAG            tells backup programs to pass by
    <folder>/arrival/<box>.json      public key and slot secret: enough to seal, never to open
    <folder>/opening/<box>.json      private key: for the one process that opens

Callers import these names from `shared.envelopes`, the one door.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

ARRIVAL, OPENING = "arrival", "opening"
SUFFIX, UNFINISHED, DOOMED = ".json", ".new", ".destroying"
TAG = "CACHEDIR.TAG"
TAG_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55\n"  # bford.info/cachedir, version 0.6
KEY_BYTES = 32
# Some file systems keep a smaller file inside its inode, whose journal an overwrite would not reach.
FILE_BYTES = 4096
_BOX = re.compile(r"[A-Za-z0-9_-]{1,64}")


class KeyProblem(StrEnum):
    NO_FOLDER = "no such folder"
    OPEN_TO_OTHERS = "others may read it: 0700 for a folder, 0600 for a file"
    NO_TAG = "CACHEDIR.TAG is missing or altered: a backup could take the keys"
    STRANGER = "not a key file: a copy would outlive the destruction of the key"
    NO_KEY = "no such key file"
    ALREADY_THERE = "this box has its keys already"
    UNREADABLE = "cannot be read"
    BROKEN = "broken key file"


class KeyFolderError(Exception):
    """The key folder is not as it must be. It names the file, the line where there is one, and never a key."""

    def __init__(self, path: Path, problem: KeyProblem, *, detail: str = "", line: int | None = None) -> None:
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {problem}" + (f" ({detail})" if detail else ""))
        self.path, self.problem, self.detail, self.line = path, problem, detail, line


@dataclass(frozen=True)
class ArrivalKey:
    """What a web worker holds: it can seal an answer and find its slot, not open it."""

    box: str
    public_key: bytes
    slot_secret: bytes = field(repr=False)


@dataclass(frozen=True)
class OpeningKey:
    """What opens every envelope of one box."""

    box: str
    private_key: bytes = field(repr=False)


def make_box_keys(folder: Path, *, box: str) -> ArrivalKey:
    """Make both key files of a box; they are on the disk when this returns.

    A box whose keys exist is refused. After a crash or a rollback, `destroy_box_keys` first, then again.
    """
    _check_name(box)
    _prepare(folder)
    private_key = X25519PrivateKey.generate()
    arrival = ArrivalKey(box, private_key.public_key().public_bytes_raw(), secrets.token_bytes(KEY_BYTES))
    # The opening key first: an arrival key alone would take answers that nobody could open.
    _write_key(_path(folder, OPENING, box), box, {"private_key": private_key.private_bytes_raw()})
    _write_key(_path(folder, ARRIVAL, box), box, {"public_key": arrival.public_key, "slot_secret": arrival.slot_secret})
    return arrival


def read_arrival_key(folder: Path, *, box: str) -> ArrivalKey:
    keys = _read_key(_path(folder, ARRIVAL, box), box, ("public_key", "slot_secret"))
    return ArrivalKey(box, keys["public_key"], keys["slot_secret"])


def read_opening_key(folder: Path, *, box: str) -> OpeningKey:
    keys = _read_key(_path(folder, OPENING, box), box, ("private_key",))
    return OpeningKey(box, keys["private_key"])


def destroy_box_keys(folder: Path, *, box: str) -> bool:
    """Overwrite, sync and unlink all that exists of a box's keys; true where there was something.

    May be started again after a crash at any step. On an SSD or a copying file system the old blocks may remain.
    """
    _check_name(box)
    _check_private(folder, is_folder=True)
    doomed = [path for name in (OPENING, ARRIVAL) for path in sorted((folder / name).glob(f"{box}.*"))]
    for path in doomed:
        _destroy_file(path)
    return bool(doomed)


def boxes_with_keys(folder: Path) -> tuple[str, ...]:
    """Boxes of which any key file exists, whole or half destroyed: none may be there of a closed box."""
    _check_private(folder, is_folder=True)
    return tuple(sorted({path.name.split(".")[0] for name in (ARRIVAL, OPENING) for path in (folder / name).glob("*")}))


def check_key_folder(folder: Path) -> None:
    """Read everything once, change nothing: the first thing out of place is named. A fresh empty folder is fine."""
    _check_private(folder, is_folder=True)
    present = [name for name in (ARRIVAL, OPENING) if (folder / name).exists()]
    if present and not _has_tag(folder):
        raise KeyFolderError(folder / TAG, KeyProblem.NO_TAG)
    for name in present:
        _check_private(folder / name, is_folder=True)
        for path in sorted((folder / name).iterdir()):
            _check_file(folder, path)


def _check_file(folder: Path, path: Path) -> None:
    """A whole key file parses and fits its other half; what a crash left behind only has to stay private."""
    if path.suffix in {UNFINISHED, DOOMED}:
        _check_private(path, is_folder=False)
        return
    box = path.stem
    if path.suffix != SUFFIX or not _BOX.fullmatch(box):
        raise KeyFolderError(path, KeyProblem.STRANGER)
    if path.parent.name == ARRIVAL:
        read_arrival_key(folder, box=box)
        return
    private_key = X25519PrivateKey.from_private_bytes(read_opening_key(folder, box=box).private_key)
    if _path(folder, ARRIVAL, box).exists():
        arrival = read_arrival_key(folder, box=box)
        if private_key.public_key().public_bytes_raw() != arrival.public_key:
            raise KeyFolderError(path, KeyProblem.BROKEN, detail="not the other half of the arrival key")


def _path(folder: Path, name: str, box: str) -> Path:
    _check_name(box)
    return folder / name / f"{box}{SUFFIX}"


def _check_name(box: str) -> None:
    if not _BOX.fullmatch(box):
        raise ValueError("A box is named by 1 to 64 letters, digits, hyphens or underscores.")


def _prepare(folder: Path) -> None:
    _check_private(folder, is_folder=True)
    if not _has_tag(folder):
        (folder / TAG).write_bytes(TAG_SIGNATURE)
    for name in (ARRIVAL, OPENING):
        (folder / name).mkdir(mode=0o700, exist_ok=True)
        _check_private(folder / name, is_folder=True)
    _sync_folder(folder)


def _has_tag(folder: Path) -> bool:
    tag = folder / TAG
    return tag.is_file() and tag.read_bytes().startswith(TAG_SIGNATURE)


def _check_private(path: Path, *, is_folder: bool) -> None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        raise KeyFolderError(path, KeyProblem.NO_FOLDER if is_folder else KeyProblem.NO_KEY) from None
    except OSError as error:
        raise KeyFolderError(path, KeyProblem.UNREADABLE, detail=error.strerror or "") from error
    if path.is_symlink() or path.is_dir() is not is_folder:
        raise KeyFolderError(path, KeyProblem.STRANGER)
    if status.st_mode & 0o077:
        raise KeyFolderError(path, KeyProblem.OPEN_TO_OTHERS, detail=f"now {status.st_mode & 0o777:04o}")


def _write_key(path: Path, box: str, keys: Mapping[str, bytes]) -> None:
    """Write under a passing name, then link: a crash never leaves half a key under the true name."""
    text = json.dumps({"box": box, **{name: key.hex() for name, key in keys.items()}}, indent=2)
    passing = path.with_name(f"{box}.{secrets.token_hex(4)}{UNFINISHED}")
    with open(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
        file.write(text.encode().ljust(FILE_BYTES - 1) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(passing, path)  # unlike a rename, refuses to replace
    except FileExistsError:
        _destroy_file(passing)
        raise KeyFolderError(path, KeyProblem.ALREADY_THERE) from None
    passing.unlink()
    _sync_folder(path.parent)


def _read_key(path: Path, box: str, names: tuple[str, ...]) -> dict[str, bytes]:
    _check_private(path.parent.parent, is_folder=True)
    _check_private(path, is_folder=False)
    text = _read_text(path)
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise KeyFolderError(path, KeyProblem.BROKEN, detail=error.msg, line=error.lineno) from None
    if not isinstance(values, dict) or values.get("box") != box:
        detail = "the box it names is not the box of its file name"
        raise KeyFolderError(path, KeyProblem.BROKEN, detail=detail, line=_line_of("box", text))
    return {name: _key_bytes(values.get(name), path=path, line=_line_of(name, text), name=name) for name in names}


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise KeyFolderError(path, KeyProblem.UNREADABLE, detail=error.strerror or "") from error
    if not content.isascii():
        line = re.split(rb"[\x80-\xff]", content)[0].count(b"\n") + 1
        raise KeyFolderError(path, KeyProblem.BROKEN, detail="not plain text", line=line)
    return content.decode("ascii")


def _key_bytes(value: object, *, path: Path, line: int, name: str) -> bytes:
    if not isinstance(value, str) or not re.fullmatch(rf"[0-9a-f]{{{2 * KEY_BYTES}}}", value):
        detail = f"{name} should be {2 * KEY_BYTES} hexadecimal digits"
        raise KeyFolderError(path, KeyProblem.BROKEN, detail=detail, line=line)
    return bytes.fromhex(value)


def _line_of(name: str, text: str) -> int:
    before, found, _ = text.partition(f'"{name}"')
    return before.count("\n") + 1 if found else 1


def _destroy_file(path: Path) -> None:
    """Rename first: random bytes under the true name would pass for a broken key at the next start."""
    if path.suffix != DOOMED:
        path = path.rename(path.with_name(f"{path.name}.{secrets.token_hex(4)}{DOOMED}"))
        _sync_folder(path.parent)
    with open(os.open(path, os.O_WRONLY | os.O_NOFOLLOW), "wb") as file:
        file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
