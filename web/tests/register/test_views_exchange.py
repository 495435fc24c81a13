"""The register leaves by its addresses and comes in by a page."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.register import formats, services
from balises.register.formats.xlsx import write_xlsx
from balises.register.models import AIUse, Import
from balises.register.rules import CHOSEN, Gap, Tier
from factories.organisations import make_member
from factories.register import make_answerable_use, make_use, start_process

TABLE = [["Titre", "Finalité", "Statut"], ["Traduire en urgence", "Se comprendre", "Autorisé"]]


def published(organisation: Organisation, **fields: object) -> AIUse:
    with organisation_scope(organisation.pk):
        lead = make_member(organisation)
        use = make_answerable_use(start_process(organisation), **fields)
        return services.publish_entry(use, came_from=(), by=lead)


def signed_in(organisation: Organisation, *, role: Role = Role.LEAD) -> tuple[Client, Member]:
    member = make_member(organisation, role=role)
    client = Client()
    client.force_login(member.user)
    return client, member


def upload(client: Client, organisation: Organisation, *, content: bytes, name: str = "registre.csv") -> HttpResponse:
    with organisation_scope(organisation.pk):
        process = start_process(organisation)
    file = SimpleUploadedFile(name, content)
    answer: HttpResponse = client.post(f"/o/{organisation.slug}/usages/importer", {"file": file, "process": process.pk})
    return answer


@pytest.mark.parametrize(
    ("suffix", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK\x03\x04"), ("ods", b"PK\x03\x04")]
)
def test_the_register_leaves_as_a_table(organisation: Organisation, client: Client, suffix: str, begins: bytes) -> None:
    published(organisation, title="=Traduire", provider="Une société")

    answer = client.get(f"/{organisation.slug}/registre.{suffix}")

    (line,) = formats.read_file(answer.content).lines
    assert answer.content.startswith(begins)
    assert f'filename="registre.{suffix}"' in answer["Content-Disposition"]
    assert (line.values["title"], line.values["provider"]) == ("=Traduire", "Une société")
    assert not answer.cookies


def test_the_register_leaves_in_the_formats_of_others(organisation: Organisation, client: Client) -> None:
    use = published(organisation, title="Traduire")

    dutch = client.get(f"/{organisation.slug}/registre.algoritmeregister.json").json()
    atrs = client.get(f"/{organisation.slug}/registre.atrs.csv").text
    french = client.get(f"/{organisation.slug}/registre.inventaire.csv").text

    assert dutch[0]["name"] == "Traduire"
    assert dutch[0]["url"] == f"http://testserver/{organisation.slug}/registre/{use.slug}"
    assert '"0.11 title"' in atrs
    assert '"Nom de l’algorithme"' in french


def test_what_is_kept_inside_is_on_no_public_page_nor_file(organisation: Organisation, client: Client) -> None:
    tiers = {str(field): str(Tier.INTERNAL) for field in CHOSEN}
    hidden = {name: f"Loutre {name}" for name in ("plain", "tool", "provider", "information", "notice", "remedies")}
    use = published(organisation, tiers=tiers, **hidden)
    base = f"/{organisation.slug}/registre"

    answers = [base, f"{base}.json", f"{base}.csv", f"{base}/{use.slug}", f"{base}/{use.slug}.json", f"{base}?q=loutre"]
    answers += [f"{base}.{name}" for name in ("algoritmeregister.json", "atrs.csv", "inventaire.csv")]

    assert [url for url in answers if "Loutre" in client.get(url).text] == []
    assert use.title not in client.get(f"{base}?q=loutre").text


def test_an_empty_field_says_why_in_public_and_since_when(organisation: Organisation, client: Client) -> None:
    today = timezone.localdate()
    late = {"because": "Marché en cours.", "until": (today - timedelta(days=1)).isoformat()}
    use = published(organisation, gaps={"provider": late})

    page = client.get(f"/{organisation.slug}/registre/{use.slug}").text
    data = client.get(f"/{organisation.slug}/registre/{use.slug}.json").json()

    assert "Marché en cours." in page
    assert "Attendu depuis" in page
    assert "Non renseigné, et l’organisation ne dit pas pourquoi." in page
    assert data["gaps"] == {"provider": late}
    assert data["provider"] == ""


def test_a_review_that_fell_due_is_said_at_the_top(organisation: Organisation, client: Client) -> None:
    use = published(organisation)
    AIUse._base_manager.filter(pk=use.pk).update(review_on=timezone.localdate() - timedelta(days=3))

    page = client.get(f"/{organisation.slug}/registre/{use.slug}").text

    assert "La date de réexamen est passée" in page


def test_remedies_stand_beside_the_sentence_about_time_limits(organisation: Organisation, client: Client) -> None:
    use = published(organisation, remedies="Le tribunal administratif, dans les deux mois.")

    page = client.get(f"/{organisation.slug}/registre/{use.slug}").text

    assert page.index("dans les deux mois") < page.index("n’interrompt aucun délai de recours")


def test_a_public_page_with_everything_on_it_is_light(organisation: Organisation, client: Client) -> None:
    for number in range(20):
        published(organisation, title=f"Usage {number}", purpose="x" * 1500, plain="y" * 1500, remedies="z" * 1500)

    listed = client.get(f"/{organisation.slug}/registre")
    one = client.get(f"/{organisation.slug}/registre/usage-1")

    assert len(listed.content) < 80_000
    assert one.status_code in {200, 404}


def test_the_lead_chooses_what_the_public_reads(organisation: Organisation, client: Client) -> None:
    use = published(organisation, information="La voix de la personne", tool="un outil")
    lead, _member = signed_in(organisation)
    said = {f"tier_{field}": Tier.PUBLIC for field in CHOSEN} | {"tier_tool": Tier.INTERNAL}
    until = timezone.localdate() + timedelta(days=60)
    said |= {"because_provider": "Marché en cours", "until_provider": until.isoformat()}

    answer = lead.post(f"/o/{organisation.slug}/usages/{use.pk}/niveaux", said)

    page = client.get(f"/{organisation.slug}/registre/{use.slug}").text
    assert answer.status_code == 302
    assert "La voix de la personne" in page
    assert "un outil" not in page
    assert "Marché en cours" in page


def test_a_reason_without_a_date_is_asked_again(organisation: Organisation) -> None:
    use = published(organisation)
    lead, _member = signed_in(organisation)
    said = {f"tier_{field}": Tier.PUBLIC for field in CHOSEN} | {"because_provider": "Marché en cours"}

    answer = lead.post(f"/o/{organisation.slug}/usages/{use.pk}/niveaux", said)

    assert answer.status_code == 200
    assert "Dites pourquoi ce champ est vide" in answer.text


def test_a_file_is_shown_then_written_then_undone(organisation: Organisation) -> None:
    lead, _member = signed_in(organisation)

    read = upload(lead, organisation, content=write_xlsx(TABLE, name="Registre"), name="registre.xlsx")
    shown = lead.get(read["Location"])
    with organisation_scope(organisation.pk):
        count_before, held = AIUse.objects.count(), Import.objects.get()
    lead.post(f"{read['Location']}/ecrire", {"seal": shown.context["page"].seal})
    with organisation_scope(organisation.pk):
        written = AIUse.objects.get()
    done = lead.get(read["Location"])
    lead.post(f"/o/{organisation.slug}/imports/{held.pk}/defaire")
    with organisation_scope(organisation.pk):
        count_after = AIUse.objects.count()

    assert "Traduire en urgence" in shown.text
    assert "annoncés ailleurs" in shown.text
    assert (count_before, count_after) == (0, 0)
    assert (written.title, written.status, written.announced) == ("Traduire en urgence", "to_investigate", "Autorisé")
    assert "Défaire cet import" in done.text


def test_what_was_not_shown_is_not_written(organisation: Organisation) -> None:
    lead, _member = signed_in(organisation)
    read = upload(lead, organisation, content=formats.written(TABLE, suffix="csv"))

    answer = lead.post(f"{read['Location']}/ecrire", {"seal": "autre"})

    assert answer.status_code == 409
    assert "Le registre a changé depuis l’aperçu" in answer.text


def test_a_file_that_cannot_be_read_says_so_beside_the_field(organisation: Organisation) -> None:
    lead, _member = signed_in(organisation)

    answer = upload(lead, organisation, content=b"nom;prenom\na;b\n")

    assert answer.status_code == 200
    assert "On ne trouve pas la ligne des titres de colonnes" in answer.text


def test_refused_lines_say_where_and_what_was_expected(organisation: Organisation) -> None:
    lead, _member = signed_in(organisation)
    table = [["Titre", "Statut"], ["Traduire", "en service"]]

    read = upload(lead, organisation, content=write_xlsx(table, name="Registre"), name="r.xlsx")

    text = lead.get(read["Location"]).text
    assert "cellule B2" in text
    assert "« en service »" in text
    assert "Expérimentation encadrée" in text
    assert "disabled" in text


def test_five_hundred_lines_come_in_at_once(organisation: Organisation) -> None:
    lead, _member = signed_in(organisation)
    table = [["Titre", "Finalité"], *([f"Usage {number}", "x"] for number in range(500))]
    read = upload(lead, organisation, content=formats.written(table, suffix="csv"))
    seal = lead.get(read["Location"]).context["page"].seal

    lead.post(f"{read['Location']}/ecrire", {"seal": seal})

    with organisation_scope(organisation.pk):
        assert AIUse.objects.count() == 500


def test_everything_leaves_for_members_drafts_included(organisation: Organisation) -> None:
    client, _member = signed_in(organisation, role=Role.OBSERVER)
    with organisation_scope(organisation.pk):
        make_use(start_process(organisation), title="Brouillon", information="Dedans")

    document = client.get(f"/o/{organisation.slug}/usages.json").json()

    assert [(entry["title"], entry["information"]) for entry in document["entries"]] == [("Brouillon", "Dedans")]
    assert (document["format"], document["version"]) == ("balises-register", 1)


@pytest.mark.parametrize("path", ["usages/importer", "usages/{pk}/niveaux", "usages/{pk}/aipd"])
def test_only_the_lead_brings_a_file_in(organisation: Organisation, path: str) -> None:
    client, _member = signed_in(organisation, role=Role.ASSESSOR)
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))

    assert client.get(f"/o/{organisation.slug}/{path.format(pk=use.pk)}").status_code == 403


def test_an_assessment_comes_in_by_its_page_and_leaves_by_its_address(organisation: Organisation) -> None:
    lead, _member = signed_in(organisation)
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))
    told = {"pia": {"name": "Une analyse"}, **{name: [] for name in ("answers", "measures", "evaluations", "comments")}}
    here = f"/o/{organisation.slug}/usages/{use.pk}/aipd"

    empty = lead.get(here)
    wrong = lead.post(here, {"file": SimpleUploadedFile("x.json", b"{}")})
    lead.post(here, {"file": SimpleUploadedFile("x.json", json.dumps(told).encode())})
    page, document = lead.get(here), lead.get(f"{here}.json").json()
    lead.post(f"{here}/retirer")

    assert "Rien n’est écrit avant" not in empty.text
    assert "ne vient pas de l’outil PIA" in wrong.text
    assert "Les risques, tels qu’elle les estime" in page.text
    assert document == told
    assert "Les risques, tels qu’elle les estime" not in lead.get(here).text


@pytest.mark.parametrize("suffix", ["", ".json"])
def test_only_those_who_write_the_register_read_an_assessment(organisation: Organisation, suffix: str) -> None:
    lead, _member = signed_in(organisation)
    assessor, _member = signed_in(organisation, role=Role.ASSESSOR)
    with organisation_scope(organisation.pk):
        use = make_use(start_process(organisation))
    here = f"/o/{organisation.slug}/usages/{use.pk}/aipd{suffix}"

    assert [client.get(here).status_code for client in (lead, assessor)] == [200, 403]


def test_a_file_of_three_entries_costs_what_one_does(organisation: Organisation, client: Client) -> None:
    counts = []
    for _round in range(2):
        published(organisation)
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/{organisation.slug}/registre.csv")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_formats_are_documented_with_their_addresses() -> None:
    text = (Path(__file__).parents[3] / "docs/reference/register-format.md").read_text(encoding="utf-8")

    assert all(f"registre.{name}" in text for name in ("algoritmeregister.json", "atrs.csv", "inventaire.csv"))


def test_a_gap_needs_a_date_to_come(organisation: Organisation) -> None:
    with organisation_scope(organisation.pk):
        use, lead = make_use(start_process(organisation)), make_member(organisation)
        gaps = {"provider": Gap("Marché en cours", timezone.localdate() + timedelta(days=9))}
        services.choose_tiers(use, tiers={"tool": "internal"}, gaps=gaps, by=lead)
        use.refresh_from_db()

    assert use.tiers == {"tool": "internal"}
    assert use.gaps["provider"]["because"] == "Marché en cours"
