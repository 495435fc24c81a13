from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from balises.boxes.models import Box
from balises.boxes.rules import CODE_ALPHABET, normal_code
from balises.organisations.models import Organisation
from balises.organisations.scoping import organisation_scope
from balises.shared.envelopes import ENVELOPE_OVERHEAD_BYTES, boxes_with_keys, check_key_folder
from factories.boxes import make_box
from factories.organisations import make_organisation


def test_a_new_box_has_its_code_its_address_and_its_two_keys(in_scope: Organisation, settings: Any) -> None:
    box = make_box(target="/p/x/cartes/{code}", limit_bytes=400)

    assert normal_code(box.code) == box.code
    assert set(box.code) <= set(CODE_ALPHABET)
    assert box.target == f"/p/x/cartes/{box.code[:3]}-{box.code[3:]}"
    assert box.envelope_length == 400 + ENVELOPE_OVERHEAD_BYTES
    assert boxes_with_keys(settings.KEYS_FOLDER) == (str(box.pk),)
    assert {path.parent.name for path in settings.KEYS_FOLDER.rglob("*.json")} == {"arrival", "opening"}
    check_key_folder(settings.KEYS_FOLDER)


def test_no_key_stands_in_the_database(in_scope: Organisation, settings: Any) -> None:
    box = make_box()

    stored = " ".join(str(value) for value in Box.objects.filter(pk=box.pk).values_list().get())
    for path in settings.KEYS_FOLDER.rglob("*.json"):
        secrets = [word.strip('",') for word in path.read_text().split() if len(word) > 60]
        assert secrets
        assert not any(secret in stored for secret in secrets)


def test_a_rolled_back_box_leaves_no_key(own_database: str, settings: Any) -> None:
    organisation = make_organisation()
    made: list[Box] = []

    def make_then_fail() -> None:
        with transaction.atomic():
            made.append(make_box())
            assert boxes_with_keys(settings.KEYS_FOLDER) == (str(made[0].pk),)
            raise RuntimeError

    with organisation_scope(organisation.pk):
        with pytest.raises(RuntimeError):
            make_then_fail()
        count = Box.objects.count()

    assert count == 0
    assert boxes_with_keys(settings.KEYS_FOLDER) == ()


def test_a_committed_box_keeps_its_keys(own_database: str, settings: Any) -> None:
    organisation = make_organisation()

    with organisation_scope(organisation.pk), transaction.atomic():
        box = make_box()

    assert boxes_with_keys(settings.KEYS_FOLDER) == (str(box.pk),)


@pytest.mark.parametrize("limit_bytes", [0, 16 * 1024 + 1])
def test_a_box_for_nothing_or_for_too_much_is_refused(in_scope: Organisation, settings: Any, limit_bytes: int) -> None:
    with pytest.raises(ValueError, match="envelope takes"):
        make_box(limit_bytes=limit_bytes)

    assert list(Path(settings.KEYS_FOLDER).rglob("*.json")) == []
