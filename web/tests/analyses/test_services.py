import json

import pytest
from django.db import DatabaseError, transaction

from balises.analyses import engine, services
from balises.analyses.models import AnalysisRun
from balises.organisations.models import Organisation
from factories.analyses import cast


def test_a_run_keeps_the_plan_the_method_and_the_protected_result(in_scope: Organisation) -> None:
    plan = services.make_plan(name="spring", items=["1", "2"])

    run = services.seal_run(plan=plan, votes=cast(**{"1": {"agree": 17, "disagree": 6, "pass": 3}, "2": {"agree": 26}}))

    assert run.organisation == in_scope
    assert run.plan == plan
    assert (run.method, run.method_version) == ("portulan.disclosure.protect_choices", "1")
    assert run.parameters["statement_threshold"] == 8
    assert run.result["rows"][0]["agree"] == 17
    assert run.result["rows"][1]["agree"] == {"between": [22, 26]}


def test_a_run_read_back_from_the_database_has_the_digest_it_was_sealed_with(in_scope: Organisation) -> None:
    plan = services.make_plan(name="spring", items=["1"])
    pk = services.seal_run(plan=plan, votes=cast(**{"1": {"agree": 12, "pass": 1}})).pk

    run = AnalysisRun.objects.get(pk=pk)

    assert engine.read_sealed(run.result, digest=run.digest).digest() == run.digest


def test_a_figure_that_was_altered_is_refused(in_scope: Organisation) -> None:
    plan = services.make_plan(name="spring", items=["1"])
    run = services.seal_run(plan=plan, votes=cast(**{"1": {"agree": 6, "disagree": 6, "pass": 6}}))
    altered = json.loads(json.dumps(run.result))
    altered["rows"][0]["agree"] = 7

    with pytest.raises(ValueError, match="digest"):
        engine.read_sealed(altered, digest=run.digest)


def test_the_same_voter_answering_two_items_counts_as_one_voter(in_scope: Organisation) -> None:
    plan = services.make_plan(name="spring", items=["1", "2"])
    seven = {"agree": 7}

    run = services.seal_run(plan=plan, votes=cast(**{"1": seven, "2": seven}))

    assert {row["detail"] for row in run.result["rows"]} == {"withheld"}


def test_votes_on_what_was_not_planned_are_not_told(in_scope: Organisation) -> None:
    plan = services.make_plan(name="spring", items=["1"])

    run = services.seal_run(plan=plan, votes=cast(**{"1": {"agree": 8}, "2": {"agree": 30}}))

    assert [row["item"] for row in run.result["rows"]] == ["1"]
    assert run.result["voters"] == {"at_least": 5}


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_itself_refuses_to_change_a_run(in_scope: Organisation, act: str) -> None:
    plan = services.make_plan(name="spring", items=["1"])
    runs = AnalysisRun.objects.filter(pk=services.seal_run(plan=plan, votes=cast(**{"1": {"agree": 12}})).pk)

    with pytest.raises(DatabaseError), transaction.atomic():
        runs.update(digest="0" * 64) if act == "update" else runs.delete()

    assert runs.exists()
