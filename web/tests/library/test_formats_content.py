"""What the shipped content holds, and how it is written."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from balises.library import formats, rules
from balises.library.formats import ContentError, Edition, Use

CONTENT = Path(__file__).parents[3] / "content"


MISPLACED = ["dilemmas/essai/edition-1.yaml", "dilemmas/essai/edition-1.fr.md", "courses/essai/edition-1.fr.yaml",
             "autre/essai/edition-1.fr.yaml", "notes.txt"]  # fmt: skip


@pytest.mark.parametrize("address", MISPLACED)
def test_a_file_that_is_not_where_editions_are_is_refused(tmp_path: Path, address: str) -> None:
    path = tmp_path / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("kind: dilemmas\n")

    with pytest.raises(ContentError, match="nom de fichier inattendu"):
        formats.read_content(tmp_path)


@pytest.fixture(scope="module")
def shipped() -> dict[str, Edition]:
    return {edition.reference: edition for edition in formats.read_content(CONTENT)}


def test_all_the_shipped_content_loads(shipped: dict[str, Edition]) -> None:
    assert sorted(shipped) == [
        "cases:grille@1",
        "charter:action-sociale@1",
        "course:ia-en-travail-social@1",
        "dilemmas:action-sociale@1",
        "framework:grille@1",
        "framework:quick-scan@1",
        "law:be@1",
        "law:ch@1",
        "law:eu@1",
        "law:fr@1",
        "law:qc@1",
        "module:ia-en-travail-social/module-1@1",
        "process:trois-mois@1",
        "process:trois-mois@2",
        "script:paper-deliberation@1",
        "script:use-card-paper@1",
        "stress_tests:coups-durs@1",
        "uses:catalogue@1",
        "uses:catalogue@2",
    ]
    assert {edition.status for edition in shipped.values()} == {"proposition à éprouver"}


def test_the_shipped_content_is_as_it_was_published() -> None:
    assert formats.check_lock(CONTENT) == ()


def test_the_codes_of_the_first_editions_never_change(shipped: dict[str, Any]) -> None:
    assert [item.code for item in shipped["framework:quick-scan@1"].criteria] == [f"{n}.1" for n in range(1, 11)]
    assert [item.code for item in shipped["dilemmas:action-sociale@1"].dilemmas] == [
        f"dil-{n:02}" for n in range(1, 25)
    ]
    assert [item.code for item in shipped["uses:catalogue@1"].uses] == [f"use-{n:02}" for n in range(1, 22)]
    assert [item.code for item in shipped["charter:action-sociale@1"].articles] == [f"art-{n:02}" for n in range(1, 11)]
    assert [phase.code for phase in shipped["process:trois-mois@1"].phases] == list(formats.PhaseCode)
    assert {seat.code for seat in shipped["process:trois-mois@1"].seats} == set(formats.SeatCode)


def test_the_phases_follow_one_another_without_a_gap(shipped: dict[str, Any]) -> None:
    phases = shipped["process:trois-mois@1"].phases

    assert phases[0].week_from == 1
    assert [after.week_from for after in phases[1:]] == [before.week_to + 1 for before in phases[:-1]]


@pytest.mark.parametrize("reference", ["framework:quick-scan@1", "framework:grille@1"])
def test_every_criterion_says_what_not_knowing_and_no_set_off(shipped: dict[str, Any], reference: str) -> None:
    for criterion in shipped[reference].criteria:
        answers = {trigger.answer for trigger in criterion.triggers}

        assert {formats.Answer.NO, formats.Answer.PARTLY, formats.Answer.UNKNOWN} <= answers, criterion.code
        assert formats.Answer.YES not in answers, criterion.code


def test_every_page_of_the_module_gives_something_to_do_or_to_check(shipped: dict[str, Any]) -> None:
    module = shipped["module:ia-en-travail-social/module-1@1"]

    assert module.minutes == 180
    assert all(len({block.kind for block in page.blocks}) > 1 for page in module.pages)
    assert sum(block.kind is formats.BlockKind.ARTICLE for page in module.pages for block in page.blocks) == 3


# ------------------------------------------------------------------------------------- the uses, second edition

FIRST_CATALOGUE = "50d641351501b6d94ad22106bcac36c581192ab7bfda3e17cc4da858e8d01bfd"
IN_OTHER_WORDS = {"use-09", "use-10"}  # the same uses, said more exactly: content/README.md tells how
UNSETTLED_IN_LAW = {"use-01", "use-02", "use-03", "use-08", "use-09", "use-10", "use-11", "use-12", "use-18",
                    "use-22", "use-23", "use-26", "use-28", "use-31", "use-38"}  # fmt: skip
WITHOUT_A_POINT = {"use-12", "use-22", "use-31"}  # unsettled, and no point of Annex III is even named
OF_THE_ORGANISATION = {rules.Fact.MOMENT, rules.Fact.COUNTRY, rules.Fact.BODY, rules.Fact.STAFF_SIZE}
OF_THE_USE = {fact.value for fact in rules.Fact} - OF_THE_ORGANISATION - rules.DERIVED - {rules.Fact.PREPARATORY}


@pytest.fixture(scope="module")
def uses(shipped: dict[str, Any]) -> dict[str, Use]:
    return {use.code: use for use in shipped["uses:catalogue@2"].uses}


def test_the_second_catalogue_has_forty_uses_and_replaces_the_first(
    shipped: dict[str, Any], uses: dict[str, Use]
) -> None:
    assert list(uses) == [f"use-{n:02}" for n in range(1, 41)]
    assert shipped["uses:catalogue@2"].replaces == "uses:catalogue@1"


def test_the_first_catalogue_is_untouched() -> None:
    assert hashlib.sha256((CONTENT / "uses/catalogue/edition-1.fr.yaml").read_bytes()).hexdigest() == FIRST_CATALOGUE


def test_a_code_names_the_same_use_in_both_catalogues(shipped: dict[str, Any], uses: dict[str, Use]) -> None:
    before = {use.code: use.title for use in shipped["uses:catalogue@1"].uses}

    assert {code for code, title in before.items() if uses[code].title != title} == IN_OTHER_WORDS


def test_a_use_that_the_law_leaves_open_says_its_doubt(uses: dict[str, Use]) -> None:
    assert {code for code in UNSETTLED_IN_LAW if uses[code].doubt is None} == set()
    assert {code for code, use in uses.items() if use.facts and use.facts["annex_iii"] == ("unknown",)} == (
        WITHOUT_A_POINT
    )


def test_every_use_says_each_fact_of_the_use_and_none_of_the_organisation(uses: dict[str, Use]) -> None:
    """A gap is found where the tool is used: no catalogue can tell it."""
    for code, use in uses.items():
        facts = use.facts or {}

        assert set(facts) - {rules.Fact.PREPARATORY} == OF_THE_USE - {rules.Fact.KNOWN_GAP}, code
        assert (rules.Fact.PREPARATORY in facts) is (facts["annex_iii"] != ("none",)), code


def test_a_use_that_profiles_a_person_is_never_said_to_be_preparatory(uses: dict[str, Use]) -> None:
    profiling = [use.facts for use in uses.values() if use.facts and use.facts["profiling"] == ("yes",)]

    assert len(profiling) > 10
    assert all(facts.get("preparatory", ("no",)) == ("no",) for facts in profiling)


def test_a_consumer_account_has_no_contract(uses: dict[str, Use]) -> None:
    held = {use.facts["contract"] for use in uses.values() if use.facts and use.facts["account"] == ("consumer",)}

    assert held == {("no",)}


# ------------------------------------------------------------------------------------------ French typography


NOT_PROSE = ("address", "code", "date", "facts", "given", "kind", "replaces", "slug",
             "catalogue", "closed", "expected", "framed", "framework", "laws")  # fmt: skip


def prose(value: Any) -> Iterator[str]:
    """Every sentence of an edition: no code, address, date or condition; a foreign title keeps its own rules."""
    if isinstance(value, dict):
        foreign = value.get("country") not in (None, "FR", "BE", "CH", "EU")
        left_aside = {*NOT_PROSE, *(("title", "publisher") if foreign else ())}
        for name, child in value.items():
            if name not in left_aside:
                yield from prose(child)
    elif isinstance(value, list):
        for child in value:
            yield from prose(child)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("a straight apostrophe", r"'"),
        ("a straight quotation mark", r'"'),
        ("no narrow space before a mark", r"[^\u202f\W][;:!?»]|[ \u00a0][;:!?»]"),
        ("no narrow space after «", r"«[^\u202f]"),
        ("two spaces", r"\S  \S"),
        ("three dots", r"\.\.\."),
        ("a middle dot", r"\w·\w"),
    ],
)
def test_the_shipped_content_follows_french_typography(shipped: dict[str, Edition], fault: str, pattern: str) -> None:
    sentences = [text for edition in shipped.values() for text in prose(edition.model_dump(mode="json"))]

    assert len(sentences) > 500
    assert [text for text in sentences if re.search(pattern, text)] == [], fault


FORBIDDEN = [r"sans risque", r"100[ \u202f]?%[ \u202f]anonyme", r"rien n’est lié à vous", r"\bTODO\b"]
ABOUT_MACHINES = r"\b(?:IA|outil|machine|modèle)s? (?:sait|pense|croit|veut|comprend|apprend|hallucine|décide)\b"


@pytest.mark.parametrize("pattern", [*FORBIDDEN, ABOUT_MACHINES])
def test_the_shipped_content_never_says_what_must_not_be_said(shipped: dict[str, Edition], pattern: str) -> None:
    sentences = [text for edition in shipped.values() for text in prose(edition.model_dump(mode="json"))]

    assert [text for text in sentences if re.search(pattern, text, re.IGNORECASE)] == []
