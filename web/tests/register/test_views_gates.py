"""The pages of facts, gates and gains."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from balises.assessments.rules import Choice
from balises.organisations.models import Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.register import queries, services
from balises.register.models import AIUse, Gain, Gate
from balises.register.rules import GateState
from balises.site.demonstration.weighing import FACTS
from factories.assessments import make_assessment, share
from factories.organisations import make_member
from factories.register import make_use, start_process


@pytest.fixture
def use(organisation: Organisation) -> AIUse:
    with organisation_scope(organisation.pk):
        return make_use(start_process(organisation))


def signed_in(organisation: Organisation, *, role: Role = Role.LEAD) -> Client:
    client = Client()
    client.force_login(make_member(organisation, role=role).user)
    return client


def described(use: AIUse, organisation: Organisation) -> Gate:
    """The use told whole; its impact assessment is due."""
    with organisation_scope(organisation.pk):
        services.describe_facts(use, facts=FACTS, by=make_member(organisation))
        found: Gate = Gate.objects.get(use=use, key="dpia")
        return found


def state_of(gate: Gate, organisation: Organisation) -> str:
    with organisation_scope(organisation.pk):
        return str(Gate.objects.get(pk=gate.pk).state)


def test_a_description_is_told_fact_by_fact_and_leads_to_what_it_sets_off(
    organisation: Organisation, use: AIUse
) -> None:
    client, url = signed_in(organisation), f"/o/{organisation.slug}/usages/{use.pk}/faits"
    told = {name: list(values) for name, values in FACTS.items()} | {"practices": ["none"]}

    before = client.get(url).text
    answer = client.post(url, told, follow=True)

    assert before.count("<h1>") == 1
    assert "Dix minutes" in before
    assert "Ce qui empêche, et ce qui l’ouvrirait" in answer.text
    assert "analyse d’impact" in answer.text
    assert "Où l’usage" not in answer.text
    with organisation_scope(organisation.pk):
        assert AIUse.objects.get().facts["account"] == ["organisation"]
        assert AIUse.objects.get().facts["manipulation"] == ["no"]


@pytest.mark.parametrize("code", ["inconnu", "x" * 60])
def test_a_use_that_the_catalogue_does_not_have_is_not_started_from(
    organisation: Organisation, use: AIUse, code: str
) -> None:
    told = {name: list(values) for name, values in FACTS.items()} | {"practices": ["none"]}

    signed_in(organisation).post(f"/o/{organisation.slug}/usages/{use.pk}/faits?depuis={code}", told)

    with organisation_scope(organisation.pk):
        assert (AIUse.objects.get().catalogue_code, bool(AIUse.objects.get().facts)) == ("", True)


def test_a_half_told_description_is_kept_and_says_what_is_left(organisation: Organisation, use: AIUse) -> None:
    client, url = signed_in(organisation), f"/o/{organisation.slug}/usages/{use.pk}/faits"

    client.post(url, {"moment": "planned", "personal_data": ["unknown"]})
    again = client.get(url).text

    with organisation_scope(organisation.pk):
        assert AIUse.objects.get().facts == {"moment": ["planned"], "personal_data": ["unknown"]}
    assert "questions sans réponse" in again


def test_answers_that_contradict_each_other_are_sent_back_with_what_was_ticked(
    organisation: Organisation, use: AIUse
) -> None:
    client, url = signed_in(organisation), f"/o/{organisation.slug}/usages/{use.pk}/faits"

    answer = client.post(url, {"severity": ["none", "asylum"], "account": "n’importe-quoi", "moment": "trial"})

    assert "« À aucune » se coche seule" in answer.text
    with organisation_scope(organisation.pk):
        assert AIUse.objects.get().facts == {}


def test_a_known_use_proposes_its_usual_answers_without_writing_them(organisation: Organisation, use: AIUse) -> None:
    client, url = signed_in(organisation), f"/o/{organisation.slug}/usages/{use.pk}/faits"

    shown = client.get(f"{url}?depuis=use-03").text
    nonsense = client.get(f"{url}?depuis=rien")

    assert shown.count("checked") > client.get(url).text.count("checked")
    assert nonsense.status_code == 200
    with organisation_scope(organisation.pk):
        assert AIUse.objects.get().facts == {}


def test_boxes_are_not_proposed_ticked_on_not_knowing(organisation: Organisation, use: AIUse) -> None:
    client, url = signed_in(organisation), f"/o/{organisation.slug}/usages/{use.pk}/faits"
    usual = queries.catalogue_facts("use-22")

    shown = client.get(f"{url}?depuis=use-22").text

    assert "severity" not in usual
    assert usual["account"] == ("unknown",)  # one answer of several is proposed, and changed in one click
    assert "réponses habituelles d’un usage proche sont cochées." in shown


def test_a_gate_says_its_cause_its_text_and_what_would_close_it(organisation: Organisation, use: AIUse) -> None:
    described(use, organisation)

    page = signed_in(organisation, role=Role.OBSERVER).get(f"/o/{organisation.slug}/usages/{use.pk}/portes").text

    assert "Ce qui la fermerait" in page
    assert "posée par un texte" in page
    assert "Une lecture proposée, qui ne remplace pas un conseil juridique." in page
    assert "La fermer" not in page  # an observer reads


def test_many_gates_are_counted_and_those_that_stop_no_trial_wait_behind_a_click(
    organisation: Organisation, use: AIUse
) -> None:
    with organisation_scope(organisation.pk):
        assessment = make_assessment(organisation, by=make_member(organisation))
        share(assessment, Choice.NO, Choice.NO, Choice.NO)
        services.describe_facts(assessment.use, facts=FACTS, by=make_member(organisation))
        services.describe_facts(use, facts={"severity": ("asylum",)}, by=make_member(organisation))
    client = signed_in(organisation)

    many = client.get(f"/o/{organisation.slug}/usages/{assessment.use_id}/portes").text
    few = client.get(f"/o/{organisation.slug}/usages/{use.pk}/portes").text

    shown, folded = many.split("Les autres : conditions à tenir, choses à chercher")
    assert "portes empêchent tout essai." in shown
    assert '<span class="porte du">Analyse d’impact</span>' in shown
    assert '<span class="porte du">Condition</span>' not in shown
    assert '<span class="porte du">Condition</span>' in folded
    assert '<span class="porte du">' in few
    assert "Les autres : conditions à tenir" not in few
    assert f'href="{use.get_absolute_url()}"' in few


def test_a_gate_says_in_words_what_it_comes_from_and_each_cause_once(organisation: Organisation, use: AIUse) -> None:
    gate = described(use, organisation)
    with organisation_scope(organisation.pk):
        cause = {**gate.causes[0], "code": "g1"}
        Gate.objects.filter(pk=gate.pk).update(causes=[cause, {**cause, "code": "g6"}])
    page = signed_in(organisation).get(f"/o/{organisation.slug}/usages/{use.pk}/portes").text
    told = page.split(f'id="porte-{gate.pk}"')[1].split("</li>\n", 1)[0]

    assert page.count(cause["closes"]) == 1
    assert "D’après les faits" in told
    assert not re.search(r"\bg[16]\b", told)


def test_a_gate_is_given_someone_and_a_date_then_closed_then_opened_again(
    organisation: Organisation, use: AIUse
) -> None:
    gate, client = described(use, organisation), signed_in(organisation)
    here = f"/o/{organisation.slug}/portes/{gate.pk}"
    due = (timezone.localdate() + timedelta(days=30)).isoformat()

    named = client.post(f"{here}/suivi", {"owner": "Mme Durand", "due_on": due}).text
    client.post(f"{here}/suivi", {"owner": "Direction", "due_on": due})
    framed = state_of(gate, organisation)
    short = client.post(f"{here}/fermer", {"cause": "AIPD faite.", "evidence": "", "body": "Collectif"}).text
    client.post(f"{here}/fermer", {"cause": "AIPD faite.", "evidence": "AIPD v1", "body": "Collectif"})
    closed = state_of(gate, organisation)
    client.post(f"{here}/rouvrir")

    assert "Mme Durand" in named  # what was typed is still there, with the sentence
    assert "une fonction" in named
    assert "AIPD faite." in short
    assert (framed, closed, state_of(gate, organisation)) == (GateState.FRAMED, GateState.CLOSED, GateState.FRAMED)


def test_a_gate_that_no_words_close_says_so_before_anyone_writes(organisation: Organisation, use: AIUse) -> None:
    described(use, organisation)
    with organisation_scope(organisation.pk):
        gate = Gate.objects.get(use=use, key="full_grid")

    page = signed_in(organisation).get(f"/o/{organisation.slug}/portes/{gate.pk}/fermer").text

    assert "La cause est toujours là." in page
    assert "<textarea" not in page


def test_a_gain_is_noted_and_taken_away(organisation: Organisation, use: AIUse) -> None:
    client, here = signed_in(organisation), f"/o/{organisation.slug}/usages/{use.pk}/gains"
    said = {"text": "Deux heures", "said_by": "Le fournisseur", "is_vendor": "on", "on": timezone.localdate()}

    refused = client.post(f"{here}/nouveau", {**said, "kind": "observed"}).text
    client.post(f"{here}/nouveau", {**said, "kind": "promised"})
    shown = client.get(here).text
    with organisation_scope(organisation.pk):
        gain = Gain.objects.get()
    client.post(f"/o/{organisation.slug}/gains/{gain.pk}/retirer")

    assert "Un gain observé dit comment on l’a mesuré" in refused
    assert "Deux heures" in shown
    assert "le fournisseur, ou une étude qu’il a payée" in shown
    with organisation_scope(organisation.pk):
        assert not Gain.objects.exists()


def test_a_text_is_cited_in_words(organisation: Organisation, use: AIUse) -> None:
    described(use, organisation)

    page = signed_in(organisation).get(f"/o/{organisation.slug}/usages/{use.pk}/portes").text

    assert "Union européenne" in page
    assert "(EU," not in page
