"""From answers to tables that may be shown."""

from portulan.disclosure import Ledger, TablesPlan, protect
from portulan.tables.answers import Answers
from portulan.tables.told import ToldTables
from portulan.tables.wanted import Wanted, crossed_name


def tell_tables(answers: Answers, *, plan: TablesPlan, wanted: Wanted, after: Ledger | None = None) -> ToldTables:
    """Tell the tables of a plan, with shares, bases, intervals, tests and letters, so that no small number leaves.

    Parameters
    ----------
    answers : Answers
        One row for each person.
    plan : TablesPlan
        Written before opening. With weights: as `weighted_plan` makes it.
    wanted : Wanted
        What is to be worked out.
    after : Ledger, optional
        What was told before of the same people.

    Returns
    -------
    ToldTables
        For each cell: respondents, the sum of their weights, its shares of row, column and all. Of a sample also an
        interval, the letters of columns that are lower, chi-square and Cramér's V; of a census no interval and no
        test. Each is a function of what `protect` tells: a number, a range, a word, or withheld.

    Raises
    ------
    ValueError
        As `protect_tables`; or if weights lack a class, or their tables are not planned.
    KeyError
        If a variable of the plan was not asked.

    Notes
    -----
    Weights are told of classes, and only where each class is told: the weight of a raked or stratified class may be
    made of its number. Weighted shares come from how many people of each class are told in a cell, so they are
    ranges where one is: with many classes, wide ones. Effective bases are Kish's. Tests suppose people drawn one by
    one, with the inverse of their weight as probability.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22(158), 209-212. IBM SPSS Statistics 30, *Custom Tables: Test Statistics*.
    Rao and Scott (1984), Ann. Stat. 12(1), 46-60. That a function of what is told tells no more, whatever it is:
    Dwork and Roth (2014), proposition 2.1, post-processing, said there of differential privacy. Checked by the
    adversary of the tables, who reads shares too, and by enumeration.

    Examples
    --------
    >>> from portulan.disclosure import Table
    >>> from portulan.tables import Coverage
    >>> answers = Answers.of({"use": ["yes"] * 24 + ["no"] * 2})
    >>> plan = TablesPlan("spring", (answers.variable("use"),), (Table("use", ("use",)),))
    >>> told = tell_tables(answers, plan=plan, wanted=Wanted(coverage=Coverage.CENSUS)).table("use")
    >>> told.at("no").people, told.at("no").of_all
    (Between(low=0, high=5), FigureBetween(low=0.0, high=0.1924))
    """
    _insist_on_weights(plan, wanted)
    return ToldTables(protect(answers.tally(plan), under=plan, after=after), wanted)


def _insist_on_weights(plan: TablesPlan, wanted: Wanted) -> None:
    if wanted.weighting is None:
        return
    variable = wanted.weighting.variable
    lacking = set(plan.modalities.get(variable, ())) - wanted.weighting.weights.keys()
    if lacking:
        raise ValueError(f"Modality {min(lacking)!r} of {variable!r} has no weight.")
    names = {each.name for each in plan.tables}
    planned = [each for each in plan.tables if variable not in each.axes]
    if f"{variable} (weights)" not in names or not {crossed_name(each, variable) for each in planned} <= names:
        raise ValueError(f"The tables that carry the weights of {variable!r} are not planned: see weighted_plan.")
