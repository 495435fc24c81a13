"""Around the table, on real rows: together, against the others, from paper, and what shows an answer."""

import hashlib
from typing import Any

import pytest

from balises.assessments import queries, services
from balises.assessments.models import Assessment, Assessor, Evidence, JointRating, MinorityOpinion, Rating
from balises.assessments.rules import Answer, AssessmentState, Choice, SentFile
from balises.library.rules import Effect
from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.roles import Role
from balises.processes.rules import link_digest
from balises.register import queries as register
from balises.register.models import Gate, Look
from balises.register.rules import Closing, GateState
from balises.register.services import close_gate
from balises.shared.errors import Refused
from factories.assessments import fill, hand_in, panel_of, share
from factories.organisations import make_member

NOTE = SentFile("note.txt", "text/plain", "Ce que nous avons constaté.".encode())


def holder(assessor: Assessor) -> str:
    return queries.holder_of(assessor.seat)


def every_answer(assessment: Assessment, *, choice: Choice = Choice.PARTLY) -> list[Answer]:
    return [Answer(code, choice) for code in queries.codes(assessment)]


def join(assessor: Assessor, *, title: str = "Une note") -> Evidence:
    code = queries.codes(assessor.assessment)[0]
    return services.join_file(assessor, holder=holder(assessor), criterion=code, title=title, sent=NOTE)


def dissent(
    assessor: Assessor, *, is_consented: bool, text: str = "Je tiens au contraire.", number: int = 1
) -> MinorityOpinion:
    code = queries.codes(assessor.assessment)[number - 1]
    return services.dissent(assessor, holder=holder(assessor), criterion=code, text=text, is_consented=is_consented)


# Together


def test_what_is_said_together_stands_beside_the_first_ratings(assessment: Assessment, lead: Member) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    code = queries.codes(assessment)[0]
    before = sorted(Rating.objects.values_list("assessor", "criterion", "choice"))

    services.say_together(assessment, answer=Answer(code, Choice.PARTLY, " Nous en avons parlé. "), by=lead)
    services.say_together(assessment, answer=Answer(code, Choice.UNKNOWN, "À chercher d’abord."), by=lead)

    said = queries.joint_ratings(assessment)
    assert (said[code].choice, said[code].justification) == (Choice.UNKNOWN, "À chercher d’abord.")
    assert JointRating.objects.count() == 1
    assert sorted(Rating.objects.values_list("assessor", "criterion", "choice")) == before
    assert Entry.objects.filter(code="assessments.said_together").count() == 2


def test_what_is_said_together_opens_gates_and_closes_none(assessment: Assessment, lead: Member) -> None:
    share(assessment, Choice.YES, Choice.YES, Choice.YES)
    quiet = set(Gate.objects.filter(effect=Effect.INQUIRY).values_list("key", flat=True))
    code = queries.codes(assessment)[0]

    services.say_together(assessment, answer=Answer(code, Choice.UNKNOWN, "Personne ne sait."), by=lead)
    opened = set(Gate.objects.filter(effect=Effect.INQUIRY).values_list("key", flat=True)) - quiet
    services.say_together(assessment, answer=Answer(code, Choice.YES, "Vérifié depuis."), by=lead)

    assert opened == {f"{code}:inquiry"}
    gate = Gate.objects.get(key=f"{code}:inquiry")
    assert (gate.state, gate.is_still_set_off) == (GateState.OPEN, False)
    assert set(Look.objects.get().answers[code]) == {"yes"}


def test_a_yes_together_takes_no_first_no_away(assessment: Assessment, lead: Member) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    code = queries.codes(assessment)[0]
    before = set(Gate.objects.filter(is_still_set_off=True).values_list("key", flat=True))

    services.say_together(assessment, answer=Answer(code, Choice.NO, "Non, ensemble."), by=lead)
    services.say_together(assessment, answer=Answer(code, Choice.YES, "Oui, ensemble."), by=lead)
    services.take_joint_rating_back(assessment, criterion=code, by=lead)

    assert set(Look.objects.get().answers[code]) == {"no", "yes"}
    assert set(Gate.objects.filter(is_still_set_off=True).values_list("key", flat=True)) == before


def test_taking_back_leaves_the_gate_open_and_a_cause_that_returns_opens_it_again(
    assessment: Assessment, lead: Member
) -> None:
    share(assessment, Choice.YES, Choice.YES, Choice.YES)
    code = queries.codes(assessment)[0]
    answer = Answer(code, Choice.UNKNOWN, "Personne ne sait.")
    services.say_together(assessment, answer=answer, by=lead)
    services.take_joint_rating_back(assessment, criterion=code, by=lead)
    gate = Gate.objects.get(key=f"{code}:inquiry")
    open_state = gate.state
    closing = Closing("C’était une erreur.", "La grille elle-même.", "Collectif des usages")
    close_gate(gate, closing=closing, decision=None, by=lead)

    services.say_together(assessment, answer=answer, by=lead)

    assert open_state == GateState.OPEN
    assert Gate.objects.get(pk=gate.pk).state == GateState.OPEN
    assert Entry.objects.filter(code="assessments.joint_rating_taken_back").count() == 1


def test_nothing_is_said_together_before_the_sharing(assessment: Assessment, lead: Member) -> None:
    answer = Answer(queries.codes(assessment)[0], Choice.NO, "Ensemble.")

    with pytest.raises(Refused, match="not_shared_yet"):
        services.say_together(assessment, answer=answer, by=lead)


# Against the others


def test_an_opinion_is_read_by_the_panel_and_printed_with_consent_only(assessment: Assessment) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    first, second, third = panel_of(assessment)
    dissent(first, is_consented=True, text="Je l’accepte imprimé.")
    dissent(third, is_consented=False, text="Je le garde entre nous.")

    inside, outside = queries.opinions(assessment, reader=second), queries.printed_opinions(assessment)

    assert [opinion.text for opinion in inside] == ["Je l’accepte imprimé.", "Je le garde entre nous."]
    assert [(opinion.seat, opinion.text) for opinion in outside] == [(first.seat.label, "Je l’accepte imprimé.")]


def test_outside_what_is_said_stands_in_the_order_of_the_questions_and_is_read_once(
    assessment: Assessment, lead: Member, django_assert_max_num_queries: Any
) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    for number in (10, 2):
        answer = Answer(queries.codes(assessment)[number - 1], Choice.NO, "Ensemble.")
        services.say_together(assessment, answer=answer, by=lead)
        dissent(panel_of(assessment)[0], is_consented=True, number=number)
    second, tenth = (queries.criteria(assessment)[number - 1] for number in (2, 10))

    with django_assert_max_num_queries(8):
        look = queries.outside_look(assessment)

    assert tenth["code"] < second["code"]  # as text, it would come first
    assert [row.question for row in look.joint] == [second["question"], tenth["question"]]
    assert [row.question for row in look.opinions] == [second["question"], tenth["question"]]


def test_consent_is_withdrawn_and_the_words_stay(assessment: Assessment) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    opinion = dissent(panel_of(assessment)[0], is_consented=True)

    services.withdraw_consent(opinion, holder=holder(opinion.assessor))

    assert queries.printed_opinions(assessment) == ()
    assert MinorityOpinion.objects.get().text == "Je tiens au contraire."


def test_the_journal_says_that_an_opinion_was_written_and_not_by_which_seat(assessment: Assessment) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)

    opinion = dissent(panel_of(assessment)[0], is_consented=True)
    services.withdraw_consent(opinion, holder=holder(opinion.assessor))
    services.take_opinion_back(opinion, holder=holder(opinion.assessor))

    lines = Entry.objects.filter(code__in=("assessments.opinion_written", "assessments.consent_withdrawn"))
    assert lines.count() == 2
    assert all("Siège" not in line.subject and not line.by_function for line in lines)
    assert not MinorityOpinion.objects.exists()


def test_whoever_takes_a_seat_over_changes_none_of_its_words(assessment: Assessment) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    assessor = panel_of(assessment)[0]
    opinion = dissent(assessor, is_consented=False)
    assessor.seat.link_digest = link_digest("nouveau lien")
    assessor.seat.save()

    with pytest.raises(Refused, match="seat_has_changed_hands"):
        dissent(panel_of(assessment)[0], is_consented=True, text="Réécrit.")
    with pytest.raises(Refused, match="seat_has_changed_hands"):
        services.take_opinion_back(opinion, holder=holder(assessor))
    assert MinorityOpinion.objects.get().text == "Je tiens au contraire."


# From paper


def test_a_panel_on_paper_goes_through_to_the_sharing(assessment: Assessment, lead: Member) -> None:
    for number, assessor in enumerate(panel_of(assessment)):
        choice = Choice.NO if number else Choice.YES
        services.enter_paper(assessor, answers=every_answer(assessment, choice=choice), by=lead)
        fresh = queries.fresh(assessor)
        services.hand_in(fresh, holder=queries.paper_holder(fresh, by=lead), by=lead)
    assessment.refresh_from_db()

    assert assessment.state == AssessmentState.SHARED
    assert all(found.is_paper for found in panel_of(assessment))
    assert len(queries.shared_ratings(assessment)) == 30
    panel = queries.panel(assessment, reader=None, base_url="")
    assert panel is not None
    assert not panel.is_drawn  # three people: whoever typed them counts for nobody
    assert Entry.objects.filter(code="assessments.paper_begun").count() == 3


def test_only_who_enters_a_sheet_reads_it(assessment: Assessment, in_scope: Organisation, lead: Member) -> None:
    first = panel_of(assessment)[0]
    services.enter_paper(first, answers=every_answer(assessment), by=lead)
    other = make_member(in_scope, role=Role.FACILITATOR)

    with pytest.raises(Refused, match="entered_by_another"):
        services.enter_paper(queries.fresh(first), answers=every_answer(assessment, choice=Choice.NO), by=other)
    with pytest.raises(Refused, match="answered_on_paper"):
        services.rate(queries.fresh(first), holder=holder(first), answer=every_answer(assessment)[0])
    assert set(Rating.objects.values_list("choice", flat=True)) == {"partly"}
    assert queries.shared_ratings(assessment) == ()


def test_whoever_sits_in_the_panel_hands_in_before_reading_anothers_paper(assessment: Assessment, lead: Member) -> None:
    mine, other, _third = panel_of(assessment)
    mine.seat.member, mine.seat.link_digest = lead, ""
    mine.seat.save()
    with pytest.raises(Refused, match="hand_in_yours_first"):
        services.enter_paper(other, answers=every_answer(assessment), by=lead)
    mine = queries.fresh(mine)
    fill(mine)
    hand_in(mine)

    services.enter_paper(other, answers=every_answer(assessment), by=lead)

    assert queries.fresh(other).is_paper


def test_a_draft_on_a_screen_is_neither_read_nor_overwritten(assessment: Assessment, lead: Member) -> None:
    first = panel_of(assessment)[0]
    services.rate(first, holder=holder(first), answer=Answer(queries.codes(assessment)[0], Choice.NO))

    with pytest.raises(Refused, match="begun_on_screen"):
        services.enter_paper(queries.fresh(first), answers=every_answer(assessment), by=lead)
    services.clear_rating(queries.fresh(first), holder=holder(first), criterion=queries.codes(assessment)[0])
    services.enter_paper(queries.fresh(first), answers=every_answer(assessment), by=lead)

    assert Rating.objects.count() == 10


def test_an_entry_is_resumed_then_erased_until_the_sharing(assessment: Assessment, lead: Member) -> None:
    first = panel_of(assessment)[0]
    services.enter_paper(first, answers=every_answer(assessment), by=lead)
    services.hand_in(queries.fresh(first), holder=queries.paper_holder(first, by=lead), by=lead)

    services.resume_paper(queries.fresh(first), by=lead)
    mended = Answer(queries.codes(assessment)[0], Choice.NO)
    services.enter_paper(queries.fresh(first), answers=[mended], by=lead)
    kept = Rating.objects.filter(choice="no").count()
    services.erase_paper(queries.fresh(first), by=lead)

    again = queries.fresh(first)
    assert kept == 1
    assert (again.is_paper, again.holder, again.handed_in_on) == (False, "", None)
    assert not Rating.objects.exists()
    fill(again)
    hand_in(again)
    with pytest.raises(Refused, match="not_on_paper"):
        services.resume_paper(queries.fresh(first), by=lead)


def test_a_shared_sheet_is_taken_back_by_nobody(assessment: Assessment, lead: Member) -> None:
    first, *others = panel_of(assessment)
    services.enter_paper(first, answers=every_answer(assessment), by=lead)
    services.hand_in(queries.fresh(first), holder=queries.paper_holder(first, by=lead), by=lead)
    for assessor in others:
        fill(assessor)
        hand_in(assessor)

    for act in (services.resume_paper, services.erase_paper):
        with pytest.raises(Refused, match="already_shared"):
            act(queries.fresh(first), by=lead)
    assert Rating.objects.count() == 30


# What shows an answer


def test_a_file_is_kept_whole_with_its_type_and_its_digest(assessment: Assessment) -> None:
    kept = join(panel_of(assessment)[0])
    kept.refresh_from_db()

    assert bytes(kept.content or b"") == NOTE.content
    assert (kept.media_type, kept.size_bytes) == ("text/plain", len(NOTE.content))
    assert kept.digest == hashlib.sha256(NOTE.content).hexdigest()


def test_nobody_but_its_seat_reads_a_piece_before_the_sharing(assessment: Assessment) -> None:
    first, second, third = panel_of(assessment)
    kept = join(first)
    before = [queries.evidence_at(kept.pk, reader=seat, holder=holder(seat)) for seat in (first, second, third)]
    for assessor in (first, second, third):
        fill(assessor)
        hand_in(assessor)

    after = [queries.evidence_at(kept.pk, reader=seat, holder=holder(seat)) for seat in panel_of(assessment)]

    assert [found is not None for found in before] == [True, False, False]
    assert all(after)


def test_whoever_takes_a_seat_over_finds_no_piece_of_the_former_holder(assessment: Assessment) -> None:
    first = panel_of(assessment)[0]
    kept = join(first)
    first.seat.link_digest = link_digest("nouveau lien")
    first.seat.save()
    taken = panel_of(assessment)[0]

    seen = queries.evidence_at(kept.pk, reader=taken, holder=holder(taken))
    fill(taken)

    assert seen is None
    assert not Evidence.objects.exists()


def test_a_piece_goes_without_a_trace_before_handing_in_and_leaves_its_digest_after(assessment: Assessment) -> None:
    first = panel_of(assessment)[0]
    unseen, kept = join(first, title="Une erreur"), join(first, title="Une note")
    code = queries.codes(assessment)[0]
    link = services.join_link(
        first, holder=holder(first), criterion=code, title="Une page", address="https://exemple.test/page"
    )
    services.erase_evidence(unseen, holder=holder(first))
    share(assessment, Choice.PARTLY, Choice.PARTLY, Choice.PARTLY)

    for evidence in (kept, link):
        services.erase_evidence(evidence, holder=holder(first))
        evidence.refresh_from_db()

    assert Evidence.objects.count() == 2
    assert (kept.content, kept.title, kept.erased_on is None) == (None, "Une note", False)
    assert (link.address, len(link.digest)) == ("", 64)
    with pytest.raises(Refused, match="already_erased"):
        services.erase_evidence(kept, holder=holder(first))


def test_pieces_of_grids_that_were_not_handed_in_go_unread(assessment: Assessment, lead: Member) -> None:
    first, second, _third = panel_of(assessment)
    join(second)
    fill(first)
    hand_in(first)

    services.share_early(assessment, reason="La séance est demain.", by=lead)

    assert not Evidence.objects.exists()


def test_nothing_is_joined_once_handed_in(assessment: Assessment) -> None:
    first = panel_of(assessment)[0]
    fill(first)
    hand_in(first)

    with pytest.raises(Refused, match="already_handed_in"):
        join(first)


# What the report reads


def test_missing_voices_are_those_of_grids_that_were_not_handed_in(assessment: Assessment, lead: Member) -> None:
    first = panel_of(assessment)[0]
    fill(first)
    hand_in(first)
    services.share_early(assessment, reason="La séance est demain.", by=lead)

    assert queries.missing_voices(panel_of(assessment)) == (
        "l’encadrement ou la direction",
        "les personnes accompagnées",
    )


def test_not_knowing_is_an_enquiry_with_an_owner_to_be_named(assessment: Assessment) -> None:
    share(assessment, Choice.YES, Choice.YES, Choice.UNKNOWN)

    found = register.open_inquiries(assessment.use, criteria=queries.codes(assessment))

    assert found
    assert {gate.gate.effect for gate in found} == {Effect.INQUIRY}
    assert register.open_inquiries(assessment.use, criteria=("99.9",)) == ()


def test_nobody_writes_in_the_name_of_a_seat_that_never_answered(assessment: Assessment, lead: Member) -> None:
    first, second, _third = panel_of(assessment)
    for assessor in (first, second):
        fill(assessor)
        hand_in(assessor)
    services.share_early(assessment, reason="La séance est demain.", by=lead)
    silent = panel_of(assessment)[2]
    entering = queries.paper_holder(silent, by=lead)
    code = queries.codes(assessment)[0]

    with pytest.raises(Refused, match="seat_has_changed_hands"):
        services.dissent(silent, holder=entering, criterion=code, text="À sa place.", is_consented=True)
    dissent(panel_of(assessment)[2], is_consented=False, text="Par elle-même.")

    assert [opinion.text for opinion in MinorityOpinion.objects.all()] == ["Par elle-même."]
