from hypothesis import given
from hypothesis import strategies as st

from balises.shared.changes import Change, ChangeKind, by_paragraph, changes_by_word


def test_replaced_words_stand_side_by_side() -> None:
    changes = changes_by_word("Elle peut s’y opposer ; sinon", "Elle peut dire non, ou partir ; sinon")

    assert changes == (
        Change(ChangeKind.SAME, "Elle peut "),
        Change(ChangeKind.REMOVED, "s’y opposer"),
        Change(ChangeKind.ADDED, "dire non, ou partir"),
        Change(ChangeKind.SAME, " ; sinon"),
    )


WORDS = st.text(alphabet=st.sampled_from("ab’- .\n"), max_size=40)


@given(before=WORDS, after=WORDS)
def test_both_texts_can_be_read_back_from_the_changes(before: str, after: str) -> None:
    changes = changes_by_word(before, after)

    assert "".join(change.text for change in changes if change.kind is not ChangeKind.ADDED) == before
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.REMOVED) == after


def test_changes_are_set_in_paragraphs() -> None:
    changes = changes_by_word("Un.\n\nDeux.", "Un.\n\nTrois.")

    assert [[change.text for change in paragraph] for paragraph in by_paragraph(changes)] == [
        ["Un."],
        ["Deux", "Trois", "."],
    ]
