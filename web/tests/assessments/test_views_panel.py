"""The pages around the table, and what each of their readers may not see."""

import gzip
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balises.assessments import queries, services
from balises.assessments.models import Assessment, Assessor, Evidence, JointRating, MinorityOpinion, Rating
from balises.assessments.rules import LARGEST_BYTES, MOST_PER_SEAT, Answer, AssessmentState, Choice, Depth, SentFile
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.processes.rules import link_digest
from balises.register.models import Gate
from balises.shared.http import activity_token
from factories.assessments import PANEL, fill, hand_in, make_assessment, panel_of, share
from factories.organisations import make_member

SECRET = "Mot gardé entre nous"
PDF = b"%PDF-1.7\nUne preuve"
LARGEST_PAGE, LARGEST_SHARED, LARGEST_SCREEN = 80_000, 60_000, 50_000


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def bare() -> Client:
    return Client(enforce_csrf_checks=True)


def grid_url(assessment: Assessment, rest: str = "") -> str:
    return f"{assessment.get_absolute_url()}{rest}"


def seat_url(assessment: Assessment, rest: str = "", *, token: str = "lien-2") -> str:
    return f"/p/{assessment.use.organisation.slug}/siege/{token}/grille/{assessment.pk}{rest}"


def sit(member: Member, *, assessment: Assessment) -> Assessor:
    assessor = panel_of(assessment)[0]
    assessor.seat.member, assessor.seat.link_digest = member, ""
    assessor.seat.save()
    return panel_of(assessment)[0]


def join(assessor: Assessor, *, words: str = SECRET) -> Evidence:
    sent = SentFile("note.txt", "text/plain", words.encode())
    code = queries.codes(assessor.assessment)[0]
    return services.join_file(
        assessor, holder=queries.holder_of(assessor.seat), criterion=code, title=SECRET, sent=sent
    )


def dissent(assessor: Assessor, *, is_consented: bool) -> MinorityOpinion:
    code, holder = queries.codes(assessor.assessment)[0], queries.holder_of(assessor.seat)
    return services.dissent(assessor, holder=holder, criterion=code, text=SECRET, is_consented=is_consented)


# Together


def test_lead_and_facilitator_record_what_is_said_together_and_take_it_back(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    url = grid_url(assessment, "/questions/1")
    facilitator = signed_in(make_member(in_scope, role=Role.FACILITATOR))
    silent = facilitator.post(f"{url}/ensemble", {"choice": "no"})
    said = facilitator.post(f"{url}/ensemble", {"choice": "partly", "justification": "Parlé une heure."})
    shown = signed_in(lead).get(url)
    listed = signed_in(lead).get(grid_url(assessment))
    undone = signed_in(lead).post(f"{url}/ensemble/retirer")
    twice = signed_in(lead).post(f"{url}/ensemble/retirer")

    assert [silent.status_code, said.status_code, undone.status_code, twice.status_code] == [422, 302, 302, 409]
    assert "Parlé une heure." in shown.text
    assert "Ensemble" in listed.text
    assert not JointRating.objects.exists()


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER])
def test_the_others_record_nothing_for_the_panel(assessment: Assessment, in_scope: Organisation, role: Role) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    client, pk = signed_in(make_member(in_scope, role=role)), panel_of(assessment)[0].pk
    sent = {"choice": "no", "justification": "Pour eux."}

    answers = [
        client.post(grid_url(assessment, "/questions/1/ensemble"), sent),
        client.post(grid_url(assessment, "/questions/1/ensemble/retirer")),
        client.get(grid_url(assessment, f"/papier/{pk}")),
        client.get(grid_url(assessment, f"/papier/{pk}/saisie")),
        client.post(grid_url(assessment, f"/papier/{pk}/effacer")),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert not JointRating.objects.exists()


def test_before_the_sharing_a_question_leads_back_to_the_grid(assessment: Assessment, lead: Member) -> None:
    fill(panel_of(assessment)[0], words=SECRET)

    answer = signed_in(lead).get(grid_url(assessment, "/questions/1"))

    assert answer.headers["Location"] == grid_url(assessment)


@pytest.mark.parametrize("number", [0, 11, 999999])
def test_a_question_that_is_not_asked_is_not_found(
    assessment: Assessment, lead: Member, bare: Client, number: int
) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)

    answers = [
        signed_in(lead).get(grid_url(assessment, f"/questions/{number}")),
        bare.get(seat_url(assessment, f"/questions/{number}")),
        bare.get(seat_url(assessment, f"/joindre/{number}")),
    ]

    assert {answer.status_code for answer in answers} == {404}


# Against the others


def test_a_seat_without_an_account_writes_consents_and_withdraws(assessment: Assessment, bare: Client) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    url = seat_url(assessment, "/questions/1")
    token = {"activity": activity_token(url)}
    empty = bare.post(url, {"text": "  ", **token})
    kept = bare.post(url, {"text": SECRET, "is_consented": "on", **token})
    shown = bare.get(url)
    consented = MinorityOpinion.objects.get().consented_on
    quiet = bare.post(url, {"ne-plus-imprimer": "", **token})
    withdrawn = MinorityOpinion.objects.get().consented_on
    gone = bare.post(url, {"retirer": "", **token})
    again = bare.post(url, {"retirer": "", **token})

    assert [answer.status_code for answer in (empty, kept, quiet, gone, again)] == [422, 302, 302, 302, 404]
    assert SECRET in shown.text
    assert (consented is not None, withdrawn) == (True, None)
    assert not MinorityOpinion.objects.exists()
    assert not bare.cookies
    assert len(shown.content) < LARGEST_SCREEN


def test_outside_the_panel_an_opinion_is_read_with_consent_only(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    opinion = dissent(panel_of(assessment)[2], is_consented=True)
    outsider, url = signed_in(make_member(in_scope, role=Role.OBSERVER)), grid_url(assessment, "/questions/1")

    with_consent = outsider.get(url).text
    services.withdraw_consent(opinion, holder=queries.holder_of(opinion.assessor.seat))
    without = [outsider.get(url).text, outsider.get(grid_url(assessment)).text, signed_in(lead).get(url).text]

    assert SECRET in with_consent
    assert opinion.assessor.seat.label in with_consent
    assert all(SECRET not in text and "tient à autre chose." not in text for text in without)


def test_outside_the_panel_a_question_tells_no_more_than_the_grid(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    sit(lead, assessment=assessment)
    kept = join(panel_of(assessment)[1])
    share(assessment, Choice.YES, Choice.NO, Choice.UNKNOWN, words="Ce que j’ai vu")
    url, outsider = grid_url(assessment, "/questions/1"), signed_in(make_member(in_scope, role=Role.FACILITATOR))

    inside, outside = signed_in(lead).get(url).text, outsider.get(url).text
    file = outsider.get(grid_url(assessment, f"/pieces/{kept.pk}"))

    for told in ("Ce que j’ai vu", SECRET, "Ce que chaque siège a écrit", 'class="axe"'):
        assert told in inside
        assert told not in outside
    assert "Les réponses se contredisent" in outside
    assert file.status_code == 403


# What shows an answer


def test_a_seat_without_an_account_joins_a_file_and_takes_it_back(assessment: Assessment, bare: Client) -> None:
    url = seat_url(assessment, "/joindre/1")
    token = {"activity": activity_token(url)}
    file = SimpleUploadedFile("preuve.pdf", PDF, "application/pdf")
    joined = bare.post(url, {"title": "Une preuve", "file": file, **token})
    kept = Evidence.objects.get()
    erasing = seat_url(assessment, f"/pieces/{kept.pk}/effacer")
    shown = bare.get(url)
    served = bare.get(seat_url(assessment, f"/pieces/{kept.pk}"))
    bare_post = bare.post(erasing)
    erased = bare.post(erasing, {"activity": activity_token(erasing)})

    assert [joined.status_code, shown.status_code, bare_post.status_code, erased.status_code] == [302, 200, 409, 302]
    assert "Une preuve" in shown.text
    assert served.content == PDF
    assert served.headers["Content-Disposition"] == f'attachment; filename="piece-{kept.pk}.pdf"'
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Type"] == "application/pdf"
    assert served.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in served.headers["Cache-Control"]
    assert not bare.cookies
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "declared", "content", "said"),
    [
        ("preuve.pdf", "application/pdf", b"\x89PNG\r\n\x1a\n", "se fait passer pour autre chose"),
        ("preuve.png", "image/png", PDF, "se fait passer pour autre chose"),
        ("preuve.pdf", "text/html", PDF, "se fait passer pour autre chose"),
        ("page.txt", "text/plain", b"<html><script>alert(1)</script>", "d’aucune des sortes acceptées"),
        ("page.html", "text/html", b"<!doctype html>", "d’aucune des sortes acceptées"),
        ("vide.txt", "text/plain", b"", "Ce fichier est vide"),
        ("lourd.txt", "text/plain", b"a" * (LARGEST_BYTES + 1), "dépasse cinq mégaoctets"),
        ("enorme.txt", "text/plain", b"a" * (LARGEST_BYTES + 200_000), "dépasse cinq mégaoctets"),
    ],
)
def test_a_file_that_lies_is_refused_in_a_sentence(
    assessment: Assessment, bare: Client, name: str, declared: str, content: bytes, said: str
) -> None:
    url = seat_url(assessment, "/joindre/1")
    sent = {"title": "Une preuve", "file": SimpleUploadedFile(name, content, declared)}

    answer = bare.post(url, {**sent, "activity": activity_token(url)})

    assert answer.status_code == 422
    assert said in answer.text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": "Rien"}, "Joignez un fichier ou un lien"),
        ({"title": "", "address": "https://exemple.test/"}, "Ce champ est obligatoire"),
        ({"title": "Clair", "address": "http://exemple.test/"}, "commence par https"),
        ({"title": "Piège", "address": "javascript:alert(1)"}, "commence par https"),
    ],
)
def test_a_bad_link_is_refused_in_a_sentence(
    assessment: Assessment, bare: Client, sent: dict[str, str], said: str
) -> None:
    url = seat_url(assessment, "/joindre/1")

    answer = bare.post(url, {**sent, "activity": activity_token(url)})

    assert answer.status_code == 422
    assert said in answer.text
    assert not Evidence.objects.exists()


def test_the_panel_reads_a_link_after_the_sharing(assessment: Assessment, bare: Client, lead: Member) -> None:
    url = seat_url(assessment, "/joindre/1")
    sent = {"title": "La notice", "address": "https://exemple.test/notice"}
    bare.post(url, {**sent, "activity": activity_token(url)})
    sit(lead, assessment=assessment)
    before = signed_in(lead).get(grid_url(assessment, "/joindre/1")).text
    share(assessment, Choice.YES, Choice.NO, Choice.YES)

    after = signed_in(lead).get(grid_url(assessment, "/questions/1")).text

    assert "La notice" not in before
    assert 'href="https://exemple.test/notice" rel="external noreferrer nofollow"' in after


def test_what_is_typed_is_kept_before_joining(assessment: Assessment, bare: Client) -> None:
    url = seat_url(assessment)
    token = {"activity": activity_token(url)}

    asked = bare.post(f"{url}?question=1", {"choice": "no", "justification": "Vu.", "joindre": "", **token})
    unsaid = bare.post(f"{url}?question=2", {"joindre": "", **token})

    assert asked.headers["Location"] == f"{url}/joindre/1"
    assert unsaid.headers["Location"] == f"{url}/joindre/2"
    assert [rating.choice for rating in Rating.objects.all()] == ["no"]


# Attacks


def test_another_seats_link_opens_none_of_its_answers_pieces_or_opinions(
    assessment: Assessment, in_scope: Organisation, bare: Client
) -> None:
    first = panel_of(assessment)[0]
    kept = join(first)
    fill(first, words=SECRET)
    erasing = seat_url(assessment, f"/pieces/{kept.pk}/effacer", token="lien-1")
    tries = [
        bare.get(seat_url(assessment, rest, token=token))
        for rest in (
            "",
            "?question=1",
            "?question=fin",
            "?dimension=d1",
            "?dimension=tout",
            "/joindre/1",
            "/questions/1",
        )
        for token in ("lien-1", "lien-2")
    ]
    files = [
        bare.get(seat_url(assessment, f"/pieces/{kept.pk}", token="lien-1")),
        bare.get(seat_url(assessment, f"/pieces/{kept.pk}", token="faux-lien")),
        bare.post(erasing, {"activity": activity_token(erasing)}),
        bare.get(f"/p/{in_scope.slug}/siege/lien-0/grille/{assessment.pk + 1}/pieces/{kept.pk}"),
    ]

    assert SECRET in bare.get(seat_url(assessment, token="lien-0")).text
    assert all(SECRET not in answer.text for answer in tries)
    assert {answer.status_code for answer in files} == {404}
    assert Evidence.objects.filter(erased_on__isnull=True).count() == 1


def test_the_link_of_one_grid_opens_no_piece_of_another(
    assessment: Assessment, in_scope: Organisation, lead: Member, bare: Client
) -> None:
    kept = join(panel_of(assessment)[0])
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    seats = [found.seat for found in panel_of(assessment)]
    later = services.open_assessment(assessment.use, seats=seats, by=lead)

    here = bare.get(seat_url(assessment, f"/pieces/{kept.pk}", token="lien-1"))
    elsewhere = bare.get(seat_url(later, f"/pieces/{kept.pk}", token="lien-1"))

    assert (here.status_code, elsewhere.status_code) == (200, 404)


def test_after_handing_over_the_seat_the_new_link_finds_nothing_and_the_old_one_opens_nothing(
    assessment: Assessment, bare: Client
) -> None:
    first = panel_of(assessment)[0]
    kept = join(first)
    fill(first, words=SECRET)
    first.seat.link_digest = link_digest("nouveau")
    first.seat.save()

    new = [bare.get(seat_url(assessment, rest, token="nouveau")) for rest in ("", "?question=fin", "/joindre/1")]
    file = bare.get(seat_url(assessment, f"/pieces/{kept.pk}", token="nouveau"))
    old = bare.get(seat_url(assessment, token="lien-0"))

    assert all(answer.status_code == 200 and SECRET not in answer.text for answer in new)
    assert (file.status_code, old.status_code) == (404, 404)


def test_what_a_former_holder_joined_keeps_nobody_from_joining(assessment: Assessment, bare: Client) -> None:
    first = panel_of(assessment)[0]
    for piece in range(MOST_PER_SEAT):
        join(first, words=f"La pièce {piece}")
    full = bare.get(seat_url(assessment, "/joindre/1", token="lien-0"))
    first.seat.link_digest = link_digest("nouveau")
    first.seat.save()

    fresh = bare.get(seat_url(assessment, "/joindre/1", token="nouveau"))

    assert "pièces au plus" in full.text
    assert "pièces au plus" not in fresh.text


def test_a_token_signed_for_one_address_writes_at_no_other(assessment: Assessment, bare: Client) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    target = seat_url(assessment, "/questions/1", token="lien-1")
    own = activity_token(seat_url(assessment, "/questions/1", token="lien-2"))

    answers = [
        bare.post(target, {"text": "Usurpé", "activity": own}),
        bare.post(target, {"text": "Usurpé", "activity": activity_token(seat_url(assessment, token="lien-1"))}),
        bare.post(target, {"text": "Usurpé"}),
        bare.post(target, {"text": "Usurpé", "activity": activity_token(target)}, headers={"origin": "https://a.test"}),
    ]

    assert [answer.status_code for answer in answers] == [409, 409, 409, 403]
    assert not MinorityOpinion.objects.exists()


# On paper


def enter(client: Client, *, url: str, assessment: Assessment, choice: str) -> None:
    sent = {f"c{code}-choice": choice for code in queries.codes(assessment)}
    client.post(f"{url}?dimension=tout", sent)
    client.post(f"{url}?question=fin")


def links_of(page: str) -> set[str]:
    return {found for found in re.findall(r'href="(/[^"#]*)', page) if not found.startswith("/static/")}


def test_every_link_of_a_sheet_leads_to_a_page_before_and_after_the_sharing(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    mine, other, sheet = sit(lead, assessment=assessment), *panel_of(assessment)[1:]
    client, desk = signed_in(lead), grid_url(assessment, f"/papier/{sheet.pk}")
    joined = join(mine)
    for assessor in (mine, other):
        fill(assessor)
        hand_in(assessor)
    client.post(f"{desk}/saisie?question=1", {"choice": "no"})
    pages = [desk, *(f"{desk}/saisie?{screen}" for screen in ("question=1", "question=2", "question=fin"))]
    shown = [client.get(address).text for address in (*pages, f"{desk}/saisie?dimension=tout")]
    facilitator = signed_in(make_member(in_scope, role=Role.FACILITATOR))
    shown.append(facilitator.get(f"{desk}/saisie").text)
    before = {found: client.get(found, follow=True).status_code for page in shown for found in links_of(page)}
    enter(client, url=f"{desk}/saisie", assessment=assessment, choice="no")
    written = client.get(f"{desk}/questions/1").text
    after = {found: client.get(found, follow=True).status_code for found in links_of(written)}

    assert {found: status for found, status in {**before, **after}.items() if status != 200} == {}
    assert f"{desk}/saisie?question=2" in before
    assert any(found.endswith(f"/pieces/{joined.pk}") for found in after)


def test_a_panel_of_three_on_paper_goes_through_to_the_sharing(assessment: Assessment, lead: Member) -> None:
    client = signed_in(lead)
    for number, assessor in enumerate(panel_of(assessment)):
        url = grid_url(assessment, f"/papier/{assessor.pk}/saisie")
        first = client.get(url)
        assert first.headers["Location"] == f"{url}?dimension=tout"
        enter(client, url=url, assessment=assessment, choice="yes" if number else "no")
    assessment.refresh_from_db()

    shown = client.get(grid_url(assessment)).text

    assert assessment.state == AssessmentState.SHARED
    assert shown.count("(sur papier)") == 3
    assert "Les réponses se contredisent" in shown


def test_the_kit_says_what_is_kept_and_asks_in_plain_words(assessment: Assessment, lead: Member) -> None:
    seats = panel_of(assessment)
    first, third = seats[0], seats[2]
    criterion = queries.criteria(assessment)[0]

    plain = signed_in(lead).get(grid_url(assessment, f"/papier/{third.pk}")).text
    exact = signed_in(lead).get(grid_url(assessment, f"/papier/{first.pk}")).text

    assert criterion["plain"][:40] in plain
    assert criterion["question"][:40] in exact
    assert plain.count('class="case"') == 10 * 5 + 2
    assert all(said in plain for said in ("Confidentiel.", "rendez-la", "J’accepte que ce texte soit imprimé"))


def test_what_is_entered_is_read_by_nobody_else_until_the_sharing(
    assessment: Assessment, in_scope: Organisation, lead: Member, bare: Client
) -> None:
    assessor = panel_of(assessment)[2]
    code, rest = queries.codes(assessment)[0], f"/papier/{assessor.pk}/saisie"
    url = grid_url(assessment, rest)
    sent = {f"c{code}-choice": "no", f"c{code}-justification": SECRET}
    signed_in(lead).post(f"{url}?dimension=tout", sent)
    facilitator = signed_in(make_member(in_scope, role=Role.FACILITATOR))

    own = signed_in(lead).get(f"{url}?dimension=tout").text
    others = [
        facilitator.get(f"{url}?dimension=tout"),
        facilitator.get(f"{url}?question=fin"),
        facilitator.get(grid_url(assessment)),
        bare.get(seat_url(assessment)),
        bare.get(seat_url(assessment, "?question=1")),
        bare.get(seat_url(assessment, token="lien-0")),
    ]
    taken = facilitator.post(f"{url}?dimension=tout", {f"c{code}-choice": "yes"})

    assert SECRET in own
    assert all(answer.status_code == 200 and SECRET not in answer.text for answer in others)
    assert "elle seule le lit" in others[0].text
    assert "Vos réponses sont venues sur papier" in others[3].text
    assert taken.status_code == 409


def test_an_entry_is_undone_from_the_page_of_the_grid(assessment: Assessment, lead: Member) -> None:
    assessor, client = panel_of(assessment)[2], signed_in(lead)
    url = grid_url(assessment, f"/papier/{assessor.pk}")
    enter(client, url=f"{url}/saisie", assessment=assessment, choice="yes")

    listed = client.get(grid_url(assessment)).text
    resumed = client.post(f"{url}/reprendre")
    reread = client.get(f"{url}/saisie")
    erased = client.post(f"{url}/effacer")

    assert "Reprendre la saisie" in listed
    assert reread.headers["Location"] == f"{url}/saisie?question=fin"
    assert (resumed.status_code, erased.status_code) == (302, 302)
    assert not Rating.objects.exists()


def test_a_sheet_says_later_what_its_seat_holds_against_the_others(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    client = signed_in(lead)
    for number, assessor in enumerate(panel_of(assessment)):
        url = grid_url(assessment, f"/papier/{assessor.pk}/saisie")
        enter(client, url=url, assessment=assessment, choice="yes" if number else "no")
    url = grid_url(assessment, f"/papier/{panel_of(assessment)[0].pk}/questions/1")

    written = client.post(url, {"text": SECRET})
    own, other = client.get(url).text, signed_in(make_member(in_scope, role=Role.FACILITATOR)).get(url).text

    assert written.status_code == 302
    assert MinorityOpinion.objects.get().consented_on is None
    assert SECRET in own
    assert SECRET not in other
    assert "Ce que chaque siège a écrit" not in own  # whoever entered the sheet is outside the panel all the same


def test_a_sheet_of_another_grid_is_not_found(assessment: Assessment, in_scope: Organisation, lead: Member) -> None:
    assessor = panel_of(assessment)[0]
    share(assessment, Choice.YES, Choice.NO, Choice.YES)
    later = services.open_assessment(
        assessment.use, seats=[found.seat for found in panel_of(assessment)], by=make_member(in_scope)
    )

    assert signed_in(lead).get(grid_url(later, f"/papier/{assessor.pk}")).status_code == 404


# Resume, undo, save as one goes


def test_an_answer_is_cleared_on_both_screens(assessment: Assessment, bare: Client) -> None:
    url = seat_url(assessment)
    token = {"activity": activity_token(url)}
    for number in (1, 2):
        bare.post(f"{url}?question={number}", {"choice": "yes", **token})

    alone = bare.post(f"{url}?question=1", {"choice": "yes", "effacer": "", **token})
    among = bare.post(f"{url}?dimension=tout", {"effacer": "2", **token})
    nonsense = bare.post(f"{url}?dimension=tout", {"effacer": "99", **token})

    assert alone.headers["Location"] == f"{url}?question=1"
    assert among.headers["Location"] == f"{url}?dimension=tout#q-2"
    assert nonsense.status_code == 302
    assert not Rating.objects.exists()


def test_a_question_and_the_summary_read_the_answers_no_more_than_twice(assessment: Assessment, bare: Client) -> None:
    fill(panel_of(assessment)[2])

    for screen in ("question=3", "question=fin"):
        with CaptureQueriesContext(connection) as asked:
            shown = bare.get(seat_url(assessment, f"?{screen}"))
        assert shown.status_code == 200
        assert sum('FROM "assessments_rating"' in query["sql"] for query in asked) == 2


def test_screens_and_seat_say_how_much_is_left(assessment: Assessment, bare: Client) -> None:
    url = seat_url(assessment)
    home = url.split("/grille")[0]
    before = bare.get(home).text
    for number in (1, 2, 3):
        bare.post(f"{url}?question={number}", {"choice": "yes", "activity": activity_token(url)})

    assert "10 questions, 10 minutes environ" in before
    assert "Il reste 7 questions, 7 minutes environ" in bare.get(home).text
    assert "Il reste 7 questions" in bare.get(f"{url}?question=4").text
    assert "Il reste 7 questions" in bare.get(f"{url}?dimension=tout").text


# Fifty-eight questions


def test_a_whole_grid_stays_readable(in_scope: Organisation, lead: Member) -> None:
    assessment = make_assessment(in_scope, by=lead, depth=Depth.WHOLE, kinds=(*PANEL, PANEL[0], PANEL[1], PANEL[2]))
    sit(lead, assessment=assessment)
    words = "Un mot de trop, dit et redit à chaque question. " * 8
    many = {f"q{number}": Choice.NO for number in range(20, 34)}
    share(assessment, *[Choice.YES] * 5, Choice.PARTLY, words=words, **many)

    page = signed_in(lead).get(grid_url(assessment))
    seat = Client().get(seat_url(assessment))
    outside = signed_in(make_member(in_scope, role=Role.OBSERVER)).get(grid_url(assessment))

    assert page.text.count("<h3>") >= 10
    assert "Les autres questions, par dimension" in page.text
    assert page.text.count("/questions/") == 58
    assert "Par genre de siège" in signed_in(lead).get(grid_url(assessment, "/questions/1")).text
    assert max(len(page.content), len(outside.content)) < LARGEST_PAGE
    assert len(gzip.compress(seat.content)) < LARGEST_SCREEN
    assert len(seat.content) < LARGEST_SHARED


def test_ten_questions_that_are_not_enough_say_so_and_enquiries_find_somebody(
    assessment: Assessment, lead: Member
) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.UNKNOWN)

    text = signed_in(lead).get(grid_url(assessment)).text

    assert "la grille entière est à remplir" in text
    gate = Gate.objects.filter(effect="inquiry").order_by("pk")[0]
    assert f"/portes/{gate.pk}/suivi" in text
    assert "Dire qui cherche, et pour quand" in text


def test_an_enquiry_is_framed_from_the_grid_and_said_there(assessment: Assessment, lead: Member) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.UNKNOWN)
    gate, client = Gate.objects.filter(effect="inquiry").order_by("pk")[0], signed_in(lead)
    slug = assessment.use.organisation.slug
    sent = {"owner": "La direction du pôle", "due_on": (timezone.localdate() + timedelta(days=60)).isoformat()}

    framed = client.post(f"/o/{slug}/portes/{gate.pk}/suivi", sent, follow=True)

    assert framed.status_code == 200
    assert framed.redirect_chain[0][0] == f"/o/{slug}/usages/{assessment.use_id}/portes"
    assert "La direction du pôle en répond" in client.get(grid_url(assessment)).text


def test_a_shared_page_names_the_voices_that_were_missing(assessment: Assessment, lead: Member) -> None:
    first = panel_of(assessment)[0]
    fill(first)
    hand_in(first)
    services.share_early(assessment, reason="Demain.", by=lead)

    assert "les personnes accompagnées" in signed_in(lead).get(grid_url(assessment)).text


@pytest.mark.parametrize(
    ("choices", "is_told"),
    [
        ((Choice.YES, Choice.NO, Choice.YES), True),  # they part: what is said together points at nobody
        ((Choice.YES, Choice.YES, Choice.YES), False),  # all alike: it would be what each of three answered
    ],
)
def test_what_a_small_panel_says_together_is_read_outside_where_it_tells_no_ones_answer(
    assessment: Assessment, in_scope: Organisation, choices: tuple[Choice, ...], is_told: bool
) -> None:
    share(assessment, *choices)
    member = make_member(in_scope, role=Role.FACILITATOR)
    code = queries.codes(assessment)[0]
    services.say_together(assessment, answer=Answer(code, Choice.PARTLY, SECRET), by=member)
    outsider = signed_in(make_member(in_scope, role=Role.OBSERVER))
    inside = sit(make_member(in_scope, role=Role.ASSESSOR), assessment=assessment)

    question = outsider.get(grid_url(assessment, "/questions/1")).text
    grid = outsider.get(grid_url(assessment)).text
    mine = queries.criterion_page(assessment, number=1, member=inside.seat.member)  # type: ignore[arg-type]

    assert (SECRET in question) is is_told
    assert ("Ensemble" in grid) is is_told
    assert mine.said.together is not None


def test_whoever_hosts_can_undo_what_a_panel_said_together_even_where_they_may_not_read_it(
    assessment: Assessment, in_scope: Organisation, lead: Member
) -> None:
    share(assessment, Choice.YES, Choice.YES, Choice.YES)
    services.say_together(assessment, answer=Answer(queries.codes(assessment)[0], Choice.YES, "Oui."), by=lead)

    page = queries.criterion_page(assessment, number=1, member=make_member(in_scope, role=Role.FACILITATOR))

    assert page.said.together is None
    assert page.take_back_url


def test_a_meeting_goes_from_one_question_that_parts_it_to_the_next(in_scope: Organisation, lead: Member) -> None:
    assessment = make_assessment(in_scope, by=lead)
    first, *others = panel_of(assessment)
    fill(first, choice=Choice.YES)
    hand_in(first)
    for other in others:
        fill(other, choice=Choice.YES, q2=Choice.NO, q7=Choice.NO)
        hand_in(other)
    sit(lead, assessment=assessment)

    whole = signed_in(lead).get(grid_url(assessment)).text.split('id="a-deliberer"')[1]
    text = signed_in(lead).get(grid_url(assessment, "/questions/2")).text
    last_parted = signed_in(lead).get(grid_url(assessment, "/questions/7")).text

    assert queries.criteria(assessment)[1]["question"] in unescape(whole)
    assert f"(Usage : {assessment.use.title})" not in whole.split("</section>")[0]
    assert "Question précédente" not in text
    assert f'href="{grid_url(assessment, "/questions/7")}">Question suivante' in text
    assert f'href="{grid_url(assessment, "/questions/2")}">Question précédente' in last_parted
    assert f'href="{grid_url(assessment, "/questions/1")}">Question suivante' in last_parted


def test_what_stands_in_the_way_of_every_sheet_is_said_once(in_scope: Organisation, lead: Member) -> None:
    assessment = make_assessment(in_scope, by=lead)
    sit(lead, assessment=assessment)

    sitting = signed_in(lead).get(grid_url(assessment)).text
    away = signed_in(make_member(in_scope)).get(grid_url(assessment)).text

    assert sitting.count("Vous siégez aussi à cette grille.") == 1
    assert "Entrer les réponses" not in sitting
    assert away.count("Entrer les réponses") == len(PANEL)
