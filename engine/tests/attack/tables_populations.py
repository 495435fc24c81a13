"""Populations and plans drawn at random, from a seed: the ordinary, the sparse, the very small, the lopsided."""

from itertools import product

from portulan.disclosure import Table, TablesPlan, Tally, Variable


def variables(rng, shape, names="abcd"):
    return tuple(
        Variable(name, tuple(f"{name}{number}" for number in range(size)), is_ordered=bool(rng.random() < 0.3))
        for name, size in zip(names, shape, strict=False)
    )


def tally(rng, variables, *, mean):
    """Some profiles are rare and some frequent; about one in six is nobody's."""
    profiles = list(product(*(each.modalities for each in variables)))
    means = mean * rng.gamma(1.0, 1.0, len(profiles)) * (rng.random(len(profiles)) > 0.15)
    return Tally({profile: int(people) for profile, people in zip(profiles, rng.poisson(means), strict=True)})


def one_table(rng):
    """One table of two variables, or of one, or three."""
    shape = SHAPES[rng.integers(len(SHAPES))]
    drawn = variables(rng, shape)
    plan = TablesPlan("one", drawn, (Table("t", tuple(each.name for each in drawn)),))
    return plan, tally(rng, drawn, mean=rng.choice([0.5, 2, 5, 12, 40]))


SHAPES = ((2,), (3,), (5,), (2, 2), (2, 3), (3, 3), (2, 5), (4, 4), (5, 4), (2, 2, 2), (2, 2, 3))


def linked_tables(rng):
    """Two or three tables that share a variable, one with a filter, one with those whom the filter leaves out."""
    drawn = variables(rng, (int(rng.integers(2, 4)), int(rng.integers(2, 4)), int(rng.integers(2, 4))))
    a, _, c = drawn
    some, rest = c.modalities[:1], c.modalities[1:]
    offered = [
        Table("a by b", ("a", "b")),
        Table("a by c", ("a", "c")),
        Table("b by c", ("b", "c")),
        Table("a of some", ("a",), (("c", some),)),
        Table("a by b of some", ("a", "b"), (("c", some),)),
        Table("a of the others", ("a",), (("c", rest),)),
        Table("b of the others, one a", ("b",), (("a", a.modalities[:1]), ("c", rest))),
        Table("a", ("a",)),
        Table("how many", ()),
    ]
    chosen = rng.choice(len(offered), size=int(rng.integers(2, 4)), replace=False)
    plan = TablesPlan("linked", drawn, tuple(offered[place] for place in chosen))
    return plan, tally(rng, drawn, mean=rng.choice([0.5, 2, 5, 12]))


def sequence(rng):
    """Plans at two or three dates, with their tallies: people arrive, one or many; units are left out or alone."""
    unit = Variable("unit", ("u0", "u1", "u2"))
    answer = Variable("answer", tuple(f"x{number}" for number in range(int(rng.integers(2, 4)))))
    dates = tuple(f"d{number}" for number in range(int(rng.integers(2, 4))))
    arrivals = [tally(rng, (unit, answer), mean=mean).people for mean in rng.choice([0.3, 1, 4, 12], size=len(dates))]
    for place in range(len(dates)):
        arrived = Variable("arrived", dates[: place + 1])
        people = {
            (*who, date): n for date, some in zip(dates[: place + 1], arrivals, strict=False) for who, n in some.items()
        }
        offered = [
            Table("answers", ("answer",)),
            Table("answers by unit", ("answer", "unit")),
            Table("one unit", ("answer",), (("unit", ("u0",)),)),
            Table("all units but one", ("answer",), (("unit", ("u1", "u2")),)),
            Table("who arrived last", ("answer",), (("arrived", dates[place : place + 1]),)),
            Table("units", ("unit",)),
            Table("how many", ()),
        ]
        chosen = rng.choice(len(offered), size=int(rng.integers(1, 3)), replace=False)
        plan = TablesPlan(f"date {place}", (unit, answer, arrived), tuple(offered[each] for each in chosen))
        yield plan, Tally(people)
