"""The profile `polis` beside six conversations as Polis' own servers recorded them."""

import numpy as np
import pytest

from opinion.production import NAMES, beside_the_repository, recorded
from portulan.opinion.groups import base_clusters, group_bases, in_conversation, silhouette
from portulan.opinion.projection import extremity, find_axes, place_participants, place_statements
from portulan.opinion.selection import select_consensus, select_representative
from portulan.opinion.statements import group_informed_consensus, group_votes, priority
from portulan.opinion.sums import sums_of

CLOSE = 1e-9
# Recorded while a fault of the server gave every statement the weight of one about the participants.
ALL_META = {"50ptpt-3gp-strict-no-meta"}
# The file has the time of the last change of each vote only; who entered while there were few statements is lost.
ENTERED_EARLY = {"above-100-ptpts"}

pytestmark = [beside_the_repository, pytest.mark.parametrize("name", NAMES)]


def projected(name):
    """Recorded conversation, our projection, and the sign that brings each axis to the recorded one.

    The database writes agree as -1: recorded means and positions are the negatives of ours.
    """
    known = recorded(name)
    projection = find_axes(sums_of(known.votes), out=known.votes.is_out)
    signs = np.sign((projection.axes * np.array(known.blob["pca"]["comps"])).sum(axis=1))
    return known, projection, signs


def counted(known):
    return group_votes(known.votes, labels=known.labels, group_count=len(known.blob["group-clusters"]))


def by_statement(known, values):
    return np.array([values[name] for name in known.votes.statements])


def test_centre_and_axes_are_those_recorded(name):
    known, projection, signs = projected(name)

    assert projection.center == pytest.approx(-np.array(known.blob["pca"]["center"]), abs=CLOSE)
    assert projection.axes * signs[:, None] == pytest.approx(np.array(known.blob["pca"]["comps"]), abs=CLOSE)


def test_people_and_statements_stand_where_they_were_recorded(name):
    known, projection, signs = projected(name)
    placed = -place_participants(known.votes, projection) * signs
    bases = known.blob["base-clusters"]
    rows = [[known.votes.participants.index(str(person)) for person in members] for members in bases["members"]]

    means = np.array([placed[members].mean(axis=0) for members in rows])
    assert means == pytest.approx(np.array([bases["x"], bases["y"]]).T, abs=CLOSE)
    recorded_statements = np.array(known.blob["pca"]["comment-projection"]).T
    assert -place_statements(projection) * signs == pytest.approx(recorded_statements, abs=CLOSE)
    assert extremity(projection) == pytest.approx(np.array(known.blob["pca"]["comment-extremity"]), abs=CLOSE)


def test_the_same_people_are_placed(name):
    known = recorded(name)
    placed = {known.votes.participants[row] for row in np.flatnonzero(in_conversation(known.votes))}
    expected = {str(person) for person in known.blob["in-conv"]}

    if name in ENTERED_EARLY:
        assert placed < expected
        assert len(expected - placed) == 31
    else:
        assert placed == expected


def test_group_votes_and_what_every_group_agrees_on_are_those_recorded(name):
    known = recorded(name)
    ours = counted(known)

    for number, group in enumerate(known.blob["group-clusters"]):
        votes = known.blob["group-votes"][str(group["id"])]["votes"]
        for side, letter in (("agree", "A"), ("disagree", "D"), ("seen", "S")):
            recorded_counts = [votes[statement][letter] for statement in known.votes.statements]
            assert getattr(ours, side)[number].tolist() == recorded_counts
    expected = by_statement(known, known.blob["group-aware-consensus"])
    assert group_informed_consensus(ours) == pytest.approx(expected, abs=CLOSE)


def test_priorities_are_those_recorded(name):
    known, projection, _ = projected(name)
    is_meta = np.array([name in ALL_META or each in known.votes.meta for each in known.votes.statements])

    ours = priority(counted(known), extremity=extremity(projection), is_meta=is_meta)

    assert ours == pytest.approx(by_statement(known, known.blob["comment-priorities"]), rel=CLOSE)


def test_the_same_statements_represent_each_group_in_the_same_order(name):
    known = recorded(name)
    ours = select_representative(known.votes, counted(known))

    for number, group in enumerate(known.blob["group-clusters"]):
        theirs = known.blob["repness"][str(group["id"])]
        named = [(each.id, each.direction, each.successes, each.trials, each.is_best_agreed) for each in ours[number]]
        assert named == [
            (str(each["tid"]), each["repful-for"], each["n-success"], each["n-trials"], each.get("best-agree", False))
            for each in theirs
        ]
        for mine, recorded_one in zip(ours[number], theirs, strict=True):
            assert mine.share == pytest.approx(recorded_one["p-success"], abs=CLOSE)
            assert mine.z == pytest.approx(recorded_one["p-test"], abs=CLOSE)
            assert mine.ratio == pytest.approx(recorded_one["repness"], abs=CLOSE)
            assert mine.ratio_z == pytest.approx(recorded_one["repness-test"], rel=1e-6)  # kept in single precision


def test_the_same_statements_make_the_consensus_in_the_same_order(name):
    known = recorded(name)
    theirs = [(str(each["tid"]), side) for side in ("agree", "disagree") for each in known.blob["consensus"][side]]

    assert [(each.id, each.direction) for each in select_consensus(known.votes)] == theirs


def test_from_the_recorded_base_clusters_the_same_groups_are_found_cold(name):
    known = recorded(name)
    bases = known.blob["base-clusters"]
    centers, sizes = np.array([bases["x"], bases["y"]]).T, np.array(bases["count"], dtype=float)
    group_of = {base: number for number, group in enumerate(known.blob["group-clusters"]) for base in group["members"]}
    theirs = np.array([group_of[base] for base in bases["id"]])

    ours = group_bases(centers, sizes=sizes)

    assert len(ours.centers) == len(known.blob["group-clusters"])
    assert len(set(zip(ours.labels.tolist(), theirs.tolist(), strict=True))) == len(ours.centers)
    assert silhouette(centers, labels=ours.labels) == pytest.approx(silhouette(centers, labels=theirs), abs=CLOSE)


def test_from_the_recorded_state_the_base_clusters_stay_as_they_are(name):
    """Which base clusters there are depends on the history of the conversation: that is why it starts from them."""
    known, projection, signs = projected(name)
    bases = known.blob["base-clusters"]
    place_of = {str(person): place for place, members in enumerate(bases["members"]) for person in members}
    rows = [row for row, person in enumerate(known.votes.participants) if person in place_of]
    placed = (-place_participants(known.votes, projection) * signs)[rows]

    ours = base_clusters(placed, start=np.array([bases["x"], bases["y"]]).T)

    assert ours.labels.tolist() == [place_of[known.votes.participants[row]] for row in rows]
