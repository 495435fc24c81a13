"""Questions where several answers may be ticked: one column for each box."""

from collections.abc import Mapping

from portulan.files.dataset import Column, Dataset

YES, NO = "yes", "no"
NOT_TICKED = frozenset({"", "N", "n", "0", "No", "no", "false", "False"})


def ticked(read: Dataset, question: str) -> Mapping[str, tuple[str, ...]]:
    """The boxes of a question, each ticked or not.

    Parameters
    ----------
    read : Dataset
        From `read_answers` or `read_limesurvey`.
    question : str
        What the names of its columns begin with, as `Q2[` or `Q4_`.

    Returns
    -------
    mapping of str to tuple of str
        By box: yes, no, or nothing for who ticked none. A box is called by what is written where it was ticked, if
        that is one thing and no code, and by its column otherwise. What people wrote under « other » counts as
        ticked; the words stay where they are.

    Raises
    ------
    ValueError
        If no column begins so.

    Examples
    --------
    >>> columns = {"Q2_1": Column("Q2_1", ("Health", "")), "Q2_other": Column("Q2_other", ("", "Music"))}
    >>> ticked(Dataset("answers.csv", columns, (2, 3)), "Q2_")
    {'Health': ('yes', 'no'), 'Q2_other': ('no', 'yes')}
    """
    boxes = [column for name, column in read.columns.items() if name.startswith(question)]
    if not boxes:
        raise ValueError(f"{read.name}, line 1, column {question}…: no column begins so.")
    has_any = [any(cell not in NOT_TICKED for cell in row) for row in zip(*(each.cells for each in boxes), strict=True)]
    found: dict[str, tuple[str, ...]] = {}
    for column in boxes:
        name = _name(column)
        name = column.name if name in found else name
        pairs = zip(column.cells, has_any, strict=True)
        found[name] = tuple((NO if cell in NOT_TICKED else YES) if is_there else "" for cell, is_there in pairs)
    return found


def _name(column: Column) -> str:
    written = set(column.cells) - NOT_TICKED
    (only,) = written if len(written) == 1 else ("",)
    is_code = only in {"Y", "y", "1", "Yes", "yes", "true", "True"} or "other" in column.name.lower()
    return column.name if not only or is_code else only
