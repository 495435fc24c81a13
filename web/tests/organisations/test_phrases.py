import re
from pathlib import Path

from balises.organisations.phrases import ENTRY_LABELS, NOTICES, ROLE_LABELS, ROLE_MEANINGS
from balises.organisations.roles import Role

SRC = Path(__file__).resolve().parents[2] / "src" / "balises"
WRITTEN = re.compile(r'(?:journal\.record\(\s*|\bcode=)"([a-z_]+\.[a-z_]+)"')


def test_every_line_that_the_journal_can_hold_has_its_words_and_no_words_are_stale() -> None:
    written = {code for path in SRC.rglob("*.py") for code in WRITTEN.findall(path.read_text("utf-8"))}

    assert written == set(ENTRY_LABELS)


def test_every_role_is_named_and_explained() -> None:
    assert set(ROLE_LABELS) == set(ROLE_MEANINGS) == set(Role)


def test_each_activity_that_collects_has_its_place_in_the_notice() -> None:
    assert [notice.anchor for notice in NOTICES] == ["comptes", "cartes", "votes", "sieges", "rencontres"]
