import json
from dataclasses import asdict, replace

import pytest

from balises.charters import rules
from balises.charters.rules import AdoptionFacts, CharterRecord, SealedArticle
from balises.decisions.rules import Outcome
from balises.shared.changes import ChangeKind

FACTS = AdoptionFacts(article_count=3, outcome=Outcome.ADOPTED, is_decision_used=False, is_unchanged=False)
ARTICLE = SealedArticle(1, "Dire", "On le dit.", "ab" * 32)
RECORD = CharterRecord(
    organisation="Association",
    version=1,
    title="Charte",
    preamble="",
    articles=(ARTICLE,),
    body="Collectif",
    decision="cd" * 32,
    adopted_on="2026-11-24",
    review_on="2027-05-24",
)


def code(refusal: object) -> str | None:
    return getattr(refusal, "code", None)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (FACTS, None),
        (replace(FACTS, article_count=0), "charters.no_article"),
        (replace(FACTS, outcome=Outcome.NOT_ADOPTED), "charters.decision_not_adopted"),
        (replace(FACTS, is_decision_used=True), "charters.decision_already_used"),
        (replace(FACTS, is_unchanged=True), "charters.nothing_changed"),
    ],
)
def test_a_charter_is_adopted_under_a_decision_of_its_own(facts: AdoptionFacts, expected: str | None) -> None:
    assert code(rules.refusal_to_adopt(facts)) == expected


@pytest.mark.parametrize(("has_charter", "expected"), [(False, None), (True, "charters.already_started")])
def test_there_is_one_draft(has_charter: bool, expected: str | None) -> None:
    assert code(rules.refusal_to_start(has_charter=has_charter)) == expected


@pytest.mark.parametrize(("has_model", "expected"), [(True, None), (False, "charters.no_model")])
def test_the_model_must_be_there_to_start_from_it(has_model: bool, expected: str | None) -> None:
    assert code(rules.refusal_to_use_model(has_model=has_model)) == expected


@pytest.mark.parametrize(("is_already_there", "expected"), [(False, None), (True, "charters.same_article")])
def test_an_article_is_added_once(is_already_there: bool, expected: str | None) -> None:
    assert code(rules.refusal_to_add(is_already_there=is_already_there)) == expected


@pytest.mark.parametrize(
    "changed",
    [
        replace(RECORD, preamble="Nous."),
        replace(RECORD, version=2),
        replace(RECORD, decision="ef" * 32),
        replace(RECORD, review_on="2027-05-25"),
        replace(RECORD, articles=(replace(ARTICLE, text="On le dit !"),)),
        replace(RECORD, articles=(replace(ARTICLE, decision=""),)),
        replace(RECORD, articles=(ARTICLE, ARTICLE)),
    ],
)
def test_nothing_of_a_charter_changes_without_its_digest(changed: CharterRecord) -> None:
    assert rules.canonical_charter(changed) != rules.canonical_charter(RECORD)


def test_a_charter_has_one_spelling() -> None:
    document = rules.canonical_charter(RECORD)

    assert json.loads(document) == json.loads(json.dumps(asdict(RECORD)))
    assert (
        json.dumps(json.loads(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == document
    )


def article(key: str, title: str, text: str) -> dict[str, str]:
    return {"key": key, "title": title, "text": text}


def test_an_article_is_compared_with_itself_whatever_its_place() -> None:
    before = [article("a", "Dire", "On le dit."), article("b", "Relire", "On relit."), article("c", "Noter", "Jamais.")]
    after = [
        article("b", "Relire", "On relit toujours."),
        article("a", "Dire", "On le dit."),
        article("d", "Aider", "Oui."),
    ]

    changes = rules.changes_between(before, after)

    assert [(change.title, change.kind, change.is_changed) for change in changes] == [
        ("Relire", ChangeKind.SAME, True),
        ("Dire", ChangeKind.SAME, False),
        ("Aider", ChangeKind.ADDED, True),
        ("Noter", ChangeKind.REMOVED, True),
    ]
    assert [(word.kind, word.text) for word in changes[0].paragraphs[1]] == [
        (ChangeKind.SAME, "On relit"),
        (ChangeKind.ADDED, " toujours"),
        (ChangeKind.SAME, "."),
    ]
