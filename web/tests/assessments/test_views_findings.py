"""An analysis that leaves, another's that comes in, and both side by side: as people meet them."""

import gzip
import json
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from balises.assessments import queries, rules, services
from balises.assessments.models import Assessment, ReceivedFindings
from balises.assessments.rules import Choice, Depth, FindingsState
from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.roles import Role
from factories.assessments import fill, hand_in, make_assessment, panel_of, share
from factories.dossiers import FIVE, JOINT_WHY, OPINION, SECRET, UNCONSENTED, add_voices, make_shared_look
from factories.findings import (
    NAME,
    THEIR_GATE,
    THEIR_OPINION,
    THEIR_WHY,
    content_of,
    keep,
    make_finding,
    make_findings,
    read,
)
from factories.grids import publish_own
from factories.organisations import make_member

THEIRS = ("de «\u202fnon\u202f» à «\u202foui\u202f»", THEIR_WHY, THEIR_OPINION, THEIR_GATE, "Suspendu")
LARGEST_SCREEN = 50_000


@pytest.fixture
def client(lead: Member) -> Client:
    return client_of(lead)


def client_of(member: Member) -> Client:
    found = Client()
    found.force_login(member.user)
    return found


def use_url(assessment: Assessment, rest: str) -> str:
    return f"/o/{assessment.use.organisation.slug}/usages/{assessment.use_id}/{rest}"


def seat_url(assessment: Assessment, rest: str = "", *, token: str = "lien-2") -> str:
    return f"/p/{assessment.use.organisation.slug}/siege/{token}/grille/{assessment.pk}{rest}"


def upload(client: Client, assessment: Assessment, content: bytes, *, name: str = NAME) -> object:
    file = SimpleUploadedFile(name, content, "application/json")
    return client.post(use_url(assessment, "autre-organisation"), {"file": file}, follow=True)


def said(answer: object) -> str:
    return answer.content.decode().replace("\u202f", " ")  # type: ignore[attr-defined]


# On the way out


def test_the_lead_reads_what_would_leave_then_takes_the_file(in_scope: Organisation, lead: Member) -> None:
    look = make_shared_look(in_scope, by=lead, kinds=FIVE)
    add_voices(look)
    client, url = client_of(lead), use_url(look, "confier")

    shown = client.get(url)
    unnamed, named = client.post(url), client.post(url, {"is_named": "on"})

    assert url in client.get(look.get_absolute_url()).text
    assert [each in shown.text for each in (JOINT_WHY, OPINION, SECRET, UNCONSENTED)] == [True, True, False, False]
    assert unnamed["Content-Disposition"] == f'attachment; filename="analyse-{look.use.slug}.json"'
    assert json.loads(unnamed.content)["findings"]["organisation"] == "une autre organisation"
    assert json.loads(named.content)["findings"]["organisation"] == in_scope.name
    assert SECRET not in unnamed.text


def test_looking_at_what_would_leave_writes_nothing(in_scope: Organisation, lead: Member) -> None:
    look = make_shared_look(in_scope, by=lead, kinds=FIVE)
    before = Entry.objects.count()

    client_of(lead).get(use_url(look, "confier"))

    assert Entry.objects.count() == before


def test_before_the_sharing_the_page_says_why_and_no_post_takes_the_file(
    assessment: Assessment, client: Client
) -> None:
    fill(panel_of(assessment)[0], words=SECRET)
    hand_in(panel_of(assessment)[0])
    url = use_url(assessment, "confier")

    shown, tried = client.get(url), client.post(url)

    assert "Rien ne sort avant la mise en commun" in shown.text
    assert "<form method" not in shown.text.partition("<main")[2].partition("</main>")[0]
    assert tried.status_code == 422
    assert "application/json" not in tried["Content-Type"]


def test_an_own_edition_says_in_the_form_that_it_names_the_organisation(
    in_scope: Organisation, lead: Member, client: Client
) -> None:
    look = make_shared_look(in_scope, by=lead, kinds=FIVE)
    own = publish_own(lead)
    Assessment.objects.update(edition=own.reference, edition_digest=own.digest)
    url = use_url(look, "confier")

    shown, unnamed, named = client.get(url), client.post(url), client.post(url, {"is_named": "on"})

    assert "La référence de votre grille porte le nom" in shown.text
    assert unnamed.status_code == 422
    assert "Acceptez d’être nommés" in unnamed.text
    assert named["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ASSESSOR, Role.GUARANTOR, Role.OBSERVER])
def test_only_a_lead_lets_out_takes_in_and_removes(assessment: Assessment, lead: Member, role: Role) -> None:
    kept = keep(assessment.use, by=lead)
    client, held = client_of(make_member(assessment.use.organisation, role=role)), kept.get_absolute_url()

    answers = [
        client.post(use_url(assessment, "confier")),
        client.get(use_url(assessment, "autre-organisation")),
        client.post(f"{held}/garder"),
        client.post(f"{held}/retirer"),
    ]
    shown = client.get(held)

    assert {answer.status_code for answer in answers} == {403}
    assert shown.status_code == 200
    assert f"{held}/retirer" not in shown.text
    assert ReceivedFindings.objects.count() == 1


# On the way in


def test_a_file_is_shown_then_kept_then_removed(assessment: Assessment, client: Client) -> None:
    preview = upload(client, assessment, content_of(make_findings()))
    held = ReceivedFindings.objects.get()
    url = held.get_absolute_url()
    kept = client.post(f"{url}/garder", follow=True)
    listed = client.get(use_url(assessment, "autre-organisation"))
    thread = client.get(assessment.use.get_absolute_url())
    removed = client.post(f"{url}/retirer", follow=True)

    assert "Rien n’est gardé" in said(preview)
    assert "Les Cinq Ponts" in said(preview)
    assert said(preview).count('<span class="sonde">') == 10
    assert "C’est gardé." in said(kept)
    assert url in listed.text
    assert url in thread.text
    assert "rien n’en reste ici" in said(removed)
    assert client.get(url).status_code == 404
    assert not ReceivedFindings.objects.exists()


def test_the_preview_tells_which_questions_are_common_and_none_of_their_answers(
    assessment: Assessment, lead: Member, client: Client
) -> None:
    asked = set(queries.codes(assessment))
    foreign = next(each for each in assessment.edition_body["criteria"] if each["code"] not in asked)
    rows = (*make_findings().criteria, make_finding(foreign["code"], Choice.NO, Choice.YES))

    preview = upload(client, assessment, content_of(make_findings(criteria=rows)))

    before, _title, after = said(preview).partition("Celles qui n’ont pas d’équivalent dans votre grille")
    assert foreign["question"].strip()[:40] in after
    assert foreign["question"].strip()[:40] not in before
    assert [each for each in THEIRS if each in preview.content.decode()] == []  # type: ignore[attr-defined]
    assert "Avec votre grille ouverte" in said(preview)


def test_of_what_is_common_to_nothing_the_button_says_why(assessment: Assessment, client: Client) -> None:
    asked = set(queries.codes(assessment))
    foreign = next(each["code"] for each in assessment.edition_body["criteria"] if each["code"] not in asked)
    alone = make_findings(criteria=(make_finding(foreign, Choice.YES),), gates=())

    preview = upload(client, assessment, content_of(alone))
    refused = client.post(f"{ReceivedFindings.objects.get().get_absolute_url()}/garder")

    assert "disabled" in said(preview)
    assert "il n’y aurait rien à lire à côté des vôtres" in said(preview)
    assert refused.status_code == 409
    assert ReceivedFindings.objects.get().state == FindingsState.READ


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"edition": "framework:grille-ailleurs@2"}, "« framework:grille-ailleurs@2 » n’est pas une édition que vous"),
        ({"edition_digest": "0" * 64}, "leur texte de « framework:grille@1 » n’est pas le vôtre"),
        ({"criteria": (make_finding("99.9", Choice.YES),)}, "« 99.9 » n’est pas un code de cette édition"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_beside_its_field(
    assessment: Assessment, client: Client, change: dict[str, object], sentence: str
) -> None:
    answer = upload(client, assessment, content_of(make_findings(**change)))

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert sentence in said(answer)
    assert f"« {NAME} »" in said(answer)
    assert not ReceivedFindings.objects.exists()


def test_a_code_told_twice_and_an_altered_file_are_refused(assessment: Assessment, client: Client) -> None:
    rows = make_findings().criteria
    twice = upload(client, assessment, content_of(make_findings(criteria=(*rows, rows[0]))))
    altered = upload(client, assessment, content_of(make_findings()).replace(b"Les Cinq Ponts", b"Les Six Ponts"))

    assert "y est déjà, au n° 1" in said(twice)
    assert "Ce fichier a changé depuis qu’il est sorti" in said(altered)
    assert not ReceivedFindings.objects.exists()


@pytest.mark.parametrize("size", [1_000_001, 5_600_000])
def test_a_file_that_is_too_large_is_refused_in_a_sentence(assessment: Assessment, client: Client, size: int) -> None:
    answer = upload(client, assessment, b" " * size)

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "plus d’un mégaoctet" in said(answer)


def test_a_second_file_of_the_same_findings_is_refused(assessment: Assessment, lead: Member, client: Client) -> None:
    keep(assessment.use, by=lead)

    answer = upload(client, assessment, content_of(make_findings()))

    assert "Cette analyse est déjà gardée pour cet usage" in said(answer)
    assert ReceivedFindings.objects.count() == 1


def test_a_use_that_nobody_looked_at_is_compared_with_the_grid_one_would_open(
    assessment: Assessment, lead: Member, client: Client
) -> None:
    use = assessment.use
    Assessment.objects.all().delete()

    preview = client.get(read(use, by=lead).get_absolute_url())

    assert "Avec la grille que vous ouvririez aujourd’hui" in preview.text
    assert preview.text.count('<span class="sonde">') == 10


# Ours blank first


def test_no_seat_and_no_member_reads_theirs_before_ours_is_shared(
    assessment: Assessment, lead: Member, client: Client
) -> None:
    kept, bare = keep(assessment.use, by=lead), Client()
    for assessor in panel_of(assessment)[:2]:
        fill(assessor)
        hand_in(assessor)
    pages = [
        client.get(assessment.get_absolute_url()),
        client.get(kept.get_absolute_url()),
        client.get(use_url(assessment, "autre-organisation")),
        client.get(assessment.use.get_absolute_url()),
        bare.get(seat_url(assessment, token="lien-0")),  # handed in
        bare.get(seat_url(assessment, "?question=1")),  # still blank
    ]
    sent_back = [client.get(f"{assessment.get_absolute_url()}/ailleurs"), bare.get(seat_url(assessment, "/ailleurs"))]

    assert {page.status_code for page in pages} == {200}
    assert [each for page in pages for each in THEIRS if each in page.text] == []
    assert [page["Location"] for page in sent_back] == [assessment.get_absolute_url(), seat_url(assessment)]


def test_once_ours_is_shared_members_and_seats_by_link_read_theirs_beside(
    assessment: Assessment, lead: Member, client: Client
) -> None:
    kept, bare = keep(assessment.use, by=lead), Client()
    share(assessment, Choice.YES, Choice.NO, Choice.PARTLY)

    grid, desk = client.get(assessment.get_absolute_url()), bare.get(seat_url(assessment))
    member, seat = client.get(f"{assessment.get_absolute_url()}/ailleurs"), bare.get(seat_url(assessment, "/ailleurs"))

    assert f"{assessment.get_absolute_url()}/ailleurs" in grid.text
    assert seat_url(assessment, "/ailleurs") in desk.text
    for page in (member, seat):
        assert [each for each in THEIRS if each not in page.text] == []
        assert "Les réponses se contredisent" in page.text or "de «" in page.text
    assert kept.get_absolute_url() in member.text
    assert kept.get_absolute_url() not in seat.text  # an address that members alone may follow
    assert not seat.cookies


def test_while_seats_look_again_the_page_of_the_first_grid_says_that_theirs_wait(
    assessment: Assessment, lead: Member, client: Client
) -> None:
    keep(assessment.use, by=lead)
    shared = share(assessment, Choice.YES, Choice.NO, Choice.PARTLY)
    seats = [assessor.seat for assessor in panel_of(shared)]
    services.open_assessment(shared.use, seats=seats, depth=Depth.WHOLE, by=lead)

    grid, desk = client.get(shared.get_absolute_url()), Client().get(seat_url(shared))

    for page in (grid, desk):
        assert "se lira de nouveau après sa mise en commun" in page.text
        assert "/ailleurs" not in page.text
    assert client.get(f"{shared.get_absolute_url()}/ailleurs").status_code == 302


def test_where_nobody_else_looked_nothing_is_shown(assessment: Assessment, client: Client) -> None:
    share(assessment, Choice.YES, Choice.NO, Choice.PARTLY)

    page = client.get(assessment.get_absolute_url())

    assert "regardé ailleurs" not in page.text
    assert client.get(f"{assessment.get_absolute_url()}/ailleurs")["Location"] == assessment.get_absolute_url()


def test_what_they_wrote_is_shown_as_text(assessment: Assessment, lead: Member, client: Client) -> None:
    markup = "<script>alert('Zorille')</script>"
    rows = make_findings().criteria
    worded = replace(rows[0], together=rules.JointAnswer(Choice.NO, markup))
    keep(assessment.use, by=lead, use=markup, organisation=markup, criteria=(worded, *rows[1:]))
    share(assessment, Choice.YES, Choice.NO, Choice.PARTLY)

    pages = [
        client.get(f"{assessment.get_absolute_url()}/ailleurs").text,
        client.get(ReceivedFindings.objects.get().get_absolute_url()).text,
        client.get(use_url(assessment, "autre-organisation")).text,
    ]

    assert all("alert(" in page and "<script>alert" not in page for page in pages)


def test_fifty_eight_questions_beside_ours_stay_light_for_a_seat(in_scope: Organisation, lead: Member) -> None:
    assessment = make_assessment(in_scope, by=lead, depth=Depth.WHOLE)
    codes = queries.codes(assessment)
    rows = tuple(make_finding(code, Choice.NO, Choice.YES, Choice.UNKNOWN) for code in codes)
    keep(assessment.use, by=lead, criteria=rows, depth=Depth.WHOLE, gates=())
    share(assessment, Choice.YES, Choice.NO, Choice.UNKNOWN)

    page = Client().get(seat_url(assessment, "/ailleurs"))

    assert page.text.count("<tr>") == len(codes) + 1
    assert len(gzip.compress(page.content)) < LARGEST_SCREEN
    assert len(page.content) < LARGEST_SCREEN


def test_the_page_of_the_same_tool_leads_to_other_organisations(assessment: Assessment, client: Client) -> None:
    page = client.get(use_url(assessment, "meme-outil"))

    assert use_url(assessment, "autre-organisation") in page.text
