import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from balises.shared import keys as keys_module
from balises.shared.keys import (
    KeyFolderError,
    KeyProblem,
    boxes_with_keys,
    check_key_folder,
    destroy_box_keys,
    make_box_keys,
    read_arrival_key,
    read_opening_key,
)

Change = Callable[[Path], object]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "keys"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


@contextmanager
def refused(problem: KeyProblem, path: Path, *, line: int | None = None) -> Iterator[None]:
    with pytest.raises(KeyFolderError) as error:
        yield
    assert (error.value.problem, error.value.path, error.value.line) == (problem, path, line)
    assert str(path) in str(error.value)
    assert line is None or f"line {line}" in str(error.value)


def test_the_two_keys_of_a_box_are_read_back_as_they_were_made(folder: Path) -> None:
    made = make_box_keys(folder, box="b1")

    arrival, opening = read_arrival_key(folder, box="b1"), read_opening_key(folder, box="b1")

    assert arrival == made
    assert arrival.box == opening.box == "b1"
    assert len({arrival.public_key, arrival.slot_secret, opening.private_key}) == 3


def test_two_boxes_have_nothing_in_common(folder: Path) -> None:
    first, second = make_box_keys(folder, box="b1"), make_box_keys(folder, box="b2")

    assert first.public_key != second.public_key
    assert first.slot_secret != second.slot_secret


def test_neither_file_holds_what_the_other_is_for(folder: Path) -> None:
    make_box_keys(folder, box="b1")

    arrival = json.loads((folder / "arrival/b1.json").read_text())
    opening = json.loads((folder / "opening/b1.json").read_text())

    assert set(arrival) == {"box", "public_key", "slot_secret"}
    assert set(opening) == {"box", "private_key"}


def test_only_the_owner_may_enter_whatever_the_umask_is(folder: Path) -> None:
    former = os.umask(0)
    try:
        make_box_keys(folder, box="b1")
    finally:
        os.umask(former)

    modes = {path.relative_to(folder).as_posix(): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    modes.pop("CACHEDIR.TAG")
    assert modes == {"arrival": 0o700, "opening": 0o700, "arrival/b1.json": 0o600, "opening/b1.json": 0o600}


def test_backup_programs_are_told_to_pass_by(folder: Path) -> None:
    make_box_keys(folder, box="b1")

    assert (folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def test_a_key_file_fills_a_block_of_its_own(folder: Path) -> None:
    make_box_keys(folder, box="b1")

    assert {path.stat().st_size for path in folder.glob("*/b1.json")} == {4096}


def test_no_secret_shows_in_the_printed_form_of_a_key(folder: Path) -> None:
    arrival, opening = make_box_keys(folder, box="b1"), read_opening_key(folder, box="b1")

    assert repr(opening) == "OpeningKey(box='b1')"
    assert "slot_secret" not in repr(arrival)


def test_a_box_keeps_its_keys_when_they_are_asked_for_twice(folder: Path) -> None:
    first = make_box_keys(folder, box="b1")

    with refused(KeyProblem.ALREADY_THERE, folder / "opening/b1.json"):
        make_box_keys(folder, box="b1")

    assert read_arrival_key(folder, box="b1") == first
    assert sorted(path.name for path in folder.glob("*/*")) == ["b1.json", "b1.json"]


@pytest.mark.parametrize("box", ["", "../b1", "a/b", "a.b", "*", "é", "b" * 65, "b\n"])
def test_a_name_that_is_no_plain_word_never_reaches_the_disk(folder: Path, box: str) -> None:
    for act in (make_box_keys, read_arrival_key, read_opening_key, destroy_box_keys):
        with pytest.raises(ValueError, match="letters, digits"):
            act(folder, box=box)

    assert list(folder.iterdir()) == []


def test_destroyed_keys_are_gone_and_the_others_stay(folder: Path) -> None:
    make_box_keys(folder, box="b1")
    kept = make_box_keys(folder, box="b2")

    assert destroy_box_keys(folder, box="b1") is True
    assert destroy_box_keys(folder, box="b1") is False

    assert boxes_with_keys(folder) == ("b2",)
    assert read_arrival_key(folder, box="b2") == kept
    with refused(KeyProblem.NO_KEY, folder / "opening/b1.json"):
        read_opening_key(folder, box="b1")


def test_a_key_is_overwritten_in_place_before_its_name_goes(folder: Path, tmp_path: Path) -> None:
    """A second name for the same blocks shows what is left in them."""
    make_box_keys(folder, box="b1")
    secret = read_opening_key(folder, box="b1").private_key.hex().encode()
    same_blocks = tmp_path / "same-blocks"
    os.link(folder / "opening/b1.json", same_blocks)
    assert secret in same_blocks.read_bytes()

    destroy_box_keys(folder, box="b1")

    left = same_blocks.read_bytes()
    assert len(left) == 4096
    assert secret not in left
    assert len(set(left)) > 200  # random bytes, where the file was mostly spaces


def test_destroying_in_a_folder_that_is_not_there_is_no_success(tmp_path: Path) -> None:
    with refused(KeyProblem.NO_FOLDER, tmp_path / "unmounted"):
        destroy_box_keys(tmp_path / "unmounted", box="b1")


def test_a_fresh_folder_and_a_folder_of_whole_keys_pass_the_check(folder: Path) -> None:
    check_key_folder(folder)
    make_box_keys(folder, box="b1")
    make_box_keys(folder, box="b2")
    before = sorted(folder.rglob("*"))

    check_key_folder(folder)

    assert sorted(folder.rglob("*")) == before


def edit(line: int, text: str) -> Change:
    def change(path: Path) -> None:
        lines = path.read_text().splitlines()
        lines[line - 1] = text
        path.write_text("\n".join(lines))

    return change


BREAKS: dict[str, tuple[str, Change, KeyProblem, int | None]] = {
    "others may read the key": ("opening/b1.json", lambda path: path.chmod(0o640), KeyProblem.OPEN_TO_OTHERS, None),
    "others may enter the folder": ("opening", lambda path: path.chmod(0o750), KeyProblem.OPEN_TO_OTHERS, None),
    "no tag": ("CACHEDIR.TAG", lambda path: path.unlink(), KeyProblem.NO_TAG, None),
    "another tag": ("CACHEDIR.TAG", lambda path: path.write_text("x"), KeyProblem.NO_TAG, None),
    "a copy": ("opening/b1.json~", lambda path: path.touch(0o600), KeyProblem.STRANGER, None),
    "a copy with a name": ("opening/b1.bak.json", lambda path: path.touch(0o600), KeyProblem.STRANGER, None),
    "a link": ("opening/b2.json", lambda path: path.symlink_to(path.with_name("b1.json")), KeyProblem.STRANGER, None),
    "a folder": ("opening/b2.json", lambda path: path.mkdir(0o700), KeyProblem.STRANGER, None),
    "empty": ("arrival/b1.json", lambda path: path.write_text(""), KeyProblem.BROKEN, 1),
    "not JSON": ("arrival/b1.json", edit(3, '  "public_key": '), KeyProblem.BROKEN, 4),
    "not an object": ("arrival/b1.json", lambda path: path.write_text("[]"), KeyProblem.BROKEN, 1),
    "another box": ("arrival/b1.json", edit(2, '  "box": "b2",'), KeyProblem.BROKEN, 2),
    "a short key": ("arrival/b1.json", edit(3, '  "public_key": "abcd",'), KeyProblem.BROKEN, 3),
    "no key": ("opening/b1.json", edit(3, '  "other": "abcd"'), KeyProblem.BROKEN, 1),
    "a number": ("opening/b1.json", edit(3, '  "private_key": 12'), KeyProblem.BROKEN, 3),
    "binary": ("opening/b1.json", lambda path: path.write_bytes(b"{\n\n\xff"), KeyProblem.BROKEN, 3),
    "half of another pair": (
        "opening/b1.json",
        edit(3, f'  "private_key": "{"5" * 64}"'),
        KeyProblem.BROKEN,
        None,
    ),
}


@pytest.mark.parametrize(("name", "change", "problem", "line"), BREAKS.values(), ids=BREAKS.keys())
def test_the_check_names_what_is_broken_and_where(
    folder: Path, name: str, change: Change, problem: KeyProblem, line: int | None
) -> None:
    make_box_keys(folder, box="b1")
    change(folder / name)

    with refused(problem, folder / name, line=line):
        check_key_folder(folder)


def test_an_error_never_repeats_the_key(folder: Path) -> None:
    make_box_keys(folder, box="b1")
    path = folder / "opening/b1.json"
    secret = read_opening_key(folder, box="b1").private_key.hex()
    path.write_text(path.read_text().replace(secret, secret + "0"))

    with pytest.raises(KeyFolderError) as error:
        check_key_folder(folder)

    assert secret not in f"{error.value!s}{error.value!r}"


def test_keys_whose_other_half_is_gone_do_not_stop_the_start(folder: Path) -> None:
    """A crash between the two destructions leaves one: the closing must be able to go on."""
    make_box_keys(folder, box="b1")
    make_box_keys(folder, box="b2")
    (folder / "opening/b1.json").unlink()
    (folder / "arrival/b2.json").unlink()

    check_key_folder(folder)


STOPPED_AT = """
import os, sys
from pathlib import Path
from balises.shared import keys
folder, act, stop_after = Path(sys.argv[1]), getattr(keys, sys.argv[2]), int(sys.argv[3])
real, calls = {name: getattr(os, name) for name in ("fsync", "link", "unlink", "rename")}, 0
def counted(name):
    def call(*arguments, **named):
        global calls
        if calls == stop_after:
            os._exit(9)
        calls += 1
        return real[name](*arguments, **named)
    return call
for name in real:
    setattr(os, name, counted(name))
act(folder, box="b1")
"""


def stop(folder: Path, act: str, *, after: int) -> bool:
    """Run the act in a process that dies at its n-th word to the disk; true where it came to its end before."""
    command = [sys.executable, "-c", STOPPED_AT, str(folder), act, str(after)]
    status = subprocess.run(command, check=False).returncode
    assert status in {0, 9}
    return status == 0


def test_keys_can_be_made_again_after_a_stop_at_any_step(folder: Path) -> None:
    step_count = 0
    while not stop(folder, "make_box_keys", after=step_count):
        check_key_folder(folder)
        destroy_box_keys(folder, box="b1")
        assert boxes_with_keys(folder) == ()
        step_count += 1

    assert step_count == 9  # the folder; then for each file: its bytes, its name, its passing name, its folder
    assert read_arrival_key(folder, box="b1").public_key


def test_keys_can_be_destroyed_again_after_a_stop_at_any_step(folder: Path) -> None:
    step_count = 0
    make_box_keys(folder, box="b1")
    while not stop(folder, "destroy_box_keys", after=step_count):
        check_key_folder(folder)
        is_left = boxes_with_keys(folder) == ("b1",)
        assert destroy_box_keys(folder, box="b1") is is_left
        assert boxes_with_keys(folder) == ()
        make_box_keys(folder, box="b1")
        step_count += 1

    assert (
        step_count == 10
    )  # for each file: its new name, its folder, the random bytes, the end of the name, its folder
    assert boxes_with_keys(folder) == ()


def test_a_key_that_others_may_read_is_not_used(folder: Path) -> None:
    make_box_keys(folder, box="b1")
    (folder / "opening/b1.json").chmod(0o604)

    with refused(KeyProblem.OPEN_TO_OTHERS, folder / "opening/b1.json"):
        read_opening_key(folder, box="b1")


def test_the_folder_is_named_where_it_is_open_to_others(folder: Path) -> None:
    folder.chmod(0o755)

    for act in (lambda: check_key_folder(folder), lambda: make_box_keys(folder, box="b1")):
        with refused(KeyProblem.OPEN_TO_OTHERS, folder):
            act()

    assert keys_module.TAG not in os.listdir(folder)
