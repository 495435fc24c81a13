"""The map of opinions: groups that hold or none, nobody in it, sealed with the votes it was drawn from."""

import json

import pytest
from django.template.loader import render_to_string

from balises.analyses import engine, queries, services
from balises.analyses.models import AnalysisRun
from balises.analyses.queries import MapFigures
from balises.analyses.rules import CastVote
from balises.organisations.models import Organisation

ITEMS = ["1", "2", "3", "4", "5", "6"]
LABELS = {item: f"Énoncé {item}" for item in ITEMS}
ALL_AGREE_ON = "6"


def two_camps(people: int) -> list[CastVote]:
    """Half of the people, then the other half, part on everything but the last statement."""
    return [
        CastVote(voter, item, "agree" if item == ALL_AGREE_ON or (voter < people // 2) == (item < "4") else "disagree")
        for voter in range(people)
        for item in ITEMS
    ]


def one_crowd(people: int) -> list[CastVote]:
    return [CastVote(voter, item, "agree") for voter in range(people) for item in ITEMS]


def seal(votes: list[CastVote]) -> AnalysisRun | None:
    return services.seal_map(plan=services.make_plan(name="spring", items=ITEMS), votes=votes)


def drawn(votes: list[CastVote]) -> MapFigures:
    run = seal(votes)
    assert run is not None
    return queries.map_figures(run, labels=LABELS)


def test_fifteen_voters_have_no_map_and_sixteen_have_one(in_scope: Organisation) -> None:
    assert seal(two_camps(16)[: 15 * len(ITEMS)]) is None
    assert seal(two_camps(16)) is not None


def test_two_camps_are_two_islands_told_by_the_band_of_their_size(in_scope: Organisation) -> None:
    told = drawn(two_camps(36))

    assert told.title == "Deux manières de voir, et ce qu’elles partagent"
    assert [(island.letter, island.size) for island in told.islands] == [
        ("A", "de 16 à 31 personnes"),
        ("B", "de 16 à 31 personnes"),
    ]
    assert [row.label for row in told.gathering] == ["Énoncé 6"]
    assert set(told.divisive) == {f"Énoncé {item}" for item in ITEMS if item != ALL_AGREE_ON}
    assert told.sentence.endswith("deux personnes d’un même groupe se retrouvent toujours ensemble.")


def test_people_who_agree_are_no_groups_and_nothing_divides_them(in_scope: Organisation) -> None:
    told = drawn(one_crowd(30))

    assert (told.title, told.islands, told.divisive) == ("Aucun groupe ne tient", (), ())
    assert len(told.gathering) == 5
    assert told.gathering[0].sentence == "Plus de la moitié de toutes les réponses\u202f: d’accord."


def test_the_order_in_which_envelopes_were_opened_changes_nothing(in_scope: Organisation) -> None:
    votes = two_camps(20)
    one, other = seal(votes), seal(votes[::-1])

    assert one is not None
    assert other is not None
    assert one.digest == other.digest


def test_no_count_of_a_group_and_no_person_is_sealed(in_scope: Organisation) -> None:
    run = seal(two_camps(37))
    assert run is not None

    sealed = json.dumps(run.result)

    assert '"between": [16, 31]' in sealed  # 18 and 19 people
    assert run.result["votes"] == run.result["components"] == {"withheld": "complementary"}
    assert all(set(group) == {"id", "size", "stability", "representative"} for group in run.result["groups"])


def test_a_map_that_was_altered_is_refused(in_scope: Organisation) -> None:
    run = seal(two_camps(20))
    assert run is not None
    altered = json.loads(json.dumps(run.result))
    altered["groups"].pop()

    with pytest.raises(ValueError, match="digest"):
        engine.read_map(altered, digest=run.digest)


def test_the_page_says_that_no_place_means_anything_and_names_each_group(in_scope: Organisation) -> None:
    page = render_to_string("analyses/map.html", {"map": drawn(two_camps(20))})

    assert "Personne n’y est situé" in page
    assert page.count('class="f-papier"') == 2
    assert "D’accord\u202f: «\u202fÉnoncé 1\u202f»" in page
