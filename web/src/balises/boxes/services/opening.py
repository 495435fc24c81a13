"""Make a box: its row, its code, its two key files."""

import secrets
import weakref
from pathlib import Path

from django.conf import settings
from django.db import transaction

from balises.boxes import queries
from balises.boxes.models import Box
from balises.boxes.rules import CODE_ALPHABET, CODE_LENGTH, shown_code
from balises.organisations.scoping import organisation_in_scope
from balises.shared.envelopes import destroy_box_keys, envelope_length, make_box_keys


class _KeysUntilCommit:
    """Destroys the keys of a box whose row was rolled back.

    Django calls what `on_commit` was given, or lets go of it on rollback: letting go is what this waits for.
    """

    def __init__(self, folder: Path, box: str) -> None:
        self._rolled_back = weakref.finalize(self, destroy_box_keys, folder, box=box)

    def __call__(self) -> None:
        self._rolled_back.detach()


@transaction.atomic
def make_box(*, target: str, label: str, limit_bytes: int) -> Box:
    """An open box. `target` is the address of its participants' page; `{code}` in it becomes the code as shown."""
    code = _free_code()
    box = Box(
        organisation_id=organisation_in_scope(),
        code=code,
        target=target.replace("{code}", shown_code(code)),
        guarantor_label=label[:200],
        envelope_length=envelope_length(limit_bytes),
    )
    # The keys first: a row without its keys would be a lost box, keys without a row open nothing.
    make_box_keys(settings.KEYS_FOLDER, box=box.name_of_keys)
    transaction.on_commit(_KeysUntilCommit(settings.KEYS_FOLDER, box.name_of_keys))
    box.save(force_insert=True)
    return box


def _free_code() -> str:
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if not queries.is_code_taken(code):
            return code
