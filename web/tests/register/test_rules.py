from dataclasses import replace
from datetime import date, timedelta

import pytest

from balises.register import rules
from balises.register.rules import EntryFacts, Pronouncement, Status
from factories.register import answer_facts, use_facts

TODAY = date(2026, 11, 24)
GOOD = answer_facts(review_on=date(2027, 5, 24))


def code(refusal: object) -> str | None:
    return getattr(refusal, "code", None)


@pytest.mark.parametrize(
    ("fields", "is_already_drafted", "expected"),
    [
        ({}, False, None),
        ({"title": "  "}, False, "register.nothing_said"),
        ({"purpose": "\n"}, False, "register.nothing_said"),
        ({}, True, "register.already_drafted"),
    ],
)
def test_a_use_says_what_it_is_once(fields: dict[str, str], is_already_drafted: bool, expected: str | None) -> None:
    assert code(rules.refusal_to_draft(use_facts(**fields), is_already_drafted=is_already_drafted)) == expected


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("", None),
        ("Direction du pôle enfance", None),
        ("Médecin coordonnateur", None),
        ("Chefferie de service M. A. D.", "register.owner_is_a_person"),
        ("Mme Durand", "register.owner_is_a_person"),
        ("M. Étienne Petit, directeur", "register.owner_is_a_person"),
        ("Dr Martin", "register.owner_is_a_person"),
        ("madame la directrice", "register.owner_is_a_person"),
        ("Direction, pôle M", None),
        ("Me joindre à l’accueil", None),
    ],
)
def test_an_owner_is_a_function(owner: str, expected: str | None) -> None:
    assert code(rules.refusal_to_name_owner(owner)) == expected


@pytest.mark.parametrize(
    ("answers", "is_published", "expected"),
    [
        (GOOD, False, None),
        (GOOD, True, "register.already_published"),
        (replace(GOOD, owner=" "), False, "register.no_owner"),
        (replace(GOOD, owner="Mme Durand"), False, "register.owner_is_a_person"),
        (replace(GOOD, human_contact=""), False, "register.no_human_contact"),
        (replace(GOOD, how_to_refuse=""), False, "register.no_way_to_refuse"),
        (replace(GOOD, how_to_contest=""), False, "register.no_way_to_contest"),
        (replace(GOOD, review_on=None), False, "register.no_review"),
        (replace(GOOD, review_on=TODAY), False, "register.review_is_past"),
        (replace(GOOD, review_on=TODAY + timedelta(days=1)), False, None),
        (replace(GOOD, review_on=date(2027, 11, 24)), False, None),
        (replace(GOOD, review_on=date(2027, 11, 25)), False, "register.review_is_too_far"),
    ],
)
def test_an_entry_is_answerable_before_it_is_public(
    answers: rules.AnswerFacts, is_published: bool, expected: str | None
) -> None:
    assert code(rules.refusal_to_publish(EntryFacts(answers, is_published=is_published, today=TODAY))) == expected


@pytest.mark.parametrize(
    ("answers", "is_published", "expected"),
    [
        (replace(GOOD, human_contact="", review_on=None), False, None),
        (replace(GOOD, owner="Mme Durand"), False, "register.owner_is_a_person"),
        (replace(GOOD, human_contact=""), True, "register.no_human_contact"),
        (replace(GOOD, review_on=None), True, "register.no_review"),
        (replace(GOOD, review_on=TODAY - timedelta(days=30)), True, None),
    ],
)
def test_what_is_public_stays_answerable(answers: rules.AnswerFacts, is_published: bool, expected: str | None) -> None:
    assert code(rules.refusal_to_describe(EntryFacts(answers, is_published=is_published, today=TODAY))) == expected


@pytest.mark.parametrize(
    ("body", "review_on", "expected"),
    [
        ("Collectif", date(2027, 5, 1), None),
        (" ", date(2027, 5, 1), "register.no_body"),
        ("Collectif", TODAY, "register.review_is_past"),
        ("Collectif", date(2028, 5, 1), "register.review_is_too_far"),
    ],
)
def test_a_named_body_pronounces_for_a_year_at_most(body: str, review_on: date, expected: str | None) -> None:
    said = Pronouncement(Status.ALLOWED, body, on=TODAY, review_on=review_on)

    assert code(rules.refusal_to_pronounce(said, today=TODAY)) == expected


@pytest.mark.parametrize(("is_published", "expected"), [(True, None), (False, "register.not_published")])
def test_only_what_is_public_is_withdrawn(is_published: bool, expected: str | None) -> None:
    assert code(rules.refusal_to_withdraw(is_published=is_published)) == expected


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Transcrire l’entretien : où, quand ?", "transcrire-l-entretien-ou-quand"),
        ("Cœur à cœur", "coeur-a-coeur"),
        ("🤖", "usage"),
        ("翻译", "usage"),
        ("a" * 80, "a" * 50),
    ],
)
def test_an_address_can_be_read_aloud(title: str, slug: str) -> None:
    assert rules.slug_of(title) == slug


@pytest.mark.parametrize(
    ("words", "expected"),
    [("", True), ("RESUME", True), ("résumé visite", True), ("résumé hôpital", False)],
)
def test_a_search_ignores_accents_and_capitals(words: str, expected: bool) -> None:
    assert rules.has_words("Le résumé d’une Visite", words) is expected


def test_a_year_after_the_29th_of_february_is_the_28th() -> None:
    assert rules.a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)
