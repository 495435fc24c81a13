"""Reinert's classification: beside rainette's own output, beside one written apart, compiled or not, in any order."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import chi2_contingency

from portulan.verbatim import Answer, classify, describe_classes, read_corpus, splitting
from portulan.verbatim.reinert import classify_table
from verbatim.answers import on_two_themes
from verbatim.test_words import reference


def rows_of(table):
    starts = np.cumsum([0, *(len(row) for row in table["terms"])])
    words = np.array([word for row in table["terms"] for word in row])
    shape = (len(table["terms"]), table["term_count"])
    return csr_array((np.ones(len(words), dtype=np.int64), words, starts), shape), np.array(table["sources"])


def partition(labels):
    """The classes as sets of passages, whatever their numbers; those in none apart."""
    labels = np.array([each if isinstance(each, int) else -1 for each in np.asarray(labels, dtype=object)])
    return {frozenset(np.flatnonzero(labels == each).tolist()) for each in set(labels.tolist())}


def drawn(passages, words, *, seed, themes=3):
    generator = np.random.default_rng(seed)
    liking = np.where(generator.random((themes, words)) < 0.3, 0.5, 0.06)
    full = (generator.random((passages, words)) < liking[np.arange(passages) % themes]).astype(np.int64)
    full[np.arange(passages), np.arange(passages) % words] = 1  # No passage and no word is empty
    return csr_array(full), np.arange(passages)


def chi2_of(table, is_first):
    counts = np.stack([table[is_first].sum(axis=0), table[~is_first].sum(axis=0)]).astype(float)
    expected = counts.sum(axis=0) * counts.sum(axis=1, keepdims=True) / counts.sum()
    return float(((counts - expected) ** 2 / expected).sum())


def split_apart(table):
    """One cut, written apart on a full table: each chi2 is computed anew from its two rows."""
    weights = table / table.sum()
    row, column = weights.sum(axis=1), weights.sum(axis=0)
    left = np.linalg.svd((weights - np.outer(row, column)) / np.sqrt(np.outer(row, column)))[0][:, 0]
    left *= np.sign(left[np.argmax(np.abs(left))])
    order = np.argsort(left / np.sqrt(row), kind="stable")
    cuts = [np.isin(np.arange(len(order)), order[:count]) for count in range(1, len(order))]
    is_first = max(cuts, key=lambda each: chi2_of(table, each)).copy()
    best, moved = chi2_of(table, is_first), True
    while moved:
        moved = False
        for place in order:
            is_first[place] = not is_first[place]
            if 0 < is_first.sum() < len(order) and chi2_of(table, is_first) > best * (1 + 1e-12):
                best, moved = chi2_of(table, is_first), True
            else:
                is_first[place] = not is_first[place]
    return is_first, best


@pytest.mark.parametrize("run", [0, 1])
def test_mode_rainette_is_rainette_to_the_last_class(run):
    recorded = reference()["runs"][run]
    table, sources = rows_of(reference())

    made = classify_table(
        table, sources, mode="rainette", classes=recorded["classes"], least_words=recorded["least_words"]
    )

    assert made.heights == pytest.approx(recorded["heights"], rel=1e-9)
    assert [partition(each) for each in made.levels] == [partition(each) for each in recorded["levels"]]


def test_rainette_reports_a_chi2_that_its_classes_do_not_have_and_reinert_does_better():
    table, sources = rows_of(reference())
    full = table.toarray()
    kept = full[full.sum(axis=1) > 0]

    of_rainette, of_reinert = (classify_table(table, sources, mode=mode, classes=2) for mode in ("rainette", "reinert"))

    actual = [chi2_of(kept, each.levels[0][full.sum(axis=1) > 0] == 0) for each in (of_rainette, of_reinert)]
    assert of_rainette.chi2[0] > actual[0] + 1
    assert of_reinert.chi2[0] == pytest.approx(actual[1], rel=1e-9)
    assert actual[1] > actual[0]


@pytest.mark.parametrize("seed", range(6))
def test_mode_reinert_is_one_written_apart(seed):
    table, sources = drawn(36, 20, seed=seed)

    is_first, chi2 = split_apart(table.toarray())
    made = classify_table(table, sources, classes=2)

    assert made.chi2[0] == pytest.approx(chi2, rel=1e-9)
    assert partition(made.levels[0]) == partition((~is_first).astype(int))


@pytest.mark.parametrize("seed", range(3))
def test_no_single_switch_is_left_that_would_do_better(seed):
    table, sources = drawn(60, 40, seed=seed)
    full, made = table.toarray(), classify_table(table, sources, classes=2)
    is_first = made.levels[0] == 0

    for place in range(60):
        other = is_first.copy()
        other[place] = not other[place]
        assert chi2_of(full, other) <= made.chi2[0] * (1 + 1e-9)


@pytest.mark.skipif(not splitting.CAN_COMPILE, reason="the extra « fast » (numba) is not installed")
def test_compiled_or_not_no_bit_differs(monkeypatch):
    table, sources = drawn(400, 250, seed=5)
    plain = classify_table(table, sources, classes=6)
    monkeypatch.setattr(splitting, "WORTH_COMPILING", 0)

    quick = classify_table(table, sources, classes=6)

    assert quick.chi2 == plain.chi2
    assert all((one == other).all() for one, other in zip(quick.levels, plain.levels, strict=True))


def test_the_axis_is_the_same_with_and_without_iterations(monkeypatch):
    table, _ = drawn(90, 60, seed=2)
    full = splitting.first_axis(table)
    monkeypatch.setattr(splitting, "SMALL", 0)

    assert splitting.first_axis(table) == pytest.approx(full, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_answers_has_no_effect(seed):
    table, sources = drawn(80, 50, seed=seed)
    order = np.random.default_rng(seed).permutation(80)

    plain = classify_table(table, sources, classes=5).levels[-1]
    turned = classify_table(table[order], sources, classes=5).levels[-1]

    assert partition(plain[order]) == partition(turned)


def test_neighbours_are_joined_within_their_text_only():
    table = csr_array(np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 1, 1]], dtype=np.int64))
    sources = np.array([0, 0, 0, 1, 2])

    from_units = classify_table(table, sources, classes=2, least_words=3)

    assert from_units.levels == ()  # Three units, too few to cut


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["outil"], ["outil rapide"] * 30, ["le la"] * 20, [f"mot{'x' * each}" for each in range(30)]],
)
def test_what_cannot_be_cut_is_not(texts):
    corpus = read_corpus(Answer(f"p{place}", text) for place, text in enumerate(texts))

    for mode in ("reinert", "rainette"):
        made = classify(corpus, mode=mode)
        assert (made.levels, made.chi2, made.heights) == ((), (), ())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"mode": "alceste"}, "one of reinert, rainette"), ({"classes": 1}, "2 or more, not 1"),
        ({"least_passages": 0}, "1 passage or more"),
    ],
)  # fmt: skip
def test_wrong_settings_are_named(wrong, said):
    with pytest.raises(ValueError, match=said):
        classify(read_corpus([Answer("p1", "outil")]), **wrong)


def test_profiles_tell_words_people_and_passages():
    corpus = read_corpus(on_two_themes(gains=12, fears=10))
    labels = classify(corpus, classes=2).levels[0]

    fear = next(each for each in describe_classes(corpus, labels) if "secret" in {word.word for word in each.words})

    assert fear.people == 10
    assert fear.words[0].passages == tuple(range(12, 22))
    assert fear.words[0].chi2 == pytest.approx(chi2_contingency([[10, 0], [0, 12]], correction=False).statistic)
    assert {passage for passage, _ in fear.passages} == set(range(12, 22))
    with pytest.raises(ValueError, match="3 labels for 22 passages"):
        describe_classes(corpus, labels[:3])
