"""The scripts of deploy/, run for real: what is saved comes back elsewhere, and the keys never leave."""

import json
import secrets
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from balises.shared.envelopes import make_box_keys
from house.host import Host

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
NAME = "Association du Pont"


@pytest.fixture
def empty_database(own_database: str) -> Iterator[str]:
    """An empty PostgreSQL database, or none: on SQLite a folder is enough."""
    if connection.vendor == "sqlite":
        yield ""
        return
    where, name = connection.settings_dict, f"deploy_{secrets.token_hex(4)}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield f"postgres://{quote(where['USER'])}@{where['HOST']}:{where['PORT']}/{name}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Host | None:
    """On SQLite, where the organisation is made once: each test has a copy of it."""
    if connection.vendor != "sqlite":
        return None
    host = Host(tmp_path_factory.mktemp("begun"))
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(host.home / "balises.sqlite3")])
    begin(host)
    return host


@pytest.fixture
def hosts(tmp_path: Path, begun: Host | None, own_database: str, empty_database: str) -> tuple[Host, Host]:
    """A host with an organisation and a box's keys, and an empty one."""
    here = Host(tmp_path / "here", own_database if empty_database else "")
    if begun:
        shutil.copytree(begun.home, here.home, dirs_exist_ok=True)
        shutil.copytree(begun.keys, here.keys, dirs_exist_ok=True)
    else:
        begin(here)
    return here, Host(tmp_path / "elsewhere", empty_database)


def begin(here: Host) -> None:
    here.balises("init", "--name", NAME, "--slug", "le-pont", "--email", "a@exemple.test", "--function", "directrice")
    make_box_keys(here.keys, box="une-collecte")


def back_up(host: Host, target: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return host.run(DEPLOY / "back-up.sh", target, **more)


def restore(host: Host, backup: Path) -> subprocess.CompletedProcess[str]:
    return host.run(DEPLOY / "restore.sh", backup)


def saved(target: Path) -> Path:
    (copy,) = target.glob("balises-*")
    return copy


def test_what_was_saved_comes_back_elsewhere_and_answers(hosts: tuple[Host, Host], tmp_path: Path) -> None:
    here, elsewhere = hosts
    target = tmp_path / "mounted" / "copies"

    done = back_up(here, target)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(here.home)
    restored = restore(elsewhere, saved(target))

    assert restored.returncode == 0, restored.stderr
    server = elsewhere.start()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/sante") as answer:
            assert answer.status == 200
            assert json.load(answer)["checks"]["sealed_rows"] is True
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/") as page:
            assert NAME in page.read().decode()
    finally:
        server.kill()


@pytest.mark.any_engine
def test_a_copy_never_holds_a_key(hosts: tuple[Host, Host], tmp_path: Path) -> None:
    here, _ = hosts
    keys = list(here.keys.rglob("*.json"))
    assert len(keys) == 2

    back_up(here, tmp_path / "copies")

    copied = b"".join(path.read_bytes() for path in (tmp_path / "copies").rglob("*") if path.is_file())
    assert (here.home / "secret-key").read_bytes() in copied
    for key in keys:
        kept = json.loads(key.read_text(encoding="ascii"))
        for name in kept.keys() - {"box"}:
            assert kept[name].encode() not in copied
            assert bytes.fromhex(kept[name]) not in copied
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "copies").iterdir())


@pytest.mark.any_engine
@pytest.mark.parametrize("folder", [".", "home/keys", "keys"])
def test_keys_inside_what_is_copied_stop_the_backup(hosts: tuple[Host, Host], folder: str) -> None:
    here, _ = hosts
    target = here.home.parent / ("copies" if folder == "home/keys" else folder)
    if folder == "home/keys":
        shutil.move(here.keys, here.home / "keys")
        here.keys = here.home / "keys"

    done = back_up(here, target)

    assert done.returncode == 1
    assert "rien n’a été fait" in done.stderr
    assert not list(here.home.parent.rglob("balises-*"))


@pytest.mark.any_engine
def test_old_copies_end_and_other_files_stay(hosts: tuple[Host, Host], tmp_path: Path) -> None:
    here, _ = hosts
    target = tmp_path / "copies"
    target.mkdir()
    today = date.today()  # noqa: DTZ011, as the script: the host's own day
    ages = {days: target / f"balises-{today - timedelta(days=days)}.sqlite3" for days in (6, 8, 400)}
    for path in [*ages.values(), target / "lisez-moi.txt"]:
        path.write_text("une copie", encoding="utf-8")

    back_up(here, target, BALISES_BACKUPS_KEPT_DAYS="7")

    assert [path.exists() for path in ages.values()] == [True, False, False]
    assert (target / "lisez-moi.txt").exists()


def test_nothing_is_restored_over_something(hosts: tuple[Host, Host], tmp_path: Path) -> None:
    here, _ = hosts
    back_up(here, tmp_path / "copies")

    done = restore(here, saved(tmp_path / "copies"))

    assert done.returncode == 1
    assert "Rien n’a été fait" in done.stderr


def test_a_broken_copy_is_not_restored(hosts: tuple[Host, Host], tmp_path: Path) -> None:
    here, elsewhere = hosts
    back_up(here, tmp_path / "copies")
    copy = saved(tmp_path / "copies")
    content = bytearray(copy.read_bytes())
    middle = slice(len(content) // 4, -(len(content) // 4))
    content[middle] = secrets.token_bytes(len(content[middle]))
    copy.write_bytes(content)

    done = restore(elsewhere, copy)

    assert done.returncode != 0
    assert not (elsewhere.home / "balises.sqlite3").exists()


def _unit(name: str) -> dict[str, Any]:
    lines = (line for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines() if "=" in line)
    return dict(line.split("=", 1) for line in lines if not line.startswith("#"))


@pytest.mark.any_engine
def test_every_command_of_the_units_exists_and_every_setting_is_known(tmp_path: Path) -> None:
    commands = [
        line.split("/balises ", 1)[1].split()[0]
        for name in ("balises.service", "balises-daily.service")
        for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines()
        if line.startswith("ExecStart=")
    ]
    documented = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")

    assert commands == ["serve", "erase_registrations", "clearsessions", "prune_db_task_results", "back_up"]
    for command in commands:
        assert Host(tmp_path / command).balises(command, "--help")
    for setting in _unit("balises.env"):
        assert f"`{setting.lstrip('#')}`" in documented
