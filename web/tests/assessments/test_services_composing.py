"""The next edition of an organisation's own grid, from the remarks to the seal."""

import json

import pytest
from django.db import DatabaseError, transaction

from balises.assessments import queries, services
from balises.assessments.formats import read_grid
from balises.assessments.models import Assessment, GridDraft, Remark
from balises.assessments.rules import Choice
from balises.library import queries as library
from balises.library.formats import ContentError, as_json, as_yaml, digest
from balises.library.models import OwnEdition
from balises.library.rules import Act, criterion_at
from balises.organisations.models import Entry, Member, Organisation
from balises.organisations.scoping import organisation_scope
from balises.register import queries as register
from balises.register.models import Gate
from balises.shared.errors import Refused
from factories.assessments import fill, hand_in, make_assessment, make_process_of, make_seat, panel_of
from factories.grids import FACE, added_words, dropped, make_remark, publish_own, reworded
from factories.organisations import make_member, make_organisation
from factories.register import make_use

SHIPPED = "framework:grille@1"


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def draft(in_scope: Organisation, lead: Member) -> GridDraft:
    make_process_of(in_scope)
    return services.start_composing(base=SHIPPED, by=lead)


def publish(draft: GridDraft, by: Member) -> OwnEdition:
    return services.publish_draft(draft, face=FACE, by=by)


def test_a_remark_keeps_the_kind_of_its_seat_and_never_who_made_it(in_scope: Organisation, lead: Member) -> None:
    first = panel_of(make_assessment(in_scope, by=lead))[0]
    code = queries.codes(first.assessment)[0]

    made = make_remark(first, criterion=code, words="  Trop long.  ")
    again = make_remark(first, criterion=code, words="Trop long.")

    assert (made.words, made.seat_kind, made.criterion) == ("Trop long.", first.seat.kind, code)
    assert made == again
    assert {field.name for field in Remark._meta.concrete_fields}.isdisjoint({"assessor", "seat", "holder", "member"})
    assert not Entry.objects.filter(code__contains="remark").exists()


def test_a_remark_bears_on_a_question_that_was_asked_and_says_something(in_scope: Organisation, lead: Member) -> None:
    first = panel_of(make_assessment(in_scope, by=lead))[0]

    with pytest.raises(Refused, match=r"assessments\.unknown_question"):
        make_remark(first, criterion="99.1")
    with pytest.raises(Refused, match=r"assessments\.remark_says_something"):
        make_remark(first, criterion=queries.codes(first.assessment)[0], words="  ")


def test_remarks_are_read_once_their_grid_is_shared_and_may_still_be_made_then(
    in_scope: Organisation, lead: Member
) -> None:
    assessment = make_assessment(in_scope, by=lead)
    code = queries.codes(assessment)[0]
    make_remark(panel_of(assessment)[0], criterion=code, words="Avant.")
    before = list(queries.open_remarks())
    for assessor in panel_of(assessment):
        fill(assessor)
        hand_in(assessor)

    make_remark(panel_of(assessment)[1], criterion=code, words="Après.")

    assert before == []
    assert [remark.words for remark in queries.open_remarks()] == ["Avant.", "Après."]


def test_composing_keeps_rewords_drops_and_adds_and_every_kept_code_stays(draft: GridDraft, lead: Member) -> None:
    former = [each["code"] for each in draft.base_body["criteria"]]

    services.change_criterion(draft, change=reworded(draft, "6.1", question="Par quel autre chemin ?"), by=lead)
    services.change_criterion(draft, change=dropped("6.6"), by=lead)
    services.add_criterion(draft, words=added_words(), reason="Une situation oubliée.", remarks=(), by=lead)
    edition = publish(draft, lead)

    codes = [each["code"] for each in edition.body["criteria"]]
    added = next(code for code in codes if code not in former)
    assert set(former) - set(codes) == {"6.6"}
    assert set(codes) - set(former) == {added}
    assert codes.index(added) == codes.index("6.7") + 1
    assert criterion_at(edition.body, "6.1")["question"] == "Par quel autre chemin ?"  # type: ignore[index]
    assert (edition.number, edition.replaces, edition.body["replaces"]) == (2, SHIPPED, SHIPPED)
    assert [change["act"] for change in edition.changes] == [Act.REWORD, Act.DROP, Act.ADD]
    assert not GridDraft.objects.exists()


def test_what_named_a_dropped_question_lets_it_go(draft: GridDraft, lead: Member) -> None:
    services.change_criterion(draft, change=dropped("6.6"), by=lead)

    body = publish(draft, lead).body

    assert all("6.6" not in line["criteria"] for line in body["red_lines"])
    assert {each["code"]: each["criterion"] for each in body["robustness"]}["rb-11"] is None


def test_what_the_law_asks_is_not_dropped(draft: GridDraft, lead: Member) -> None:
    legal = [
        each["code"]
        for each in draft.base_body["criteria"]
        if any(row["nature"] == "legal" for row in each["triggers"])
    ]

    assert legal
    for code in legal:
        with pytest.raises(Refused, match=r"library\.legal_criterion"):
            services.change_criterion(draft, change=dropped(code), by=lead)


def test_an_edition_that_changes_nothing_is_not_published(draft: GridDraft, lead: Member) -> None:
    with pytest.raises(Refused, match=r"library\.nothing_changed"):
        publish(draft, lead)


def test_a_change_can_be_undone_before_publishing(draft: GridDraft, lead: Member) -> None:
    services.change_criterion(draft, change=dropped("6.6"), by=lead)

    services.restore_criterion(draft, code="6.6", by=lead)

    assert queries.changes_of(draft) == ()
    assert queries.composed_body(draft)["criteria"] == draft.base_body["criteria"]


def test_a_code_is_never_given_twice_even_after_its_question_went(draft: GridDraft, lead: Member) -> None:
    first = services.add_criterion(draft, words=added_words(), reason="Oubliée.", remarks=(), by=lead)
    own = publish(draft, lead)
    second_draft = services.start_composing(base=own.reference, by=lead)
    services.change_criterion(second_draft, change=dropped(first.code), by=lead)
    publish(second_draft, lead)
    third_draft = services.start_composing(base=SHIPPED, by=lead)

    again = services.add_criterion(third_draft, words=added_words(), reason="Encore.", remarks=(), by=lead)

    assert again.code != first.code
    assert again.code.rpartition("-")[0] == first.code.rpartition("-")[0]


def test_an_edition_is_sealed_by_the_database(draft: GridDraft, lead: Member) -> None:
    services.change_criterion(draft, change=dropped("6.6"), by=lead)
    edition = publish(draft, lead)

    with pytest.raises(DatabaseError), transaction.atomic():
        OwnEdition.objects.filter(pk=edition.pk).update(title="Autre")
    with pytest.raises(DatabaseError), transaction.atomic():
        OwnEdition.objects.filter(pk=edition.pk).delete()


def test_what_came_from_what_is_read_both_ways_and_the_seal_holds_no_word_of_a_remark(
    in_scope: Organisation, lead: Member
) -> None:
    assessment = make_assessment(in_scope, by=lead)
    code = queries.codes(assessment)[0]
    remark = make_remark(panel_of(assessment)[0], criterion=code, words="Un mot que le sceau ne garde pas.")
    for assessor in panel_of(assessment):
        fill(assessor)
        hand_in(assessor)
    draft = services.start_composing(base=SHIPPED, by=lead)
    change = reworded(draft, code, question="Plus court ?", remarks=(remark.pk,))

    services.change_criterion(draft, change=change, by=lead)
    edition = publish(draft, lead)
    remark.refresh_from_db()

    assert edition.changes == [{"code": code, "act": "reword", "reason": change.reason, "remarks": [remark.pk]}]
    assert remark.answered_in == edition
    assert "Un mot que" not in json.dumps([edition.body, edition.changes], ensure_ascii=False)
    assert list(queries.open_remarks()) == []
    assert "Un mot que" in queries.edition_page(in_scope, edition=edition).rows[0].remarks[0].words


def test_a_grid_is_opened_with_ones_own_edition_and_keeps_its_copy(in_scope: Organisation, lead: Member) -> None:
    process = make_process_of(in_scope)
    own = publish_own(lead, question="Peut-on faire autrement, et vite ?")
    seats = [make_seat(process, kind=kind) for kind in ("practitioner", "direction", "service_user")]  # type: ignore[arg-type]

    opened = services.open_assessment(make_use(process), seats=seats, grid=own.reference, by=lead)
    publish_own(lead, question="Encore une autre ?", base=own.reference)
    opened.refresh_from_db()

    assert (opened.edition, opened.edition_digest) == (own.reference, own.digest)
    assert "Peut-on faire autrement, et vite ?" in [each["question"] for each in queries.criteria(opened)]


def test_a_use_judged_with_one_edition_is_not_read_again_with_the_next(in_scope: Organisation, lead: Member) -> None:
    """Edition 2 asks something of a « no » to its own question; edition 3 drops it: the gate still reads 2."""
    process = make_process_of(in_scope)
    draft = services.start_composing(base=SHIPPED, by=lead)
    added = services.add_criterion(draft, words=added_words(), reason="Oubliée.", remarks=(), by=lead)
    second = publish(draft, lead)
    use = make_use(process)
    _look(use, process, grid=second.reference, by=lead, **{added.code: Choice.NO})
    draft = services.start_composing(base=second.reference, by=lead)
    services.change_criterion(draft, change=dropped(added.code), by=lead)
    third = publish(draft, lead)
    use.refresh_from_db()

    found = {each.row.code for each in register.set_off_of(use, on=use.looks.get().on)}

    assert third.number == second.number + 1
    assert added.code in found
    assert Gate.objects.filter(use=use, key=f"{added.code}:condition").exists()
    assert register.needs_full_grid(use)


def _look(use, process, *, grid: str, by: Member, **choices: Choice) -> Assessment:  # type: ignore[no-untyped-def]
    seats = [make_seat(process, kind=kind, token=f"l-{kind}") for kind in ("practitioner", "direction", "service_user")]
    assessment = services.open_assessment(use, seats=seats, grid=grid, by=by)
    numbers = {f"q{queries.codes(assessment).index(code) + 1}": choice for code, choice in choices.items()}
    for assessor in panel_of(assessment):
        fill(assessor, choice=Choice.YES, **numbers)
        hand_in(assessor)
    return assessment


def test_the_choice_of_a_grid_that_is_not_offered_is_refused(in_scope: Organisation, lead: Member) -> None:
    process = make_process_of(in_scope)
    seats = [make_seat(process, kind=kind) for kind in ("practitioner", "direction", "service_user")]  # type: ignore[arg-type]

    with pytest.raises(Refused, match=r"assessments\.unknown_grid"):
        services.open_assessment(make_use(process), seats=seats, grid="framework:grille-autre@2", by=lead)


@pytest.mark.parametrize("write", [as_yaml, as_json])
def test_a_grid_leaves_in_one_file_and_comes_in_again_the_same(
    write,
    in_scope: Organisation,
    lead: Member,  # type: ignore[no-untyped-def]
) -> None:
    make_process_of(in_scope)
    own = publish_own(lead)

    grid = read_grid(write(own.body).encode(), name="grille.yaml", organisation=in_scope)

    assert digest(grid) == own.digest


def test_the_grid_of_another_organisation_comes_in_and_becomes_ours(in_scope: Organisation, lead: Member) -> None:
    make_process_of(in_scope)
    with organisation_scope((other := make_organisation(slug="autre-maison")).pk):
        theirs = publish_own(make_member(other), question="Leur façon de demander ?")
    grid = read_grid(as_yaml(theirs.body).encode(), name="leur.yaml", organisation=in_scope)

    own = publish(services.start_from_file(grid, by=lead), lead)

    assert (own.number, own.replaces) == (2, theirs.reference)
    assert own.slug != theirs.slug
    assert "Leur façon de demander ?" in [each["question"] for each in own.body["criteria"]]
    assert list(library.own_editions()) == [own]


FAULTS = [
    ("grave=yes", "gravité=oui", "ne se lit pas"),
    ("grave=yes", "humeur=bonne", "n’est pas un fait connu\u202f; connus"),
    ("code: '1.2'", "code: '1.1'", "sert déjà"),
    ("notice:", "remarque:", "clé inconnue"),
]


@pytest.mark.parametrize(("was", "becomes", "said"), FAULTS)
def test_a_file_that_cannot_be_used_is_refused_with_its_line(
    was: str, becomes: str, said: str, in_scope: Organisation
) -> None:
    make_process_of(in_scope)
    text = as_yaml(library.required_edition(*library.GRID).body)
    line = text[: text.index(was)].count("\n") + 1

    with pytest.raises(ContentError) as refused:
        read_grid(text.replace(was, becomes, 1).encode(), name="grille.yaml", organisation=in_scope)

    assert said in str(refused.value)
    assert str(refused.value).startswith("grille.yaml:")
    assert any(abs(problem.line - line) <= 3 for problem in refused.value.problems)


def test_a_cycle_and_a_code_of_ours_are_refused_at_their_lines(in_scope: Organisation, lead: Member) -> None:
    make_process_of(in_scope)
    draft = services.start_composing(base=SHIPPED, by=lead)
    added = services.add_criterion(draft, words=added_words(), reason="Oubliée.", remarks=(), by=lead)
    own = publish(draft, lead)
    shipped = library.required_edition(*library.GRID).body
    stolen = {**shipped, "slug": "grille-d-ailleurs", "replaces": "framework:grille-d-ailleurs@1"}
    stolen["criteria"] = [*shipped["criteria"], {**added_words(), "code": added.code}]
    text = as_yaml(stolen)

    with pytest.raises(ContentError) as refused:
        read_grid(text.encode(), name="volée.yaml", organisation=in_scope)

    lines = text.splitlines()
    said = {problem.line: problem.message for problem in refused.value.problems}
    assert any(added.code in lines[line - 1] and "déjà servi" in said[line] for line in said)
    assert any(lines[line - 1].startswith("replaces") and "d’elle-même" in said[line] for line in said)
    assert own.number == 2


def test_a_file_that_claims_the_name_of_an_edition_we_sealed_is_refused(in_scope: Organisation, lead: Member) -> None:
    make_process_of(in_scope)
    own = publish_own(lead)
    altered = as_yaml({**own.body, "title": "Un autre titre"})

    with pytest.raises(ContentError, match="a changé depuis sa publication"):
        read_grid(altered.encode(), name="x.yaml", organisation=in_scope)


def test_depth_and_aliases_do_not_exhaust_the_reader(in_scope: Organisation) -> None:
    for trap in ("a: " + "[" * 5000, "a: &x 1\nb: *x\n"):
        with pytest.raises(ContentError):
            read_grid(trap.encode(), name="piège.yaml", organisation=in_scope)


def test_own_editions_are_read_in_their_organisation_only(in_scope: Organisation, lead: Member) -> None:
    make_process_of(in_scope)
    own = publish_own(lead)

    with organisation_scope(make_organisation().pk):
        assert library.edition_at(own.reference) is None
        assert not library.own_editions().exists()


def test_one_edition_is_composed_at_a_time_and_can_be_given_up(draft: GridDraft, lead: Member) -> None:
    with pytest.raises(Refused, match=r"assessments\.already_composing"):
        services.start_composing(base=SHIPPED, by=lead)

    services.drop_draft(draft, by=lead)

    assert queries.draft() is None
