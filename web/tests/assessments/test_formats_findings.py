"""A file of findings: read with care, each fault said with its place and what was expected."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from balises.assessments import formats, rules
from balises.shared.errors import Refused
from balises.shared.wording import sentence_for
from factories.findings import NAME, content_of, make_findings, small_findings

DOCS = Path(__file__).parents[3] / "docs/reference/findings-format.md"


def changed(path: tuple[str | int, ...], value: Any) -> bytes:
    document = json.loads(content_of(make_findings()))
    held = document
    for step in path[:-1]:
        held = held[step]
    if value is ...:
        del held[path[-1]]
    else:
        held[path[-1]] = value
    return json.dumps(document).encode()


def said_of(raw: bytes, *, name: str = NAME) -> str:
    with pytest.raises(Refused) as refused:
        formats.read_findings(raw, name=name)
    return sentence_for(refused.value.refusal).replace("\u202f", " ")


@pytest.mark.parametrize("found", [make_findings, small_findings], ids=["five people", "three people"])
def test_what_is_written_is_read_the_same(found: Any) -> None:
    written = found()

    read = formats.read_findings(content_of(written), name=NAME)

    assert read.file.findings == written
    assert read.file.digest == rules.digest_of(written)
    assert read.name == NAME


def test_the_digest_is_what_anyone_can_count_again() -> None:
    document = json.loads(content_of(make_findings()))
    told = json.dumps(document["findings"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    assert document["digest"] == hashlib.sha256(told).hexdigest()


def test_the_order_of_keys_and_the_layout_change_nothing() -> None:
    document = json.loads(content_of(make_findings()))
    shuffled = json.dumps(dict(reversed(document.items())), ensure_ascii=True, indent=7).encode()

    assert formats.read_findings(b"\xef\xbb\xbf" + shuffled, name=NAME).file.findings == make_findings()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "« analyse-d-ailleurs.json », ligne 1, caractère 1 : ce n’est plus du JSON."),
        (b'{\n "format": oui}', "« analyse-d-ailleurs.json », ligne 2, caractère 12 : ce n’est plus du JSON."),
        (b"\xff\xfe\x00", "« analyse-d-ailleurs.json » ne se lit pas comme du texte. On attend le fichier JSON"),
        (b"[" * 100_000, "ne se lit pas comme du texte"),
        (b'{"version": ' + b"9" * 10_000 + b"}", "ne se lit pas comme du texte"),
        (b'{"format": "\\ud800"}', "ne se lit pas comme du texte"),
        (b"[]", "à « tout le fichier » : on attend des clés et leurs valeurs, entre accolades."),
        (b"{}", "à « format » : on attend la clé « format »."),
        (b'{"entries": []}', "à « format » : on attend la clé « format »."),
    ],
)
def test_what_is_no_such_file_is_said_in_french(raw: bytes, said: str) -> None:
    assert said in said_of(raw)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("format",), "balises-register", "à « format » : on attend l’un de ces mots : balises-findings."),
        (("version",), 2, "à « version » : on attend l’un de ces mots : 1."),
        (("digest",), ..., "à « digest » : on attend la clé « digest »."),
        (("digest",), "ABC", "à « digest » : on attend 64 signes, des chiffres et des lettres de a à f."),
        (("findings", "use"), 3, "à « findings, use » : on attend un texte."),
        (("findings", "use"), "", "à « findings, use » : on attend un texte qui n’est pas vide."),
        (("findings", "use"), "x" * 3001, "à « findings, use » : on attend un texte de 3000 caractères au plus."),
        (("findings", "tool"), "un\x00deux", "à « findings, tool » : on attend ce que Balises y écrit, sans caractère"),
        (("findings", "shared_on"), "hier", "à « findings, shared_on » : on attend un jour, comme 2027-03-31."),
        (("findings", "is_invented"), "oui", "à « findings, is_invented » : on attend « true » ou « false »."),
        (("findings", "seats"), {}, "à « findings, seats » : on attend une liste, entre crochets."),
        (("findings", "gates", 0, "effect"), "porte", "à « findings, gates, n° 1, effect » : on attend l’un de ces"),
        (
            ("findings", "criteria", 2, "answers"),
            ["peut-être"],
            "à « findings, criteria, n° 3, answers, n° 1 » : on attend l’un de ces mots : "
            "yes, partly, no, unknown, not_applicable.",
        ),
        (("findings", "criteria", 1), "2.1", "à « findings, criteria, n° 2 » : on attend des clés et leurs valeurs"),
        (
            ("findings", "criteria", 1, "author"),
            "Zoé",
            "à « findings, criteria, n° 2, author » : on attend une des clés",
        ),
        (
            ("findings", "edition"),
            "grille",
            "à « findings, edition » : on attend une édition, comme framework:grille@1.",
        ),
    ],
)
def test_a_value_that_does_not_belong_is_said_with_its_place(
    path: tuple[str | int, ...], value: Any, said: str
) -> None:
    told = said_of(changed(path, value))

    assert told.startswith("« analyse-d-ailleurs.json », à «")
    assert said in told


def keys_of(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in keys_of(each)}
    return {key for each in value for key in keys_of(each)} if isinstance(value, list) else set()


def test_the_page_of_the_format_tells_every_key() -> None:
    text = DOCS.read_text(encoding="utf-8")

    untold = {
        key for key in keys_of(json.loads(content_of(make_findings()))) if not re.search(rf"[`\"]{key}[`\"]", text)
    }

    assert untold == set()
