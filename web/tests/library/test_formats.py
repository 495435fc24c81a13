"""What a content file may be, and what it may not."""

from pathlib import Path
from typing import Any

import pytest

from balises.library import formats
from balises.library.formats import ContentError

HEAD = """\
kind: {kind}
slug: essai
number: 1
language: fr
title: "Essai"
summary: "Un fichier d’essai."
authors: ["Contributrices et contributeurs de Balises"]
licence: CC-BY-4.0
status: "proposition à éprouver"
published_on: 2026-11-24
sources: []
replaces: null
"""
DILEMMAS = (
    HEAD.format(kind="dilemmas")
    + """\
dilemmas:
  - code: dil-01
    statement: "Un énoncé."
    values: ["secret", "coordination"]
  - code: dil-02
    statement: "Un autre énoncé."
    values: ["lenteur", "urgence"]
"""
)
TOLD = ("title", "field", "task", "tool_kind", "information", "people_concerned", "what_it_may_bring", "what_worries")
TEXTS = "".join(f'    {key}: "Un texte."\n' for key in TOLD)
USES = f"""\
{HEAD.format(kind="uses")}uses:
  - code: use-01
{TEXTS}    visibility: [hidden]
    sources:
      - title: "Titre"
        publisher: "Éditeur"
        address: https://exemple.org/page
        date: 2026-02
        country: BE
        seen: "Ce qui a été vu."
        checked: false
"""
FRAMEWORK = (
    HEAD.format(kind="framework")
    + """\
notice: "Avertissement."
answers: {yes: "Oui", partly: "En partie", no: "Non", unknown: "On ne sait pas", not_applicable: "Sans objet"}
criteria:
  - code: 1.1
    dimension: {code: d1, title: "Dimension"}
    question: "Question ?"
    plain: "Question simple ?"
    why: "Raison."
    guidance: "Guide."
    evidence: ["Pièce"]
    triggers:
      - answer: no
        when: "Toujours"
        effect: stop
        says: "On s’arrête."
        nature: chosen
"""
)
CHARTER = f"""\
---
{HEAD.format(kind="charter")}---
Préambule.

## art-01 · Un article

Son texte.

> Sa raison.

## art-02 · Un autre

Son texte.

> Sa raison.
"""
MODULE = f"""\
---
{HEAD.format(kind="module")}code: module-1
outcomes: ["Savoir"]
preparation: ["Prévoir"]
activities: []
facts: []
questions:
  - code: q-1
    question: "Laquelle ?"
    choices:
      - {{text: "Celle-ci", is_right: true, because: "Parce que."}}
      - {{text: "Celle-là", is_right: false, because: "Parce que non."}}
---
Introduction.

## p-1 · Une page · 20 min

Du texte.

{{{{ article }}}}

Encore du texte.

{{{{ question q-1 }}}}
"""
DILEMMAS_PATH = "dilemmas/essai/edition-1.fr.yaml"
USES_PATH = "uses/essai/edition-1.fr.yaml"
FRAMEWORK_PATH = "frameworks/essai/edition-1.fr.yaml"
CHARTER_PATH = "charters/essai/edition-1.fr.md"
MODULE_PATH = "courses/essai/edition-1/module-1.fr.md"


def written(folder: Path, address: str, text: str | bytes) -> Path:
    path = folder / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def line_with(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


@pytest.mark.parametrize(
    ("address", "text", "reference"),
    [
        (DILEMMAS_PATH, DILEMMAS, "dilemmas:essai@1"),
        (USES_PATH, USES, "uses:essai@1"),
        (FRAMEWORK_PATH, FRAMEWORK, "framework:essai@1"),
        (CHARTER_PATH, CHARTER, "charter:essai@1"),
        (MODULE_PATH, MODULE, "module:essai/module-1@1"),
    ],
)
def test_a_good_file_becomes_an_edition(tmp_path: Path, address: str, text: str, reference: str) -> None:
    edition = formats.read_edition(written(tmp_path, address, text))

    assert edition.reference == reference
    assert edition.title == "Essai"


def test_codes_and_answers_stay_the_words_that_were_written(tmp_path: Path) -> None:
    edition = formats.read_edition(written(tmp_path, FRAMEWORK_PATH, FRAMEWORK))

    assert isinstance(edition, formats.Framework)
    assert edition.criteria[0].code == "1.1"
    assert edition.criteria[0].triggers[0].answer is formats.Answer.NO
    assert edition.answers[formats.Answer.NO] == "Non"


def test_a_source_nobody_opened_says_so(tmp_path: Path) -> None:
    dated = USES.replace("checked: false", "checked: 2026-11-24")

    unopened = formats.read_edition(written(tmp_path / "a", USES_PATH, USES))
    opened = formats.read_edition(written(tmp_path / "b", USES_PATH, dated))

    assert isinstance(unopened, formats.Uses)
    assert isinstance(opened, formats.Uses)
    assert unopened.uses[0].sources[0].checked is None
    assert str(opened.uses[0].sources[0].checked) == "2026-11-24"


def test_a_page_is_cut_where_something_told_apart_takes_its_place(tmp_path: Path) -> None:
    edition = formats.read_edition(written(tmp_path, MODULE_PATH, MODULE))

    assert isinstance(edition, formats.Module)
    assert [(block.kind.value, block.text or block.code) for block in edition.pages[0].blocks] == [
        ("text", "Du texte."),
        ("article", None),
        ("text", "Encore du texte."),
        ("question", "q-1"),
    ]
    assert edition.minutes == 20


def test_an_edition_cannot_be_changed_once_read(tmp_path: Path) -> None:
    edition = formats.read_edition(written(tmp_path, DILEMMAS_PATH, DILEMMAS))

    with pytest.raises(ValueError, match="frozen"):
        edition.title = "Autre"


def test_the_digest_follows_the_words_and_not_the_layout(tmp_path: Path) -> None:
    laid_out_otherwise = DILEMMAS.replace('"Un énoncé."', ">-\n      Un\n      énoncé.").replace(
        'values: ["secret", "coordination"]', "values:\n      - secret\n      - coordination"
    )
    reworded = DILEMMAS.replace("Un énoncé.", "Un énoncé !")

    digests = [
        formats.digest(formats.read_edition(written(tmp_path / str(place), DILEMMAS_PATH, text)))
        for place, text in enumerate([DILEMMAS, laid_out_otherwise, reworded])
    ]

    assert digests[0] == digests[1]
    assert digests[0] != digests[2]


D, U, F = (DILEMMAS_PATH, DILEMMAS), (USES_PATH, USES), (FRAMEWORK_PATH, FRAMEWORK)
C, M = (CHARTER_PATH, CHARTER), (MODULE_PATH, MODULE)
REFUSALS = [
    # what is wrong, address, good text, words replaced, by what, words on the faulty line, words of the sentence
    ("an unknown key", *D, "summary:", "sumary:", "sumary:", "clé inconnue"),
    ("a missing key", *D, '    statement: "Un autre énoncé."\n', "", "code: dil-02", "statement"),
    ("a code used twice", *D, "dil-02", "dil-01", None, "sert déjà"),
    ("a key written twice", *D, "replaces: null", "number: 1", None, "écrite deux fois"),
    ("a number as text", *D, "number: 1", 'number: "1"', "number:", "nombre entier"),
    ("a text as list", *D, '"Un énoncé."', "[a]", "statement: [a]", "un texte est attendu"),
    ("a list as text", *D, '["secret", "coordination"]', "secret", "values: secret", "une liste"),
    ("an empty text", *D, '"Un énoncé."', '" "', 'statement: " "', "est vide"),
    ("one value alone", *D, ', "coordination"', "", '["secret"]', "au moins 2"),
    ("a code in capitals", *D, "dil-01", "DIL 1", "DIL 1", "forme attendue"),
    ("another licence", *D, "CC-BY-4.0", "MIT", "MIT", "CC-BY-4.0"),
    ("another number than the name", *D, "number: 1", "number: 2", "number: 2", "nom du fichier"),
    ("another slug than the name", *D, "slug: essai", "slug: autre", "slug:", "nom du fichier"),
    ("a day that does not exist", *D, "2026-11-24", "2026-11-31", "2026-11-31", "une date"),
    ("an alias", *D, '["lenteur", "urgence"]', "*autre", "*autre", "alias"),
    ("an anchor", *D, '"Un énoncé."', '&autre "Un énoncé."', "&autre", "ancres"),
    ("a Python tag", *D, '"Un énoncé."', "!!python/name:os.system x", "python/name", "étiquette"),
    ("a quote never closed", *D, '"Un autre énoncé."', '"Un autre', None, "YAML"),
    ("text read backwards", *D, "Un autre", "Un \u202eautre", "autre énoncé", "U+202E"),
    ("Windows line ends", *D, "language: fr", "language: fr\r", "language", "U+000D"),
    ("no source at all", *U, USES[USES.index("    sources:") :], "    sources: []\n", "code: use-01", "without_case"),
    ("an address without https", *U, "https://", "http://", "address:", "forme attendue"),
    ("a month that does not exist", *U, "2026-02", "2026-13", "date: 2026-13", "n’existe pas"),
    ("a country by its name", *U, "country: BE", "country: Belgique", "country:", "forme attendue"),
    ("a source checked by nobody knows", *U, "checked: false", "checked: true", "checked:", "AAAA-MM-JJ"),
    ("an unknown visibility", *U, "[hidden]", "[secret]", "visibility:", "n’est pas admis"),
    ("an unknown effect", *F, "effect: stop", "effect: halt", "effect:", "n’est pas admis"),
    ("law without a source", *F, "nature: chosen", "nature: legal", "- answer: no", "source"),
    ("a source nobody described", *F, "nature: chosen", "nature: legal\n        source: a", "source: a", "inconnue"),
    ("an answer without its label", *F, 'no: "Non", ', "", "kind:", "cinq réponses"),
    ("no key at all", *C, "---\nkind", "kind", "kind:", "---"),
    ("keys never closed", *C, "null\n---\n", "null\n", "---", "ferme les clés"),
    ("an unknown key above Markdown", *C, "title:", "titre:", "titre:", "clé inconnue"),
    ("articles among the keys", *C, "replaces: null", "replaces: null\narticles: []", "articles:", "sous les clés"),
    ("a title without a code", *C, "## art-02 · Un autre", "## Un autre", "## Un autre", "## code"),
    ("an article without a reason", *C, "> Sa raison.\n\n## art-02", "## art-02", "## art-01", "pourquoi"),
    ("an article code used twice", *C, "art-02", "art-01", "Un autre", "sert déjà"),
    ("a page without a duration", *M, " · 20 min", "", "## p-1", "durée"),
    ("an unknown marker", *M, "{{ article }}", "{{ articles }}", "{{ articles }}", "mal écrit"),
    ("a marker in the middle of a line", *M, "Du texte.", "Du texte. {{ article }}", "Du texte.", "mal écrit"),
    ("a marker without its code", *M, "{{ question q-1 }}", "{{ question }}", "{{ question }}", "mal écrit"),
    ("a question nobody described", *M, "{{ question q-1 }}", "{{ question q-2 }}", "q-2 }}", "n’est pas décrit"),
    ("a question without a place", *M, "{{ question q-1 }}", "", "code: q-1", "une place"),
    ("a condition on a fact nobody knows", *F, 'when: "Toujours"', 'when: "Si"\n        given: ["humeur=bonne"]',
     '        given:', "n’est pas un fait connu"),
    ("a condition on a value nobody gives", *F, 'when: "Toujours"', 'when: "Si"\n        given: ["account=cloud"]',
     '        given:', "cette valeur n’existe pas"),
    ("a condition that does not read", *F, 'when: "Toujours"', 'when: "Si"\n        given: ["account is consumer"]',
     '        given:', "ne se lit pas"),
    ("a principle nobody wrote", *F, "    evidence:", "    principles: [dignity]\n    evidence:", "principles:",
     "principe inconnu"),
    ("a red line on no criterion", *F, "criteria:\n", """red_lines:
  - {code: rl-01, text: "Jamais.", why: "Parce que.", criteria: [9.9]}
criteria:
""", "rl-01", "critère inconnu"),
    ("a fact of a use that nobody knows", *U, "    visibility:", "    facts: {colour: blue}\n    visibility:", "facts:",
     "n’est pas un fait connu"),
    ("two values where a use has one", *U, "    visibility:", "    facts: {account: [local, none]}\n    visibility:",
     "facts:", "une valeur, et une seule"),
    ("two right answers", *M, "is_right: false", "is_right: true", "code: q-1", "une seule"),
    ("another module than the name", *M, "code: module-1", "code: module-2", "module-2", "nom du fichier"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS, ids=[case[0] for case in REFUSALS])
def test_a_bad_file_is_refused_with_its_line_and_a_sentence(tmp_path: Path, case: tuple[Any, ...]) -> None:
    _, address, good, before, after, words_on_line, words_in_sentence = case
    assert before in good
    bad = good.replace(before, after) if address != DILEMMAS_PATH else good.replace(before, after, 1)
    path = written(tmp_path, address, bad)

    with pytest.raises(ContentError) as refused:
        formats.read_edition(path)

    problem = next(problem for problem in refused.value.problems if words_in_sentence in problem.message)
    assert f"{path}:{problem.line}: {problem.message}" in str(refused.value).splitlines()
    if words_on_line:
        assert problem.line == line_with(bad, words_on_line)


def test_a_code_used_twice_is_shown_where_it_comes_back(tmp_path: Path) -> None:
    path = written(tmp_path, DILEMMAS_PATH, DILEMMAS.replace("dil-02", "dil-01"))

    with pytest.raises(ContentError) as refused:
        formats.read_edition(path)

    assert refused.value.problems[0].line == line_with(DILEMMAS, "dil-02")


def test_bytes_that_are_not_utf_8_are_refused_with_their_line(tmp_path: Path) -> None:
    path = written(tmp_path, DILEMMAS_PATH, DILEMMAS.encode("cp1252"))

    with pytest.raises(ContentError) as refused:
        formats.read_edition(path)

    assert refused.value.problems[0].line == line_with(DILEMMAS, "d’essai")
    assert "UTF-8" in refused.value.problems[0].message


def test_every_problem_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, DILEMMAS_PATH, DILEMMAS.replace("summary:", "sumary:"))
    written(tmp_path, USES_PATH, USES.replace("country: BE", "country: Belgique"))

    with pytest.raises(ContentError) as refused:
        formats.read_content(tmp_path)

    assert {problem.path.parts[-3] for problem in refused.value.problems} == {"dilemmas", "uses"}
