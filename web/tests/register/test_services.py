from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from balises.organisations.models import Entry, Member, Organisation
from balises.processes.models import Process
from balises.register import services
from balises.register.models import AIUse
from balises.register.rules import Pronouncement, Status
from balises.shared.errors import Refused
from balises.trace import queries as thread
from balises.trace import services as trace
from balises.trace.rules import Kind
from factories.organisations import make_member
from factories.register import (
    answer_facts,
    make_answerable_use,
    make_decision_node,
    make_use,
    pronounce,
    start_process,
    use_facts,
)


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(in_scope: Organisation) -> Process:
    return start_process(in_scope)


def test_a_drafted_use_is_to_investigate_and_remembers_its_cards(process: Process, lead: Member) -> None:
    cards = trace.mark(Kind.CARD, "Cartes de l’atelier", on=timezone.localdate())

    use = services.draft_use(process, facts=use_facts(), came_from=(cards,), spotted="Repéré en atelier", by=lead)

    assert (use.status, use.spotted, use.slug) == (
        Status.TO_INVESTIGATE,
        "Repéré en atelier",
        "resumer-un-entretien-a-domicile",
    )
    assert [step.kind for step in thread.thread(use.node)] == [Kind.CARD, Kind.USE]
    assert use.node.address == use.get_absolute_url()
    assert Entry.objects.filter(code="register.use_drafted").count() == 1


def test_a_double_click_drafts_one_use(process: Process, lead: Member) -> None:
    services.draft_use(process, facts=use_facts(), came_from=(), spotted="Repéré", by=lead)

    with pytest.raises(Refused) as refused:
        services.draft_use(process, facts=use_facts(), came_from=(), spotted="Repéré", by=lead)

    assert refused.value.refusal.code == "register.already_drafted"
    assert AIUse.objects.count() == 1


def test_two_uses_of_two_processes_with_one_title_have_two_addresses(process: Process, lead: Member) -> None:
    other = start_process(process.organisation)

    first = services.draft_use(process, facts=use_facts(title="Traduire"), came_from=(), spotted="", by=lead)
    second = services.draft_use(other, facts=use_facts(title="Traduire"), came_from=(), spotted="", by=lead)

    assert (first.slug, second.slug) == ("traduire", "traduire-2")


def test_a_published_entry_comes_from_its_use_and_from_the_article(process: Process, lead: Member) -> None:
    use = make_answerable_use(process)
    article = trace.mark(Kind.ARTICLE, "Article 4", on=timezone.localdate())

    use = services.publish_entry(use, came_from=(article,), by=lead)

    assert use.is_published
    assert [step.kind for step in thread.public_thread(use.entry_node)] == [Kind.USE, Kind.ARTICLE, Kind.ENTRY]
    assert use.entry_node.public_address == f"/{process.organisation.slug}/registre/{use.slug}"


def test_an_unanswerable_use_is_not_published(process: Process, lead: Member) -> None:
    use = make_answerable_use(process, how_to_refuse="")

    with pytest.raises(Refused) as refused:
        services.publish_entry(use, came_from=(), by=lead)

    assert refused.value.refusal.code == "register.no_way_to_refuse"
    assert AIUse.objects.get(pk=use.pk).published_on is None


def test_publishing_twice_is_refused_in_words(process: Process, lead: Member) -> None:
    use = services.publish_entry(make_answerable_use(process), came_from=(), by=lead)

    with pytest.raises(Refused) as refused:
        services.publish_entry(use, came_from=(), by=lead)

    assert refused.value.refusal.code == "register.already_published"


def test_a_withdrawn_entry_may_be_published_again_at_the_same_address(process: Process, lead: Member) -> None:
    use = services.publish_entry(make_answerable_use(process), came_from=(), by=lead)
    node, address = use.entry_node, use.entry_node.public_address

    use = services.withdraw_entry(use, by=lead)
    node.refresh_from_db()
    was_public = node.is_public
    use = services.publish_entry(use, came_from=(), by=lead)
    node.refresh_from_db()

    assert (was_public, node.is_public) == (False, True)
    assert (use.entry_node, node.public_address) == (node, address)


def test_a_public_entry_keeps_an_owner_when_it_is_mended(process: Process, lead: Member) -> None:
    use = services.publish_entry(make_answerable_use(process), came_from=(), by=lead)

    with pytest.raises(Refused) as refused:
        services.describe_use(use, facts=use_facts(), answers=answer_facts(owner=""), by=lead)

    assert refused.value.refusal.code == "register.no_owner"


def test_a_new_title_reaches_both_ends_of_the_thread(process: Process, lead: Member) -> None:
    use = services.publish_entry(make_answerable_use(process), came_from=(), by=lead)

    use = services.describe_use(use, facts=use_facts(title="Nouveau titre"), answers=answer_facts(), by=lead)

    titles = [step.title for step in thread.thread(use.entry_node)]
    assert titles == ["Nouveau titre", "Nouveau titre"]
    assert AIUse.objects.get(pk=use.pk).entry_node.public_title == "Nouveau titre"


def test_a_status_names_the_body_that_pronounced_it(process: Process, lead: Member) -> None:
    today = timezone.localdate()
    said = Pronouncement(Status.SUSPENDED, "Collectif", on=today, review_on=today + timedelta(days=90))

    use = services.pronounce(make_use(process), said=said, decision=make_decision_node(), by=lead)

    assert (use.status, use.pronounced_by, use.pronounced_on) == (Status.SUSPENDED, "Collectif", today)
    assert use.review_on == said.review_on
    assert (use.former_status, use.former_on) == ("", None)


def test_a_status_pronounced_again_keeps_the_one_before(process: Process, lead: Member) -> None:
    today = timezone.localdate()
    use = pronounce(make_answerable_use(process))
    again = Pronouncement(Status.TO_INVESTIGATE, "Collectif", on=today, review_on=today + timedelta(days=90))

    use = services.pronounce(use, said=again, decision=make_decision_node(), by=lead)

    assert (use.status, use.pronounced_on) == (Status.TO_INVESTIGATE, today)
    assert (use.former_status, use.former_on) == (Status.SUSPENDED, today - timedelta(days=30))


def test_an_entry_comes_from_each_decision_that_gave_the_use_a_status(process: Process, lead: Member) -> None:
    first, second = make_decision_node("Suspendre"), make_decision_node("Rouvrir")
    today = timezone.localdate()
    said = Pronouncement(Status.SUSPENDED, "Collectif", on=today, review_on=today + timedelta(days=90))
    use = services.pronounce(make_answerable_use(process), said=said, decision=first, by=lead)

    use = services.publish_entry(use, came_from=(), by=lead)
    before = [step.title for step in thread.origins(use.entry_node) if step.kind is Kind.DECISION]
    use = services.pronounce(use, said=said, decision=second, by=lead)

    after = [step.title for step in thread.origins(use.entry_node) if step.kind is Kind.DECISION]
    assert (before, after) == (["Suspendre"], ["Suspendre", "Rouvrir"])


def test_the_database_refuses_a_former_status_without_its_day(process: Process) -> None:
    use = make_use(process)

    with pytest.raises(IntegrityError, match="use_former_status_has_its_day"), transaction.atomic():
        AIUse.objects.filter(pk=use.pk).update(former_status=Status.ALLOWED)


def test_the_database_refuses_a_status_without_an_author(process: Process) -> None:
    use = make_use(process)

    with pytest.raises(IntegrityError, match="use_status_has_an_author"), transaction.atomic():
        AIUse.objects.filter(pk=use.pk).update(status=Status.ALLOWED)


def test_the_database_refuses_a_public_entry_that_nobody_answers_for(process: Process) -> None:
    use = make_answerable_use(process, owner="")

    with pytest.raises(IntegrityError, match="published_use_is_answerable"), transaction.atomic():
        AIUse.objects.filter(pk=use.pk).update(published_on=timezone.localdate())
