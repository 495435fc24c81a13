"""What a report says of a use, and what it never says whoever reads it."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from balises.assessments import services
from balises.assessments.models import JointRating
from balises.assessments.phrases import ANSWER_LABELS
from balises.assessments.rules import Choice
from balises.dossiers import queries, rules
from balises.dossiers.rules import Document, Section, Table
from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.processes.rules import SeatKind
from balises.register import services as register
from balises.register.models import AIUse, Gate
from balises.register.queries import robustness_page
from balises.register.rules import GainFacts, GainKind, GateState, Hold, KnockFacts, Margin
from balises.shared.wording import typography
from factories.assessments import PANEL, fill, hand_in, make_assessment, panel_of
from factories.decisions import make_seat
from factories.dossiers import (
    DISSENT,
    FIVE,
    JOINT_WHY,
    LEAD,
    OPINION,
    PIECE,
    SECRET,
    UNCONSENTED,
    Reports,
    add_voices,
    decide,
    frame,
    make_reported_use,
    make_shared_look,
    reports_of,
)
from factories.organisations import make_member
from factories.processes import make_process
from factories.register import make_answerable_use, make_use, pronounce, start_process

TWO = PANEL[:2]


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope, function="Pilote de la démarche")


@pytest.fixture
def reports(in_scope: Organisation) -> Reports:
    return reports_of(in_scope)


def words_of(use: AIUse) -> str:
    return "\n".join(rules.words(queries.report(use)))


def section(document: Document, code: str) -> Section:
    found = [each for top in document.sections for each in (top, *top.sections) if each.code == code]
    assert len(found) == 1, [each.code for each in document.sections]
    return found[0]


def tables(found: Section) -> list[Table]:
    return [block for block in found.blocks if isinstance(block, Table)]


def rest_of(found: Section) -> str:
    return "\n".join(rules.words(Document("", "", "", "", "", (found,))))


def test_it_begins_with_who_looked_then_where_minds_part_then_gates(reports: Reports) -> None:

    codes = [each.code for each in reports.whole.sections]

    assert codes == [
        "qui", "ecarts", "ouvertes", "fermees", "prononce", "marges", "faits", "devoirs", "fil", "methode", "textes",
        "empreinte",
    ]  # fmt: skip


def test_it_says_which_seats_looked_and_who_on_paper(reports: Reports) -> None:
    said = rest_of(section(reports.whole, "qui"))

    assert "Siège practitioner, Siège management (sur papier), Siège direction" in said
    assert "Grille éthique et robuste, édition 1, regard rapide." in said
    assert "Il a manqué à cette table" not in said


def test_it_says_who_was_not_at_the_table(lead: Member) -> None:
    kinds = (SeatKind.DATA_PROTECTION_OFFICER, SeatKind.STAFF_REPRESENTATIVE, SeatKind.SERVICE_USER)
    assessment = make_shared_look(lead.organisation, by=lead, kinds=kinds)

    said = rest_of(section(queries.report(assessment.use), "qui"))

    assert "Il a manqué à cette table\u202f:\nle terrain et l’encadrement ou la direction." in said


def test_a_use_nobody_looked_at_still_has_its_report(lead: Member) -> None:
    use = make_use(make_process(lead), title="Traduire à l’accueil")

    document = queries.report(use)

    assert document.title == "Traduire à l’accueil\u202f: ce que l’on en sait"
    assert "Personne n’a encore regardé cet usage à plusieurs." in rest_of(section(document, "qui"))
    assert "ecarts" not in [each.code for each in document.sections]
    assert "Aucun regard à plusieurs n’a encore porté sur ce qui tient" in rest_of(section(document, "marges"))


def test_five_people_or_more_show_the_range_of_each_question(reports: Reports) -> None:
    parted, nuanced, unsure = tables(section(reports.whole, "ecarts"))

    assert parted.headers == ("Question", "Dimension", "Ce que l’on lit", "Suite")
    assert [row[2:] for row in parted.rows] == [("de «\u202fnon\u202f» à «\u202foui\u202f»", "À\u00a0délibérer")]
    assert [row[2] for row in nuanced.rows] == ["de «\u202fen partie\u202f» à «\u202foui\u202f»"]
    assert [row[2] for row in unsure.rows] == ["«\u202fen partie\u202f»\u202f; un siège au moins ne sait pas"]


def test_three_people_show_whether_they_part_and_no_answer(in_scope: Organisation) -> None:
    found = section(reports_of(in_scope, kinds=PANEL).whole, "ecarts")

    assert [table.headers for table in tables(found)] == [
        ("Question", "Dimension", "Suite"),
        ("Question", "Dimension"),
        ("Question", "Dimension", "Suite"),
    ]
    cells = {cell for table in tables(found) for row in table.rows for cell in row}
    assert cells.isdisjoint({str(label) for label in ANSWER_LABELS.values()})
    before_the_panel_speaks = replace(found, sections=())
    assert "en partie" not in rest_of(before_the_panel_speaks).lower()


def test_two_people_show_nothing_but_the_question_raised(lead: Member) -> None:
    assessment = make_assessment(lead.organisation, by=lead, kinds=(*TWO, SeatKind.SERVICE_USER))
    first, second, _silent = panel_of(assessment)
    fill(first, choice=Choice.YES, words=SECRET)
    fill(second, choice=Choice.PARTLY, words=SECRET, q3=Choice.NO)
    hand_in(first)
    hand_in(second)
    services.share_early(assessment, reason="Un siège est absent.", by=lead)
    add_voices(assessment)

    found = section(queries.report(assessment.use), "ecarts")

    assert tables(found) == []
    assert [inner.code for inner in found.sections] == ["minorite", "agenda"]
    assert "Mise en commun sans attendre" in rest_of(section(queries.report(assessment.use), "qui"))


@pytest.mark.parametrize("kinds", [PANEL, FIVE])
def test_no_justification_no_opinion_without_consent_and_no_piece_leaves(
    in_scope: Organisation, kinds: tuple[SeatKind, ...]
) -> None:
    reports = reports_of(in_scope, kinds=kinds)
    assert reports.secret_count >= 30

    said = "\n".join(rules.words(reports.whole)) + reports.record.decode()

    assert SECRET not in said
    assert UNCONSENTED not in said
    assert PIECE not in said


def test_a_grid_that_is_not_shared_yet_says_nothing(lead: Member) -> None:
    assessment = make_assessment(lead.organisation, by=lead, kinds=FIVE)
    fill(panel_of(assessment)[0], words=SECRET)
    add_voices(assessment)

    said = words_of(assessment.use)

    assert "Personne n’a encore regardé cet usage à plusieurs." in said
    assert OPINION not in said
    assert JOINT_WHY not in said


def test_no_person_is_named(reports: Reports) -> None:

    said = "\n".join(rules.words(reports.whole))

    assert "@" not in said.replace("framework:grille@1", "")
    assert LEAD not in said


def test_a_minority_opinion_is_printed_by_seat_in_its_words(reports: Reports) -> None:

    said = rest_of(section(reports.whole, "minorite"))

    assert f"{OPINION}\nSiège «\u202fSiège practitioner\u202f», sur la question" in said


def test_the_first_lines_of_a_report_are_the_most_disputed_then_those_a_gate_holds(lead: Member) -> None:
    assessment = make_shared_look(lead.organisation, by=lead, kinds=FIVE)
    codes = [criterion["code"] for criterion in assessment.edition_body["criteria"] if criterion.get("quick_scan")]
    for code in (codes[0], codes[2], codes[6]):
        said = {"assessment": assessment, "criterion": code, "on": assessment.shared_on}
        JointRating.objects.create(**said, choice=Choice.PARTLY, justification=JOINT_WHY)
    by_code = {criterion["code"]: criterion["question"] for criterion in assessment.edition_body["criteria"]}

    (joint,) = tables(section(queries.report(assessment.use), "ensemble"))

    assert [row[0] for row in joint.rows] == [by_code[code] for code in (codes[2], codes[6], codes[0])]


@pytest.mark.parametrize(("kinds", "count"), [(FIVE, 2), (PANEL, 1)])
def test_what_the_panel_says_together_is_printed_where_it_tells_no_ones_answer(
    in_scope: Organisation, kinds: tuple[SeatKind, ...], count: int
) -> None:
    (table,) = tables(section(reports_of(in_scope, kinds=kinds).whole, "ensemble"))

    assert [row[1:] for row in table.rows] == [("En partie", JOINT_WHY)] * count


def test_an_open_gate_says_its_cause_its_text_what_closes_it_and_who_answers(reports: Reports) -> None:
    gate = next(gate for gate in reports.gates if gate.state == GateState.FRAMED and gate.causes[0]["source"])

    said = rest_of(section(reports.whole, "ouvertes"))

    cause = gate.causes[0]
    assert typography(cause["says"]) in said
    assert typography(cause["source"]["title"]) in said
    assert "En répond\u202f:\nLa cheffe de service insertion, pour le\u00a0" in said
    assert "Ce qui la fermerait\u202f:" in said


def test_a_gate_that_a_text_opens_says_who_is_to_be_asked(reports: Reports) -> None:
    asked = [cause["asked"] for gate in reports.gates for cause in gate.causes if cause["asked"]]
    assert asked

    told = "\n".join(rules.words(reports.whole))

    assert [who for who in asked if f"À qui demander\u202f:\n{typography(who)}" not in told] == []


def test_a_text_nobody_opened_is_to_be_confirmed(lead: Member) -> None:
    use = make_reported_use(lead.organisation, by=lead, kinds=FIVE)
    gates = list(use.gates.all())
    unread = next(cause["source"]["title"] for gate in gates for cause in gate.causes if cause["source"])
    for gate in gates:
        for cause in gate.causes:
            if cause["source"] and cause["source"]["title"] == unread:
                cause["source"]["checked"] = ""
        gate.save()

    said = rest_of(section(queries.report(use), "textes"))

    assert said.count("\u202f; à confirmer.") == 1
    assert "\u202f; vérifié le\u00a024\u00a0novembre\u00a02026." in said


def test_a_gate_nobody_answers_for_says_so_then_who_does(lead: Member) -> None:
    use = make_shared_look(lead.organisation, by=lead, kinds=PANEL).use
    gate = Gate.objects.filter(use=use).exclude(state=GateState.CLOSED).order_by("pk")[0]

    before = rest_of(section(queries.report(use), "ouvertes"))
    frame(gate, by=lead)
    after = rest_of(section(queries.report(use), "ouvertes"))

    assert "personne encore\u202f; il faut une fonction et une date." in before
    assert "Direction du pôle domicile, pour le\u00a0" in after


def test_a_closed_gate_says_what_shows_it(reports: Reports) -> None:
    gate = next(gate for gate in reports.gates if gate.state == GateState.CLOSED)

    said = rest_of(section(reports.whole, "fermees"))

    assert f"Ce qui le montre\u202f:\n{gate.evidence}" in said
    assert "constaté par\u202f:" in said


def test_what_the_body_pronounced_comes_with_reasons_and_dissent(reports: Reports) -> None:

    said = rest_of(section(reports.whole, "prononce"))

    assert "Les règles proposent" in said
    assert "Ses raisons\u202f:\nUne personne informée peut ne pas oser refuser." in said
    assert f"{DISSENT}\nOpinion minoritaire, siège «\u202fSiège practitioner\u202f»" in said


def test_a_request_to_look_again_is_told_with_its_seat_and_never_with_its_cause(lead: Member) -> None:
    use = pronounce(make_answerable_use(start_process(lead.organisation), title="Trier"))
    cause = "L’outil garde maintenant les enregistrements."

    register.ask_to_reconsider(use, seat=make_seat(use.process, label="Siège du terrain"), cause=cause)

    said = rest_of(section(queries.report(use), "prononce"))
    assert "depuis le siège «\u202fSiège du terrain\u202f». L’instance ne s’est pas encore prononcée" in said
    assert cause not in words_of(use)


def test_gains_stand_side_by_side_with_who_promises_and_how_it_was_seen(reports: Reports) -> None:

    (table,) = tables(section(reports.whole, "marges"))

    assert [row[1] for row in table.rows] == ["Promis", "Observé"]
    assert "le fournisseur, ou une étude qu’il a payée" in table.rows[0][2]
    assert table.rows[0][3] == "Rien n’est dit de la mesure"
    assert "pendant deux semaines" in table.rows[1][3]


def test_efficient_but_fragile_is_said_in_words(reports: Reports) -> None:

    said = rest_of(section(reports.whole, "marges"))

    assert "Efficace, d’après ce qui est observé\u202f; robuste, on ne sait pas" in said
    assert "Des portes de robustesse restent ouvertes" in said


def test_the_report_and_the_page_of_hard_knocks_say_the_same_of_gains_and_knocks(lead: Member) -> None:
    use = make_shared_look(lead.organisation, by=lead, kinds=PANEL).use
    gain = GainFacts(
        GainKind.OBSERVED, "Une heure", "Le fournisseur", True, "Étude", "Dix équipes", timezone.localdate()
    )
    register.note_gain(use, gain=gain, by=lead)
    session = register.play_cards(use, cards=["st-01", "st-02", "st-03"], on=timezone.localdate(), by=lead)
    register.record_knock(session, card="st-01", knock=KnockFacts(Hold.BREAKS, "", Margin()), by=lead)

    said = rest_of(section(queries.report(use), "marges"))

    assert typography(robustness_page(use, role=Role.LEAD).sentence) in said
    assert "Une promesse et une fragilité" in said
    assert "\u202f»\u202f: casse" in said


def test_facts_and_route_are_told_with_their_doubts(lead: Member) -> None:
    use = make_use(make_process(lead), title="Trier des demandes")
    register.describe_facts(use, facts={"country": ("fr",), "inference": ("unknown",)}, by=lead)

    said = rest_of(section(queries.report(AIUse.objects.get(pk=use.pk)), "faits"))

    assert "Façon de produire un résultat\nOn ne sait pas" in said
    assert "Classement incertain." in said
    assert "Ce qui lèverait le doute\u202f:" in said


def test_the_board_reads_the_same_words_fewer_and_the_digest_of_the_whole(reports: Reports) -> None:

    whole, brief = rules.words(reports.whole), rules.words(reports.brief)

    remaining, more = iter(whole), "Le rapport entier en dit davantage."
    assert [word for word in brief if word != more and word not in remaining] == []
    assert more in brief
    assert sum(map(len, brief)) < sum(map(len, whole)) / 2
    assert brief[-1] == whole[-1]


def test_the_board_reads_six_things_gates_among_them(reports: Reports) -> None:

    document = reports.brief

    parted = sum(len(table.rows) for table in tables(section(document, "ecarts")))
    gates = sum(len(getattr(block, "items", ())) for block in section(document, "ouvertes").blocks)
    assert parted + gates == 6
    assert gates >= 3


def test_a_long_text_of_someone_is_left_to_the_whole_report_and_never_cut(lead: Member) -> None:
    long = "Une raison longue. " * 40
    assessment = make_shared_look(lead.organisation, by=lead, kinds=FIVE)
    add_voices(assessment, text=long.strip())

    whole, brief = queries.report(assessment.use), queries.brief_report(assessment.use)

    assert long.strip() in rules.words(whole)
    assert [word for word in rules.words(brief) if "raison longue" in word] == []
    assert "Leurs auteurs ont accepté" in rest_of(section(brief, "minorite"))


def test_the_digest_moves_with_the_use_and_only_then(lead: Member) -> None:
    use = make_use(make_process(lead))
    before = rules.words(queries.report(use))[-1]

    again = rules.words(queries.report(use))[-1]
    AIUse.objects.filter(pk=use.pk).update(owner="Direction générale")
    after = rules.words(queries.report(AIUse.objects.get(pk=use.pk)))[-1]

    assert before == again != after


def test_a_shared_look_before_the_last_is_told_by_its_date(lead: Member) -> None:
    assessment = make_shared_look(lead.organisation, by=lead, kinds=FIVE)
    second = services.open_assessment(assessment.use, seats=[each.seat for each in panel_of(assessment)], by=lead)
    for assessor in panel_of(second):
        fill(assessor)
        hand_in(assessor)

    said = rest_of(section(queries.report(assessment.use), "qui"))

    assert "Des regards plus anciens ont été mis en commun le\u00a0" in said


def test_the_address_is_where_the_whole_report_is_read(lead: Member) -> None:
    use = make_use(make_process(lead))

    address = queries.report_address(use)

    assert address.endswith(reverse("dossiers:report", args=[use.organisation.slug, use.pk]))
    assert timezone.localdate().strftime("%Y") in queries.report(use).overline
    decide(use, by=lead)
    assert "La décision «" in words_of(use)
