import io
import json
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from django.utils import timezone
from pdfua import validate

from balises.charters import formats, queries
from balises.charters.models import CharterVersion
from balises.charters.rules import ArticleText
from balises.organisations.models import Organisation
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.charters import adopt, make_article, make_charter
from factories.organisations import make_member

MARKUP = '#read("/etc/passwd") $x$ *gras* <b>\n\nŒuvre.'


@pytest.fixture
def version(in_scope: Organisation) -> CharterVersion:
    lead = make_member(in_scope)
    charter = make_charter(in_scope, by=lead)
    make_article(charter, by=lead, text=ArticleText("Relire « tout »", '#read("/etc/passwd") $x$ *gras* <b>\n\nŒuvre.'))
    make_article(charter, by=lead, text=ArticleText("🤖 翻译 \u202e", "Emoji 👩‍🏫 et \U0010ffff\ue000"))
    return adopt(charter, by=lead)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def tags(element: Any) -> Iterator[str]:
    """The kinds of the structure elements, in reading order."""
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S)
    children = element.get("/K", []) if isinstance(element, pikepdf.Dictionary) else []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from tags(child) if isinstance(child, pikepdf.Dictionary) else ()


def test_the_pdf_is_tagged_titled_and_in_french(version: CharterVersion) -> None:
    with opened(formats.charter_pdf(version)) as pdf:
        root = pdf.Root
        kinds = list(tags(root.StructTreeRoot))

        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang).startswith("fr")
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Charte des usages de l’IA"
            assert metadata["pdfuaid:part"] == "1"
    assert (kinds.count("/H1"), kinds.count("/H2")) == (1, 3)
    assert "/P" in kinds


def test_the_pdf_passes_the_checker(version: CharterVersion, tmp_path: Any) -> None:
    path = tmp_path / "charte.pdf"
    path.write_bytes(formats.charter_pdf(version))

    report = validate(str(path))

    assert [str(finding) for finding in report.findings] == []


def test_what_is_typed_is_never_markup(version: CharterVersion) -> None:
    printed = formats.printed(version)

    assert printed["articles"][0]["text"] == MARKUP
    assert b"root:" not in formats.charter_pdf(version)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Été « œuvre » ; l’an 2026 — 50\u202f% → €", "Été « œuvre » ; l’an 2026 — 50\u202f% → €"),
        ("Ελληνικά, русский", "Ελληνικά, русский"),
        ("e\u0301te\u0301", "été"),
        ("oui 👩‍🏫🤖 non", "oui ▯ non"),
        ("翻译", "▯"),
        ("a\u202eb\u200bc", "abc"),
        ("a\x0bb", "a▯b"),
        ("deux\nlignes", "deux\nlignes"),
    ],
)
def test_what_the_fonts_cannot_write_leaves_a_visible_sign(text: str, shown: str) -> None:
    assert formats.printable(text) == shown


def test_a_sign_that_was_replaced_is_told(version: CharterVersion) -> None:
    status = formats.printed(version)["status"]

    assert any("▯" in line and version.get_absolute_url() in line for line in status)


def test_the_data_give_each_article_its_thread(version: CharterVersion) -> None:
    document = formats.charter_document(version, queries.article_rows(version))

    assert set(document) == {"organisation", "invented", "version", "adopted_on", "review_on", "digest", "articles"}
    assert set(document["articles"][0]) == {"number", "title", "text", "address", "thread"}
    assert [step["kind"] for step in document["articles"][0]["thread"]] == ["deliberation", "decision", "article"]
    assert document["articles"][1]["address"].endswith("/charte/v1#art-2")
    assert json.loads(json.dumps(document)) == document


def test_the_thread_runs_from_the_cards_to_the_next_exploration(version: CharterVersion) -> None:
    today = timezone.localdate()
    article = Node.objects.get(pk=version.article_nodes[0])
    cards = trace.mark(Kind.CARD, "Cartes", on=today)
    deliberation = Node.objects.get(kind=Kind.DELIBERATION)
    trace.link(cards, result=deliberation)
    entry = trace.mark(Kind.ENTRY, "Fiche", on=today, came_from=(article,))
    trace.mark(Kind.MODULE, "Module 1", on=today, came_from=(article,))
    conclusion = trace.mark(Kind.CONCLUSION, "À rouvrir", on=today, came_from=(article,))
    trace.mark(Kind.EXPLORATION, "Nouvelles cartes", on=today, came_from=(conclusion,))
    trace.publish(entry, face=trace.PublicFace("Fiche", "/x/registre/fiche"))

    thread = formats.charter_document(version, queries.article_rows(version))["articles"][0]["thread"]

    assert [step["kind"] for step in thread] == [
        "card", "deliberation", "decision", "article", "entry", "module", "conclusion", "exploration",
    ]  # fmt: skip
    assert [step["address"] for step in thread if step["kind"] == "entry"] == ["/x/registre/fiche"]
    assert [(step["title"], step["address"]) for step in thread if step["kind"] == "card"] == [("Cartes d’usage", "")]
