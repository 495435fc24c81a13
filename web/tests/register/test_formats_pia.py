"""The impact assessment of the CNIL's tool comes in, is kept whole, and goes out as it came."""

import json
import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from balises.organisations.models import Member, Organisation
from balises.processes.models import Process
from balises.register import formats, queries, services
from balises.register.formats.pia import KNOWN, as_html, as_text, risks
from balises.register.models import AIUse, ImpactAssessment
from balises.shared.errors import Refused
from factories.organisations import make_member
from factories.register import make_use, start_process

# A folder with files that the tool itself exported; none of them is kept here.
EXAMPLES = (
    sorted(Path(os.environ["BALISES_PIA_EXAMPLES"]).glob("*.json")) if "BALISES_PIA_EXAMPLES" in os.environ else []
)
# The fields of the tool's own models, and what it keeps in each.
NUMBER, TEXT, TRUTH = (int,), (str,), (bool,)
PIA: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("id", "status", "dpo_status", "concerned_people_status"), NUMBER),
    **dict.fromkeys(("progress", "is_example", "is_archive"), NUMBER),
    **dict.fromkeys(("name", "category", "author_name", "evaluator_name", "validator_name", "dpo_opinion"), TEXT),
    **dict.fromkeys(("concerned_people_opinion", "concerned_people_searched_content", "rejection_reason"), TEXT),
    **dict.fromkeys(("applied_adjustments", "dpos_names", "people_names", "structure_name"), TEXT),
    **dict.fromkeys(("structure_sector_name", "created_at", "updated_at"), TEXT),
    "concerned_people_searched_opinion": TRUTH,
    "structure_id": (int, type(None)),
    "structure_data": (dict, type(None)),
}  # fmt: skip
ANSWER = {
    "id": NUMBER,
    "pia_id": NUMBER,
    "reference_to": NUMBER,
    "data": (dict,),
    "created_at": TEXT,
    "updated_at": TEXT,
}
MEASURE = {"id": NUMBER, "pia_id": NUMBER, "title": TEXT, "content": TEXT, "placeholder": TEXT, "created_at": TEXT,
           "updated_at": TEXT}  # fmt: skip


@pytest.fixture
def lead(in_scope: Organisation) -> Member:
    return make_member(in_scope)


@pytest.fixture
def process(in_scope: Organisation) -> Process:
    return start_process(in_scope)


def answer(number: int | str, text: str | None = None, **data: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "pia_id": 7,
        "reference_to": number,
        "data": {"text": text, "gauge": None, "list": [], **data},
        "created_at": "2026-01-02T10:00:00.000Z",
        "lock_version": 3,
    }


def document(**pia: Any) -> dict[str, Any]:
    """A small assessment, in the tool's format, with what we have no place for."""
    return {
        "pia": {
            "id": 7,
            "status": 1,
            "name": "Transcription",
            "author_name": "Une fonction",
            "extra": {"x": [1]},
            **pia,
        },
        "answers": [
            answer(111, "<p>Transcrire les visites.</p>"),
            answer("121", "<ul><li>La voix &amp; les propos</li><li>Lus par l’équipe</li></ul>"),
            answer(321, list=["Stigmatisation"]),
            answer(325, "<p>Sérieux</p>", gauge=3),
            answer(326, gauge=2),
        ],
        "measures": [{"id": 4, "title": "Effacement", "content": "<p>Chaque soir</p>", "placeholder": ""}],
        "evaluations": [{"reference_to": "1.1", "status": 3, "gauges": {"x": 1, "y": 2}}],
        "comments": [{"description": "Relu", "reference_to": 111}],
    }


def keep(use: AIUse, told: dict[str, Any], *, by: Member) -> ImpactAssessment:
    read = formats.read_pia(json.dumps(told).encode())
    return services.keep_pia(use, document=read.document, values=read.values, by=by)


def test_it_fills_what_nobody_had_written_and_nothing_else(process: Process, lead: Member) -> None:
    use = make_use(process, purpose="Gagner du temps", information="")

    held = keep(use, document(), by=lead)

    use.refresh_from_db()
    assert (use.purpose, use.information) == ("Gagner du temps", "– La voix & les propos\n– Lus par l’équipe")
    assert set(held.taken) == {"information"}


def test_it_goes_out_as_it_came(process: Process, lead: Member) -> None:
    use = make_use(process, purpose="", information="")
    held = keep(use, document(), by=lead)

    assert formats.pia_document(AIUse.objects.get(), held) == document()


def test_what_was_rewritten_since_goes_out_rewritten_and_the_rest_as_it_came(process: Process, lead: Member) -> None:
    use = make_use(process, purpose="", information="")
    held = keep(use, document(), by=lead)
    AIUse.objects.update(information="Le texte seul <b>sans voix</b>")
    expected = document()
    expected["answers"][1]["data"]["text"] = "<p>Le texte seul &lt;b&gt;sans voix&lt;/b&gt;</p>"

    assert formats.pia_document(AIUse.objects.get(), held) == expected


def test_the_risks_are_read_with_their_gauges() -> None:
    access = risks(document())[0]

    assert (access.impacts, access.severity, access.likelihood) == (("Stigmatisation",), 3, 2)
    assert [risk.severity for risk in risks(document())[1:]] == [0, 0]


def test_an_assessment_of_another_version_or_model_says_so() -> None:
    newer, other = document(), document(structure_id=9, structure_name="Santé")
    newer["answers"].append(answer(411, "<p>Une question de plus</p>"))

    assert formats.told_pia(newer).unknown == 1
    assert formats.told_pia(document()).unknown == 0
    assert formats.read_pia(json.dumps(other).encode()).structure == "Santé"
    assert formats.read_pia(json.dumps(other).encode()).values == {}
    assert (formats.told_pia(other).answers, formats.told_pia(other).risks) == ((), ())
    assert formats.told_pia(document()).answers


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"pia": {}}', b'{"pia": [], "answers": []}', b"\xff\xfe", b"[" * 99_999]
)
def test_what_is_not_one_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        formats.read_pia(content)

    assert refused.value.refusal.code == "register.pia_is_not_one"


def test_one_started_from_a_use_has_the_fields_of_the_tool_and_names_nobody(process: Process) -> None:
    use = make_use(process, provider="Une société", owner="Direction", notice="Une affiche\nà l’accueil")

    started = formats.pia_document(use, None)

    assert {name: type(value) in PIA[name] for name, value in started["pia"].items()} == dict.fromkeys(PIA, True)
    assert all({name: (type(value),) for name, value in each.items()} == ANSWER for each in started["answers"])
    assert all({name: (type(value),) for name, value in each.items()} == MEASURE for each in started["measures"])
    assert set(started) == {"pia", "answers", "measures", "evaluations", "comments"}
    assert {each["reference_to"] for each in started["answers"]} <= KNOWN
    assert started["pia"]["author_name"] == started["pia"]["dpos_names"] == ""
    assert started["answers"][3]["data"]["text"] == "<p>Une affiche</p><p>à l’accueil</p>"
    assert formats.read_pia(json.dumps(started).encode()).values["notice"] == use.notice


@pytest.mark.parametrize("text", ["Une ligne", "Deux\nlignes", "<b> & « guillemets »", "🙂 שלום", "a < b > c"])
def test_a_text_goes_to_the_tool_and_comes_back(text: str) -> None:
    assert as_text(as_html(text)) == text


def test_taking_it_back_empties_what_it_had_filled_and_nobody_rewrote(process: Process, lead: Member) -> None:
    use = make_use(process, purpose="", information="")
    held = keep(use, document(), by=lead)
    AIUse.objects.update(purpose="Réécrit")

    services.remove_pia(held, by=lead)

    use.refresh_from_db()
    assert (use.purpose, use.information) == ("Réécrit", "")
    assert ImpactAssessment.objects.count() == 0


@pytest.mark.skipif(not EXAMPLES, reason="set BALISES_PIA_EXAMPLES to a folder of files that the tool exported")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_a_file_of_the_tool_itself_comes_back_identical(path: Path, process: Process, lead: Member) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    before, use = deepcopy(told), make_use(process, purpose="", information="")

    held = keep(use, told, by=lead)

    assert formats.pia_document(AIUse.objects.get(), ImpactAssessment.objects.get(pk=held.pk)) == before
    assert formats.told_pia(told).unknown == 0
    assert queries.current(AIUse.objects.get(), "purpose") or len(as_text(str(told["answers"]))) > 1500
