"""What a panel found leaves as the report says it; what comes in is kept beside ours, and counts for nothing here."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from balises.assessments import formats, queries, rules, services
from balises.assessments.models import Assessment, Rating, ReceivedFindings
from balises.assessments.rules import Choice, FindingsState, Sight, Spread
from balises.dossiers import queries as dossiers
from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.scoping import organisation_scope
from balises.register import queries as register
from balises.register import services as register_services
from balises.register.models import AIUse, Gate, Look
from balises.shared.errors import Refused
from balises.trace import queries as trace
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.assessments import PANEL, fill, hand_in, make_assessment, make_process_of, panel_of, share
from factories.dossiers import (
    FIVE,
    JOINT_WHY,
    OPINION,
    PIECE,
    SECRET,
    UNCONSENTED,
    add_voices,
    make_reported_use,
    make_shared_look,
)
from factories.findings import keep, make_finding, make_findings, read
from factories.grids import publish_own
from factories.organisations import make_member, make_organisation
from factories.register import make_use


def written(use: AIUse, *, by: Member, is_named: bool = False) -> str:
    return formats.findings_file(services.let_out(use, is_named=is_named, by=by)).decode()


# On the way out


def test_nothing_leaves_before_the_sharing(assessment: Assessment, lead: Member) -> None:
    for assessor in panel_of(assessment)[:2]:
        fill(assessor)
        hand_in(assessor)

    with pytest.raises(Refused, match=r"assessments\.nothing_shared_yet"):
        services.let_out(assessment.use, is_named=True, by=lead)

    assert not Entry.objects.filter(code="assessments.findings_let_out").exists()


def test_two_people_who_answered_let_nothing_out(assessment: Assessment, lead: Member) -> None:
    for assessor in panel_of(assessment)[:2]:
        fill(assessor)
        hand_in(assessor)
    services.share_early(assessment, reason="Un siège est absent.", by=lead)

    with pytest.raises(Refused, match=r"assessments\.too_few_to_let_out"):
        services.let_out(assessment.use, is_named=True, by=lead)


@pytest.mark.parametrize(
    ("kinds", "sight", "answers"),
    [(FIVE, Sight.RANGE, [(Choice.NO, Choice.YES), (Choice.PARTLY,)]), (PANEL, Sight.GAP, [(), ()])],
    ids=["five", "three"],
)
def test_five_people_let_the_range_out_and_three_the_gap(
    in_scope: Organisation, lead: Member, kinds: Any, sight: Sight, answers: Any
) -> None:
    found = services.let_out(make_shared_look(in_scope, by=lead, kinds=kinds).use, is_named=False, by=lead)

    assert found.sight is sight
    assert [row.answers for row in found.criteria[2:4]] == answers
    assert [row.spread for row in found.criteria[2:4]] == [Spread.PARTED, Spread.ALIKE]


def test_what_was_said_in_confidence_never_leaves(in_scope: Organisation, lead: Member) -> None:
    use = make_reported_use(in_scope, by=lead)
    assert Rating.objects.filter(justification=SECRET).exists()

    told = written(use, by=lead, is_named=True)

    assert [each for each in (SECRET, UNCONSENTED, PIECE) if each in told] == []
    assert JOINT_WHY in told
    assert OPINION in told


def test_three_people_let_out_a_joint_answer_only_where_they_parted(in_scope: Organisation, lead: Member) -> None:
    """As in the report: elsewhere it would be what each of them had answered."""
    look = make_shared_look(in_scope, by=lead, kinds=PANEL)
    add_voices(look)

    found = services.let_out(look.use, is_named=False, by=lead)

    assert [row.code for row in found.criteria if row.together] == [found.criteria[2].code]
    assert [opinion.text for row in found.criteria for opinion in row.opinions] == [OPINION]


def test_consent_taken_back_takes_the_opinion_out_of_the_next_file(in_scope: Organisation, lead: Member) -> None:
    look = make_shared_look(in_scope, by=lead, kinds=FIVE)
    add_voices(look)
    opinion = panel_of(look)[0].opinions.get()
    with_it = written(look.use, by=lead)
    services.withdraw_consent(opinion, holder=queries.holder_of(opinion.assessor.seat))

    assert OPINION in with_it
    assert OPINION not in written(look.use, by=lead)


def test_the_file_carries_gates_status_and_seats_as_the_report_does(in_scope: Organisation, lead: Member) -> None:
    use = make_reported_use(in_scope, by=lead)

    found = services.let_out(use, is_named=False, by=lead)

    gates = register.gates_page(use, role=lead.role)
    assert len(found.gates) == len(gates.open_gates) + len(gates.closed_gates)
    assert {code for gate in found.gates for code in gate.criteria} <= {row.code for row in found.criteria}
    assert found.pronounced is not None
    assert (found.pronounced.status, found.pronounced.on) == (use.status, use.pronounced_on)
    assert [seat.is_on_paper for seat in found.seats] == [False, True, False, False, False]


def test_the_organisation_is_named_where_its_lead_says_so_and_the_journal_says_that_it_left(
    in_scope: Organisation, lead: Member
) -> None:
    look = make_shared_look(in_scope, by=lead, kinds=FIVE)

    unnamed, named = written(look.use, by=lead), written(look.use, by=lead, is_named=True)

    assert json.loads(unnamed)["findings"]["organisation"] == "une autre organisation"
    assert in_scope.name not in unnamed
    assert json.loads(named)["findings"]["organisation"] == in_scope.name
    assert Entry.objects.filter(code="assessments.findings_let_out").count() == 2


def test_an_edition_of_ones_own_leaves_named_or_not_at_all(in_scope: Organisation, lead: Member) -> None:
    assessment = make_assessment(in_scope, by=lead)
    own = publish_own(lead)
    Assessment.objects.filter(pk=assessment.pk).update(edition=own.reference, edition_digest=own.digest)
    share(Assessment.objects.get(), Choice.YES, Choice.NO, Choice.PARTLY)

    with pytest.raises(Refused, match=r"assessments\.edition_names_us"):
        services.let_out(assessment.use, is_named=False, by=lead)

    assert services.let_out(assessment.use, is_named=True, by=lead).edition == own.reference


def test_what_one_organisation_lets_out_another_takes_in_whole(in_scope: Organisation, lead: Member) -> None:
    raw = written(make_reported_use(in_scope, by=lead), by=lead).encode()
    neighbour = make_organisation(name="Voisine", slug="voisine")
    with organisation_scope(neighbour.pk):
        by = make_member(neighbour)
        use = make_use(make_process_of(neighbour))
        held = services.read_findings(use, sent=formats.read_findings(raw, name="a.json"), by=by)
        kept = services.keep_findings(held, by=by)
        mine = rules.findings_of(kept.document)

    assert len(mine.criteria) == 10
    assert rules.digest_of(mine) == json.loads(raw)["digest"]
    assert not ReceivedFindings.objects.exists()  # back in the scope of the one that let it out


# On the way in


def test_what_is_read_waits_and_gives_its_place_to_the_next(assessment: Assessment, lead: Member) -> None:
    first = read(assessment.use, by=lead)

    second = read(assessment.use, by=lead, use="Un autre titre")

    assert [held.pk for held in ReceivedFindings.objects.all()] == [second.pk]
    assert second.state == FindingsState.READ
    assert second.digest != first.digest
    assert not Node.objects.filter(kind=Kind.ELSEWHERE).exists()


def test_what_is_kept_has_its_place_in_the_thread_of_the_use(assessment: Assessment, lead: Member) -> None:
    kept = keep(assessment.use, by=lead)

    step = next(step for step in trace.thread(assessment.use.node) if step.kind is Kind.ELSEWHERE)
    public = next(step for step in trace.public_thread(assessment.use.node) if step.kind is Kind.ELSEWHERE)

    assert step.title == "Les Cinq Ponts\u202f: Résumer une visite"
    assert step.address == kept.get_absolute_url()
    assert (public.title, public.address) == ("Analyse d’une autre organisation", "")


def test_nothing_of_theirs_is_counted_as_ours(assessment: Assessment, lead: Member) -> None:
    before = {
        "ratings": list(Rating.objects.values()),
        "looks": list(Look.objects.values()),
        "gates": list(Gate.objects.values()),
        "proposed": register.standing(assessment.use).proposed,
        "sections": [section for section in dossiers.report(assessment.use).sections if section.code != "fil"][:-1],
    }

    keep(assessment.use, by=lead)

    after = {
        "ratings": list(Rating.objects.values()),
        "looks": list(Look.objects.values()),
        "gates": list(Gate.objects.values()),
        "proposed": register.standing(assessment.use).proposed,
        "sections": [section for section in dossiers.report(assessment.use).sections if section.code != "fil"][:-1],
    }
    assert after == before


def test_the_same_file_is_kept_once(assessment: Assessment, lead: Member) -> None:
    kept = keep(assessment.use, by=lead)

    with pytest.raises(Refused, match=r"assessments\.findings_are_kept"):
        read(assessment.use, by=lead)
    with pytest.raises(Refused, match=r"assessments\.findings_are_kept"):
        services.keep_findings(kept, by=lead)

    assert ReceivedFindings.objects.count() == 1
    assert Node.objects.filter(kind=Kind.ELSEWHERE).count() == 1


def test_the_same_file_may_stand_beside_two_uses(assessment: Assessment, lead: Member) -> None:
    other = make_use(assessment.use.process, title="Le même outil, à l’étage")

    kept = [keep(use, by=lead) for use in (assessment.use, other)]

    assert kept[0].digest == kept[1].digest


def test_removing_it_leaves_nothing(assessment: Assessment, lead: Member) -> None:
    nodes = Node.objects.count()
    kept = keep(assessment.use, by=lead)

    services.remove_findings(kept, by=lead)

    assert not ReceivedFindings.objects.exists()
    assert Node.objects.count() == nodes
    assert list(Entry.objects.order_by("-pk").values_list("code", flat=True)[:3]) == [
        "assessments.findings_removed",
        "assessments.findings_kept",
        "assessments.findings_read",
    ]


def test_a_file_that_is_refused_keeps_nothing(assessment: Assessment, lead: Member) -> None:
    held = read(assessment.use, by=lead)

    with pytest.raises(Refused, match=r"assessments\.findings_of_unknown_edition"):
        read(assessment.use, by=lead, edition="framework:grille-d-ailleurs@3")

    assert [each.pk for each in ReceivedFindings.objects.all()] == [held.pk]


def test_findings_of_which_we_are_asked_nothing_are_not_kept(assessment: Assessment, lead: Member) -> None:
    asked = set(queries.codes(assessment))
    foreign = next(each["code"] for each in assessment.edition_body["criteria"] if each["code"] not in asked)
    held = read(assessment.use, by=lead, criteria=(make_finding(foreign, Choice.YES),), gates=())

    with pytest.raises(Refused, match=r"assessments\.nothing_in_common"):
        services.keep_findings(held, by=lead)

    assert ReceivedFindings.objects.get().state == FindingsState.READ


def test_the_database_refuses_what_is_kept_without_a_thread(assessment: Assessment, lead: Member) -> None:
    held = read(assessment.use, by=lead)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReceivedFindings.objects.filter(pk=held.pk).update(state=FindingsState.KEPT)


def test_a_file_that_stands_beside_a_use_is_read_by_its_organisation_only(assessment: Assessment, lead: Member) -> None:
    keep(assessment.use, by=lead)
    neighbour = make_organisation(name="Voisine", slug="voisine")

    with organisation_scope(neighbour.pk):
        assert not ReceivedFindings.objects.exists()
    assert ReceivedFindings.objects.exists()


# Beside ours


def test_another_edition_is_read_on_the_questions_that_go_on(in_scope: Organisation, lead: Member) -> None:
    """Our own edition says one question otherwise and has dropped none; theirs is the shipped one."""
    use = make_assessment(in_scope, by=lead).use
    own = publish_own(lead, question="Peut-on faire autrement, et vite ?")
    Assessment.objects.update(edition=own.reference, edition_digest=own.digest, edition_body=own.body)
    mine = Assessment.objects.get()
    rows = make_findings().criteria
    asked = set(queries.codes(mine))
    foreign = next(each["code"] for each in own.body["criteria"] if each["code"] not in asked)
    keep(use, by=lead, criteria=(*rows, make_finding(foreign, Choice.YES)))
    share(mine, Choice.YES, Choice.NO, Choice.PARTLY)

    page = queries.beside_page(Assessment.objects.get(), member=lead)

    assert page is not None
    found = page.found[0]
    assert len(found.rows) == 10
    assert [row.question for row in found.rows if row.their_words] == ["Peut-on faire autrement, et vite ?"]
    assert [code for code, _question in found.left_out] == [foreign]


def test_theirs_wait_again_while_another_grid_is_open(assessment: Assessment, lead: Member) -> None:
    keep(assessment.use, by=lead)
    shared = share(assessment, Choice.YES, Choice.NO, Choice.PARTLY)
    before = queries.beside_page(shared, member=lead)
    seats = [assessor.seat for assessor in panel_of(shared)]

    again = services.open_assessment(shared.use, seats=seats, by=lead)

    assert before is not None
    assert queries.beside_page(shared, member=lead) is None
    share(again, Choice.YES, Choice.YES, Choice.YES)
    assert queries.beside_page(shared, member=lead) is not None


def test_the_other_team_of_the_house_and_another_organisation_are_read_on_one_page(
    assessment: Assessment, lead: Member
) -> None:
    other = make_use(assessment.use.process, title="Le même outil, à l’étage")
    seats = [assessor.seat for assessor in panel_of(assessment)]
    there = services.open_assessment(other, seats=seats, by=lead)
    share(there, Choice.NO, Choice.NO, Choice.NO)
    register_services.name_same_tool(assessment.use, other=other, by=lead)
    keep(AIUse.objects.get(pk=assessment.use_id), by=lead)
    shared = share(assessment, Choice.YES, Choice.NO, Choice.PARTLY)

    page = queries.beside_page(queries.assessment_at(shared.pk), member=lead)  # type: ignore[arg-type]

    assert page is not None
    assert [found.title for found in page.found] == ["Le même outil, à l’étage", "Résumer une visite"]
    assert {row.theirs for row in page.found[0].rows} == {"Aucun écart entre les réponses données"}
    assert page.found[1].rows[0].theirs == "de «\u202fnon\u202f» à «\u202foui\u202f»"
