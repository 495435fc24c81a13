import pytest

from balises.learning import rules
from balises.learning.rules import CiteFacts


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (CiteFacts(has_place=True, is_adopted_article=True, is_already_cited=False), None),
        (CiteFacts(has_place=False, is_adopted_article=True, is_already_cited=False), "learning.no_place"),
        (
            CiteFacts(has_place=True, is_adopted_article=False, is_already_cited=False),
            "learning.not_an_adopted_article",
        ),
        (CiteFacts(has_place=True, is_adopted_article=True, is_already_cited=True), "learning.already_cited"),
    ],
)
def test_an_adopted_article_is_cited_once_where_there_is_a_place(facts: CiteFacts, code: str | None) -> None:
    refusal = rules.refusal_to_cite(facts)

    assert (refusal.code if refusal else None) == code
