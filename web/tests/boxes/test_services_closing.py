"""The closing protocol on a database of its own: real commits, real files, real sweeping."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from balises.boxes import services
from balises.boxes.models import Box, Envelope, Invitation
from balises.boxes.rules import Backup, BoxState, Outcome
from balises.boxes.services import OpenedEnvelope, closing
from balises.organisations.scoping import organisation_scope
from balises.shared.envelopes import boxes_with_keys, destroy_box_keys
from balises.shared.errors import Refused
from factories.boxes import make_box, put_envelopes, stop
from factories.organisations import make_organisation


class Results:
    """What an activity would write."""

    def __init__(self) -> None:
        self.opened: list[Sequence[OpenedEnvelope]] = []
        self.fewer_count = 0

    def write(self, opened: Sequence[OpenedEnvelope]) -> None:
        self.opened.append(opened)

    def fewer(self) -> None:
        self.fewer_count += 1

    def texts(self) -> list[bytes]:
        return [each.plaintext for opened in self.opened for each in opened]


@pytest.fixture
def scope(own_database: str) -> Iterator[None]:
    with organisation_scope(make_organisation().pk):
        yield


def close(box: Box, results: Results) -> Box:
    services.open_envelopes(box, write=results.write, fewer=results.fewer)
    return Box.objects.get(pk=box.pk)


def test_five_envelopes_are_opened_once_and_nothing_of_them_stays(scope: None, settings: Any) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=5)
    stop(box)

    closed = close(box, results)

    assert sorted(results.texts()) == [f"réponse {number}".encode() for number in range(5)]
    assert (closed.state, closed.outcome, closed.unreadable_count) == (BoxState.CLOSED, Outcome.OPENED, 0)
    assert closed.closed_on is not None
    assert Envelope.objects.count() == 0
    assert boxes_with_keys(settings.KEYS_FOLDER) == ()


def test_four_envelopes_are_destroyed_unopened(scope: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=4)
    stop(box)
    (settings.KEYS_FOLDER / "opening" / f"{box.pk}.json").unlink()  # what is not read cannot be missed

    closed = close(box, results)

    assert (results.opened, results.fewer_count) == ([], 1)
    assert (closed.state, closed.outcome) == (BoxState.CLOSED, Outcome.DESTROYED_UNOPENED)
    assert Envelope.objects.count() == 0
    assert boxes_with_keys(settings.KEYS_FOLDER) == ()


def test_the_threshold_counts_people_not_items(scope: None) -> None:
    box, results = make_box(), Results()
    for token in [services.new_token() for _ in range(4)]:
        for item in ("1", "2", "3"):
            services.put_envelope(box, token=token, item=item, plaintext=b"agree")
    stop(box)

    closed = close(box, results)

    assert results.opened == []
    assert closed.outcome == Outcome.DESTROYED_UNOPENED


def test_items_of_one_person_come_together_under_a_number_that_says_nothing(scope: None) -> None:
    box, results = make_box(), Results()
    for name in "abcde":
        token = services.new_token()
        for item in ("1", "2"):
            services.put_envelope(box, token=token, item=item, plaintext=name.encode())
    stop(box)

    close(box, results)

    by_voter: dict[int, set[bytes]] = {}
    for each in results.opened[0]:
        by_voter.setdefault(each.voter, set()).add(each.plaintext)
    assert sorted(by_voter) == [0, 1, 2, 3, 4]
    assert all(len(texts) == 1 for texts in by_voter.values())


def test_an_envelope_moved_under_another_slot_is_counted_and_stops_nothing(scope: None) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=6)
    first, second = Envelope.objects.all()[:2]
    Envelope.objects.filter(pk=first.pk).update(sealed=second.sealed)
    stop(box)

    closed = close(box, results)

    assert len(results.texts()) == 5
    assert (closed.state, closed.unreadable_count) == (BoxState.CLOSED, 1)


def test_where_fewer_than_five_can_be_read_nothing_is_kept(scope: None) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=6)
    for envelope in Envelope.objects.all()[:2]:
        Envelope.objects.filter(pk=envelope.pk).update(sealed=bytes(len(envelope.sealed)))
    stop(box)

    closed = close(box, results)

    assert (results.opened, results.fewer_count) == ([], 1)
    assert (closed.outcome, closed.unreadable_count) == (Outcome.TOO_FEW_READABLE, 2)


def test_all_envelopes_go_in_one_statement_in_the_transaction_that_writes(scope: None) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=7)
    stop(box)

    with CaptureQueriesContext(connection) as captured:
        closing.write_and_empty(box, write=results.write, fewer=results.fewer)

    statements = [query["sql"] for query in captured if Envelope._meta.db_table in query["sql"]]
    assert [sql.split()[0] for sql in statements].count("DELETE") == 1
    assert results.texts() != []


def test_a_write_that_fails_loses_nothing(scope: None, settings: Any) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=5)
    stop(box)

    def fail(opened: Sequence[OpenedEnvelope]) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        services.open_envelopes(box, write=fail, fewer=results.fewer)
    assert Envelope.objects.count() == 5
    close(box, results)

    assert len(results.texts()) == 5


@pytest.mark.parametrize("killed_after", ["write_and_empty", "destroy_keys", "shrink", "back_up", "mark_closed"])
def test_a_closing_cut_short_after_any_step_ends_the_same(scope: None, settings: Any, killed_after: str) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=5)
    stop(box)

    def die(step: str) -> None:
        if step == killed_after:
            raise SystemExit

    with pytest.raises(SystemExit):
        services.open_envelopes(box, write=results.write, fewer=results.fewer, after_step=die)
    closed = close(box, results)

    assert len(results.opened) == 1
    assert (closed.state, closed.outcome) == (BoxState.CLOSED, Outcome.OPENED)
    assert boxes_with_keys(settings.KEYS_FOLDER) == ()


def test_keys_outlive_the_envelopes_until_the_results_are_committed(scope: None, settings: Any) -> None:
    box = make_box()
    put_envelopes(box, count=5)
    stop(box)

    with pytest.raises(ValueError, match="still holds envelopes"):
        closing.destroy_keys(box)

    assert boxes_with_keys(settings.KEYS_FOLDER) == (str(box.pk),)


def test_an_open_box_is_never_opened(scope: None) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=5)

    with pytest.raises(ValueError, match="stopped"):
        close(box, results)

    assert results.texts() == []
    assert Envelope.objects.count() == 5


def test_a_closing_box_whose_key_is_missing_is_refused_and_keeps_its_envelopes(scope: None, settings: Any) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=5)
    stop(box)
    destroy_box_keys(settings.KEYS_FOLDER, box=box.name_of_keys)

    with pytest.raises(Refused) as refused:
        close(box, results)

    assert refused.value.refusal.code == "boxes.lost"
    assert Envelope.objects.count() == 5


def test_the_invited_are_forgotten_at_closing(scope: None) -> None:
    box, results = make_box(), Results()
    services.invite(box, addresses=["une@exemple.test", "deux@exemple.test"])
    put_envelopes(box, count=5)
    stop(box)

    close(box, results)

    assert Invitation.objects.count() == 0


def test_the_order_of_opening_is_not_the_order_of_arrival(scope: None) -> None:
    orders = set()
    for _ in range(3):
        box, results = make_box(), Results()
        put_envelopes(box, count=9)
        stop(box)
        closing.write_and_empty(box, write=results.write, fewer=results.fewer)
        orders.add(tuple(results.texts()))

    assert len(orders) > 1  # three equal orders of nine: once in 10^11


def test_not_a_byte_of_an_envelope_stays_in_the_database_file(scope: None, tmp_path: Path, settings: Any) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL says itself what its new file keeps of dead rows, and is asked")
    box, results = make_box(limit_bytes=6000), Results()
    tokens = put_envelopes(box, count=30)
    for token in tokens[:10]:
        services.put_envelope(box, token=token, plaintext=b"une autre")
    sealed = [bytes(each.sealed) for each in Envelope.objects.all()]
    stop(box)
    files = [tmp_path / name for name in ("own.sqlite3", "own.sqlite3-wal")]
    assert any(each[100:132] in path.read_bytes() for path in files for each in sealed)

    closed = close(box, results)

    remains = b"".join(path.read_bytes() for path in files if path.exists())
    backup = b"".join(path.read_bytes() for path in settings.BACKUPS_FOLDER.iterdir())
    for each in sealed:
        for start in range(0, len(each) - 32, 500):
            assert each[start : start + 32] not in remains
            assert each[start : start + 32] not in backup
    assert closed.backup == Backup.DONE


def test_the_backup_is_whole_dated_and_private(scope: None, settings: Any) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=5)
    stop(box)

    closed = close(box, results)

    (path,) = settings.BACKUPS_FOLDER.iterdir()
    assert str(closed.closed_on) in path.name
    assert path.stat().st_mode & 0o077 == 0
    if connection.vendor == "sqlite":
        with sqlite3.connect(path) as copy:
            assert copy.execute("SELECT count(*) FROM boxes_box").fetchone() == (1,)
        copy.close()
    else:
        assert path.read_bytes().startswith(b"PGDMP")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("balises.boxes.services.sweeping.TRIES", 2)
    monkeypatch.setattr("balises.boxes.services.sweeping.PAUSE_SECONDS", 0.01)


@contextmanager
def old_reader(tmp_path: Path) -> Iterator[None]:
    """Someone else who still sees the envelopes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=50")
        reader: Any = sqlite3.connect(tmp_path / "own.sqlite3", isolation_level=None)
        reader.execute("BEGIN")
    else:
        reader = connection.copy().get_new_connection(connection.get_connection_params())
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    reader.execute("SELECT count(*) FROM boxes_envelope").fetchone()
    yield
    reader.close()


def test_what_a_reader_still_holds_is_not_called_swept(scope: None, tmp_path: Path, impatient: None) -> None:
    box, results = make_box(), Results()
    put_envelopes(box, count=5)
    stop(box)

    with old_reader(tmp_path), pytest.raises(RuntimeError, match="swept"):
        close(box, results)
    state_meanwhile = Box.objects.get().state
    closed = close(box, results)

    assert state_meanwhile == BoxState.EMPTIED
    assert closed.state == BoxState.CLOSED
    assert len(results.opened) == 1
