"""Remarks where a question is used, the workbench, files that leave and come in: as people meet them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from balises.assessments import queries, services
from balises.assessments.models import Assessment, GridDraft, Remark
from balises.assessments.rules import Choice, Depth
from balises.library.models import OwnEdition
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.register import services as register
from balises.register.rules import Hold, KnockFacts, Margin
from balises.shared.http import activity_token
from factories.assessments import fill, hand_in, make_process_of, make_seat, panel_of
from factories.grids import added_words, make_remark, publish_own
from factories.organisations import make_member
from factories.register import make_use

PANEL = ("practitioner", "direction", "service_user")


@pytest.fixture
def client(lead: Member) -> Client:
    return client_of(lead)


def client_of(member: Member) -> Client:
    found = Client()
    found.force_login(member.user)
    return found


def share(assessment: Assessment, **choices: Choice) -> None:
    for assessor in panel_of(assessment):
        fill(assessor, **choices)
        hand_in(assessor)


def test_a_seat_without_an_account_leaves_a_remark_without_a_cookie_nor_a_word_of_who_it_is(
    assessment: Assessment, in_scope: Organisation
) -> None:
    bare, desk = Client(enforce_csrf_checks=True), f"/p/{in_scope.slug}/siege/lien-2/grille/{assessment.pk}"
    url = f"{desk}/remarques"
    given = {"kind": "forgotten_case", "words": "Et si je ne lis pas le français ?", "activity": activity_token(url)}

    question, listed = bare.get(f"{desk}?question=3"), bare.get(url)
    empty = bare.post(f"{url}?question=3", {**given, "words": ""})
    kept = bare.post(f"{url}?question=3", given)
    forged = bare.post(f"{url}?question=3", {**given, "activity": activity_token(desk)})
    said = bare.get(kept["Location"])

    assert f"{desk}/remarques?question=3" in question.text
    assert listed.text.count("remarques?question=") == 10
    assert (empty.status_code, kept.status_code, forged.status_code) == (422, 302, 409)
    assert "C’est noté" in said.text
    assert not bare.cookies
    remark = Remark.objects.get()
    assert (remark.criterion, remark.seat_kind) == (queries.codes(assessment)[2], "service_user")


def test_a_member_of_the_panel_remarks_from_the_dimension_and_from_the_shared_page(
    assessment: Assessment, in_scope: Organisation, lead: Member, client: Client
) -> None:
    seat = panel_of(assessment)[0].seat
    seat.member, seat.link_digest = lead, ""
    seat.save()
    home = f"/o/{in_scope.slug}/grilles/{assessment.pk}"
    before = client.get(home).text
    share(assessment)

    shared = client.get(home).text
    kept = client.post(f"{home}/coter/remarques?question=1", {"kind": "unclear", "words": "Que veut dire « peser » ?"})

    assert "coter/remarques" not in before
    assert f"{home}/coter/remarques" in shared
    assert kept.status_code == 302
    assert Remark.objects.get().seat_kind == "practitioner"


def test_remarks_are_read_by_whoever_composes_and_by_nobody_else(
    assessment: Assessment, in_scope: Organisation, client: Client
) -> None:
    make_remark(panel_of(assessment)[0], criterion=queries.codes(assessment)[0], words="Bien trop long.")
    url = f"/o/{in_scope.slug}/grille"
    blind = client.get(url).text
    share(assessment)
    observer = client_of(make_member(in_scope, role=Role.OBSERVER))

    assert "Bien trop long." not in blind
    assert "Bien trop long." in client.get(url).text
    assert "un siège de terrain" in client.get(url).text
    assert "Bien trop long." not in observer.get(url).text
    assert observer.get(f"{url}/chantier").status_code == 403


def test_the_workbench_from_a_remark_to_a_sealed_edition(
    assessment: Assessment, in_scope: Organisation, client: Client
) -> None:
    code = queries.codes(assessment)[0]
    remark = make_remark(panel_of(assessment)[0], criterion=code, words="Bien trop long.")
    share(assessment)
    bench = f"/o/{in_scope.slug}/grille/chantier"
    client.post(bench, {"base": "framework:grille@1"})
    shown = client.get(f"{bench}/question/{code}")
    words = {name: shown.context["page"].criterion[name] for name in ("question", "plain", "why", "guidance")}
    sent = {**words, "act": "reword", "reason": "Plus court.", "remarks": [remark.pk]}

    same = client.post(f"{bench}/question/{code}", sent)
    kept = client.post(f"{bench}/question/{code}", {**sent, "question": "En deux mots : est-ce utile ?"})
    preview = client.get(f"{bench}/publier")
    face = {"title": "Notre grille", "summary": "La nôtre.", "authors": "Collectif des usages\nBureau"}
    sealed = client.post(f"{bench}/publier", face)
    edition = client.get(f"/o/{in_scope.slug}/grille/editions/2")

    assert same.status_code == 422
    assert "sont restés les mêmes" in same.text
    assert kept.status_code == 302
    assert "<ins>" in preview.text
    assert "Bien trop long." in preview.text
    assert sealed.status_code == 302
    assert OwnEdition.objects.get().body["authors"] == ["Collectif des usages", "Bureau"]
    assert "Plus court." in edition.text
    assert "Bien trop long." in edition.text
    assert "<del>" in edition.text


def test_a_question_is_added_with_the_faults_of_its_condition_told(in_scope: Organisation, client: Client) -> None:
    make_process_of(in_scope)
    bench = f"/o/{in_scope.slug}/grille/chantier"
    client.post(bench, {"base": "framework:grille@1"})
    words = added_words()
    sent = {
        **{name: words[name] for name in ("question", "plain", "why", "guidance")},
        "dimension": "d6",
        "evidence": "la fiche d’arrivée\nun essai",
        "effect_no": "condition",
        "says_no": "Une fiche est écrite.",
        "reason": "Une situation oubliée.",
    }

    unknown = client.post(f"{bench}/nouvelle", {**sent, "given": "humeur=bonne"})
    without = client.post(f"{bench}/nouvelle", {**sent, "effect_no": ""})
    kept = client.post(f"{bench}/nouvelle", {**sent, "given": "grave=yes\naccount!=local"})
    shown = client.get(bench)
    code = queries.changes_of(GridDraft.objects.get())[0].code
    client.post(f"{bench}/question/{code}", {"retablir": "1"})

    assert (unknown.status_code, without.status_code, kept.status_code) == (422, 422, 302)
    assert "n’est pas un fait connu" in unknown.text
    assert "grave" in unknown.text
    assert f"{code}. " in shown.text
    assert queries.changes_of(GridDraft.objects.get()) == ()


@pytest.mark.parametrize("key", ["9" * 40, "-1"])
def test_a_remark_that_was_not_offered_is_no_choice(
    assessment: Assessment, in_scope: Organisation, client: Client, key: str
) -> None:
    code = queries.codes(assessment)[0]
    make_remark(panel_of(assessment)[0], criterion=code)
    share(assessment)
    bench = f"/o/{in_scope.slug}/grille/chantier"
    client.post(bench, {"base": "framework:grille@1"})

    answers = [client.post(f"{bench}/{page}", {"remarks": [key]}) for page in (f"question/{code}", "nouvelle")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("remarks" in answer.context["form"].errors for answer in answers)


def test_giving_up_leaves_remarks_open_and_nothing_published(
    assessment: Assessment, in_scope: Organisation, client: Client
) -> None:
    make_remark(panel_of(assessment)[0], criterion=queries.codes(assessment)[0])
    bench = f"/o/{in_scope.slug}/grille/chantier"
    client.post(bench, {"base": "framework:grille@1"})

    client.post(f"{bench}/abandonner")

    assert not GridDraft.objects.exists()
    assert Remark.objects.get().answered_in is None
    assert client.get(f"{bench}/publier").status_code == 404


def test_a_grid_leaves_and_comes_in_and_a_bad_file_is_told_its_line(
    in_scope: Organisation, lead: Member, client: Client
) -> None:
    make_process_of(in_scope)
    own = publish_own(lead)
    home = f"/o/{in_scope.slug}/grille"
    yaml, json = client.get(f"{home}/editions/2.yaml"), client.get(f"{home}/editions/2.json")
    bad = SimpleUploadedFile("grille.yaml", yaml.text.replace("notice:", "remarque:", 1).encode())
    heavy = SimpleUploadedFile("grille.yaml", b"x" * 1_000_001)

    refused = client.post(f"{home}/chantier/importer", {"grid": bad})
    too_heavy = client.post(f"{home}/chantier/importer", {"grid": heavy})
    taken = client.post(f"{home}/chantier/importer", {"grid": SimpleUploadedFile("g.json", json.content)})
    again = client.post(f"{home}/chantier/importer", {"grid": SimpleUploadedFile("g.json", json.content)})

    assert "inconnue" in refused.text
    assert "grille.yaml:" in refused.text
    assert (refused.status_code, too_heavy.status_code, again.status_code) == (422, 422, 422)
    assert taken.status_code == 302
    assert GridDraft.objects.get().base == own.reference
    assert "déjà en chantier" in again.text


def test_opening_offers_ones_own_grid_and_asks_nothing_where_there_is_none(
    in_scope: Organisation, lead: Member, client: Client
) -> None:
    process = make_process_of(in_scope)
    url = f"/o/{in_scope.slug}/usages/{make_use(process).pk}/regarder"
    alone = client.get(url).text
    own = publish_own(lead)
    offered = client.get(url).context["page"]
    seats = [make_seat(process, kind=kind).pk for kind in PANEL]  # type: ignore[arg-type]

    foreign = client.post(url, {"grid": "framework:grille-autre@2", "depth": "quick", "seats": seats})
    opened = client.post(url, {"grid": own.reference, "depth": "quick", "seats": seats})

    assert "Avec quelle grille" not in alone
    assert offered.grid == own.title
    assert foreign.status_code == 422
    assert opened.status_code == 302
    assert Assessment.objects.get().edition == own.reference


def test_two_editions_are_compared_whichever_is_asked(in_scope: Organisation, lead: Member, client: Client) -> None:
    make_process_of(in_scope)
    second = publish_own(lead, question="Peut-on faire autrement, deuxième façon ?")
    publish_own(lead, question="Peut-on faire autrement, troisième façon ?", base=second.reference)
    url = f"/o/{in_scope.slug}/grille/editions/3"

    since_second, since_shipped = client.get(url).text, client.get(f"{url}?depuis=framework:grille@1").text
    nonsense = client.get(f"{url}?depuis=framework:rien@x")

    assert "<del>deuxième</del>" in since_second
    assert "<del>deuxième</del>" not in since_shipped
    assert nonsense.status_code == 200
    assert client.get(f"/o/{in_scope.slug}/grille/editions/9").status_code == 404


def test_the_session_of_hard_knocks_is_told_on_its_question_and_nowhere_else(
    in_scope: Organisation, lead: Member
) -> None:
    process = make_process_of(in_scope)
    use = make_use(process)
    session = register.play_cards(use, cards=["st-01", "st-02", "st-03"], on=timezone.localdate(), by=lead)
    register.record_knock(session, card="st-01", knock=KnockFacts(Hold.BREAKS, "", Margin()), by=lead)
    seats = [make_seat(process, kind=kind, token=f"s-{kind}") for kind in PANEL]  # type: ignore[arg-type]
    assessment = services.open_assessment(use, seats=seats, depth=Depth.WHOLE, by=lead)
    number = queries.codes(assessment).index("6.7") + 1
    desk = f"/p/{in_scope.slug}/siege/s-direction/grille/{assessment.pk}"
    bare = Client()

    assert "Panne nationale de trois jours" in bare.get(f"{desk}?question={number}").text
    assert "Panne nationale de trois jours" in bare.get(f"{desk}?dimension=d6").text
    assert "Panne nationale" not in bare.get(f"{desk}?question={number - 1}").text


def test_another_teams_look_is_read_once_ours_is_shared_and_as_from_outside(
    assessment: Assessment, in_scope: Organisation, lead: Member, client: Client
) -> None:
    other_use = make_use(assessment.use.process, title="Le même outil, à l’étage")
    seats = [make_seat(assessment.use.process, kind=kind, token=f"o-{kind}") for kind in PANEL]  # type: ignore[arg-type]
    other = services.open_assessment(other_use, seats=seats, by=lead)
    register.name_same_tool(assessment.use, other=other_use, by=lead)
    share(other, q1=Choice.NO)
    url = f"/o/{in_scope.slug}/grilles/{assessment.pk}"
    blind, too_early = client.get(url).text, client.get(f"{url}/ailleurs")
    share(assessment)

    shared, beside = client.get(url).text, client.get(f"{url}/ailleurs").text

    assert "/ailleurs" not in blind
    assert too_early["Location"] == url
    assert f"{url}/ailleurs" in shared
    assert "à l’étage" in beside
    assert "À moins de cinq réponses" in beside
    assert "Aucun écart entre les réponses données" in beside
