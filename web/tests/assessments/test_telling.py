"""Each seat is told: a text on the page of the grid, and a letter where there is an address."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from balises.assessments import services
from balises.assessments.models import Assessment, Assessor
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.processes.rules import SeatKind
from balises.shared.errors import Refused
from balises.shared.models import Letter
from factories.assessments import fill, hand_in, panel_of
from factories.organisations import make_member


def sit(assessment: Assessment, member: Member, *, rank: int = 0) -> Assessor:
    assessor = panel_of(assessment)[rank]
    assessor.seat.member, assessor.seat.link_digest = member, ""
    assessor.seat.save()
    return assessor


def shown_to(member: Member, assessment: Assessment) -> str:
    client = Client()
    client.force_login(member.user)
    return unescape(client.get(assessment.get_absolute_url()).text)


def test_a_text_is_ready_for_each_seat_and_plain_for_the_person_accompanied(
    assessment: Assessment, lead: Member
) -> None:
    text = shown_to(lead, assessment)

    assert text.count("Texte à copier") == 3
    assert text.count("Le siège « ") == 2
    assert text.count("On vous demande votre avis") == 1
    assert "10 questions, 10 minutes environ" in text


def test_no_text_holds_a_link_that_is_kept_nowhere(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    sit(assessment, make_member(in_scope, role=Role.ASSESSOR))

    text = shown_to(lead, assessment)

    assert text.count(f"{assessment.get_absolute_url()}/coter\n") == 1
    assert "/siege/" not in text
    assert text.count("la feuille de votre siège") == 2


def test_whoever_answered_or_opened_the_grid_is_not_told(assessment: Assessment, lead: Member) -> None:
    sit(assessment, lead)
    fill(panel_of(assessment)[1])
    hand_in(panel_of(assessment)[1])

    text = shown_to(lead, assessment)

    assert text.count("Texte à copier") == 1
    assert "qui a une adresse" not in text


def test_only_whoever_opens_grids_sees_the_texts(assessment: Assessment, in_scope: Organisation, lead: Member) -> None:
    assert "Prévenir chaque siège" in shown_to(lead, assessment)
    assert "Prévenir chaque siège" not in shown_to(make_member(in_scope, role=Role.OBSERVER), assessment)


def test_a_letter_a_day_leaves_for_each_seat_with_an_address(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    practitioner = make_member(in_scope, role=Role.ASSESSOR)
    sit(assessment, practitioner)

    count = services.tell_seats(assessment, by=lead)
    with pytest.raises(Refused) as refused:
        services.tell_seats(assessment, by=lead)

    assert (count, refused.value.refusal.code) == (1, "assessments.told_today")
    letter = Letter.objects.get()
    assert letter.recipient == practitioner.user.email
    assert letter.subject == "Un siège est attendu\u202f: Résumer un entretien"
    assert letter.body.count(f"{assessment.get_absolute_url()}/coter\n") == 1


def test_a_seat_that_sat_down_since_is_written_to_and_the_others_are_not_again(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    sit(assessment, make_member(in_scope, role=Role.ASSESSOR))
    services.tell_seats(assessment, by=lead)
    later = make_member(in_scope, role=Role.ASSESSOR)
    sit(assessment, later, rank=1)

    services.tell_seats(assessment, by=lead)

    assert [letter.recipient for letter in Letter.objects.order_by("-pk")][:1] == [later.user.email]
    assert Letter.objects.count() == 2


def test_the_next_day_a_letter_may_leave_again(assessment: Assessment, in_scope: Organisation, lead: Member) -> None:
    seated = sit(assessment, make_member(in_scope, role=Role.ASSESSOR))
    services.tell_seats(assessment, by=lead)
    Assessor.objects.filter(pk=seated.pk).update(told_on=timezone.localdate() - timedelta(days=1))

    services.tell_seats(assessment, by=lead)

    assert Letter.objects.count() == 2


def test_nobody_is_written_to_once_the_answers_are_shared(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    sit(assessment, make_member(in_scope, role=Role.ASSESSOR))
    fill(panel_of(assessment)[1])
    hand_in(panel_of(assessment)[1])
    services.share_early(assessment, reason="Le bureau se réunit demain.", by=lead)

    with pytest.raises(Refused) as refused:
        services.tell_seats(assessment, by=lead)

    assert refused.value.refusal.code == "assessments.already_shared"
    assert not Letter.objects.exists()


def test_the_person_accompanied_with_an_account_reads_plain_words(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    rank = next(rank for rank, each in enumerate(panel_of(assessment)) if each.seat.kind == SeatKind.SERVICE_USER)
    sit(assessment, make_member(in_scope, role=Role.ASSESSOR), rank=rank)

    services.tell_seats(assessment, by=lead)

    assert "On vous demande votre avis" in Letter.objects.get().body
