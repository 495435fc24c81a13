"""Where each form of the product is shown, to whom, and what must first be there for it to show."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from access.addresses import Facts, address, facts_of
from access.grid_places import GRID_PLACES, blank_desk, seat_desk
from access.place import NOBODY, Place, lead_of
from access.register_places import REGISTER_PLACES
from access.sheets import Field, Sheet, read_page
from balises.assessments.models import Assessor
from balises.cards import services as cards
from balises.cards.models import Card, CardCollection
from balises.cards.rules import CollectionState
from balises.charters import services as charters
from balises.charters.models import Article
from balises.charters.rules import ArticleText
from balises.decisions import services as decisions
from balises.decisions.models import Clarification, Objection, Proposal
from balises.decisions.rules import Draft
from balises.deliberations import services as deliberations
from balises.deliberations.models import Statement
from balises.learning import services as learning
from balises.learning.models import Citation
from balises.learning.queries import place_of
from balises.meetings.models import Meeting
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.processes import services as processes
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.rules import SeatKind
from balises.register.models import AIUse
from balises.trace.models import Node
from factories.cases import CONTENT
from factories.decisions import make_decision
from factories.deliberations import polis_comments, polis_votes
from factories.findings import content_of, make_findings
from factories.world import Corner


def _draft_deliberation(corner: Corner) -> Facts:
    process = Process.objects.order_by("pk")[0]
    question = processes.ask(process, text="Faut-il le dire avant, ou après ?", by=lead_of(corner))
    made = deliberations.make_deliberation(question, title=question.text, by=lead_of(corner))
    for text in ("On peut le dire avant.", "On peut le dire après."):
        deliberations.add_statement(made, text=text, by=lead_of(corner))
    return {"pk": made.pk}


def _draft_statement(corner: Corner) -> Facts:
    return {"pk": Statement.objects.filter(deliberation=_draft_deliberation(corner)["pk"]).order_by("pk")[0].pk}


def _draft_harvest(corner: Corner) -> Facts:
    process = Process.objects.order_by("pk")[0]
    return {"pk": cards.make_collection(process, title="Une autre récolte", question=None, by=lead_of(corner)).pk}


def _invited_harvest(corner: Corner) -> Facts:
    harvest = CardCollection.objects.get(state=CollectionState.OPEN)
    cards.invite_people(harvest, addresses=["invitee@exemple.test"], by=lead_of(corner))
    return {"pk": harvest.pk}


def _asked_proposal(corner: Corner) -> Facts:
    process, source = Process.objects.order_by("pk")[0], Node.objects.order_by("pk")[0]
    draft = Draft(title="Une autre proposition", text="On le dit avant.")
    made = decisions.propose(process, draft=draft, source=source, use=None, by=lead_of(corner))
    return {"pk": made.pk}


def _asked_question(corner: Corner) -> Facts:
    proposal = Proposal.objects.get(pk=_asked_proposal(corner)["pk"])
    return {"pk": decisions.ask(proposal, question="Qui le dit ?", by=lead_of(corner)).pk}


def _raised_objection(corner: Corner) -> Facts:
    return {"pk": Objection.objects.filter(proposal__decision__isnull=True).order_by("pk")[0].pk}


def _heard_proposal(corner: Corner) -> Facts:
    facts = _asked_proposal(corner)
    decisions.hear_objections(Proposal.objects.get(**facts), by=lead_of(corner))
    return facts


def _open_question(corner: Corner) -> Facts:
    process = Process.objects.order_by("pk")[0]
    return {"pk": processes.ask(process, text="Qui le dit, et quand ?", by=lead_of(corner)).pk}


def _free_decision(corner: Corner) -> Facts:
    """A decision no charter rests on yet, and something new in the draft to adopt."""
    make_decision(corner.organisation, by=lead_of(corner))
    Article.objects.filter(pk=Article.objects.order_by("pk")[0].pk).update(title="Dit autrement")
    return {}


def _desk_of_one(corner: Corner) -> Facts:
    """The same, of which one seat has handed in: the lead may stop waiting for the others."""
    facts = blank_desk(corner)
    first = Assessor.objects.filter(assessment=facts["pk"])[0]
    Assessor.objects.filter(pk=first.pk).update(handed_in_on=timezone.localdate())
    return facts


def _seat_with_a_link(corner: Corner) -> Facts:
    return {"pk": Seat.objects.filter(kind=SeatKind.SERVICE_USER, member=None).order_by("pk")[0].pk}


def _nothing_cited(corner: Corner) -> Facts:
    """The citation of the demonstration is taken back: its article can be cited again."""
    cited = Citation.objects.order_by("pk")[0]
    found = place_of(module=cited.module, page=cited.page)
    assert found is not None
    learning.undo_citation(found, article=cited.article, by=lead_of(corner))
    return {"module": cited.module, "page": cited.page}


def _last_article(corner: Corner) -> Facts:
    charter = Article.objects.order_by("pk")[0].charter
    text = ArticleText("Un article de plus", "Ce que l’on ajoute vient après.")
    return {"pk": charters.add_article(charter, text=text, decision=None, by=lead_of(corner)).pk}


def _first_article(corner: Corner) -> Facts:
    _last_article(corner)
    return {"pk": Article.objects.order_by("number")[0].pk}


def _of_its(model: Any, field: str) -> Callable[[Facts], Facts]:
    return lambda facts: {"pk": getattr(model.objects.get(pk=facts["pk"]), f"{field}_id")}


def _past_meeting(corner: Corner) -> Facts:
    return {"pk": Meeting.objects.filter(starts_at__lt=timezone.now()).order_by("pk")[0].pk}


def _unpublished_use(corner: Corner) -> Facts:
    use = AIUse.objects.filter(published_on__isnull=False).order_by("pk")[0]
    AIUse.objects.filter(pk=use.pk).update(withdrawn_on=timezone.localdate())
    return {"pk": use.pk}


def _pronounced_use(corner: Corner) -> Facts:
    return {"pk": AIUse.objects.filter(pronounced_on__isnull=False).order_by("pk")[0].pk}


def _pronounced_for_a_seat(corner: Corner) -> Facts:
    return {"token": corner.seat_token, **_pronounced_use(corner)}


def _chosen_cards(corner: Corner) -> dict[str, Any]:
    closed = CardCollection.objects.filter(state=CollectionState.CLOSED).order_by("pk")[0]
    return {"carte": [str(card.pk) for card in Card.objects.filter(collection=closed)[:2]]}


def _no_facts(facts: Facts) -> Facts:
    return {}


def _of_the_lesson(facts: Facts) -> Facts:
    return {"module": facts["module"], "page": facts["page"]}


PLACES: dict[str, Place] = {
    "account_login": Place(by=NOBODY),
    "account_request_login_code": Place(by=NOBODY),
    "account_logout": Place(),
    "assessments:open": Place(),
    "assessments:rate": Place(by=Role.ASSESSOR, put=blank_desk),
    "assessments:seat_rate": Place(by=NOBODY, put=seat_desk),
    "assessments:share": Place("assessments:assessment", put=_desk_of_one),
    "assessments:tell": Place("assessments:assessment", put=blank_desk),
    "cards:new": Place(),
    "cards:open": Place("cards:collection", put=_draft_harvest),
    "cards:invite": Place("cards:collection"),
    "cards:remind": Place("cards:collection", put=_invited_harvest),
    "cards:close": Place(),
    "cards:draft_use": Place(question=_chosen_cards),
    "cards:participate": Place(by=NOBODY),
    "charters:start": Place(),
    "charters:describe": Place(),
    "charters:adopt": Place(put=_free_decision),
    "charters:add_article": Place(),
    "charters:write_article": Place(),
    "charters:move_article_up": Place("charters:draft", put=_last_article, page_of=_no_facts),
    "charters:move_article_down": Place("charters:draft", put=_first_article, page_of=_no_facts),
    "charters:remove_article": Place(),
    "decisions:propose": Place(),
    "decisions:ask": Place("decisions:proposal", put=_asked_proposal),
    "decisions:hear_objections": Place("decisions:proposal", put=_asked_proposal),
    "decisions:return_to_clarifications": Place("decisions:proposal"),
    "decisions:object": Place("decisions:proposal"),
    "decisions:amend": Place(),
    "decisions:decide": Place(put=_heard_proposal),
    "decisions:answer": Place(put=_asked_question),
    "decisions:remove_clarification": Place(
        "decisions:proposal", put=_asked_question, page_of=_of_its(Clarification, "proposal")
    ),
    "decisions:settle": Place(),
    "decisions:remove_objection": Place(
        "decisions:proposal", put=_raised_objection, page_of=_of_its(Objection, "proposal")
    ),
    "deliberations:make": Place(),
    "deliberations:bring_in": Place(),
    "deliberations:rename": Place(put=_draft_deliberation),
    "deliberations:add_statement": Place("deliberations:deliberation", put=_draft_deliberation),
    "deliberations:take_dilemmas": Place(put=_draft_deliberation),
    "deliberations:open": Place("deliberations:deliberation", put=_draft_deliberation),
    "deliberations:close": Place(),
    "deliberations:edit_statement": Place(put=_draft_statement),
    "deliberations:remove_statement": Place(
        "deliberations:deliberation", put=_draft_statement, page_of=_of_its(Statement, "deliberation")
    ),
    "deliberations:take_part": Place(by=NOBODY, begin=True),
    "learning:cite": Place(put=_nothing_cited),
    "learning:undo": Place("learning:cite", page_of=_of_the_lesson),
    "meetings:plan": Place(),
    "meetings:run": Place(put=_past_meeting),
    "meetings:public": Place(by=NOBODY),
    "meetings:registration": Place(by=NOBODY),
    "organisations:new_member": Place(),
    "organisations:member": Place(),
    "processes:start": Place(),
    "processes:mandate": Place(),
    "processes:staff_opinion": Place(),
    "processes:ask": Place(),
    "processes:new_seat": Place(),
    "processes:seat": Place(),
    "processes:seat_link": Place("processes:seat", put=_seat_with_a_link),
    "processes:settle": Place("processes:agenda", put=_open_question, page_of=_of_its(OpenQuestion, "process")),
    "register:draft": Place(),
    "register:describe": Place(),
    "register:publish": Place("register:describe", put=_unpublished_use),
    "register:withdraw": Place(),
    "register:reconsider": Place(put=_pronounced_use),
    "register:seat_reconsider": Place(by=NOBODY, put=_pronounced_for_a_seat),
    **GRID_PLACES,
    **REGISTER_PLACES,
}


@dataclass(frozen=True)
class Paper:
    """A file to send: what it says it is, and what it holds."""

    name: str
    media_type: str
    content: bytes


Sent = dict[str, list[Any]]
NOTE = Paper("note.txt", "text/plain", "La note de l’équipe, sans nom.".encode())


# What is typed where anything would do but these.
GOOD = {
    "address": "venue@exemple.test",
    "addresses": "une@exemple.test\ndeux@exemple.test",
    "email": "nouvelle@exemple.test",
    "login": "pilote@deux-rives.invalid",
    "starts": "10:00",
    "ends": "11:30",
}
ADDRESSES = {"account_request_login_code": "pilote@deux-rives.invalid"}
CHOICES = {("decisions:settle", "state"): "maintained"}
# What is left blank, for it would say something else: every use is concerned, a file is sent and not its address.
BLANK = {
    ("assessments:add_criterion", "given"),
    ("assessments:join_evidence", "address"),
    ("assessments:seat_join_evidence", "address"),
}
ONE_BOX_EACH = {"register:facts"}  # its last boxes contradict the others
PIA = b'{"pia": {"name": "A"}, "answers": [], "measures": [], "evaluations": [], "comments": []}'
GRID = CONTENT / "frameworks" / "grille" / "edition-1.fr.yaml"
FILES = {
    "assessments:elsewhere": Paper("analyse.json", "application/json", content_of(make_findings())),
    "assessments:import_grid": Paper("grille.yaml", "application/yaml", GRID.read_bytes()),
    "deliberations:bring_in.votes": Paper("votes.csv", "text/csv", polis_votes()),
    "deliberations:bring_in.comments": Paper("comments.csv", "text/csv", polis_comments()),
    "register:imports": Paper("usages.csv", "text/csv", "Titre;Finalité\nTraduire en urgence;Se comprendre\n".encode()),
    "register:pia": Paper("aipd.json", "application/json", PIA),
}
DAYS_FROM_NOW = {"on": 0, "decided_on": 0, "starts_on": 0, "review_on": 90, "due_on": 30, "until": 30}


@dataclass(frozen=True)
class Shown:
    """A form as somebody sees it, filled as it asks to be."""

    client: Client
    sheet: Sheet

    def post(self, sent: Sent, *, to: str = "", **headers: Any) -> Any:
        """As a browser sends it: in parts where the form takes a file."""
        address, headers = to or self.sheet.action, {"Origin": "http://testserver", **headers}
        if self.sheet.takes_file:
            return self.client.post(address, {name: _parts(each) for name, each in sent.items()}, headers=headers)
        return self.client.post(
            address, urlencode(sent, doseq=True), content_type="application/x-www-form-urlencoded", headers=headers
        )


def _parts(values: list[Any]) -> list[Any]:
    return [
        SimpleUploadedFile(each.name, each.content, content_type=each.media_type) if isinstance(each, Paper) else each
        for each in values
    ]


# The world is the same for every test: a page shows the same form in each, and is read once.
_READ: dict[tuple[str, str], Sheet] = {}


def show(name: str, corner: Corner, *, client: Client, is_read_afresh: bool = False) -> Shown:
    """Put what is needed there, go to the page, read the form that leads to this name."""
    place = PLACES[name]
    with organisation_scope(corner.organisation.pk):
        facts = place.put(corner) if place.put else facts_of(name, corner)
        page = address(place.page or name, corner, facts=place.page_of(facts) if place.page_of else facts)
        asked = place.question(corner) if place.question else {}
    target = address(name, corner, facts=facts)
    shown_at = f"{page}?{urlencode(asked, doseq=True)}" if asked else page
    if is_read_afresh or (name, shown_at) not in _READ:
        sheet = _sheet_to(target, client.get(shown_at), shown_at)
        if place.begin:
            return Shown(client, _sheet_to(target, client.post(sheet.action, good(sheet, name)), target))
        _READ[name, shown_at] = sheet
    return Shown(client, _READ[name, shown_at])


def _sheet_to(target: str, answer: Any, shown_at: str) -> Sheet:
    assert answer.status_code == 200, (shown_at, answer.status_code)
    found = [
        sheet for sheet in read_page(answer.content.decode(), address=shown_at).sheets if _is_same(sheet.action, target)
    ]
    assert found, f"no form to {target} at {shown_at}"
    return found[0]


def _is_same(action: str, target: str) -> bool:
    """A code is written with its hyphen or without."""
    return action.partition("?")[0].replace("-", "") == target.replace("-", "")


def good(sheet: Sheet, name: str) -> Sent:
    """What somebody would send who fills the form as it asks."""
    return {each.name: _good(each, name) for each in sheet.fields.values()}


def _good(asked: Field, name: str) -> list[Any]:
    if asked.kind == "file":
        return [FILES.get(f"{name}.{asked.name}") or FILES.get(name, NOTE)]
    if asked.kind == "date":
        days = DAYS_FROM_NOW.get(asked.name.partition("_")[0], DAYS_FROM_NOW.get(asked.name, 0))
        days += 10 if name == "meetings:plan" else 0
        return [(timezone.localdate() + timedelta(days=days)).isoformat()]
    if (name, asked.name) in BLANK:
        return [""]
    if asked.is_written:
        kept = [value for value in asked.values if value]
        return [
            ADDRESSES.get(name)
            or GOOD.get(asked.name)
            or (f"{kept[0]} Autrement." if kept else f"Quelques mots pour {asked.name}.")
        ]
    if (name, asked.name) in CHOICES:
        return [CHOICES[name, asked.name]]
    if asked.choices:
        is_full = asked.kind == "checkbox" and name not in ONE_BOX_EACH
        return asked.choices if is_full else (asked.values or asked.choices[:1])
    return asked.values
