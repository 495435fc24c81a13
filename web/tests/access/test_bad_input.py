"""Whatever is sent to whichever form: never an error of the server, words in French, nothing lost or twice."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from access.addresses import FACTS, address, url_table
from access.places import NOBODY, PLACES, Paper, Sent, Shown, good, show
from access.sheets import Field, Read, read_page
from balises.assessments import services as assessments
from balises.assessments.models import Assessment, Assessor, GridDraft
from balises.cards import services as cards
from balises.cards.models import CardCollection
from balises.cards.rules import CollectionState
from balises.decisions import services as decisions
from balises.decisions.models import Clarification, Proposal
from balises.deliberations import services as deliberations
from balises.deliberations.models import Deliberation
from balises.organisations.models import Member
from balises.organisations.scoping import organisation_scope
from balises.register import services as register
from balises.register.models import Gate, StressSession
from balises.register.queries import gate_facts
from balises.register.rules import Closing, GateState, why_never_closed
from factories.decisions import ruling
from factories.world import Corner, World

pytestmark = pytest.mark.django_db

Rows = dict[str, list[tuple[Any, ...]]]

ENGLISH = re.compile(r"\b(this|the|ensure|select|enter|required|valid|value|null|not|is)\b", re.IGNORECASE)
# Not what a form writes: sessions, and the editions of the library, which enter once when a server starts.
NOT_OURS = re.compile(r"^(django_session|django_migrations|cache|sqlite_|library_edition$)")
# Forms whose address is not in the table of places, and why.
WITHOUT_A_FORM = {
    "account_confirm_login_code": "a code that was sent by mail comes first; see the tests of signing in",
    "enter_demonstration": "there is no demonstration here; see the tests of the site",
    "cards:participate_invited": "the form of « cards:participate », behind a token of one's own",
}
# What is refused here however well it is filled, for it was done before.
DONE_BEFORE = {"charters:start"}
# Their answer is the next page itself, or the file.
STAYS = {"assessments:let_out", "deliberations:take_part", "processes:seat_link"}
WRITES_NOTHING = {*DONE_BEFORE, "account_logout"}
BAD = {
    "empty": "",
    "blank": "   ",
    "too long": "x" * 21_000,
    "nul": "un\x00deux trois",
    "huge number": "9" * 400,
    "markup": "<script>alert('Zorille')</script> <b>&amp; </textarea>",
    "alphabets": "العربية 漢字 ไทย 👩🏽‍🦽 e\u0301 \u202e",
    "line ends": "un\r\ndeux\rtrois quatre",
}
DAYS = ("", "99999-99-99", "9999-12-31", "0001-01-01", "31/02/2030", "demain", "9" * 40)
WITH_A_DAY = [
    "decisions:decide", "meetings:plan", "processes:staff_opinion", "processes:start", "register:describe",
    "register:frame_gate", "register:gain", "register:play_cards", "register:record_knock", "register:tiers",
]  # fmt: skip
WITH_A_FILE = [
    "assessments:elsewhere", "assessments:import_grid", "assessments:join_evidence", "assessments:seat_join_evidence",
    "deliberations:bring_in",
    "register:imports", "register:pia",
]  # fmt: skip
CONTENTS = {
    "empty": b"",
    "too big": b"un mot " * 800_000,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "page": b"<!doctype html><script>alert('Zorille')</script>",
    "no text": b"\xff\xfe\xed\xa0\x80\xc0",
    "nul": b"un\x00deux",
    "cut archive": b"PK\x03\x04" + bytes(40),
    "nested": b"[" * 100_000,
    "named over and over": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "huge number": b'{"pia": ' + b"9" * 10_000 + b"}",
    "no thing": b"null",
    "blank lines": b"\n \n\r\n",
}
HONEST_NOTES = {"nested", "named over and over", "huge number", "no thing", "blank lines"}  # a note may say anything
FILE_NAMES = ("<script>alert('Zorille')</script>", "x" * 600, "../../etc/passwd", "a\u202eb 👩🏽‍🦽 漢字", "")
SENTENCE = "Une longue phrase que l’on ne veut pas perdre."
# A second act may be told a second time, and looked at again by a task that finds nothing left to do.
JOURNAL, TASKS = "organisations_entry", "django_tasks_database_dbtaskresult"
# What is asked of an address after its question mark, anywhere.
ASKED = (
    "q", "statut", "demarche", "question", "source", "usage", "decision", "code", "carte", "vue", "next", "show",
)  # fmt: skip
NOTHING = ""
PRESSED = {"deliberations:take_part", "meetings:registration"}  # buttons: nothing to write beside
MAY_CHOOSE_NOTHING = {
    "charters:add_article", "charters:write_article", "processes:seat", "register:close_gate", "register:same_tool",
}  # fmt: skip
NO_SUCH_CHOICE = ("-1", "9" * 40, "é\x00", "")


@pytest.fixture(autouse=True)
def forget_the_tries() -> None:
    cache.clear()  # where the tries of signing in are counted


@pytest.fixture
def shown(request: pytest.FixtureRequest, world: World) -> Shown:
    is_read_afresh = request.function is test_a_form_sent_from_another_site_is_refused  # its token goes with a cookie
    client = client_for(request.param, world)
    return show(request.param, world.demonstration, client=client, is_read_afresh=is_read_afresh)


def client_for(name: str, world: World) -> Client:
    client, role = Client(), PLACES[name].by
    if role != NOBODY:
        with organisation_scope(world.demonstration.organisation.pk):
            client.force_login(Member.objects.filter(role=role).order_by("pk")[0].user)
    return client


def rows() -> Rows:
    """Every row of every table, but of sessions."""
    with connection.cursor() as cursor:
        kept: Rows = {}
        for table in connection.introspection.table_names(cursor):
            if not NOT_OURS.search(table):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
                kept[table] = cursor.fetchall()
    return kept


# What somebody else does while the form is being filled.
def _open_it(corner: Corner) -> None:
    made = Deliberation.objects.latest("pk")
    deliberations.open_deliberation(made, by=Member.objects.get(pk=corner.lead.pk))


def _hear(corner: Corner) -> None:
    decisions.hear_objections(Proposal.objects.latest("pk"), by=Member.objects.get(pk=corner.lead.pk))


def _answer_and_hear(corner: Corner) -> None:
    asked = Clarification.objects.latest("pk")
    decisions.answer(asked, text="La personne qui signe.", by=Member.objects.get(pk=corner.lead.pk))
    _hear(corner)


def _decide(corner: Corner) -> None:
    decisions.decide(Proposal.objects.latest("pk"), ruling=ruling(), by=Member.objects.get(pk=corner.lead.pk))


def _close_the_harvest(corner: Corner) -> None:
    open_one = CardCollection.objects.get(state=CollectionState.OPEN)
    cards.close_collection(open_one, by=Member.objects.get(pk=corner.lead.pk))


def _share_the_grid(corner: Corner) -> None:
    grid = Assessment.objects.latest("pk")
    Assessor.objects.filter(pk=grid.assessors.all()[0].pk).update(handed_in_on=timezone.localdate())
    assessments.share_early(grid, reason="La réunion est demain.", by=Member.objects.get(pk=corner.lead.pk))


def _leave_the_bench(corner: Corner) -> None:
    assessments.drop_draft(GridDraft.objects.get(), by=Member.objects.get(pk=corner.lead.pk))


def _close_the_gate(corner: Corner) -> None:
    by, closing = Member.objects.get(pk=corner.lead.pk), Closing("C’est fait.", "Le compte rendu.", "L’instance")
    for gate in Gate.objects.exclude(state=GateState.CLOSED):
        if why_never_closed(gate_facts(gate)) is None:
            register.close_gate(gate, closing=closing, decision=None, by=by)


def _remove_the_session(corner: Corner) -> None:
    StressSession.objects.all().delete()


MEANWHILE = {
    "assessments:add_criterion": _leave_the_bench,
    "assessments:bench_criterion": _leave_the_bench,
    "assessments:enter_paper": _share_the_grid,
    "assessments:join_evidence": _share_the_grid,
    "assessments:publish_grid": _leave_the_bench,
    "assessments:rate": _share_the_grid,
    "assessments:seat_join_evidence": _share_the_grid,
    "assessments:seat_rate": _share_the_grid,
    "assessments:share": _share_the_grid,
    "cards:participate": _close_the_harvest,
    "decisions:answer": _answer_and_hear,
    "decisions:ask": _hear,
    "decisions:decide": _decide,
    "deliberations:add_statement": _open_it,
    "deliberations:edit_statement": _open_it,
    "deliberations:rename": _open_it,
    "register:close_gate": _close_the_gate,
    "register:frame_gate": _close_the_gate,
    "register:record_knock": _remove_the_session,
}


def named(kind: str) -> Any:
    names = {"written": WRITTEN, "chosen": CHOSEN}.get(kind, sorted(PLACES))
    return pytest.mark.parametrize("shown", names, indirect=True, ids=names)


WRITTEN = [
    "account_login", "account_request_login_code", "assessments:add_criterion", "assessments:bench_criterion",
    "assessments:dissent", "assessments:enter_paper", "assessments:join_evidence", "assessments:paper_dissent",
    "assessments:publish_grid", "assessments:rate", "assessments:remarks", "assessments:say_together",
    "assessments:seat_dissent", "assessments:seat_join_evidence", "assessments:seat_rate",
    "assessments:seat_remarks", "assessments:share", "cards:draft_use", "cards:invite", "cards:new",
    "cards:participate", "charters:add_article", "charters:describe", "charters:start", "charters:write_article",
    "decisions:amend", "decisions:answer", "decisions:ask", "decisions:decide", "decisions:object",
    "decisions:propose", "decisions:settle", "deliberations:add_statement", "deliberations:edit_statement",
    "deliberations:bring_in", "deliberations:make", "deliberations:rename", "meetings:plan", "meetings:public",
    "meetings:run",
    "organisations:member", "organisations:new_member", "processes:ask", "processes:mandate", "processes:new_seat",
    "processes:seat", "processes:staff_opinion", "processes:start", "register:close_gate", "register:describe",
    "register:draft", "register:frame_gate", "register:gain", "register:play_cards", "register:reconsider",
    "register:record_knock", "register:seat_reconsider", "register:tiers",
]  # fmt: skip
CHOSEN = [
    "assessments:add_criterion", "assessments:bench_criterion", "assessments:enter_paper",
    "assessments:open", "assessments:rate", "assessments:remarks",
    "assessments:say_together", "assessments:seat_rate", "assessments:seat_remarks",
    "assessments:workbench", "cards:draft_use", "cards:new", "cards:participate", "charters:add_article",
    "charters:adopt", "charters:start", "charters:write_article", "decisions:decide", "decisions:object",
    "decisions:propose", "decisions:settle", "deliberations:bring_in", "deliberations:make",
    "deliberations:take_dilemmas", "deliberations:take_part", "learning:cite", "meetings:plan",
    "meetings:registration", "meetings:run",
    "organisations:member", "organisations:new_member", "processes:new_seat", "processes:seat",
    "register:close_gate", "register:describe", "register:draft", "register:facts", "register:gain",
    "register:imports", "register:play_cards", "register:publish", "register:record_knock", "register:same_tool",
    "register:tiers",
]  # fmt: skip


ONLY_A_DAY = {"register:play_cards"}
BY_KEY = [
    name
    for name in WRITTEN
    if "pk" in url_table()[name].pattern.converters and PLACES[name].by != NOBODY and name not in ONLY_A_DAY
]
READ = sorted(set(FACTS) - {"account_logout"})


def test_every_form_of_the_product_is_in_the_table(world: World) -> None:
    lead = client_for("charters:describe", world)
    addresses = {name: address(name, world.demonstration) for name in READ}
    takes_posts = {name for name in READ if lead.post(addresses[name]).status_code != 405}

    assert takes_posts - set(WITHOUT_A_FORM) == set(PLACES) - {"account_logout"}


@named("all")
def test_every_form_is_read_and_filled_as_it_asks(shown: Shown, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.id
    before = rows()

    answer = shown.post(good(shown.sheet, name))

    assert (name in WRITTEN, name in CHOSEN) == (bool(shown.sheet.written), bool(shown.sheet.chosen))
    assert (answer.status_code == 302 or name in STAYS, rows() != before) == (
        name not in DONE_BEFORE,
        name not in WRITES_NOTHING,
    )


@contextmanager
def undone() -> Iterator[None]:
    """One of several tries on the page that was shown: nothing of it is left for the next one."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@named("written")
def test_what_is_badly_written_is_refused_in_words_or_kept_as_it_is(
    shown: Shown, request: pytest.FixtureRequest
) -> None:
    usual, before = good(shown.sheet, request.node.callspec.params["shown"]), rows()
    for kind, words in BAD.items():
        with undone():
            sent = {**usual, **{each.name: [words] for each in shown.sheet.written}}

            answer = shown.post(sent)

            if answer.status_code == 302:
                assert kind != "too long"
                assert "<script>alert" not in shown.client.get(answer["Location"]).content.decode(), kind
            else:
                assert rows() == before, kind
                assert_sent_back(answer, shown, sent)


@pytest.mark.parametrize("shown", WITH_A_DAY, indirect=True, ids=WITH_A_DAY)
def test_a_day_that_cannot_be_is_refused_beside_its_field(shown: Shown, request: pytest.FixtureRequest) -> None:
    usual, before = good(shown.sheet, request.node.callspec.params["shown"]), rows()
    for day in DAYS:
        with undone():
            sent = {**usual, **{each.name: [day] for each in shown.sheet.written if each.kind == "date"}}

            answer = shown.post(sent)

            assert answer.status_code in {200, 422}, day
            assert rows() == before, day
            assert_sent_back(answer, shown, sent)


@pytest.mark.parametrize("shown", WITH_A_FILE, indirect=True, ids=WITH_A_FILE)
@pytest.mark.parametrize("kind", CONTENTS)
def test_a_file_that_is_not_what_is_asked_is_refused_in_words(
    shown: Shown, kind: str, request: pytest.FixtureRequest
) -> None:
    name = request.node.callspec.params["shown"]
    sent = with_a_file(shown, name, content=CONTENTS[kind])
    before = rows()

    answer = shown.post(sent)

    if answer.status_code == 302:
        assert name.endswith("join_evidence")
        assert kind in HONEST_NOTES
    else:
        assert rows() == before
        assert_sent_back(answer, shown, sent)


@pytest.mark.parametrize("shown", WITH_A_FILE, indirect=True, ids=WITH_A_FILE)
def test_a_file_that_nobody_chose_is_asked_for(shown: Shown, request: pytest.FixtureRequest) -> None:
    sent = good(shown.sheet, request.node.callspec.params["shown"])
    without = {name: values for name, values in sent.items() if shown.sheet.fields[name].kind != "file"}
    before = rows()

    answer = shown.post(without)

    assert rows() == before
    assert_sent_back(answer, shown, without)


@pytest.mark.parametrize("shown", WITH_A_FILE, indirect=True, ids=WITH_A_FILE)
@pytest.mark.parametrize("stem", FILE_NAMES)
def test_the_name_of_a_file_never_breaks_anything(shown: Shown, stem: str, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["shown"]
    sent, before = with_a_file(shown, name, stem=stem), rows()

    answer = shown.post(sent)

    if answer.status_code == 302:
        assert "<script>alert" not in shown.client.get(answer["Location"]).content.decode()
    else:
        assert rows() == before
        assert_sent_back(answer, shown, sent)


@named("chosen")
def test_a_choice_nobody_was_offered_is_refused_in_words(shown: Shown, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.params["shown"]
    usual, before = good(shown.sheet, name), rows()
    for choice in NO_SUCH_CHOICE:
        with undone():
            sent = {**usual, **{each.name: [choice] for each in shown.sheet.chosen}}

            answer = shown.post(sent)

            if answer.status_code == 302:
                assert (choice, name) in {(NOTHING, each) for each in MAY_CHOOSE_NOTHING}
                continue
            assert rows() == before, choice
            assert answer.status_code in {200, 400, 409, 422}, choice
            if name not in PRESSED:
                assert_sent_back(answer, shown, sent)


@named("all")
def test_bytes_that_are_no_text_never_break_anything(shown: Shown) -> None:
    kept = {each.name: each.values for each in shown.sheet.fields.values() if each.kind == "hidden"}
    bad = "".join(f"&{each.name}=%FF%FE%ED%A0%80%C0" for each in shown.sheet.fields.values() if each.kind != "hidden")

    answer = shown.client.post(
        shown.sheet.action, urlencode(kept, doseq=True) + bad, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code in {200, 302, 400, 403, 409, 410, 422}


@named("all")
def test_a_form_sent_twice_is_written_once(shown: Shown, request: pytest.FixtureRequest) -> None:
    name = request.node.callspec.id
    sent = good(shown.sheet, name)
    shown.post(sent)
    once = rows()

    again = shown.post(sent)

    more = {table for table, kept in rows().items() if len(kept) > len(once[table])}
    assert again.status_code in {200, 302, 404, 409, 410, 422}
    assert more - {JOURNAL, TASKS} == set()


@named("all")
def test_a_form_sent_from_another_site_is_refused(shown: Shown, request: pytest.FixtureRequest) -> None:
    """With a token of ours that another site could not know: its origin alone is enough."""
    shown.client.handler.enforce_csrf_checks = True
    sent, before = good(shown.sheet, request.node.callspec.id), rows()

    answer = shown.post(sent, Origin="https://ailleurs.test")

    assert answer.status_code == 403
    assert rows() == before


@pytest.mark.parametrize("pk", [10**9, 10**30])
@pytest.mark.parametrize("name", BY_KEY)
def test_what_was_typed_for_something_that_is_gone_is_given_back(name: str, pk: int, world: World) -> None:
    """The page was open while somebody else took away what it was about; or its address was cut, or made up."""
    shown = show(name, world.demonstration, client=client_for(name, world))
    sent, before = with_a_sentence(shown, name), rows()

    answer = shown.post(sent, to=re.sub(r"/\d+", f"/{pk}", shown.sheet.action))

    assert answer.status_code == 404
    assert rows() == before
    assert SENTENCE in unescape(answer.content.decode())


@pytest.mark.parametrize("name", MEANWHILE)
def test_what_was_typed_while_it_was_being_closed_is_given_back(name: str, world: World) -> None:
    shown = show(name, world.demonstration, client=client_for(name, world))
    sent = with_a_sentence(shown, name)
    with organisation_scope(world.demonstration.organisation.pk):
        MEANWHILE[name](world.demonstration)
    before = rows()

    answer = shown.post(sent)

    assert answer.status_code in {200, 404, 409, 410, 422}
    assert rows() == before
    assert SENTENCE in unescape(answer.content.decode())


@pytest.mark.parametrize("bad", ["\x00", "9" * 40, "é'\"<script>"])
def test_no_address_breaks_whatever_is_asked_of_it(bad: str, world: World) -> None:
    asked = urlencode(dict.fromkeys(ASKED, bad))
    client = client_for("charters:describe", world)

    statuses = {name: client.get(f"{address(name, world.demonstration)}?{asked}").status_code for name in READ}

    assert {name: status for name, status in statuses.items() if status >= 500 and name != "health"} == {}


@pytest.mark.parametrize("bad", ["%00", "9" * 40, "%C3%A9%27%3Cscript%3E", "%FF%FE"])
def test_no_address_breaks_however_it_is_cut(bad: str, world: World) -> None:
    client = client_for("charters:describe", world)
    addresses = {re.sub(r"(?<=/)[^/]+$", bad, address(name, world.demonstration)) for name in READ}

    statuses = {each: client.get(each).status_code for each in addresses}

    assert {each: status for each, status in statuses.items() if status >= 500} == {}


def test_more_than_a_form_can_hold_is_refused_in_words(world: World) -> None:
    shown = show("processes:ask", world.demonstration, client=client_for("processes:ask", world))

    answers = [shown.client.post(each, {"text": "x" * 600_000}) for each in (shown.sheet.action, "/nulle-part")]

    assert [answer.status_code for answer in answers] == [400, 404]
    assert all('<html lang="fr">' in answer.content.decode() for answer in answers)


def with_a_sentence(shown: Shown, name: str) -> Sent:
    typed = {each.name: [SENTENCE] for each in shown.sheet.written if each.kind in {"text", "textarea"}}
    return {**good(shown.sheet, name), **typed}


def with_a_file(shown: Shown, name: str, *, content: bytes | None = None, stem: str | None = None) -> Sent:
    """What would do, but for what the file holds or how it is called."""
    sent = good(shown.sheet, name)
    for values in sent.values():
        for paper in [each for each in values if isinstance(each, Paper)]:
            held = paper.content if content is None else content
            called = paper.name if stem is None else f"{stem}.{paper.name.rpartition('.')[2]}"
            values[:] = [replace(paper, name=called, content=held)]
    return sent


def assert_sent_back(answer: Any, shown: Shown, sent: Sent) -> None:
    """A sentence in French beside each field that is wrong, and in each field what was typed."""
    html = answer.content.decode()
    page = read_page(html, address=shown.sheet.action)
    sheet = page.sheet_to(shown.sheet.action)
    assert answer.status_code in {200, 400, 409, 422, 429}
    assert html.count('id="a-reprendre"') <= 1  # {{ form }} says it already
    if sheet is None:  # a refusal that no field is about has a page of its own
        assert answer.status_code == 409
        return
    said = sentences(page, sheet.fields.values())
    assert said
    assert all(said)
    assert not [words for words in said if ENGLISH.search(words)]
    assert {each.name: plain(each.values) for each in sheet.written} == {
        each.name: plain(sent[each.name]) for each in sheet.written
    }


def sentences(page: Read, fields: Iterable[Field]) -> list[str]:
    beside = [page.said_beside(each) for each in fields if each.is_invalid]
    return beside or [page.words.get("a-reprendre", "").strip()]


def plain(values: list[str]) -> list[str]:
    """As a browser keeps it: one kind of line end, nothing that cannot be seen."""
    return [value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "") for value in values]
