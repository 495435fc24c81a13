"""The sixty cases name what exists, cover what they promise, and a name that leads nowhere is refused with its line."""

import shutil
from pathlib import Path

import pytest

from balises.library import formats
from balises.library.formats import Case, Cases, ContentError, Depth, Effect
from balises.library.rules import FACTS, UNKNOWN, Facts

CONTENT = Path(__file__).parents[3] / "content"
FILE = Path("cases/grille/edition-1.fr.yaml")
DELICATE = {1, 2, 3, 5, 6, 7, 8, 12, 13, 14, 15, 16, 17, 18, 19, 27, 28, 36, 10, 40}  # rows of the working catalogue
AS_USES = {1: "01", 2: "02", 3: "03", 5: "22", 6: "23", 7: "05", 8: "24", 10: "06", 12: "08", 13: "26", 14: "27",
           15: "09", 16: "10", 17: "11", 18: "28", 19: "12", 27: "18", 28: "31", 36: "38", 40: "21"}  # fmt: skip


@pytest.fixture(scope="module")
def cases() -> Cases:
    edition = formats.read_edition(CONTENT / FILE)
    assert isinstance(edition, Cases)
    return edition


def every(cases: Cases, fact: str) -> set[str]:
    return {value for case in cases.cases for value in cases.facts_of(case).get(fact, ())}


def test_there_are_sixty_cases_in_order(cases: Cases) -> None:
    assert [case.code for case in cases.cases] == [f"cas-{n:02}" for n in range(1, 61)]
    assert len({case.title for case in cases.cases}) == 60


def test_the_uses_that_the_texts_leave_open_all_have_their_case(cases: Cases) -> None:
    assert set(AS_USES) == DELICATE
    assert {f"use-{code}" for code in AS_USES.values()} <= {case.use for case in cases.cases}


@pytest.mark.parametrize("fact", ["country", "body", "moment", "severity", "role", "account", "decision", "staff_size"])
def test_every_value_has_its_case(cases: Cases, fact: str) -> None:
    assert set(FACTS[fact]) <= every(cases, fact)


def test_every_class_status_effect_and_depth_has_its_case(cases: Cases) -> None:
    gates = [key for case in cases.cases for key in (*case.expected.gates.legal, *case.expected.gates.chosen)]

    assert {case.expected.ai_act for case in cases.cases} == set(FACTS["ai_act"])
    assert len({case.expected.status for case in cases.cases}) == 6
    assert {key.rpartition(":")[2] for key in gates} == {*Effect}
    assert {case.look for case in cases.cases} == {*Depth}


def test_what_is_not_known_and_what_seats_dispute_have_their_cases(cases: Cases) -> None:
    unknown = [case for case in cases.cases if UNKNOWN in {v for values in case.facts.values() for v in values}]
    disputed = [case for case in cases.cases if any(len(set(said.values())) > 1 for said in case.answers.values())]

    assert len(unknown) > 10
    assert len(disputed) > 10


def test_duties_in_force_to_come_and_unsure_have_their_cases(cases: Cases) -> None:
    for kind in ("in_force", "to_come", "unsure"):
        assert sum(bool(getattr(case.expected.duties, kind)) for case in cases.cases) > 5, kind
    assert {str(case.day) for case in cases.cases if case.day} == {"2026-12-02", "2027-12-02", "2028-01-10"}


def test_each_case_says_its_moment_its_country_and_its_organisation(cases: Cases) -> None:
    told = {"moment", "country", "body", "staff_size"}

    assert all(told <= set(case.facts) for case in cases.cases)
    assert told.isdisjoint(cases.usual_facts)


def test_a_case_says_only_what_differs_from_what_is_usual(cases: Cases) -> None:
    def repeated(case: Case, usual: Facts) -> list[str]:
        return [name for name, values in case.facts.items() if usual.get(name) == values]

    assert {case.code: names for case in cases.cases if (names := repeated(case, cases.usual_facts))} == {}


WRONG = [
    ("    use: use-01\n", "    use: use-99\n", "use-99"),
    ("      1.1: { practitioner: yes, management: no }", "      1.9: { practitioner: yes }", "1.9"),
    (
        "      1.1: { practitioner: yes, management: no }",
        "      1.2: { practitioner: yes }",
        "1.2",
    ),  # too early
    ("        in_force: [eu-ia-4]\n", "        in_force: [eu-ia-99]\n", "eu-ia-99"),
    ('        chosen: ["1.1:condition",', '        chosen: ["1.99:condition",', "1.99"),
    ("    closed: [dpia]\n", "    closed: [fria]\n", "fria"),
    ("framework: framework:grille@1\n", "framework: framework:grille@9\n", "framework:grille@9"),
]


@pytest.mark.parametrize(("written", "instead", "named"), WRONG, ids=[row[2] for row in WRONG])
def test_a_case_that_names_what_does_not_exist_is_refused_with_its_line(
    tmp_path: Path, written: str, instead: str, named: str
) -> None:
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    text = (folder / FILE).read_text("utf-8")
    assert written in text
    (folder / FILE).write_text(text.replace(written, instead, 1), "utf-8")

    with pytest.raises(ContentError) as refused:
        formats.read_content(folder)

    (problem,) = refused.value.problems
    lines = text.splitlines()
    assert problem.path == folder / FILE
    assert f"«\u202f{named}\u202f»" in problem.message
    assert "code: cas-" in lines[problem.line - 1]
