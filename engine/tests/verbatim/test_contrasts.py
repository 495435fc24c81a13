"""Specificities against exact arithmetic; company, contexts and counts, with their passages."""

from fractions import Fraction
from math import comb, log10

import numpy as np
import pytest

from portulan.verbatim import Answer, company, concordance, read_corpus, specificities, specificity, vocabulary
from verbatim.answers import on_two_themes


def exactly(count, of_word, of_part, total):
    """The same in whole numbers: the probability of a count at least as far from the mode."""
    law = {
        each: Fraction(comb(of_word, each) * comb(total - of_word, of_part - each), comb(total, of_part))
        for each in range(max(0, of_word + of_part - total), min(of_word, of_part) + 1)
    }
    mode = (of_word + 1) * (of_part + 1) // (total + 2)
    if count >= mode:
        return -log10(sum(chance for each, chance in law.items() if each >= count))
    return log10(sum(chance for each, chance in law.items() if each <= count))


def test_specificity_is_exact_on_every_small_table():
    tables = [
        (count, of_word, of_part, total)
        for total in range(1, 15) for of_word in range(total + 1) for of_part in range(total + 1)
        for count in range(max(0, of_word + of_part - total), min(of_word, of_part) + 1)
    ]  # fmt: skip
    count, of_word, of_part, total = np.array(tables).T

    scores = specificity(count, of_word=of_word, of_part=of_part, total=total)

    assert scores == pytest.approx([exactly(*each) for each in tables], abs=1e-10)


@pytest.mark.parametrize("table", [(60, 60, 4000, 9000), (0, 900, 700, 5000), (160, 400, 900, 5000)])
def test_specificity_is_exact_far_in_the_tails(table):
    count, of_word, of_part, total = table
    found = specificity(count, of_word=of_word, of_part=of_part, total=total)

    assert found == pytest.approx([exactly(*table)], rel=1e-8)


@pytest.mark.parametrize("table", [(3, 2, 5, 9), (-1, 2, 5, 9), (1, 2, 10, 9), (0, 5, 5, 9)])
def test_counts_that_cannot_be_are_refused(table):
    with pytest.raises(ValueError, match="at most"):
        specificity(table[0], of_word=table[1], of_part=table[2], total=table[3])


def test_what_a_part_says_more_comes_first_with_its_passages():
    corpus = read_corpus(on_two_themes(gains=4, fears=3))

    found = specificities(corpus)

    first = next(each for each in found if each.part == "b")
    assert (first.occurrences, first.total, first.passages) == (3, 3, (4, 5, 6))
    assert first.word in {"machine", "froid", "menacer", "secret", "abîme", "relation", "confiance"}
    assert {each.word for each in found if each.part == "a" and each.score < 0} >= {"machine", "secret"}


def test_an_answer_of_no_part_is_compared_with_none():
    corpus = read_corpus([Answer("p1", "outil outil", "a"), Answer("p2", "outil peur"), Answer("p3", "peur", "b")])

    assert {(each.part, each.word, each.occurrences, each.total) for each in specificities(corpus)} == {
        ("a", "outil", 2, 2), ("a", "peur", 0, 1), ("b", "outil", 0, 2), ("b", "peur", 1, 1),
    }  # fmt: skip
    with pytest.raises(ValueError, match="2 parts for 3 passages"):
        specificities(corpus, parts=["a", "b"])


def test_the_vocabulary_counts_people_and_leads_to_passages():
    corpus = read_corpus([Answer("p1", "Des outils, un outil."), Answer("p1", "L’outil."), Answer("p2", "La peur.")])

    first, second = vocabulary(corpus)

    assert (first.word, first.forms, first.occurrences, first.people, first.passages) == (
        "outil", ("outil", "outils"), 3, 1, (0, 1),
    )  # fmt: skip
    assert (second.word, second.people, second.passages) == ("peur", 1, (2,))


def test_company_is_kept_in_passages():
    corpus = read_corpus(on_two_themes(gains=5, fears=5))

    found = company(corpus, "machine")

    assert {each.word for each in found if each.score > 2} >= {"froid", "secret", "confiance"}
    assert found[0].passages == (5, 6, 7, 8, 9)
    with pytest.raises(ValueError, match="Nobody wrote 'licorne'"):
        company(corpus, "licorne")


def test_a_context_stands_where_it_says():
    answers = [Answer("p1", "Je crains\nces outils.\tL’outil aide."), Answer("p2", "Rien.")]

    found = concordance(read_corpus(answers), "outil", width=9)

    assert [(each.before, each.found, each.after) for each in found] == [
        ("ains ces ", "outils", ". L’outil"), ("utils. L’", "outil", " aide."),
    ]  # fmt: skip
    assert all(answers[0].text[each.start : each.end] == each.found for each in found)


def test_no_answer_or_blank_ones_give_nothing():
    for answers in ([], [Answer("p1", ""), Answer("p2", " \n ")], [Answer("p1", "le la 12 ?")]):
        corpus = read_corpus(answers)
        assert (vocabulary(corpus), specificities(corpus)) == ((), ())
        with pytest.raises(ValueError, match="Nobody wrote"):
            concordance(corpus, "outil")


def test_people_are_counted_so_that_each_answer_needs_an_author():
    with pytest.raises(ValueError, match="needs an author"):
        Answer("", "texte")
