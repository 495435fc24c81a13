"""What may identify: the labelled sentences, both readers, the check digits, and what must not set it off."""

import json
import os
import random
import shutil
import subprocess
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portulan.verbatim import find_identifying
from portulan.verbatim.checksums import CHECKS
from verbatim.labelled import scored, sentences, table

PACKAGE = files("portulan.verbatim")
METHOD_PAGE = Path(__file__).resolve().parents[3] / "docs/reference/methods/verbatim.md"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
KINDS = {"email", "phone", "national_id", "bank", "organisation_id", "birth", "address", "name", "function"}
STRANGE = (
    "",
    "a" * 300,
    "É" * 50 + " lea@exemple.fr",
    "🙂 Sophie 👩🏽‍⚕️ 06 39 98 12 34 🙂",
    "Ame\u0301lie et Franc\u0327ois",
    "İstanbul, straße, ŒUVRE, ﬁn, \u2028 Karim\nBonjour",
    "LE DIRECTEUR DE L’ÉTABLISSEMENT, MME DUPONT",
    "ſophie Kevin ０６３９９８１２３４ ١٢٣",
    "né le 1/1/20, né le 99/99/9999",
    "vu avec jean-luc et marie-claire hier, puis LE GUEN",
    *(f"XXXA {year}{month:02} {day:02}11" for year, day in ((85, 15), (0, 31), (12, 32)) for month in range(66)),
    *(f"AVS 756.9217.0769.{digits:02}, NN 85.07.30-033.{digits:02}, NAS 046 454 2{digits:02}" for digits in range(100)),
    *(f"NIR 2 69 05 49 588 157 {key:02}, FR{key:02} 2004 1010 0505 0001 3M02 606" for key in range(100)),
)  # fmt: skip


def spliced(*, count):
    """Ends and beginnings of the sentences joined anywhere, some letters replaced by odd ones."""
    drawing, texts = random.Random(1848), [each.text for each in sentences()]
    for _ in range(count):
        first, second = drawing.sample(texts, 2)
        letters = list(first[drawing.randrange(len(first)) :] + second[: drawing.randrange(len(second))])
        for place in range(0, len(letters), drawing.randint(5, 40)):
            letters[place] = drawing.choice("éÉ’'\u202f\u00a0 -–.@0🙂ß\u0301\nAz,(")
        yield "".join(letters)


def read_by_javascript(asked):
    """With node where it is, else in a browser; neither is a failure where CI is set."""
    rules = json.loads((PACKAGE / "identifying.json").read_text(encoding="utf-8"))
    if node := shutil.which("node"):
        script = Path(__file__).with_name("read_with_node.js")
        words = [node, str(script), str(PACKAGE / "identifying.js")]
        told = json.dumps({"rules": rules, "asked": asked})
        return json.loads(subprocess.run(words, input=told, capture_output=True, text=True, check=True).stdout)
    path = os.environ.get("BALISES_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        message = "Neither node nor a browser is here: apt install chromium."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    return read_in_a_browser(path, rules, asked)


def read_in_a_browser(path, rules, asked):
    playwright = pytest.importorskip("playwright.sync_api").sync_playwright()
    with playwright as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(content=(PACKAGE / "identifying.js").read_text(encoding="utf-8"))
        found = page.evaluate(
            "([rules, asked]) => asked.map((each) => findIdentifying(each.text, rules, each))", [rules, asked]
        )
        browser.close()
    return found


def read_by_python(asked):
    return [
        [asdict(each) for each in find_identifying(ask["text"], names=ask["names"], small_team=ask["smallTeam"])]
        for ask in asked
    ]


def test_five_hundred_sentences_are_labelled_half_of_them_harmless():
    several = sentences()

    assert len({each.text for each in several}) == 500
    assert 240 <= sum(not each.labels for each in several) <= 260
    assert {kind for each in several for kind, _, _ in each.labels} == KINDS


@pytest.mark.parametrize("mended_on", [True, False])
def test_the_rules_find_what_is_labelled_and_little_else(mended_on):
    scores, _ = scored(tuple(each for each in sentences() if each.mended_on is mended_on))
    found, labelled, right, alarms = (
        sum(getattr(each, part) for each in scores.values()) for part in ("found", "labelled", "right", "alarms")
    )

    assert found >= 0.88 * labelled
    assert right >= 0.85 * alarms
    for kind in KINDS - {"function", "name", "address", "birth", "email", "phone", "national_id"}:
        assert scores[kind].found == scores[kind].labelled


@pytest.mark.parametrize("mended_on", [True, False])
def test_the_method_page_has_these_figures(mended_on):
    scores, _ = scored(tuple(each for each in sentences() if each.mended_on is mended_on))

    assert table(scores) in METHOD_PAGE.read_text(encoding="utf-8")


def test_both_readers_give_the_same_verdicts_on_every_sentence_and_on_strange_ones():
    texts = [*(each.text for each in sentences()), *STRANGE, *spliced(count=600)]
    asked = [
        {"text": text, "names": names, "smallTeam": small}
        for text in texts for names, small in (([], True), (["Tilleul", "Le Guen-Ar", " ", "C++ [x]"], False))
    ]  # fmt: skip
    asked += [{"text": "Vu avec tilleul et c++ [x] hier", "names": ["Tilleul", "C++ [x]"], "smallTeam": True}]

    by_python = read_by_python(asked)

    assert read_by_javascript(asked) == by_python
    assert [each["rule"] for each in by_python[-1]] == ["name_own"]


def test_the_browser_module_is_small_and_asks_for_nothing():
    script = (PACKAGE / "identifying.js").read_text(encoding="utf-8")

    assert len(script.encode()) < 6000
    for word in ("fetch", "XMLHttpRequest", "import ", "eval", "Function(", "http", "localStorage", "cookie"):
        assert word not in script


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        ("nir", "2 69 05 49 588 157 80", "2 69 05 49 588 157 81"),
        ("be_nn", "85.07.30-033.28", "85.07.30-033.29"),
        ("ean13", "756.9217.0769.85", "756.9217.0769.84"),
        ("luhn", "046 454 286", "046 454 287"),
        ("luhn", "732 829 320 00074", "732 829 320 00075"),
        ("iban", "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33"),
        ("ramq", "XXXA 8562 1511", "XXXA 8563 1511"),
    ],
)
def test_check_digits_agree_with_the_specimens_of_those_who_issue_them(check, right, wrong):
    assert CHECKS[check](right)
    assert not CHECKS[check](wrong)


def test_a_number_with_one_digit_changed_is_harmless():
    assert [each.kind for each in find_identifying("Sécu : 2 69 05 49 588 157 80")] == ["national_id"]
    assert find_identifying("Lot 2 69 05 49 588 157 81") == ()


def test_a_name_of_the_organisation_is_found_in_any_case_and_only_then():
    assert find_identifying("vu avec tilleul") == ()
    assert [each.kind for each in find_identifying("vu avec TILLEUL", names=["Tilleul"])] == ["name"]


def test_a_function_tells_who_it_is_in_a_small_team_only():
    text = "La directrice l’a dit."

    assert [each.rule for each in find_identifying(text)] == ["function"]
    assert find_identifying(text, small_team=False) == ()


def test_the_reason_and_the_place_are_told():
    text = "Ame\u0301lie a écrit à lea@exemple.fr"

    first, second = find_identifying(text)

    assert (text[first.start : first.end], first.kind) == ("Ame\u0301lie", "name")
    assert (text[second.start : second.end], second.kind) == ("lea@exemple.fr", "email")
    assert second.reason == "Une adresse électronique mène à une personne."


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Sophie Mme né le12/0397@.fr’é🙂\n\u0301"), max_size=60))
def test_passages_are_in_order_apart_and_in_the_text(text):
    ends = [0]
    for each in find_identifying(text):
        assert ends[-1] <= each.start < each.end <= len(text)
        ends.append(each.end)
