"""Every address of the product, and the real object of an organisation that each one shows."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from balises.assessments.models import Assessment, Assessor, Evidence, GridChange, ReceivedFindings
from balises.assessments.rules import FindingsState
from balises.boxes.models import Box
from balises.boxes.rules import BoxState
from balises.boxes.services import new_token
from balises.cards.models import CardCollection
from balises.cards.rules import CollectionState
from balises.charters.models import Article
from balises.decisions.models import Clarification, Objection, Proposal
from balises.deliberations.models import Deliberation, Statement
from balises.deliberations.rules import DeliberationState
from balises.learning.models import Citation
from balises.library.models import OwnEdition
from balises.meetings.models import Meeting
from balises.organisations.models import Member
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.processes.models import OpenQuestion, Process, Seat
from balises.register.models import AIUse, Gain, Gate, Import, Knock, StressSession
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.world import Corner

Facts = Mapping[str, Any]


def _pk(model: Any, **wanted: Any) -> Callable[[Corner], Facts]:
    return lambda corner: {"pk": model.objects.filter(**wanted).order_by("pk")[0].pk}


def _nothing(corner: Corner) -> Facts:
    return {}


def _version(corner: Corner) -> Facts:
    return {"number": 1}


def _entry(corner: Corner) -> Facts:
    return {"slug": AIUse.objects.filter(published_on__isnull=False).order_by("pk")[0].slug}


def _meeting(corner: Corner) -> Facts:
    return {"slug": Meeting.objects.order_by("-starts_at")[0].slug}


def _citation(corner: Corner) -> Citation:
    found: Citation = Citation.objects.order_by("pk")[0]
    return found


def _module(corner: Corner) -> Facts:
    return {"module": _citation(corner).module}


def _lesson(corner: Corner) -> Facts:
    return {"module": _citation(corner).module, "page": _citation(corner).page}


def _cited(corner: Corner) -> Facts:
    return {**_lesson(corner), "article": _citation(corner).article_id}


def _open_cards(corner: Corner) -> Facts:
    return {"code": CardCollection.objects.get(state=CollectionState.OPEN).box.code}


def _open_votes(corner: Corner) -> Facts:
    return {"code": Deliberation.objects.get(state=DeliberationState.OPEN).box.code}


def _knock(corner: Corner) -> Facts:
    knock = Knock.objects.order_by("pk")[0]
    return {"pk": knock.session_id, "card": knock.card}


def _own_edition(corner: Corner) -> Facts:
    return {"number": OwnEdition.objects.order_by("number")[0].number}


def _changed(corner: Corner) -> Facts:
    return {"code": GridChange.objects.order_by("pk")[0].code}


def _seat_grid(corner: Corner) -> Facts:
    return {"token": corner.seat_token, **ASSESSMENT(corner)}


def _sheet(corner: Corner) -> Facts:
    found = Assessor.objects.filter(assessment=ASSESSMENT(corner)["pk"])
    return {**ASSESSMENT(corner), "assessor": found.order_by("pk")[0].pk}


def _piece(corner: Corner) -> Facts:
    found = Evidence.objects.filter(assessor__assessment=ASSESSMENT(corner)["pk"], content__isnull=False)
    return {**ASSESSMENT(corner), "evidence": found.order_by("pk")[0].pk}


def _first_question(corner: Corner) -> Facts:
    return {**ASSESSMENT(corner), "number": 1}


PROCESS = _pk(Process)
STRESS_SESSION = _pk(StressSession)
USE = _pk(AIUse)
ASSESSMENT = _pk(Assessment)
PROPOSAL = _pk(Proposal, decision__isnull=True)
ARTICLE = _pk(Article)
MEETING = _pk(Meeting)
CARDS = _pk(CardCollection, state=CollectionState.CLOSED)
OPEN_CARDS = _pk(CardCollection, state=CollectionState.OPEN)
VOTES = _pk(Deliberation, state=DeliberationState.CLOSED)
OPEN_VOTES = _pk(Deliberation, state=DeliberationState.OPEN)
STATEMENT = _pk(Statement, deliberation__state=DeliberationState.OPEN)
QUESTION = _pk(OpenQuestion)
SEAT = _pk(Seat)

FACTS: dict[str, Callable[[Corner], Facts]] = {
    "home": _nothing,
    "health": _nothing,
    "proofs": _nothing,
    "enter_demonstration": _nothing,
    "account_login": _nothing,
    "account_confirm_login_code": _nothing,
    "account_request_login_code": _nothing,
    "account_inactive": _nothing,
    "account_logout": _nothing,
    "library:uses": _nothing,
    "library:uses_json": _nothing,
    "library:use": lambda corner: {"code": "use-01"},
    "library:framework": _nothing,
    "library:framework_json": _nothing,
    "library:framework_yaml": _nothing,
    "library:general_rules": _nothing,
    "library:dimension": lambda corner: {"code": "d1"},
    "library:law": _nothing,
    "library:law_json": _nothing,
    "library:law_country": lambda corner: {"country": "fr"},
    "register:cases": _nothing,
    "register:cases_json": _nothing,
    "register:case": lambda corner: {"code": "cas-01"},
    "register:instance": _nothing,
    "register:instance_json": _nothing,
    "register:uses": _nothing,
    "register:draft": _nothing,
    "register:describe": USE,
    "register:facts": USE,
    "register:reconsider": USE,
    "register:seat_reconsider": lambda corner: {"token": corner.seat_token, **USE(corner)},
    "register:gates": USE,
    "register:frame_gate": _pk(Gate),
    "register:close_gate": _pk(Gate, effect="condition"),
    "register:reopen_gate": _pk(Gate),
    "register:gains": USE,
    "register:gain": USE,
    "register:remove_gain": _pk(Gain),
    "register:robustness": USE,
    "register:play_cards": USE,
    "register:same_tool": USE,
    "register:stress_session": STRESS_SESSION,
    "register:remove_session": STRESS_SESSION,
    "register:record_knock": _knock,
    "register:undo_knock": _knock,
    "register:create_margin": _knock,
    "register:tiers": USE,
    "register:own_file": lambda corner: {"suffix": "csv"},
    "register:imports": _nothing,
    "register:import": _pk(Import),
    "register:do_import": _pk(Import),
    "register:undo_import": _pk(Import),
    "register:duties": _nothing,
    "register:duties_csv": _nothing,
    "register:use_duties": USE,
    "register:use_duties_csv": USE,
    "register:pia": USE,
    "register:pia_json": USE,
    "register:remove_pia": USE,
    "register:public_file": lambda corner: {"suffix": "csv"},
    "register:public_dutch": _nothing,
    "register:public_atrs": _nothing,
    "register:public_inventory": _nothing,
    "register:publish": USE,
    "register:withdraw": USE,
    "register:public": _nothing,
    "register:public_json": _nothing,
    "register:entry": _entry,
    "register:entry_json": _entry,
    "assessments:assessments": _nothing,
    "assessments:open": USE,
    "assessments:assessment": ASSESSMENT,
    "assessments:rate": ASSESSMENT,
    "assessments:share": ASSESSMENT,
    "assessments:tell": ASSESSMENT,
    "assessments:join_evidence": _first_question,
    "assessments:evidence_file": _piece,
    "assessments:erase_evidence": _piece,
    "assessments:criterion": _first_question,
    "assessments:say_together": _first_question,
    "assessments:take_joint_rating_back": _first_question,
    "assessments:dissent": _first_question,
    "assessments:paper": _sheet,
    "assessments:enter_paper": _sheet,
    "assessments:resume_paper": _sheet,
    "assessments:erase_paper": _sheet,
    "assessments:paper_dissent": lambda corner: {**_sheet(corner), "number": 1},
    "assessments:seat": lambda corner: {"token": corner.seat_token},
    "assessments:seat_rate": _seat_grid,
    "assessments:seat_join_evidence": lambda corner: {**_seat_grid(corner), "number": 1},
    "assessments:seat_evidence_file": lambda corner: {**_seat_grid(corner), **_piece(corner)},
    "assessments:seat_erase_evidence": lambda corner: {**_seat_grid(corner), **_piece(corner)},
    "assessments:seat_dissent": lambda corner: {**_seat_grid(corner), "number": 1},
    "assessments:remarks": ASSESSMENT,
    "assessments:seat_remarks": _seat_grid,
    "assessments:let_out": USE,
    "assessments:elsewhere": USE,
    "assessments:received": _pk(ReceivedFindings),
    "assessments:keep_findings": _pk(ReceivedFindings, state=FindingsState.READ),
    "assessments:remove_findings": _pk(ReceivedFindings),
    "assessments:beside": ASSESSMENT,
    "assessments:seat_beside": _seat_grid,
    "assessments:own_grid": _nothing,
    "assessments:own_edition": _own_edition,
    "assessments:own_edition_yaml": _own_edition,
    "assessments:own_edition_json": _own_edition,
    "assessments:workbench": _nothing,
    "assessments:import_grid": _nothing,
    "assessments:bench_criterion": _changed,
    "assessments:add_criterion": _nothing,
    "assessments:publish_grid": _nothing,
    "assessments:drop_draft": _nothing,
    "decisions:proposals": _nothing,
    "decisions:propose": _nothing,
    "decisions:proposal": PROPOSAL,
    "decisions:record": _pk(Proposal, decision__isnull=False),
    "decisions:ask": PROPOSAL,
    "decisions:hear_objections": PROPOSAL,
    "decisions:return_to_clarifications": PROPOSAL,
    "decisions:object": PROPOSAL,
    "decisions:amend": PROPOSAL,
    "decisions:decide": PROPOSAL,
    "decisions:answer": _pk(Clarification, proposal__decision__isnull=True),
    "decisions:remove_clarification": _pk(Clarification, proposal__decision__isnull=True),
    "decisions:settle": _pk(Objection, proposal__decision__isnull=True),
    "decisions:remove_objection": _pk(Objection, proposal__decision__isnull=True),
    "charters:draft": _nothing,
    "charters:start": _nothing,
    "charters:describe": _nothing,
    "charters:draft_comparison": _nothing,
    "charters:adopt": _nothing,
    "charters:add_article": _nothing,
    "charters:write_article": ARTICLE,
    "charters:move_article_up": ARTICLE,
    "charters:move_article_down": ARTICLE,
    "charters:remove_article": ARTICLE,
    "charters:public": _nothing,
    "charters:public_json": _nothing,
    "charters:version": _version,
    "charters:record": _version,
    "charters:pdf": _version,
    "charters:comparison": lambda corner: {"number": 1, "former": 1},
    "organisations:members": _nothing,
    "organisations:new_member": _nothing,
    "organisations:member": _pk(Member, role=Role.OBSERVER),
    "organisations:journal": _nothing,
    "organisations:general_notice": _nothing,
    "organisations:notice": _nothing,
    "processes:start": _nothing,
    "processes:frame": PROCESS,
    "processes:mandate": PROCESS,
    "processes:staff_opinion": PROCESS,
    "processes:agenda": PROCESS,
    "processes:ask": PROCESS,
    "processes:new_seat": PROCESS,
    "processes:seat": SEAT,
    "processes:seat_link": SEAT,
    "processes:settle": QUESTION,
    "dossiers:mine": _nothing,
    "dossiers:organisation": _nothing,
    "dossiers:process": PROCESS,
    "dossiers:thread": _pk(Node, kind=Kind.ARTICLE),
    "dossiers:use": USE,
    "dossiers:report": USE,
    "dossiers:report_json": USE,
    "dossiers:report_pdf": USE,
    "dossiers:report_odt": USE,
    "dossiers:report_docx": USE,
    "dossiers:brief": USE,
    "dossiers:brief_pdf": USE,
    "dossiers:brief_odt": USE,
    "dossiers:brief_docx": USE,
    "learning:cite": _lesson,
    "learning:undo": _cited,
    "learning:course": _nothing,
    "learning:module": _module,
    "learning:paper": _module,
    "learning:lesson": _lesson,
    "meetings:list": _nothing,
    "meetings:plan": _nothing,
    "meetings:run": MEETING,
    "meetings:registration": lambda corner: {"token": corner.registration_token},
    "meetings:public_list": _nothing,
    "meetings:public": _meeting,
    "meetings:asked": _meeting,
    "meetings:calendar": _meeting,
    "boxes:join": _nothing,
    "boxes:join_bare": _nothing,
    "boxes:follow_code": lambda corner: {"code": Box.objects.filter(state=BoxState.OPEN)[0].code},
    "boxes:guarantor": _nothing,
    "cards:collections": _nothing,
    "cards:new": _nothing,
    "cards:collection": OPEN_CARDS,
    "cards:open": OPEN_CARDS,
    "cards:invite": OPEN_CARDS,
    "cards:remind": OPEN_CARDS,
    "cards:close": OPEN_CARDS,
    "cards:read": CARDS,
    "cards:draft_use": CARDS,
    "cards:participate": _open_cards,
    "cards:thanks": _open_cards,
    "cards:paper": _open_cards,
    "cards:participate_invited": lambda corner: {**_open_cards(corner), "token": new_token()},
    "deliberations:list": _nothing,
    "deliberations:make": _nothing,
    "deliberations:bring_in": _nothing,
    "deliberations:deliberation": VOTES,
    "deliberations:json": VOTES,
    "deliberations:rename": OPEN_VOTES,
    "deliberations:add_statement": OPEN_VOTES,
    "deliberations:take_dilemmas": OPEN_VOTES,
    "deliberations:open": OPEN_VOTES,
    "deliberations:close": OPEN_VOTES,
    "deliberations:paper": OPEN_VOTES,
    "deliberations:edit_statement": STATEMENT,
    "deliberations:remove_statement": STATEMENT,
    "deliberations:take_part": _open_votes,
    "deliberations:come_back": lambda corner: {**_open_votes(corner), "token": new_token()},
}


@cache
def url_table() -> dict[str, URLPattern]:
    """Every named address the site answers, as Django itself routes it."""
    return dict(_walk(get_resolver(), namespace=""))


def address(name: str, corner: Corner, *, facts: Facts | None = None) -> str:
    """The address of that name for a real object of the corner."""
    if facts is None:
        facts = facts_of(name, corner)
    is_of_organisation = "organisation" in url_table()[name].pattern.converters
    own = {"organisation": corner.organisation.slug} if is_of_organisation else {}
    return reverse(name, kwargs={**facts, **own})


def facts_of(name: str, corner: Corner) -> Facts:
    with organisation_scope(corner.organisation.pk):
        return FACTS[name](corner)


def _walk(resolver: URLResolver, *, namespace: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, namespace=inner)
        else:
            yield f"{namespace}{pattern.name}", pattern
