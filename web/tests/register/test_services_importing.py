"""A file comes in, in one go or not at all, and is undone while nothing else touched it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from balises.organisations.models import Entry, Member, Organisation
from balises.processes.models import Process
from balises.register import queries, services
from balises.register.models import AIUse, Import
from balises.register.rules import EntryLine, ImportState, Outcome, Pronouncement, Status
from balises.register.services import FileRead
from balises.shared.errors import Refused
from balises.trace.models import Node
from factories.organisations import make_member
from factories.register import make_answerable_use, make_decision_node, make_use, start_process


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(in_scope: Organisation) -> Process:
    return start_process(in_scope)


def line(title: str, /, rank: int = 2, **fields: Any) -> EntryLine:
    whole = {name: fields.pop(name) for name in ("gaps", "tiers", "aside") if name in fields}
    return EntryLine(f"Ligne {rank}", {"title": title, **fields}, **whole)


def read(process: Process, *lines: EntryLine, by: Member) -> Import:
    return services.read_import(process, file=FileRead("registre.csv", "balises", lines, ()), by=by)


def do(held: Import, *, by: Member) -> Import:
    return services.do_import(held, seal=queries.seal_of(queries.plan(held)), by=by)


def outcomes(held: Import) -> list[Outcome]:
    return [each.outcome for each in queries.plan(held)]


def problems(held: Import) -> list[tuple[str, str]]:
    return [(problem.where, problem.refusal.code) for each in queries.plan(held) for problem in each.problems]


def test_the_preview_writes_nothing(process: Process, lead: Member) -> None:
    held = read(process, line("Traduire"), by=lead)

    assert outcomes(held) == [Outcome.CREATED]
    assert AIUse.objects.count() == 0


def test_each_line_is_created_changed_left_or_refused(process: Process, lead: Member) -> None:
    make_use(process, title="Traduire", slug="traduire", tool="un outil")
    make_use(process, title="Résumer", tool="un outil")

    held = read(
        process,
        line("Nouveau"),
        line("Traduire", tool="un autre outil"),
        line("Résumer", tool="un outil"),
        line("", rank=5),
        by=lead,
    )

    assert outcomes(held) == [Outcome.CREATED, Outcome.CHANGED, Outcome.LEFT, Outcome.REFUSED]
    assert problems(held) == [("Ligne 5", "register.import_no_title")]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "en service"}, "import_unknown_code"),
        ({"visibility": "secret"}, "import_unknown_code"),
        ({"review_on": "31 mars"}, "import_not_a_date"),
        ({"review_on": "2099-01-01"}, "review_is_too_far"),
        ({"owner": "Mme Durand"}, "owner_is_a_person"),
        ({"tool": "x" * 201}, "import_too_long"),
        ({"gaps": {"provider": {"because": "", "until": ""}}}, "gap_says_why"),
        ({"tiers": {"owner": "internal"}}, "field_is_always_public"),
    ],
)
def test_a_line_that_does_not_hold_is_refused(process: Process, lead: Member, fields: Any, code: str) -> None:
    held = read(process, line("Traduire", **fields), by=lead)

    assert problems(held) == [("Ligne 2", f"register.{code}")]


def test_an_import_never_pronounces_a_status(process: Process, lead: Member) -> None:
    told = line("Traduire", status="allowed", pronounced_by="Conseil", pronounced_on="2026-03-01")

    do(read(process, told, by=lead), by=lead)

    use = AIUse.objects.get()
    assert (use.status, use.pronounced_by, use.pronounced_on) == (Status.TO_INVESTIGATE, "", None)
    assert use.announced == "Autorisé, Conseil, 2026-03-01"


def test_a_status_that_a_body_pronounced_here_is_left(process: Process, lead: Member) -> None:
    today = timezone.localdate()
    use = make_use(process, title="Traduire")
    said = Pronouncement(Status.SUSPENDED, "Collectif", on=today, review_on=today + timedelta(days=90))
    services.pronounce(use, said=said, decision=make_decision_node(), by=lead)

    do(read(process, line("Traduire", status="allowed"), by=lead), by=lead)

    use.refresh_from_db()
    assert (use.status, use.announced) == (Status.SUSPENDED, "Autorisé")
    assert outcomes(read(process, line("Traduire", status="suspended"), by=lead)) == [Outcome.LEFT]


def test_the_same_use_twice_in_a_file_is_refused_the_second_time(process: Process, lead: Member) -> None:
    make_use(process, title="Résumer", slug="resumer")

    held = read(
        process, line("Traduire", 2), line("Traduire", 3), line("Résumer", 4), line("Autre", 5, slug="resumer"), by=lead
    )

    assert problems(held) == [("Ligne 3", "register.import_twice"), ("Ligne 5", "register.import_twice")]


def test_what_is_published_may_not_become_unanswerable(process: Process, lead: Member) -> None:
    services.publish_entry(make_answerable_use(process, title="Traduire"), came_from=(), by=lead)

    held = read(process, line("Traduire", human_contact=""), by=lead)

    assert problems(held) == [("Ligne 2", "register.no_human_contact")]


def test_a_change_of_what_is_published_reaches_its_public_thread(process: Process, lead: Member) -> None:
    use = services.publish_entry(make_answerable_use(process, title="Traduire"), came_from=(), by=lead)

    do(read(process, line("Traduire vite", slug=use.slug), by=lead), by=lead)

    assert Node.objects.get(pk=use.entry_node_id).public_title == "Traduire vite"


def test_what_was_shown_is_done_and_nothing_else(process: Process, lead: Member) -> None:
    held = read(process, line("Traduire"), by=lead)
    seal = queries.seal_of(queries.plan(held))
    make_use(process, title="Traduire")

    with pytest.raises(Refused) as refused:
        services.do_import(held, seal=seal, by=lead)

    assert refused.value.refusal.code == "register.import_is_stale"
    assert AIUse.objects.count() == 1


def test_an_import_that_fails_half_way_leaves_nothing(process: Process, lead: Member) -> None:
    """The disk fills once the uses are written, before their nodes say where they are."""
    held = read(process, line("Traduire"), line("Résumer", rank=3), by=lead)
    nodes = Node.objects.count()
    written: list[str] = []

    def full_disk(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "register_aiuse"'):
            written.append(sql)
        if written and sql.startswith('UPDATE "trace_node"'):
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full_disk), pytest.raises(OperationalError):
        do(held, by=lead)

    assert len(written) == 1
    assert AIUse.objects.count() == 0
    assert Node.objects.count() == nodes
    assert Import.objects.get().state == ImportState.READ


def test_forty_lines_are_written_and_undone_with_hardly_more_queries_than_two(process: Process, lead: Member) -> None:
    """Whoever sends five hundred lines looks at a page that does not move."""
    counts = []
    for size in (2, 40):
        lines = [line(f"Usage {size}-{rank}", rank=rank) for rank in range(size)]
        with CaptureQueriesContext(connection) as asked:
            held = do(read(process, *lines, by=lead), by=lead)
            made = AIUse.objects.count()
            services.undo_import(held, by=lead)
        counts.append((made, AIUse.objects.count(), len(asked)))

    (made_of_two, left_of_two, asked_by_two), (made_of_forty, left_of_forty, asked_by_forty) = counts
    assert (made_of_two, made_of_forty) == (2, 40)
    assert (left_of_two, left_of_forty) == (0, 0)
    assert asked_by_forty <= asked_by_two + 3  # a long list is taken in pieces


def test_an_import_is_done_once(process: Process, lead: Member) -> None:
    held = do(read(process, line("Traduire"), by=lead), by=lead)

    with pytest.raises(Refused) as refused:
        services.do_import(held, seal=queries.seal_of(()), by=lead)

    assert refused.value.refusal.code == "register.import_is_done"
    assert AIUse.objects.count() == 1


def test_a_file_that_changes_nothing_is_refused(process: Process, lead: Member) -> None:
    make_use(process, title="Traduire", tool="un outil")

    with pytest.raises(Refused) as refused:
        do(read(process, line("Traduire", tool="un outil"), by=lead), by=lead)

    assert refused.value.refusal.code == "register.import_changes_nothing"


def test_undoing_puts_everything_back(process: Process, lead: Member) -> None:
    use = services.publish_entry(make_answerable_use(process, title="Traduire"), came_from=(), by=lead)
    nodes, before = Node.objects.count(), {name: queries.current(use, name) for name in ("tool", "purpose", "gaps")}
    gaps = {"provider": {"because": "Marché en cours", "until": "2027-01-31"}}
    held = do(
        read(process, line("Nouveau"), line("Traduire", tool="autre", purpose="autre", gaps=gaps), by=lead), by=lead
    )

    held = services.undo_import(held, by=lead)

    use.refresh_from_db()
    assert {name: queries.current(use, name) for name in before} == before
    assert [each.title for each in AIUse.objects.all()] == ["Traduire"]
    assert Node.objects.count() == nodes
    assert Entry.objects.filter(code="register.import_undone").count() == 1


def test_an_import_that_somebody_worked_on_is_not_undone(process: Process, lead: Member) -> None:
    make_use(process, title="Résumer")
    held = do(read(process, line("Traduire"), line("Résumer", tool="autre"), by=lead), by=lead)
    services.describe_facts(AIUse.objects.get(title="Traduire"), facts={"moment": ("planned",)}, by=lead)

    with pytest.raises(Refused) as refused:
        services.undo_import(held, by=lead)

    assert refused.value.refusal.code == "register.import_was_touched"
    assert refused.value.refusal.facts["titles"] == ("« Traduire »",)
    assert AIUse.objects.get(title="Résumer").tool == "autre"


def test_a_file_left_unread_gives_its_place_to_the_next(process: Process, lead: Member) -> None:
    read(process, line("Traduire"), by=lead)
    read(process, line("Résumer"), by=lead)

    assert Import.objects.count() == 1
