"""Who answered what: one row for each person, and no name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portulan.disclosure import TablesPlan, Tally, Variable

NO_ANSWER = "no answer"
OTHERS = "other answers"


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers to closed questions, before protection: not for showing.

    Parameters
    ----------
    columns : mapping of str to tuple of str
        For each variable, the modality of each person; all of one length. An empty text is « no answer ».

    Raises
    ------
    ValueError
        If two variables have not the same number of people; names both.

    Notes
    -----
    Where several answers may be given (« select all that apply »), each is a variable of its own, yes or no.

    Examples
    --------
    >>> answers = Answers.of({"use": ["yes", "no", ""], "role": ["field", "field", "office"]})
    >>> answers.people, answers.columns["use"]
    (3, ('yes', 'no', 'no answer'))
    """

    columns: Mapping[str, tuple[str, ...]]

    def __post_init__(self) -> None:
        sizes = {name: len(column) for name, column in self.columns.items()}
        for name, size in sizes.items():
            first = next(iter(sizes))
            if size != sizes[first]:
                raise ValueError(f"Variable {first!r} has {sizes[first]} people and {name!r} has {size}.")

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[str]]) -> "Answers":
        """The same, with « no answer » where a text is empty."""
        return cls({name: tuple(each or NO_ANSWER for each in column) for name, column in columns.items()})

    @property
    def people(self) -> int:
        """How many there are."""
        return len(next(iter(self.columns.values()), ()))

    def variable(self, name: str, *, order: Sequence[str] = ()) -> Variable:
        """The variable with the modalities that somebody has, sorted, or in the order given.

        An order makes it ordered, unless somebody did not answer: « no answer » is nobody's neighbour.
        """
        found = set(self.columns[name])
        missing = found - set(order)
        if order and missing - {NO_ANSWER}:
            raise ValueError(f"Variable {name!r}: {min(missing - {NO_ANSWER})!r} is not in the order given.")
        known = order or sorted(found - {NO_ANSWER})
        is_ordered = bool(order) and NO_ANSWER not in missing
        return Variable(name, (*known, *([NO_ANSWER] if NO_ANSWER in missing else [])), is_ordered)

    def with_rare_together(self, name: str, *, least: int) -> tuple["Answers", Variable]:
        """The same, with what fewer than `least` people answered to a question told as « other answers ».

        For a file without a codebook: rare answers are not named. That there are some, and people who did not
        answer, is told by their place in the table; a codebook would not say so.
        """
        counts = Counter(self.columns[name])
        often = {each for each, people in counts.items() if people >= least} - {NO_ANSWER, OTHERS}
        renamed = tuple(each if each in often or each == NO_ANSWER else OTHERS for each in self.columns[name])
        last = tuple(each for each in (OTHERS, NO_ANSWER) if each in renamed)
        return Answers({**self.columns, name: renamed}), Variable(name, (*sorted(often), *last))

    def tally(self, plan: TablesPlan) -> Tally:
        """Numbers of people by profile, over the variables of a plan; KeyError on one that was not asked."""
        if not plan.variables:
            return Tally({(): self.people} if self.people else {})
        columns = [self.columns[each.name] for each in plan.variables]
        return Tally(dict(Counter(zip(*columns, strict=True))))
