from typing import Any

import pytest

from balises.boxes import queries
from balises.boxes.models import Box
from balises.boxes.rules import Backup, BoxState, Outcome
from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from balises.shared.envelopes import destroy_box_keys
from factories.boxes import make_box, put_envelopes, stop
from factories.organisations import make_organisation


def test_a_code_finds_its_box_from_anywhere(in_scope: Organisation) -> None:
    box = make_box()

    with organisation_scope(make_organisation().pk):
        found = queries.find_box(f" {box.code[:3].lower()} {box.code[3:].lower()} ")

    assert found == box


@pytest.mark.parametrize("typed", ["", "AB3", "🙂", "<b>AB3K7Q</b>"])
def test_a_mistyped_code_finds_nothing(in_scope: Organisation, typed: str) -> None:
    make_box()

    assert queries.find_box(typed) is None


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (4, 0), (5, 5), (9, 5), (11, 10)])
def test_arrivals_are_counted_by_fives(in_scope: Organisation, count: int, shown: int) -> None:
    box = make_box()
    put_envelopes(box, count=count)

    assert queries.count_by_fives(box) == shown


def test_the_guarantor_reads_arrivals_in_words_and_never_one(in_scope: Organisation) -> None:
    put_envelopes(make_box(label="Quatre"), count=4)
    put_envelopes(make_box(label="Sept"), count=7)

    rows = {row.label: row for row in queries.guarantor_page().boxes}

    assert rows["Quatre"].arrivals == "moins de cinq plis"
    assert rows["Sept"].arrivals == "au moins cinq plis"
    assert rows["Sept"].has_keys


def test_the_guarantor_reads_what_was_destroyed_and_what_did_not_open(in_scope: Organisation) -> None:
    box = make_box()
    Box.objects.filter(pk=box.pk).update(
        state=BoxState.CLOSED, outcome=Outcome.DESTROYED_UNOPENED, unreadable_count=2, backup=Backup.LEFT_TO_HOST
    )

    (row,) = queries.guarantor_page().boxes

    assert row.state_label == "close"
    assert row.arrivals == ""
    assert [notice.split()[0] for notice in row.notices] == ["Trop", "Plis", "La"]
    assert "2" in row.notices[1]


def test_a_restored_box_without_its_key_shows_as_lost(in_scope: Organisation, settings: Any) -> None:
    box = make_box()
    put_envelopes(box, count=6)
    destroy_box_keys(settings.KEYS_FOLDER, box=box.name_of_keys)

    (row,) = queries.guarantor_page().boxes

    assert (row.state, row.state_label, row.has_keys) == (BoxState.LOST, "perdue", False)


def test_the_proofs_hold_on_a_sound_installation_and_fail_on_another(in_scope: Organisation, settings: Any) -> None:
    settings.BACKUPS_FOLDER.mkdir()
    stop(make_box())
    sound = [proof.holds for proof in queries.guarantor_page().proofs]

    settings.BACKUPS_FOLDER = settings.KEYS_FOLDER.parent  # the keys inside what is copied
    (settings.KEYS_FOLDER / "CACHEDIR.TAG").unlink()
    Box.objects.update(state=BoxState.CLOSED)
    unsound = [proof.holds for proof in queries.guarantor_page().proofs]

    assert sound == [True, True, True]
    assert unsound == [False, False, False]


def test_the_guarantor_sees_one_organisation(in_scope: Organisation) -> None:
    make_box(label="Ici")
    with organisation_scope(make_organisation().pk):
        make_box(label="Ailleurs")

    assert [row.label for row in queries.guarantor_page().boxes] == ["Ici"]
