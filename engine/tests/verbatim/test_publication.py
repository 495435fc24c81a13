"""What of open answers may be shown: nothing of fewer than eight, no name, no quote without consent."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portulan.disclosure import Between, Policy, Suppressed
from portulan.verbatim import Answer, classify, protect_verbatim, read_corpus, vocabulary
from verbatim.answers import on_two_themes

WORDS = ("outil", "peur", "secret", "temps", "lien")


def published(answers, **settings_given):
    corpus = read_corpus(answers)
    levels = classify(corpus, classes=2).levels
    return protect_verbatim(corpus, levels[0] if levels else None, **settings_given)


@pytest.mark.parametrize("people", [0, 1, 4, 5, 7])
def test_under_eight_people_nothing_is_told(people):
    told = published(on_two_themes(gains=people, fears=0))

    assert isinstance(told.people, Suppressed)
    assert isinstance(told.classes, Suppressed)
    assert told.words == ()


def test_eight_people_are_told_in_bands_with_their_words():
    told = published(on_two_themes(gains=8, fears=0))

    assert told.people == Between(8, 15)
    assert {each.word for each in told.words} >= {"outil", "temps", "équipe"}
    assert {each.people for each in told.words} == {Between(8, 15)}


def test_two_classes_of_eight_are_told_with_eight_quotes_each():
    told = published(on_two_themes(gains=9, fears=8))

    assert [each.people for each in told.classes] == [Between(8, 15), Between(8, 15)]
    assert [len(each.quotes.texts) for each in told.classes] == [8, 8]
    assert "secret" in {word.word for word in told.classes[1].words}


def test_a_class_of_seven_is_not_told_nor_that_there_is_one():
    told = published(on_two_themes(gains=12, fears=7))

    assert len(told.classes) == 1
    assert "secret" not in told.to_json()


def test_one_person_who_writes_much_is_one_person():
    answers = [*on_two_themes(gains=12, fears=0), *(Answer("x", text) for text in ["Le secret professionnel."] * 12)]

    assert "secret" not in published(answers).to_json()


def test_without_eight_who_agree_nobody_is_quoted():
    answers = on_two_themes(gains=12, fears=12)
    seven_agree = [
        Answer(each.author, each.text, each.part, place % 12 < 7) for place, each in enumerate(answers)
    ]  # fmt: skip

    assert all(each.quotes.texts for each in published(answers).classes)
    assert all(isinstance(each.quotes.texts, Suppressed) for each in published(seven_agree).classes)


def test_a_passage_that_may_identify_is_not_quoted():
    plain, named = "Les outils aident vite.", "Les outils aident vite, dit Sophie au 06 39 98 12 34."
    answers = [Answer(f"p{place}", named if place == 3 else plain, may_be_quoted=True) for place in range(9)]
    corpus = read_corpus(answers)

    quotes = protect_verbatim(corpus, np.zeros(9, dtype=np.int64)).classes[0].quotes

    assert quotes.texts == (plain,) * 8
    without = read_corpus([*answers[:3], *answers[4:8], answers[3]])
    eight = protect_verbatim(without, np.zeros(8, dtype=np.int64)).classes[0].quotes
    assert isinstance(eight.texts, Suppressed)


def test_a_name_that_many_wrote_is_not_a_word():
    answers = [Answer(f"p{place}", "Sophie et Tilleul trouvent cet outil rapide.") for place in range(10)]

    told = protect_verbatim(read_corpus(answers), names=["Tilleul"])

    assert {"outil", "rapide"} <= {each.word for each in told.words}
    assert "tilleul" in {each.word for each in protect_verbatim(read_corpus(answers)).words}
    assert not {"sophie", "tilleul"} & {each.word for each in told.words}


def test_a_stricter_policy_asks_for_more_people_and_more_quotes():
    answers = on_two_themes(gains=12, fears=11)

    told = published(answers, policy=Policy(verbatim_threshold=12))

    assert [len(each.quotes.texts) for each in told.classes] == [12]
    assert told.people == Between(12, 23)


def test_the_order_of_the_answers_is_not_told():
    answers = on_two_themes(gains=10, fears=10)

    assert published(answers).digest() == published(answers[::-1]).digest()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.sets(st.sampled_from(WORDS))), max_size=40))
def test_no_word_of_fewer_than_eight_people_leaves(written):
    corpus = read_corpus(Answer(f"p{person}", " ".join(sorted(words))) for person, words in written)
    people = {each.word: each.people for each in vocabulary(corpus)}

    told = protect_verbatim(corpus, np.zeros(len(corpus.passages), dtype=np.int64))

    assert {each.word for each in told.words} == {word for word, count in people.items() if count >= 8}
    assert all(each.people.low <= people[each.word] <= each.people.high for each in told.words)
    assert json.loads(told.to_json())["format"] == "portulan.verbatim/1"
