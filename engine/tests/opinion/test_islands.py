"""The profile `balises`: groups that hold or none, nothing small, nobody."""

import json

import numpy as np
import pytest

from opinion.drawn import camps, noise, rows_of, tabled
from portulan.disclosure import Between, Policy, PublicationPlan, Reason, Suppressed
from portulan.opinion import clustering
from portulan.opinion.clustering import adjusted_rand
from portulan.opinion.division import Listed, divisive_statements, table_votes
from portulan.opinion.islands import LEAST_AGREEMENT, find_islands, needed_agreement
from portulan.opinion.map import map_opinions
from portulan.opinion.plane import Plane
from portulan.opinion.publication import protect_map, size_band
from portulan.opinion.statements import two_proportions_z
from portulan.opinion.votes import Votes

TOO_FEW = Suppressed(Reason.TOO_FEW)


def published(votes, *, policy=None):
    drawn = map_opinions(votes)
    return protect_map(drawn, plan=PublicationPlan("spring", tuple(votes.statements), policy or Policy()))


def directions(listed):
    return {(each.id, each.direction) for each in listed}


def test_two_camps_are_two_islands_with_what_is_theirs_what_they_share_and_what_divides_them():
    drawn = published(camps(sizes=(20, 12), statements=10, shared=3))

    assert [(each.id, each.size, each.stability) for each in drawn.islands] == [
        (0, Between(16, 31), 1.0), (1, Between(8, 15), 1.0),
    ]  # fmt: skip
    assert drawn.agreement == 1.0
    assert directions(drawn.gathering) == {("shared0", "agree"), ("shared1", "agree"), ("shared2", "agree")}
    assert len(drawn.divisive) == 5
    assert {each.id[0] for each in drawn.divisive} == {"s"}
    assert not directions(drawn.islands[0].representative) & directions(drawn.islands[1].representative)
    assert {each.id for each in drawn.islands[0].representative} <= {f"s{number}" for number in range(10)}


@pytest.mark.parametrize("sizes", [(8, 7), (15, 0)])
def test_under_sixteen_voters_there_is_no_map_and_statements_are_told_as_ever(sizes):
    drawn = published(camps(sizes=sizes, statements=10, shared=1))

    assert (drawn.islands, drawn.agreement, drawn.gathering, drawn.divisive) == (TOO_FEW,) * 4
    assert drawn.choices.rows[-1].agree == Between(11, 15)
    plain = json.loads(drawn.to_json())
    assert plain["groups"] == plain["stability"] == plain["gathering"] == plain["divisive"] == {"withheld": "too_few"}


def test_sixteen_voters_in_two_camps_of_eight_are_told_and_a_camp_of_seven_is_not():
    assert len(published(camps(sizes=(8, 8), statements=10)).islands) == 2
    assert published(camps(sizes=(20, 7), statements=10)).islands == ()


def test_no_groups_that_hold_is_an_answer_with_what_gathers_and_nothing_that_divides():
    drawn = published(noise(people=60, statements=20, shared=2, seed=3))

    assert drawn.islands == ()
    assert drawn.divisive == ()
    assert drawn.agreement < LEAST_AGREEMENT
    assert directions(drawn.gathering[:2]) == {("shared0", "agree"), ("shared1", "agree")}
    assert json.loads(drawn.to_json())["groups"] == []


def test_fewer_people_must_agree_more():
    assert [needed_agreement(people) for people in (16, 20, 40, 4000)] == [0.3125, 0.25, 0.15, 0.15]


def test_where_nothing_could_be_measured_the_agreement_is_withheld():
    drawn = published(camps(sizes=(10, 10), statements=3))

    assert (drawn.islands, drawn.agreement) == ((), TOO_FEW)


def test_nobody_is_in_what_is_shown_nor_in_the_map_it_comes_from():
    votes = camps(sizes=(20, 12), statements=10)
    renamed = Votes(tuple(f"Zoé-{name}" for name in votes.participants), votes.statements, votes.choices)

    drawn = map_opinions(renamed)

    assert "Zoé-" not in repr(drawn)
    assert "Zoé-" not in published(renamed).to_json()


def test_what_would_give_counts_back_is_withheld_in_so_many_words():
    plain = json.loads(published(camps(sizes=(20, 12), statements=4)).to_json())
    hidden = {"withheld": "complementary"}

    assert (plain["components"], plain["votes"]) == (hidden, hidden)
    for statement in plain["statements"]:
        assert [statement[name] for name in ("center", "extremity", "group_informed_consensus")] == [hidden] * 3
    assert plain["participants"] == {"at_least": 30}
    assert plain["stability"] == {"agreement": 1.0, "holds": True, "resamples": 100}


def test_a_stricter_policy_withholds_all_islands_when_one_is_too_small():
    votes = camps(sizes=(20, 12), statements=10, shared=3)

    drawn = published(votes, policy=Policy(group_threshold=13))
    none = published(votes, policy=Policy(map_threshold=40))

    assert (drawn.islands, drawn.divisive) == ((), ())
    assert {each.id for each in drawn.gathering[:3]} == {"shared0", "shared1", "shared2"}
    assert none.islands == TOO_FEW


def test_a_size_is_told_as_one_of_bands_that_double():
    bands = [size_band(size, policy=Policy()) for size in (8, 15, 16, 31, 32, 100)]

    assert bands == [Between(8, 15)] * 2 + [Between(16, 31)] * 2 + [Between(32, 63), Between(64, 127)]


def test_a_statement_that_was_not_planned_is_refused():
    drawn = map_opinions(camps(sizes=(9, 9), statements=4))

    with pytest.raises(ValueError, match="not planned: s3"):
        protect_map(drawn, plan=PublicationPlan("spring", ("s0", "s1", "s2")))


def test_a_planned_statement_that_is_out_of_the_map_is_told_as_having_no_votes():
    votes = camps(sizes=(9, 9), statements=6)

    drawn = published(votes.moderate("s5"))

    assert drawn.choices.rows[5].answers == TOO_FEW
    assert "s5" not in {each.id for each in drawn.divisive}


def test_another_profile_is_refused():
    with pytest.raises(ValueError, match="not 'kmeans'"):
        map_opinions(noise(people=3, statements=3), profile="kmeans")


def test_moderation_and_withdrawal_undo_exactly():
    votes = camps(sizes=(20, 12), statements=10, flips=0.2, seed=1)
    before = published(votes).to_json()
    rows = rows_of(votes)
    without = Votes.of([row for row in rows if row[0] != "p07"])
    back = Votes.of([row for row in rows if row[0] != "p07"] + [row for row in rows if row[0] == "p07"])

    assert published(votes.moderate("s1", "s2")).to_json() != before
    assert published(votes.moderate("s1", "s2").restore("s2", "s1")).to_json() == before
    assert published(without).to_json() != before
    assert json.loads(published(back.keep(columns=_places(back, votes))).to_json()) == json.loads(before)


def _places(votes, model):
    return np.array([votes.statements.index(name) for name in model.statements])


def test_a_statement_that_is_taken_out_leaves_the_map_as_if_it_had_never_been_asked():
    votes = camps(sizes=(20, 12), statements=10, flips=0.2, seed=1)
    never = Votes.of([row for row in rows_of(votes) if row[1] != "s4"])

    assert map_opinions(votes.moderate("s4")) == map_opinions(never)


def naive_division(table, *, labels):
    """What must be found out: the same measure between groups that the statement helped to make."""
    counted = table_votes(table, labels=labels, group_count=2)
    z = two_proportions_z(counted.agree[0], counted.seen[0], counted.agree[1], counted.seen[1])
    return np.abs(z)


def test_how_much_a_statement_divides_is_measured_with_groups_found_without_it():
    """On votes without any groups the naive measure finds divisions; ours, on the same votes, none."""
    tables = [tabled(noise(people=80, statements=12, seed=seed)) for seed in range(12)]
    naive = 0
    for table in tables:
        plane = Plane.of(table)
        labels = clustering.cluster(plane.place(plane.columns), count=2)
        naive += int((naive_division(table, labels=labels) > 2.5758).sum())

    assert naive >= 20
    assert [divisive_statements(table, group_count=2) for table in tables] == [()] * 12


def test_the_widest_division_comes_first():
    votes = camps(sizes=(20, 20), statements=8, flips=0.0)
    rows = [(person, name, vote) for person, name, vote in rows_of(votes)]
    softened = [(person, name, 0 if name == "s0" and int(person[1:]) % 4 == 0 else vote) for person, name, vote in rows]

    drawn = published(Votes.of(softened))

    assert len(drawn.divisive) == 5
    assert Listed("s0", None) not in drawn.divisive


def test_groups_that_share_no_statement_share_no_list():
    """Two camps that voted on statements of their own: nothing is said of what fewer than eight of a camp voted on."""
    rows = [(f"p{person:02}", f"s{item}", 1 if person < 12 else -1) for person in range(24) for item in range(8)]
    rows += [(f"p{person:02}", "few", 1) for person in (0, 1, 2, 20, 21)]

    drawn = published(Votes.of(rows))

    named = {each.id for island in drawn.islands for each in island.representative}
    assert len(drawn.islands) == 2
    assert "few" not in named | {each.id for each in (*drawn.gathering, *drawn.divisive)}


def test_agreement_is_the_rand_index_of_pairs_adjusted_for_chance():
    first, second = np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 1, 1, 1, 1])
    pairs = [(one, other) for one in range(6) for other in range(one)]
    together = [np.array([labels[one] == labels[other] for one, other in pairs]) for labels in (first, second)]
    both, expected = (together[0] & together[1]).sum(), together[0].sum() * together[1].sum() / len(pairs)
    most = (together[0].sum() + together[1].sum()) / 2

    assert adjusted_rand(first, second) == pytest.approx((both - expected) / (most - expected))
    assert adjusted_rand(np.zeros(3, dtype=int), np.zeros(3, dtype=int)) == 1.0


def test_a_crowd_is_thinned_for_the_resamples_and_everyone_is_in_a_group(monkeypatch):
    table = tabled(camps(sizes=(90, 60), statements=10, flips=0.1, seed=2))
    whole = find_islands(table, seed=0)
    monkeypatch.setattr(clustering, "MOST_PEOPLE_RESAMPLED", 50)

    thinned = find_islands(table, seed=0)

    assert thinned.count == 2
    assert (thinned.labels >= 0).all()
    assert adjusted_rand(thinned.labels, whole.labels) > 0.9


def test_the_digest_covers_what_is_shown_and_nothing_else():
    votes = camps(sizes=(20, 12), statements=10, flips=0.2, seed=1)

    assert published(votes).digest() == published(votes.keep(rows=np.arange(32)[::-1])).digest()
    assert published(votes).digest() != published(votes.moderate("s1")).digest()
