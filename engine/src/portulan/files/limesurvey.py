"""Exports of LimeSurvey: codes in one CSV, labels in another, and who did not finish."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from portulan.files.dataset import Dataset
from portulan.files.reading import SEPARATORS, dataset_of
from portulan.files.sheet import Sheet

PERSON, SENT = "id", "submitdate"
CHOSEN, NOT_CHOSEN = "Y", "N"
UNFINISHED = "people who did not finish left out"


def read_limesurvey(path: Path, *, labels: Path | None = None) -> Dataset:
    """Read the answers that LimeSurvey exports as CSV.

    Parameters
    ----------
    path : Path
        Exported with question codes as headings, and answer codes (or, without `labels`, either).
    labels : Path, optional
        The same answers, exported with the same headings and full answers: says what codes mean.

    Returns
    -------
    Dataset
        People who sent their answers; who did not is counted in `dropped`. A question where several answers could be
        ticked (`Q2[SQ001]`, `Q2[SQ002]`…) has one column for each, Y or N, and no answer where none was ticked.

    Raises
    ------
    ValueError
        As `read_answers`; or naming line and column where the two files are not of the same people and questions, or
        one code has two labels.

    References
    ----------
    LimeSurvey manual, *Exporting results*, CSV.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "results.csv"
    ...     _ = path.write_text("id,submitdate,Q1\\n1,2026-03-02,A1\\n2,,A2\\n", encoding="utf-8")
    ...     found = read_limesurvey(path)
    >>> found.column("Q1").cells, found.sentences()
    (('A1',), ('1 people who did not finish left out.',))
    """
    sheet = Sheet.read(path, separators=SEPARATORS)
    read = dataset_of(sheet)
    if labels is not None:
        read = _with_labels(read, dataset_of(Sheet.read(labels, separators=SEPARATORS)))
    return _ticked(_finished(read))


def _with_labels(codes: Dataset, full: Dataset) -> Dataset:
    if tuple(codes.columns) != tuple(full.columns):
        other = next(
            (name for name in (*codes.columns, *full.columns) if (name in codes.columns) != (name in full.columns)), ""
        )
        raise ValueError(f"{full.name}, line 1, column {other}: {codes.name} has other columns, or another order.")
    if codes.column(PERSON).cells != full.column(PERSON).cells:
        raise ValueError(f"{full.name}, column {PERSON}: not the people of {codes.name}, in their order.")
    columns = {name: replace(each, labels=_labels(codes, full, name)) for name, each in codes.columns.items()}
    return replace(codes, columns=columns)


def _labels(codes: Dataset, full: Dataset, name: str) -> Mapping[str, str]:
    """What each code of a column means; nothing where codes and labels are alike."""
    found: dict[str, str] = {}
    pairs = zip(codes.columns[name].cells, full.columns[name].cells, full.lines, strict=True)
    for code, label, line in pairs:
        if code and found.setdefault(code, label) != label:
            raise ValueError(
                f"{full.name}, line {line}, column {name}: {code!r} is {label!r} here, {found[code]!r} above."
            )
    return {} if all(code == label for code, label in found.items()) else dict(sorted(found.items()))


def _finished(read: Dataset) -> Dataset:
    if SENT not in read.columns:
        return read
    kept = [place for place, sent in enumerate(read.column(SENT).cells) if sent]
    columns = {
        name: replace(each, cells=tuple(each.cells[place] for place in kept)) for name, each in read.columns.items()
    }
    dropped = {**read.dropped, UNFINISHED: len(read.lines) - len(kept)}
    return Dataset(read.name, columns, tuple(read.lines[place] for place in kept), dropped)


def _ticked(read: Dataset) -> Dataset:
    """Boxes that were left empty are N where another box of the same question was ticked."""
    columns = dict(read.columns)
    for boxes in _boxes(read):
        rows = list(zip(*(columns[name].cells for name in boxes), strict=True))
        has_ticked = [CHOSEN in row for row in rows]
        for name in boxes:
            cells = zip(columns[name].cells, has_ticked, strict=True)
            columns[name] = replace(
                columns[name], cells=tuple(cell or (NOT_CHOSEN if is_there else "") for cell, is_there in cells)
            )
    return replace(read, columns=columns)


def _boxes(read: Dataset) -> Iterator[list[str]]:
    """The columns of each question whose answers were ticked or not, the text of « other » left out."""
    questions: dict[str, list[str]] = {}
    for name, column in read.columns.items():
        question, bracket, _ = name.partition("[")
        said = set(column.cells) - {""}
        if bracket and said and said <= {CHOSEN, NOT_CHOSEN}:
            questions.setdefault(question, []).append(name)
    yield from questions.values()
