"""A use started from the catalogue: its words and its facts are proposed, and are nobody's until they are confirmed."""

import re
from html import unescape

import pytest
from django.test import Client

from balises.organisations.models import Member, Organisation
from balises.processes.models import Process
from balises.register import queries
from balises.register.forms import FactsForm
from balises.register.models import AIUse
from factories.organisations import make_member
from factories.register import make_use, start_process

CODE = "use-01"


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(lead: Member) -> Process:
    return start_process(lead.organisation)


@pytest.fixture
def desk(lead: Member) -> Client:
    client = Client()
    client.force_login(lead.user)
    return client


@pytest.fixture
def use(process: Process) -> AIUse:
    return make_use(process)


def facts_url(use: AIUse) -> str:
    return f"/o/{use.organisation.slug}/usages/{use.pk}/faits?depuis={CODE}"


def as_shown(use: AIUse, **said: object) -> dict[str, object]:
    """What a browser sends of the page as it stands, but for what is said."""
    form = FactsForm(facts=queries.facts_of(use), proposed=queries.proposed_facts(use, code=CODE))
    return {**form.initial, **said}


def kept(use: AIUse) -> dict[str, list[str]]:
    found: dict[str, list[str]] = AIUse.objects.get(pk=use.pk).facts
    return found


def test_a_draft_takes_the_words_of_the_catalogue_then_its_facts(desk: Client, process: Process) -> None:
    url = f"/o/{process.organisation.slug}/usages/nouveau"

    blank, shown = desk.get(url), desk.get(f"{url}?depuis={CODE}")
    form = shown.context["form"]
    sent = {**form.initial, "process": process.pk, "visibility": "tolerated"}
    answer = desk.post(f"{url}?depuis={CODE}", sent)

    assert f'<option value="{CODE}">' in blank.text
    assert form.initial == queries.catalogue_words(CODE)
    assert "une proposition à éprouver" in shown.text
    written = AIUse.objects.get()
    assert (written.title, written.facts) == (form.initial["title"], {})
    assert answer["Location"] == facts_url(written)


def test_a_code_that_the_catalogue_does_not_have_fills_nothing(desk: Client, process: Process) -> None:
    shown = desk.get(f"/o/{process.organisation.slug}/usages/nouveau?depuis=rien")

    assert shown.context["form"].initial == {}


def test_each_proposed_answer_says_where_it_comes_from(desk: Client, use: AIUse) -> None:
    page = unescape(desk.get(facts_url(use)).text)

    marked = re.findall(r'<p class="aide"[^>]*>Repris du catalogue, à confirmer\.', page)
    said = re.search(r"(\d+) réponses habituelles", page)
    assert said is not None
    assert len(marked) == int(said[1]) > 10
    assert "Repris du catalogue" not in desk.get(facts_url(use).split("?")[0]).text


def test_what_nobody_confirmed_is_not_a_fact_and_opens_or_closes_nothing(desk: Client, use: AIUse) -> None:
    answer = desk.post(facts_url(use), as_shown(use, moment="planned"))

    assert kept(use) == {"moment": ["planned"]}
    assert answer["Location"] == facts_url(use)
    after = desk.get(facts_url(use))
    assert "personne ne les a confirmées" in after.text
    waiting = queries.proposed_facts(AIUse.objects.get(pk=use.pk), code=CODE)
    assert waiting == queries.catalogue_facts(CODE)


def test_a_proposed_answer_that_somebody_changed_is_theirs(desk: Client, use: AIUse) -> None:
    assert queries.catalogue_facts(CODE)["account"] == ("consumer",)

    desk.post(facts_url(use), as_shown(use, account="local"))

    assert kept(use) == {"account": ["local"]}


def test_a_list_of_practices_left_as_proposed_is_not_confirmed_but_a_changed_one_is(desk: Client, use: AIUse) -> None:
    desk.post(facts_url(use), as_shown(use))
    left = kept(use)
    desk.post(facts_url(use), as_shown(use, practices=["manipulation"]))

    assert left == {}
    assert (kept(use)["manipulation"], kept(use)["face_scraping"]) == (["yes"], ["no"])


def test_confirmed_answers_are_written_whole_and_lead_to_what_they_entail(desk: Client, use: AIUse) -> None:
    answer = desk.post(facts_url(use), as_shown(use, moment="planned", confirmed="on"))

    assert answer["Location"].endswith(f"/usages/{use.pk}/portes")
    proposed = {name: list(values) for name, values in queries.catalogue_facts(CODE).items()}
    assert {name: kept(use)[name] for name in proposed} == proposed
    assert AIUse.objects.get(pk=use.pk).gates.exists()
