"""The register leaves in a format, comes back from it, and is the same, but for what is listed here and in the docs."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from balises.organisations.models import Member, Organisation
from balises.processes.models import Process
from balises.register import formats, queries, services
from balises.register.formats.exchange import ALGORITMEREGISTER, ATRS
from balises.register.formats.inventory import INVENTORY
from balises.register.models import AIUse
from balises.register.rules import CHOSEN, LONGEST, Outcome, Tier, Visibility
from balises.register.services import FileRead
from factories.organisations import make_member
from factories.register import answer_facts, make_use, start_process

DOCS = Path(__file__).parents[3] / "docs/reference/register-format.md"
TEXTS = [name for name in LONGEST if name != "slug"]
FIELDS = ["slug", *TEXTS, "visibility", "review_on", "gaps", "tiers", "aside"]
EVERYTHING_PUBLIC = {str(field): str(Tier.PUBLIC) for field in CHOSEN}
ADDRESS = "https://exemple.invalid/fiche"

Write = Callable[[list[AIUse]], bytes]


def _json(uses: list[AIUse]) -> bytes:
    return json.dumps(formats.own_document(uses[0].organisation, uses), ensure_ascii=False).encode()


def _table(suffix: str) -> Write:
    return lambda uses: formats.written(formats.table_of(uses, is_inside=True), suffix=suffix)


def _dutch(uses: list[AIUse]) -> bytes:
    return json.dumps([ALGORITMEREGISTER.told(use, address=ADDRESS) for use in uses], ensure_ascii=False).encode()


def _their_table(layout: formats.Layout) -> Write:
    return lambda uses: formats.written(layout.table((use, ADDRESS) for use in uses), suffix="csv")


WRITERS: dict[str, Write] = {
    "json": _json,
    "csv": _table("csv"),
    "xlsx": _table("xlsx"),
    "ods": _table("ods"),
    "algoritmeregister": _dutch,
    "atrs": _their_table(ATRS),
    "inventaire": _their_table(INVENTORY),
}
# What each format has no place for. The pages of docs/reference say the same, and a test holds them together.
_OF_OTHERS = {
    "aside",
    "announced",
    "gaps",
    "tiers",
    "visibility",
    "review_on",
    "notice",
    "how_to_refuse",
    "remedies",
    "spotted",
}
LOST: dict[str, set[str]] = {
    "json": set(),
    "csv": {"aside"},
    "xlsx": {"aside"},
    "ods": {"aside"},
    "algoritmeregister": {*_OF_OTHERS, "people_concerned", "owner", "how_to_contest"},
    "atrs": {*_OF_OTHERS, "slug"},
    "inventaire": {*_OF_OTHERS, "slug", "provider", "how_to_contest"},
}
# Neither told nor taken by any format: people, bodies and rules say it here, again.
SAID_HERE = ("status", "pronounced_by", "pronounced_on", "published_on", "withdrawn_on", "facts", "catalogue_code")


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(in_scope: Organisation) -> Process:
    return start_process(in_scope)


def whole_use(process: Process, text: str = "", **fields: object) -> AIUse:
    """A use that says something in each field, every one of them public."""
    said = {name: f"{text} {name}".strip()[: LONGEST[name]] for name in TEXTS}
    told = {
        **said,
        "slug": "une-adresse",
        "visibility": Visibility.HIDDEN,
        "review_on": answer_facts().review_on,
        "gaps": {"remedies": {"because": f"{text} plus tard".strip(), "until": "2027-02-01"}},
        "tiers": {"information": "public", "provider": "internal"},
        "aside": {"atrs": {"2.2.3 benefit": "Du temps"}, "algoritmeregister": {"lawful_basis": "Wet"}},
    }
    return make_use(process, **{**told, **fields})


def told_of(use: AIUse) -> dict[str, object]:
    return {name: queries.current(use, name) if name != "slug" else use.slug for name in FIELDS}


def back(content: bytes, *, process: Process, by: Member) -> AIUse:
    """What another register would make of the file."""
    AIUse.objects.all().delete()
    read = formats.read_file(content)
    held = services.read_import(process, file=FileRead("registre", read.layout, read.lines, read.problems), by=by)
    planned = queries.plan(held)
    assert [(each.outcome, each.problems) for each in planned] == [(Outcome.CREATED, ())]
    services.do_import(held, seal=queries.seal_of(planned), by=by)
    return AIUse.objects.get()


@pytest.mark.parametrize("name", WRITERS)
def test_an_entry_comes_back_the_same_but_for_what_its_format_has_no_place_for(
    name: str, process: Process, lead: Member
) -> None:
    tiers = {"tiers": EVERYTHING_PUBLIC} if name in formats.LAYOUTS else {}
    use = whole_use(process, **tiers)
    before = told_of(use)

    after = told_of(back(WRITERS[name]([use]), process=process, by=lead))

    assert {field for field in FIELDS if after[field] != before[field]} == LOST[name]


def test_what_came_in_a_format_and_has_no_place_here_goes_out_again(process: Process, lead: Member) -> None:
    theirs = {
        "name": "Parkeren",
        "goal": "Sneller zoeken",
        "status": "In gebruik",
        "lawful_basis": "Wegenverkeerswet",
        "impacttoetsen_grouping": [{"title": "DPIA", "link": "https://exemple.invalid"}],
        "nieuw_veld": "0",
    }

    use = back(json.dumps([theirs]).encode(), process=process, by=lead)
    again = ALGORITMEREGISTER.told(use, address=ADDRESS)

    assert (use.title, use.purpose, use.announced) == ("Parkeren", "Sneller zoeken", "In gebruik")
    assert {name: again[name] for name in theirs} == theirs


def test_what_came_in_atrs_keeps_the_columns_we_have_no_word_for(process: Process, lead: Member) -> None:
    table = [["title", "description", "2.2.3 benefit", "required_training"], ["Outil", "But", "Du temps", "Deux jours"]]

    use = back(formats.written(table, suffix="csv"), process=process, by=lead)
    told = dict(zip(*ATRS.table([(use, ADDRESS)]), strict=True))

    assert (told["0.11 title"], told["2.2.3 benefit"], told["2.3.5 required_training"]) == (
        "Outil",
        "Du temps",
        "Deux jours",
    )


@pytest.mark.parametrize("name", ["json", "csv", "xlsx", "ods"])
def test_a_register_that_reads_its_own_file_changes_nothing(name: str, process: Process, lead: Member) -> None:
    use = whole_use(process)
    read = formats.read_file(WRITERS[name]([use]))

    held = services.read_import(process, file=FileRead("x", read.layout, read.lines, read.problems), by=lead)

    assert [each.outcome for each in queries.plan(held)] == [Outcome.LEFT]


@pytest.mark.parametrize("name", ["json", "csv", "xlsx", "ods"])
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    text=st.one_of(
        st.sampled_from(["=1+1", "'=x", "🙂🏽 été", "مرحبا", "ligne\nautre", "a;b|c", "_x0041_", "\u202eenvers"]),
        st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40),
    )
)
def test_any_text_comes_back(name: str, text: str, process: Process, lead: Member) -> None:
    kept = text.strip() or "x"
    use = make_use(process, title=f"Titre {kept}", purpose=kept, tool=kept, visibility=Visibility.DECLARED)
    before = [use.title, use.purpose, use.tool]

    after = back(WRITERS[name]([use]), process=process, by=lead)

    assert [after.title, after.purpose, after.tool] == before


def test_a_title_longer_than_theirs_is_cut_where_one_sees_it(process: Process) -> None:
    use = whole_use(process, title="t" * 160)

    assert ALGORITMEREGISTER.told(use, address=ADDRESS)["name"] == "t" * 99 + "…"


def test_what_is_kept_inside_is_in_no_format_of_the_public(process: Process) -> None:
    use = whole_use(process, "Loutre", tiers={str(field): str(Tier.INTERNAL) for field in CHOSEN})
    hidden = {name: f"Loutre {name}" for name in TEXTS if name in set(map(str, CHOSEN))}

    written = [
        json.dumps(formats.entry_document(use, ()), ensure_ascii=False),
        str(formats.table_of([use])),
        *(str(layout.table([(use, ADDRESS)])) for layout in formats.LAYOUTS.values()),
    ]

    assert all("Loutre title" in text or "Loutre purpose" in text for text in written)
    assert [text for text in written if any(words in text for words in hidden.values())] == []
    assert all("plus tard" not in text for text in written)


@pytest.mark.parametrize(
    ("facts", "category"),
    [
        ({"decision": ["decides"]}, "Impactvolle algoritmes"),
        ({"access_to_a_right": ["yes"]}, "Impactvolle algoritmes"),
        ({"decision": ["none"]}, "Overige algoritmes"),
    ],
)
def test_their_category_leaves_only_where_the_class_is_public(
    process: Process, facts: dict[str, list[str]], category: str
) -> None:
    shown = make_use(process, facts=facts)
    kept = make_use(process, facts=facts, tiers={"ai_act": str(Tier.INTERNAL)})

    told = [ALGORITMEREGISTER.told(use, address=ADDRESS)["publication_category"] for use in (shown, kept)]

    assert told == [category, ""]


@pytest.mark.parametrize("name", WRITERS)
def test_the_docs_say_what_each_format_cannot_hold(name: str) -> None:
    row = re.search(rf"^\| `{name}` \| (.*) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)

    assert row
    assert set(re.findall(r"`(\w+)`", row[1])) == LOST[name]


def test_the_docs_say_what_no_format_takes() -> None:
    text = DOCS.read_text(encoding="utf-8")

    assert all(f"`{name}`" in text for name in SAID_HERE)
