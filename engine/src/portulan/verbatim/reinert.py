"""Reinert's descending classification: passages parted in two, again and again, by the words they hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from portulan.results import Method
from portulan.verbatim.corpus import Corpus
from portulan.verbatim.splitting import split

MODES = ("reinert", "rainette")
CONTINGENCY = 0.3  # Reinert (1983): coefficient under which a word serves both classes
LEAST_PASSAGES = 3  # Reinert (1983): passages of a class in which a word that serves there must stand
LEAST_TO_SPLIT = 10  # passages
SOURCE = "Reinert (1983), Les cahiers de l'analyse des données 8(2), 187-198; (1990), Bull. Méthodol. Sociol. 26, 24-54"
NO_CLASS = -1


@dataclass(frozen=True, eq=False)
class Classes:
    """A descending classification.

    Parameters
    ----------
    method : Method
        How it was made.
    levels : tuple of array of int64, shape (n_passages,)
        Class of each passage when there are 2, 3, … classes, from 0; -1 for none: a passage without a word that
        serves.
    chi2 : tuple of float
        Of each split, in the order in which they were made.
    """

    method: Method
    levels: tuple[NDArray[np.int64], ...]
    chi2: tuple[float, ...]

    @property
    def heights(self) -> tuple[float, ...]:
        """Sums of the chi2 from the last split up, the lowest first: how high a tree draws its nodes."""
        return tuple(np.cumsum(self.chi2[::-1]).tolist())


def classify(
    corpus: Corpus, *, mode: str = "reinert", classes: int = 10, least_words: int = 0, least_passages: int = 3
) -> Classes:
    """Part the passages of a corpus in classes by the words they hold.

    At each step the class with most passages is cut in two: along the first axis of correspondence analysis, where
    the chi2 of the two sums of words is greatest, then by switching passages as long as it grows. For later cuts a
    class keeps the words that it shares with the other, or that are its own.

    Parameters
    ----------
    corpus : Corpus
        Presence counts, not frequency. The order of the answers has no effect but on passages alike.
    mode : str
        `reinert`: passages are taken along the axis and switched whenever chi2 grows, until none does. `rainette`:
        what rainette 0.3 does, error included, so that old work can be checked; the classes may be worse.
    classes : int, at least 2
        Sought; fewer are found where none of 10 passages is left to cut.
    least_words : int
        Neighbouring passages of an answer are joined until they hold so many full words, counted passage by passage.
    least_passages : int, at least 1
        In fewer passages a word does not serve.

    Returns
    -------
    Classes
        For each number of classes; without any level where nothing can be cut. Not for showing; see
        `protect_verbatim`.

    Raises
    ------
    ValueError
        On another mode, or a number under its minimum.

    References
    ----------
    Reinert (1983), Les cahiers de l'analyse des données 8(2), 187-198; Reinert (1990), Bull. Méthodol. Sociol. 26,
    24-54. `rainette` checked against rainette 0.3.1.1 on the Manifesto of 1848, with the same sign of axes: the same
    classes at each level, heights to 1e-9. `reinert` checked against a classification written apart on full tables.

    Examples
    --------
    >>> from portulan.verbatim.corpus import Answer, read_corpus
    >>> texts = ["outil rapide facile"] * 6 + ["peur secret dossier"] * 6
    >>> classify(read_corpus([Answer(f"p{i}", text) for i, text in enumerate(texts)]), classes=2).levels[0].tolist()
    [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    """
    if least_passages < 1:
        raise ValueError(f"A word stands in 1 passage or more, not {least_passages}.")
    presence = corpus.presence
    serving = np.flatnonzero(np.asarray(presence.sum(axis=0)).ravel() >= least_passages)
    sources = np.array([each.answer for each in corpus.passages], dtype=np.int64)
    made = classify_table(presence[:, serving], sources, mode=mode, classes=classes, least_words=least_words)
    parameters = (*made.method.parameters, ("least_passages", least_passages))
    return Classes(Method(made.method.name, made.method.version, parameters, SOURCE), made.levels, made.chi2)


def classify_table(
    presence: csr_array, sources: NDArray[np.int64], *, mode: str = "reinert", classes: int = 10, least_words: int = 0
) -> Classes:
    """The same for a table of 0 and 1 (passages by words), and the number of the text that each passage is of."""
    if mode not in MODES:
        raise ValueError(f"The mode is one of {', '.join(MODES)}, not {mode!r}.")
    if classes < 2:
        raise ValueError(f"Classes are 2 or more, not {classes}.")
    unit_of = _units(presence, sources, least_words=least_words)
    table = _joined(presence, unit_of)
    levels, chi2 = _descend(table, mode=mode, classes=classes)
    parameters = (("mode", mode), ("classes", classes), ("least_words", least_words), ("contingency", CONTINGENCY))
    method = Method("portulan.verbatim.classify", "1", parameters, SOURCE)
    return Classes(method, tuple(level[unit_of] for level in levels), chi2)


def _units(presence: csr_array, sources: NDArray[np.int64], *, least_words: int) -> NDArray[np.int64]:
    """The unit of each passage: neighbours of a text are joined until they hold enough words."""
    if least_words < 1:
        return np.arange(presence.shape[0], dtype=np.int64)
    lengths, units = np.diff(presence.indptr), list[int]()
    for each in np.split(lengths, np.flatnonzero(np.diff(sources)) + 1):
        start = units[-1] + 1 if units else 0
        units += [start + unit for unit in _units_of_text(each.tolist(), least_words=least_words)]
    return np.array(units, dtype=np.int64)


def _units_of_text(lengths: list[int], *, least_words: int) -> list[int]:
    """The same within a text: what is left at its end, if too short, joins the unit before."""
    units, unit, held = list[int](), 0, 0
    for length in lengths:
        if units and held >= least_words:
            unit, held = unit + 1, 0
        units.append(unit)
        held += length
    return [min(each, unit - 1) for each in units] if unit and held < least_words else units


def _joined(presence: csr_array, unit_of: NDArray[np.int64]) -> csr_array:
    count = int(unit_of[-1]) + 1 if len(unit_of) else 0
    joining = csr_array(
        (np.ones(len(unit_of), dtype=np.int64), (unit_of, np.arange(len(unit_of)))), (count, len(unit_of))
    )
    table = csr_array(joining @ presence)
    table.data = np.ones_like(table.data)
    return table


def _descend(table: csr_array, *, mode: str, classes: int) -> tuple[list[NDArray[np.int64]], tuple[float, ...]]:
    """Cut the class with most passages, the first of equals; one that cannot be cut is passed over."""
    nodes = [(np.arange(table.shape[0]), np.arange(table.shape[1]))]
    whole, levels, chi2 = set[int](), list[NDArray[np.int64]](), list[float]()
    while len(nodes) < classes:
        sizes = [len(rows) if place not in whole else 0 for place, (rows, _) in enumerate(nodes)]
        place = int(np.argmax(sizes))
        if sizes[place] < LEAST_TO_SPLIT:
            break
        rows, columns = nodes[place]
        found = split(
            csr_array(table[rows][:, columns]), mode=mode, contingency=CONTINGENCY, least_passages=LEAST_PASSAGES
        )
        if found is None:
            whole.add(place)
            continue
        nodes[place : place + 1] = [
            (rows[of_rows], columns[of_columns])
            for of_rows, of_columns in zip(found.rows, found.columns, strict=True)
        ]  # fmt: skip
        whole = {each + (each > place) for each in whole}
        levels.append(_labels(table.shape[0], [rows for rows, _ in nodes]))
        chi2.append(found.chi2)
    return levels, tuple(chi2)


def _labels(count: int, groups: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    labels = np.full(count, NO_CLASS, dtype=np.int64)
    for number, rows in enumerate(groups):
        labels[rows] = number
    return labels
