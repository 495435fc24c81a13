import hashlib
import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balises.dossiers import rules
from balises.dossiers.rules import Document, Item, Line, Listing, Paragraph, Quote, Section, Table

MORE = "La suite est ailleurs."


def table(count: int, **fields: object) -> Table:
    rows = tuple((f"ligne {number}", f"cellule {number}") for number in range(count))
    return Table("Un tableau", ("Quoi", "Combien"), rows, **fields)  # type: ignore[arg-type]


def listing(count: int, **fields: object) -> Listing:
    items = tuple(
        Item(f"porte {number}", lines=(Line("la cause", is_brief=True), Line("le texte"))) for number in range(count)
    )
    return Listing(items, **fields)  # type: ignore[arg-type]


def document(*blocks: rules.Block) -> Document:
    return Document("fr-FR", "Association", "En-tête", "Titre", "Chapeau", (Section("a", "Section", blocks),))


def test_a_document_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        document().title = "Un autre"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  deux\n\nlignes\tet\x0bplus  ", "deux lignes et plus"),
        ("a\x00b\x1fc\x7fd\ufffe", "abcd"),
        ("moitié \ud83d perdue", "moitié perdue"),
        ("espaces fines\u202f: gardées\u00a0!", "espaces fines\u202f: gardées\u00a0!"),
        ("👩‍🏫 翻译 العربية", "👩‍🏫 翻译 العربية"),
    ],
)
def test_a_text_stands_on_one_line_without_what_no_format_can_write(text: str, said: str) -> None:
    assert rules.plain(text) == said


def test_the_words_come_in_reading_order() -> None:
    item = Item("titre", "texte", "Arrêt", "stop", (Line("suite", lead="Cause"),), "https://a.test")
    written = document(Paragraph("dit", lead="Début"), Quote(("un", "deux"), "siège"), Listing((item,)), table(1))

    assert rules.words(written) == (
        *("En-tête", "Titre", "Chapeau", "Section", "Début", "dit", "un", "deux", "siège"),
        *("Arrêt", "titre", "texte", "Cause", "suite", "https://a.test"),
        *("Un tableau", "Quoi", "Combien", "ligne 0", "cellule 0"),
    )


def test_every_text_is_edited_and_no_code() -> None:
    item = Item("titre", mark="Arrêt", mark_kind="stop", address="https://a.test")

    written = rules.edited(document(Listing((item,)), table(2, at_most=1)), str.upper)

    assert rules.words(written)[:5] == ("EN-TÊTE", "TITRE", "CHAPEAU", "SECTION", "ARRÊT")
    assert (written.language, written.sections[0].code) == ("fr-FR", "a")
    assert (written.sections[0].blocks[0].items[0].mark_kind, "https://a.test" in rules.words(written)) == (
        "stop",
        True,
    )


def test_the_digest_is_the_sha256_of_the_canonical_bytes() -> None:
    written = document(Paragraph("é"))

    assert rules.digest(written) == hashlib.sha256(rules.canonical(written)).hexdigest()
    assert json.loads(rules.canonical(written))["sections"][0]["blocks"][0]["text"] == "é"


def test_a_word_changes_the_digest_and_what_a_shorter_report_keeps_does_not() -> None:
    digest = rules.digest(document(Paragraph("oui"), table(2)))

    assert rules.digest(document(Paragraph("non"), table(2))) != digest
    assert rules.digest(document(Paragraph("oui", is_brief=True), table(2, is_counted=True, at_most=1))) == digest


@pytest.mark.parametrize(
    ("lengths", "shares"),
    [
        ((), ()),
        ((3,), (3,)),
        ((30,), (10,)),
        ((30, 30), (5, 5)),
        ((1, 30), (1, 9)),
        ((30, 2, 0, 30), (4, 2, 0, 4)),
        ((1,) * 12, (1,) * 10 + (0, 0)),
    ],
)
def test_lists_share_the_things_there_is_room_for(lengths: tuple[int, ...], shares: tuple[int, ...]) -> None:
    assert rules.shared_out(lengths, things=10) == shares


def test_a_shorter_report_keeps_what_is_marked_and_says_where_the_rest_is() -> None:
    whole = document(
        Paragraph("gardé", is_brief=True),
        Paragraph("laissé"),
        listing(9, is_brief=True, is_counted=True),
        table(3, is_brief=True, at_most=2),
        table(3),
    )

    brief = rules.brief(whole, things=4, more=MORE)

    said = rules.words(brief)
    assert said[4] == "gardé"
    assert [word for word in said if word.startswith("porte")] == [f"porte {number}" for number in range(4)]
    assert [word for word in said if word.startswith("ligne")] == ["ligne 0", "ligne 1"]
    assert said.count(MORE) == 2
    assert "le texte" not in said
    assert "laissé" not in said


def test_a_section_with_nothing_for_a_board_leaves_no_heading() -> None:
    whole = document(Paragraph("laissé"))

    assert rules.brief(whole, things=10, more=MORE).sections == ()


@given(st.lists(st.integers(0, 20), max_size=5), st.integers(1, 12))
def test_a_shorter_report_says_nothing_that_the_whole_does_not(counts: list[int], things: int) -> None:
    blocks = [listing(count, is_brief=True, is_counted=True) for count in counts]
    whole = document(*blocks, table(6, is_brief=True, at_most=3))

    brief = rules.brief(whole, things=things, more=MORE)

    remaining = iter(rules.words(whole))
    assert all(word in remaining for word in rules.words(brief) if word != MORE)
    assert sum(word.startswith("porte") for word in rules.words(brief)) == min(things, sum(counts))


def test_a_column_is_as_wide_as_its_words_ask() -> None:
    wide = replace(table(1), rows=(("une longue phrase " * 6, "oui"),))

    first, second = wide.weights

    assert first > 3 * second > 0
    assert table(0).weights == (2.0, pytest.approx(7 / 3, abs=0.4))
