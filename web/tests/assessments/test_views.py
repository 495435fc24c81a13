import re

import pytest
from django.test import Client

from balises.assessments import queries, services
from balises.assessments.models import Assessment, Rating
from balises.assessments.rules import AssessmentState, Choice, Depth
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.processes.models import OpenQuestion
from balises.processes.rules import SeatKind, link_digest
from balises.shared.http import activity_token
from balises.shared.wording import on_day
from factories.assessments import fill, hand_in, make_process_of, make_seat, panel_of, share
from factories.organisations import make_member, make_organisation
from factories.register import make_use


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def bare() -> Client:
    """A browser that keeps nothing, checked for forgery like any other."""
    return Client(enforce_csrf_checks=True)


def seat_url(assessment: Assessment, *, token: str = "lien-2") -> str:
    slug = assessment.use.organisation.slug
    return f"/p/{slug}/siege/{token}/grille/{assessment.pk}"


def sit(member: Member, *, assessment: Assessment) -> None:
    seat = panel_of(assessment)[0].seat
    seat.member, seat.link_digest = member, ""
    seat.save()


def test_the_empty_list_teaches(in_scope: Organisation, lead: Member) -> None:
    answer = signed_in(lead).get(f"/o/{in_scope.slug}/grilles")

    assert answer.status_code == 200
    assert "Il n’y a pas encore d’usage à regarder." in answer.text


def test_uses_waiting_for_a_look_come_first(assessment: Assessment, in_scope: Organisation, lead: Member) -> None:
    make_use(assessment.use.process, title="Trier des demandes")

    text = signed_in(lead).get(f"/o/{in_scope.slug}/grilles").text

    assert text.index("Trier des demandes") < text.index("Résumer un entretien")
    assert "Ouvrir une grille" in text


def test_opening_asks_for_three_seats_and_a_service_user(in_scope: Organisation, lead: Member) -> None:
    process = make_process_of(in_scope)
    kinds = [SeatKind.DIRECTION, SeatKind.PRACTITIONER, SeatKind.MANAGEMENT, SeatKind.SERVICE_USER]
    seats = [make_seat(process, kind=kind).pk for kind in kinds]
    client, url = signed_in(lead), f"/o/{in_scope.slug}/usages/{make_use(process).pk}/regarder"

    shown = client.get(url)
    few = client.post(url, {"depth": "quick", "seats": seats[2:]})
    without = client.post(url, {"depth": "quick", "seats": seats[:3]})
    nonsense = client.post(url, {"depth": "quick", "seats": ["abc", "999999"]})
    opened = client.post(url, {"depth": "quick", "seats": seats[1:]})
    again = client.post(url, {"depth": "quick", "seats": seats[1:]})

    assert shown.status_code == 200
    assert "au moins trois sièges" in few.text
    assert "Il manque un siège de personne accompagnée" in without.text
    assert [few.status_code, without.status_code, nonsense.status_code, again.status_code] == [422] * 4
    assert opened.status_code == 302
    assert Assessment.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER])
def test_only_who_runs_the_grids_opens_and_shares(assessment: Assessment, in_scope: Organisation, role: Role) -> None:
    client = signed_in(make_member(in_scope, role=role))

    opening = client.get(f"/o/{in_scope.slug}/usages/{assessment.use_id}/regarder")
    sharing = client.post(f"/o/{in_scope.slug}/grilles/{assessment.pk}/partager", {"reason": "Demain."})
    seen = client.get(f"/o/{in_scope.slug}/grilles/{assessment.pk}")

    assert [opening.status_code, sharing.status_code, seen.status_code] == [403, 403, 200]


def test_before_the_sharing_no_page_shows_another_seats_answer(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    sit(lead, assessment=assessment)
    _mine, second, third = panel_of(assessment)
    for assessor in (second, third):
        fill(assessor, choice=Choice.NO, words="Mot gardé secret")
    hand_in(second)
    client = signed_in(lead)
    own = f"/o/{in_scope.slug}/grilles/{assessment.pk}"

    pages = [client.get(own), client.get(f"{own}/coter"), client.get(f"{own}/coter?question=fin")]
    by_link = [Client().get(seat_url(assessment, token="lien-1"))]

    assert all(page.status_code == 200 for page in [*pages, *by_link])
    assert all("Mot gardé secret" not in page.text for page in pages)
    assert "Mot gardé secret" in by_link[0].text  # one's own answers only
    assert by_link[0].text.count("Mot gardé secret") == 10
    assert "Grille remise" in pages[0].text


def test_a_member_rates_for_their_own_seat_only(assessment: Assessment, in_scope: Organisation) -> None:
    mine, other = (make_member(in_scope, role=Role.ASSESSOR) for _ in range(2))
    sit(mine, assessment=assessment)
    url = f"/o/{in_scope.slug}/grilles/{assessment.pk}/coter"

    answer = signed_in(mine).post(f"{url}?question=1", {"choice": "yes"})
    refused = signed_in(other).post(f"{url}?question=1", {"choice": "no"})

    assert answer.headers["Location"] == f"{url}?question=2"
    assert refused.status_code == 404
    assert [rating.choice for rating in Rating.objects.all()] == ["yes"]


def test_forms_carry_a_token_of_their_own_kind(assessment: Assessment, in_scope: Organisation, lead: Member) -> None:
    sit(lead, assessment=assessment)

    by_account = signed_in(lead).get(f"/o/{in_scope.slug}/grilles/{assessment.pk}/coter").text
    by_link = Client().get(seat_url(assessment)).text

    assert "csrfmiddlewaretoken" in by_account
    assert "csrfmiddlewaretoken" not in by_link
    assert 'name="activity"' in by_link
    assert "Confidentiel." in by_link


def test_after_the_sharing_of_three_seats_outsiders_read_the_gap_only(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    sit(lead, assessment=assessment)
    for assessor, choice in zip(panel_of(assessment), (Choice.YES, Choice.NO, Choice.UNKNOWN), strict=True):
        fill(assessor, choice=choice, words="Ce que j’ai vu")
        hand_in(assessor)
    url = f"/o/{in_scope.slug}/grilles/{assessment.pk}"

    inside = signed_in(lead).get(url)
    outside = signed_in(make_member(in_scope, role=Role.OBSERVER)).get(url)

    assert inside.status_code == outside.status_code == 200
    assert "Ce que j’ai vu" in inside.text
    assert "Ce que j’ai vu" not in outside.text
    assert all("À délibérer" in page.text for page in (inside, outside))
    assert "Les réponses se contredisent" in outside.text
    for told in ("un siège au moins ne sait pas", "« non » à « oui »", 'class="axe"'):
        assert told in inside.text
        assert told not in outside.text
    assert OpenQuestion.objects.earliest("pk").get_absolute_url() in outside.text


def test_the_lead_shares_early_with_a_reason(assessment: Assessment, in_scope: Organisation, lead: Member) -> None:
    first = panel_of(assessment)[0]
    fill(first)
    hand_in(first)
    client, url = signed_in(lead), f"/o/{in_scope.slug}/grilles/{assessment.pk}"

    silent = client.post(f"{url}/partager", {"reason": "  "})
    shared = client.post(f"{url}/partager", {"reason": "<b>Demain</b>"})
    twice = client.post(f"{url}/partager", {"reason": "Demain"})
    shown = client.get(url)

    assert [silent.status_code, shared.status_code, twice.status_code] == [422, 302, 409]
    assert "&lt;b&gt;Demain" in shown.text


def test_a_seat_without_an_account_goes_from_its_link_to_the_end_without_a_cookie(
    assessment: Assessment, bare: Client
) -> None:
    for assessor in panel_of(assessment)[:2]:
        fill(assessor, choice=Choice.NO)
        hand_in(assessor)
    url = seat_url(assessment)
    home = bare.get(url.split("/grille")[0])
    page = bare.get(url)
    seen = [page]
    plain = [criterion["plain"] for criterion in queries.criteria(assessment)]
    for number in range(1, 11):
        sent = {"choice": "yes", "justification": "", "activity": activity_token(url)}
        saved = bare.post(f"{url}?question={number}", sent)
        assert saved.status_code == 302, number
        seen.append(bare.get(saved.headers["Location"]))
    last = bare.post(f"{url}?question=fin", {"activity": activity_token(url)})
    done = bare.get(last.headers["Location"])
    again = bare.post(f"{url}?question=fin", {"activity": activity_token(url)})
    late = bare.post(f"{url}?question=1", {"choice": "no", "activity": activity_token(url)})
    assessment.refresh_from_db()

    assert url in home.text
    assert "#sieges" in home.text
    assert plain[0][:30] in page.text
    assert "Remettre" in seen[-1].text
    assert "Les réponses, côte à côte" in done.text
    assert (again.status_code, late.status_code) == (302, 409)
    assert assessment.state == AssessmentState.SHARED
    assert OpenQuestion.objects.count() == 10
    assert not bare.cookies
    assert max(len(shown.content) for shown in [home, *seen, done]) < 30_000


def test_one_may_stop_come_back_and_correct(assessment: Assessment, bare: Client) -> None:
    url = seat_url(assessment)
    token = {"activity": activity_token(url)}
    bare.post(f"{url}?question=1", {"choice": "yes", **token})
    bare.post(f"{url}?question=3", {"choice": "unknown", "justification": "À voir", **token})

    resumed = bare.get(url)
    back = bare.get(f"{url}?question=3")
    last = bare.get(f"{url}?question=fin")
    too_soon = bare.post(f"{url}?question=fin", token)

    assert f"{url}?question=2" in resumed.text
    assert "À voir" in back.text
    assert "checked" in back.text
    assert "Il reste à répondre" in last.text
    assert too_soon.status_code == 409


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choisissez une réponse"),
        ({"choice": "peut-être"}, "Choisissez l’une des cinq réponses"),
        ({"choice": "not_applicable"}, "Dites en une phrase pourquoi"),
        ({"choice": "not_applicable", "justification": "   "}, "Dites en une phrase pourquoi"),
        ({"choice": "yes", "justification": "a" * 1501}, "1500"),
        ({"choice": "yes", "justification": "nul\x00octet"}, "nul"),
    ],
)
def test_a_bad_answer_is_shown_again_with_its_sentence(
    assessment: Assessment, bare: Client, sent: dict[str, str], said: str
) -> None:
    url = seat_url(assessment)

    answer = bare.post(f"{url}?question=1", {**sent, "activity": activity_token(url)})

    assert answer.status_code == 422
    assert said in answer.text
    assert not Rating.objects.exists()


@pytest.mark.parametrize("query", ["", "?question=99", "?question=abc", "?question="])
def test_an_answer_to_no_question_is_written_nowhere(assessment: Assessment, bare: Client, query: str) -> None:
    url = seat_url(assessment)

    answer = bare.post(f"{url}{query}", {"choice": "yes", "activity": activity_token(url)})

    assert answer.status_code == 302
    assert not Rating.objects.exists()


def test_a_post_without_its_token_or_from_elsewhere_writes_nothing(assessment: Assessment, bare: Client) -> None:
    url = f"{seat_url(assessment)}?question=1"
    good = activity_token(seat_url(assessment))

    bare_post = bare.post(url, {"choice": "yes"})
    other = bare.post(url, {"choice": "yes", "activity": activity_token(seat_url(assessment, token="lien-1"))})
    foreign = bare.post(url, {"choice": "yes", "activity": good}, headers={"origin": "https://ailleurs.test"})

    assert [bare_post.status_code, other.status_code, foreign.status_code] == [409, 409, 403]
    assert not Rating.objects.exists()


def test_a_seat_finds_what_it_is_asked_first_then_what_it_may_read(
    assessment: Assessment, bare: Client, lead: Member
) -> None:
    share(assessment, Choice.YES, Choice.YES, Choice.YES)
    seats = [found.seat for found in panel_of(assessment)]
    waiting = services.open_assessment(make_use(assessment.use.process), seats=seats, by=lead)
    whole = services.open_assessment(assessment.use, seats=seats, depth=Depth.WHOLE, by=lead)
    share(whole, Choice.YES, Choice.YES, Choice.YES)

    page = bare.get(seat_url(assessment).split("/grille")[0]).text

    places = [page.index(f'href="{seat_url(each)}"') for each in (waiting, whole, assessment)]
    assert places == sorted(places)
    for count in (58, 10):
        assert f"{count} questions. La mise en commun a eu lieu {on_day(whole.shared_on)}." in page


def test_a_replaced_link_says_what_to_do(assessment: Assessment, bare: Client, in_scope: Organisation) -> None:
    pages = [
        bare.get(f"/p/{in_scope.slug}/siege/faux-lien"),
        bare.get(seat_url(assessment, token="faux-lien")),
        bare.get(f"/p/{in_scope.slug}/siege/lien-0/grille/999999"),
    ]

    assert [page.status_code for page in pages] == [404] * 3
    assert all("Demandez un nouveau lien" in page.text and not page.cookies for page in pages)


def test_another_organisation_opens_nothing(assessment: Assessment, lead: Member) -> None:
    elsewhere = make_organisation()
    with organisation_scope(elsewhere.pk):
        stranger = signed_in(make_member(elsewhere))

    by_link = Client().get(f"/p/{elsewhere.slug}/siege/lien-0")
    as_member = stranger.get(f"/o/{elsewhere.slug}/grilles/{assessment.pk}")

    assert (by_link.status_code, as_member.status_code) == (404, 404)


def test_a_whole_dimension_is_answered_on_one_screen(assessment: Assessment, in_scope: Organisation) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(depth=Depth.WHOLE)
    url, client = seat_url(assessment), Client(enforce_csrf_checks=True)
    posted = {"activity": activity_token(seat_url(assessment)), "c1.1-choice": "yes", "c1.2-choice": "unknown"}

    shown = client.get(f"{url}?dimension=d1")
    missing_words = client.post(f"{url}?dimension=d1", {**posted, "c1.3-choice": "not_applicable"})
    kept_before = Rating.objects.count()
    saved = client.post(f"{url}?dimension=d1", posted)
    again = client.get(f"{url}?dimension=d1")

    assert shown.text.count("<h2") == 6
    assert missing_words.status_code == 422
    assert "pourquoi la question est sans objet" in missing_words.text
    assert kept_before == 0  # all or nothing
    assert saved.status_code == 302
    assert saved["Location"].endswith("dimension=d2")
    assert Rating.objects.count() == 2
    assert again.text.count("checked") == 2
    assert not again.cookies


def test_a_dimension_that_is_not_asked_shows_the_questions_one_by_one(assessment: Assessment) -> None:
    answer = Client().get(f"{seat_url(assessment)}?dimension=d99")

    assert answer.status_code == 200
    assert "Continuer" in answer.text


def test_every_seat_reads_what_the_use_is_before_it_answers(
    assessment: Assessment, in_scope: Organisation, lead: Member, bare: Client
) -> None:
    sit(lead, assessment=assessment)
    use = assessment.use
    seat, grid = f"/p/{in_scope.slug}/siege/lien-2", f"/o/{in_scope.slug}/grilles/{assessment.pk}/coter"

    told = [bare.get(seat).text, bare.get(seat_url(assessment)).text, signed_in(lead).get(grid).text]
    use.plain = "L’outil raccourcit ce que l’équipe écrit sur vous."
    use.save()
    plain = [bare.get(seat).text, bare.get(seat_url(assessment)).text]
    member = signed_in(lead).get(grid).text

    assert all(use.purpose in text and use.information in text for text in told)
    assert all(use.plain in text and use.information not in text for text in plain)
    assert use.information in member


def test_the_use_is_open_to_read_on_a_members_first_screen_and_a_click_away_after(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    sit(lead, assessment=assessment)
    client, grid = signed_in(lead), f"/o/{in_scope.slug}/grilles/{assessment.pk}/coter"

    first = client.get(grid).text
    fill(panel_of(assessment)[0])
    later = client.get(f"{grid}?question=2").text

    assert "<details open>" in first
    assert "<details open>" not in later
    assert "L’usage dont on parle" in later


def test_the_seats_that_are_held_are_ticked_to_look(in_scope: Organisation, lead: Member) -> None:
    process = make_process_of(in_scope)
    held = make_seat(process, kind=SeatKind.SERVICE_USER, token="lien")
    empty = make_seat(process, kind=SeatKind.DIRECTION)

    text = signed_in(lead).get(f"/o/{in_scope.slug}/usages/{make_use(process).pk}/regarder").text

    assert re.search(rf'name="seats" value="{held.pk}"[^>]*checked', text)
    assert not re.search(rf'name="seats" value="{empty.pk}"[^>]*checked', text)


def test_opening_says_what_the_person_accompanied_will_read(in_scope: Organisation, lead: Member) -> None:
    process = make_process_of(in_scope)
    client, where = signed_in(lead), f"/o/{in_scope.slug}/usages"

    untold = client.get(f"{where}/{make_use(process).pk}/regarder").text
    told = client.get(f"{where}/{make_use(process, plain='L’outil raccourcit un texte.').pk}/regarder").text

    assert "n’est pas encore dit en mots simples" in untold
    assert "n’est pas encore dit en mots simples" not in told


def test_opening_says_when_the_facts_alone_ask_for_the_whole_grid(in_scope: Organisation, lead: Member) -> None:
    process = make_process_of(in_scope)
    client, where = signed_in(lead), f"/o/{in_scope.slug}/usages"
    grave = make_use(process, facts={"personal_data": ["service_users"], "severity": ["placement"]})

    asked = client.get(f"{where}/{grave.pk}/regarder").text
    unasked = client.get(f"{where}/{make_use(process).pk}/regarder").text

    assert "demandent déjà la grille entière" in asked
    assert "demandent déjà la grille entière" not in unasked


def test_the_whole_grid_shows_ones_own_quick_answers_ticked_and_writes_none(
    assessment: Assessment, in_scope: Organisation, lead: Member, bare: Client
) -> None:
    share(assessment, Choice.NO, Choice.PARTLY, Choice.UNKNOWN, words="Vu une fois")
    seats = [found.seat for found in panel_of(assessment)]
    whole = services.open_assessment(assessment.use, seats=seats, depth=Depth.WHOLE, by=lead)
    sheet = panel_of(whole)[2]

    asked, unasked = bare.get(seat_url(whole)).text, bare.get(f"{seat_url(whole)}?question=2").text
    screen = bare.get(f"{seat_url(whole)}?dimension=d1").text
    paper = signed_in(lead).get(f"/o/{in_scope.slug}/grilles/{whole.pk}/papier/{sheet.pk}/entrer?dimension=d1").text

    assert re.search(r'value="unknown"[^>]*checked', asked)
    assert "Votre réponse de la première fois est cochée" in asked
    assert "Vu une fois" in asked
    assert "checked" not in unasked
    assert "Vos réponses de la première fois sont cochées" in screen
    assert screen.count("checked") == 1
    assert "checked" not in paper  # whoever enters it may not have been at the table
    assert not Rating.objects.filter(assessor__assessment=whole).exists()


def test_whoever_takes_a_seat_over_finds_none_of_the_former_holders_quick_answers(
    assessment: Assessment, lead: Member, bare: Client
) -> None:
    share(assessment, Choice.NO, Choice.PARTLY, Choice.UNKNOWN)
    seats = [found.seat for found in panel_of(assessment)]
    whole = services.open_assessment(assessment.use, seats=seats, depth=Depth.WHOLE, by=lead)
    seats[2].link_digest = link_digest("lien-neuf")
    seats[2].save()

    assert "checked" not in bare.get(seat_url(whole, token="lien-neuf")).text
