import json
import re

import pytest

from balises.boxes.models import Box, Envelope
from balises.boxes.services import new_token
from balises.deliberations import queries, services
from balises.deliberations.models import Deliberation
from balises.deliberations.rules import DeliberationState, Vote
from balises.organisations.models import Entry, Organisation
from balises.organisations.scoping import organisation_scope
from balises.processes.rules import QuestionState
from balises.shared.envelopes import boxes_with_keys
from balises.shared.errors import Refused
from balises.trace.models import Link
from factories.deliberations import STATEMENTS, make_draft, make_lead, make_open, make_question, vote_all
from factories.organisations import make_organisation

AGREE, DISAGREE, PASS = Vote.AGREE, Vote.DISAGREE, Vote.PASS


def texts(deliberation: Deliberation) -> list[tuple[int, str]]:
    return list(deliberation.statements.values_list("number", "text"))


def test_a_draft_comes_from_its_question(in_scope: Organisation) -> None:
    question = make_question(in_scope)

    made = services.make_deliberation(question, title="Le dire ?", by=make_lead(in_scope))

    assert made.state == DeliberationState.DRAFT
    assert Link.objects.filter(source=question.node, result=made.node).exists()
    assert made.node.address == made.get_absolute_url()


def test_two_clicks_make_one_draft_and_another_title_makes_another(in_scope: Organisation) -> None:
    lead, question = make_lead(in_scope), make_question(in_scope)
    services.make_deliberation(question, title="Le dire ?", by=lead)

    with pytest.raises(Refused) as refused:
        services.make_deliberation(question, title="Le dire ?", by=lead)
    services.make_deliberation(question, title="Le dire, et quand ?", by=lead)

    assert refused.value.refusal.code == "deliberations.already_made"
    assert Deliberation.objects.count() == 2


def test_statements_are_numbered_in_order_and_renumbered_when_one_leaves(in_scope: Organisation) -> None:
    lead = make_lead(in_scope)
    draft = make_draft(in_scope, by=lead)

    services.remove_statement(draft.statements.get(number=1), by=lead)

    assert texts(draft) == [(1, STATEMENTS[1]), (2, STATEMENTS[2])]


def test_a_dilemma_is_copied_with_its_code_once_and_loses_it_when_reworded(in_scope: Organisation, settings) -> None:
    lead = make_lead(in_scope)
    draft = make_draft(in_scope, statements=(), by=lead)

    services.take_dilemmas(draft, codes=["dil-03", "dil-01"], by=lead)
    services.take_dilemmas(draft, codes=["dil-03"], by=lead)
    services.edit_statement(draft.statements.get(number=1), text="Autrement dit.", by=lead)

    assert [each.dilemma for each in draft.statements.all()] == ["", "dil-03"]
    assert "dil-03" not in {dilemma.code for dilemma in queries.free_dilemmas(draft)}


def test_opening_writes_the_plan_makes_the_box_and_takes_the_question_up(in_scope: Organisation) -> None:
    lead = make_lead(in_scope)

    opened = make_open(in_scope, by=lead)

    assert opened.plan is not None
    assert opened.plan["items"] == ["1", "2", "3"]
    assert opened.plan["policy"]["statement_threshold"] == 8
    assert opened.box.target == f"/p/{in_scope.slug}/deliberation/{opened.box.code[:3]}-{opened.box.code[3:]}"
    assert opened.question.__class__.objects.get(pk=opened.question_id).state == QuestionState.TAKEN_UP


def test_opening_twice_is_refused_and_makes_no_second_box(in_scope: Organisation) -> None:
    lead = make_lead(in_scope)
    opened = make_open(in_scope, by=lead)

    with pytest.raises(Refused) as refused:
        services.open_deliberation(opened, by=lead)

    assert refused.value.refusal.code == "deliberations.already_opened"
    assert Box.objects.count() == 1


def test_an_opened_deliberation_keeps_its_statements(in_scope: Organisation) -> None:
    lead = make_lead(in_scope)
    opened = make_open(in_scope, by=lead)
    first = opened.statements.get(number=1)

    for act in (
        lambda: services.add_statement(opened, text="Encore un.", by=lead),
        lambda: services.edit_statement(first, text="Autre chose.", by=lead),
        lambda: services.remove_statement(first, by=lead),
        lambda: services.rename_deliberation(opened, title="Autre titre", by=lead),
    ):
        with pytest.raises(Refused):
            act()

    assert [text for _, text in texts(opened)] == list(STATEMENTS)


def test_votes_are_sealed_at_one_length_one_envelope_a_statement(in_scope: Organisation) -> None:
    opened = make_open(in_scope, by=make_lead(in_scope))

    token = vote_all(opened, choices=(AGREE, DISAGREE, PASS))
    services.cast_vote(opened, token=token, number=1, vote=DISAGREE)

    envelopes = Envelope.objects.filter(box=opened.box)
    assert sorted(envelope.item for envelope in envelopes) == ["1", "2", "3"]
    assert len({len(bytes(envelope.sealed)) for envelope in envelopes}) == 1
    assert not any(word.encode() in bytes(envelope.sealed) for envelope in envelopes for word in Vote)


def test_the_server_knows_which_statements_a_token_has_answered(in_scope: Organisation) -> None:
    opened = make_open(in_scope, by=make_lead(in_scope))
    token, other = new_token(), new_token()

    services.cast_vote(opened, token=token, number=2, vote=PASS)

    assert queries.seen_numbers(opened, token=token) == {2}
    assert queries.seen_numbers(opened, token=other) == frozenset()


def test_voting_leaves_no_line_in_the_journal(in_scope: Organisation) -> None:
    opened = make_open(in_scope, by=make_lead(in_scope))
    before = Entry.objects.count()

    vote_all(opened, choices=(AGREE, AGREE, AGREE))

    assert before > 0
    assert Entry.objects.count() == before


def test_a_vote_after_closing_is_refused(in_scope: Organisation) -> None:
    lead = make_lead(in_scope)
    opened = make_open(in_scope, by=lead)
    closing = services.close_deliberation(opened, by=lead)

    with pytest.raises(Refused) as refused:
        services.cast_vote(closing, token=new_token(), number=1, vote=AGREE)

    assert refused.value.refusal.code == "boxes.closed"


def test_a_draft_is_not_closed(in_scope: Organisation) -> None:
    lead = make_lead(in_scope)
    draft = make_draft(in_scope, by=lead)

    with pytest.raises(Refused) as refused:
        services.close_deliberation(draft, by=lead)

    assert refused.value.refusal.code == "deliberations.not_open"


def closed_with(voter_count: int) -> Deliberation:
    """A deliberation voted on by so many people, closed and sealed, in a database of its own."""
    organisation = make_organisation()
    with organisation_scope(organisation.pk):
        lead = make_lead(organisation)
        opened = make_open(organisation, by=lead)
        for voter in range(voter_count):
            vote_all(opened, choices=(AGREE, AGREE if voter % 2 else DISAGREE, PASS))
        services.close_deliberation(opened, by=lead)
        services.seal_results(opened.pk)
        services.seal_results(opened.pk)  # a worker that was killed starts again: nothing happens twice
        return Deliberation.objects.select_related("run", "box", "process__organisation").get(pk=opened.pk)


@pytest.mark.parametrize("voter_count", [0, 4, 5, 7])
def test_under_eight_voters_the_envelopes_are_destroyed_unopened(own_database: str, settings, voter_count: int) -> None:
    closed = closed_with(voter_count)

    assert (closed.state, closed.run) == (DeliberationState.ON_PAPER, None)
    assert closed.box.outcome == "destroyed_unopened"
    assert str(closed.box_id) not in boxes_with_keys(settings.KEYS_FOLDER)
    with organisation_scope(closed.process.organisation_id):
        assert not Envelope.objects.exists()


def test_from_eight_voters_the_protected_result_stands_and_the_votes_do_not(own_database: str, settings) -> None:
    closed = closed_with(8)

    assert closed.state == DeliberationState.CLOSED
    assert closed.run is not None
    assert closed.run.plan == closed.plan
    agree, half, passed = closed.run.result["rows"]
    assert agree["agree"] == {"band": "more_than_half"}
    assert half["agree"] == {"band": "half_or_less"}
    assert passed["agree"] == passed["disagree"] == {"band": "half_or_less"}
    assert str(closed.box_id) not in boxes_with_keys(settings.KEYS_FOLDER)
    with organisation_scope(closed.process.organisation_id):
        assert not Envelope.objects.exists()


def test_nothing_kept_of_ten_voters_tells_a_count_under_five(own_database: str) -> None:
    closed = closed_with(10)

    kept = json.dumps(closed.run.result["rows"])

    unanimous, split, _ = closed.run.result["rows"]
    assert unanimous["agree"] == {"between": [6, 10]}
    assert split["answers"] == 10
    assert not re.search(r'"(agree|disagree|pass)": [0-4]\b', kept)
