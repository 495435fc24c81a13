from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from balises.shared import wording
from balises.shared.errors import Refusal
from balises.shared.templatetags import wording as filters

N = "\u202f"  # narrow no-break space
H = "\u00a0"  # no-break space


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Peut-on dire non ?", f"Peut-on dire non{N}?"),
        ("Peut-on dire non?", f"Peut-on dire non{N}?"),
        ("Trois choses : une, deux ; trois !", f"Trois choses{N}: une, deux{N}; trois{N}!"),
        ("L'usage de l'IA", "L’usage de l’IA"),
        ('dire "non"', f"dire «{N}non{N}»"),
        ("« non »", f"«{N}non{N}»"),
        ("«non» ?", f"«{N}non{N}»{N}?"),
        ("à suivre...", "à suivre…"),
        ("86 % des 1 240 réponses", f"86{N}% des 1{N}240 réponses"),
        ("le 3 décembre 2026, à 14 h", f"le 3{H}décembre 2026, à 14{H}h"),
        ("le 1er mars, art. 35", f"le 1er{H}mars, art.{H}35"),
        ("en 2026 120 personnes", "en 2026 120 personnes"),
        ("à 14:30, voir https://exemple.fr/?a=1;b=2", "à 14:30, voir https://exemple.fr/?a=1;b=2"),
        ("Ça marche 👍 ; مرحبا", f"Ça marche 👍{N}; مرحبا"),
        ("", ""),
    ],
)
def test_typography_sets_french_as_a_printer_would(typed, printed):
    assert wording.typography(typed) == printed


@pytest.mark.parametrize("typed", ["Il dit : \"non\" ; l'usage s'arrête !", "« 1 240 » ?", "dire non?", "le 3 mai..."])
def test_typography_leaves_a_text_already_set_as_it_is(typed):
    printed = wording.typography(typed)

    assert printed != typed
    assert wording.typography(printed) == printed


def test_typo_touches_the_text_of_safe_markup_and_nothing_else():
    markup = mark_safe('<a title="qui ?" href="/?a=1">Tom &amp; l\'IA ?</a>')

    assert filters.typo(markup) == f'<a title="qui ?" href="/?a=1">Tom &amp; l’IA{N}?</a>'


def test_typo_leaves_unsafe_text_to_be_escaped():
    template = engines["django"].from_string("{{ text|typo }}")

    assert template.render({"text": "<b>qui ?</b>"}) == f"&lt;b&gt;qui{N}?&lt;/b&gt;"


@pytest.mark.parametrize(
    ("say", "value", "said"),
    [
        (wording.day, date(2026, 12, 3), f"3{H}décembre{H}2026"),
        (wording.day, date(2027, 3, 1), f"1er{H}mars{H}2027"),
        (wording.on_day, date(2026, 8, 11), f"le{H}11{H}août{H}2026"),
        (wording.short_day, date(2026, 2, 28), f"28{H}février"),
        (wording.month_of, date(2027, 10, 5), "octobre 2027"),
        (wording.moment, datetime(2026, 12, 3, 13, 5, tzinfo=UTC), f"le{H}3{H}décembre{H}2026 à 14{H}h{H}05"),
        (wording.moment, datetime(2026, 12, 3, 8, 0, tzinfo=UTC), f"le{H}3{H}décembre{H}2026 à 9{H}h"),
    ],
)
def test_dates_are_said_in_french_without_the_locale_of_the_machine(say, value, said):
    assert say(value) == said


def test_an_instant_is_said_in_local_time(settings):
    settings.TIME_ZONE = "Europe/Paris"
    late_evening_in_london = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert wording.day(late_evening_in_london) == f"1er{H}janvier{H}2027"
    assert wording.moment(late_evening_in_london) == f"le{H}1er{H}janvier{H}2027 à 0{H}h{H}30"


@pytest.mark.parametrize(
    "shows_date", [filters.day, filters.on_day, filters.short_day, filters.month_of, filters.moment]
)
def test_a_missing_date_is_shown_as_nothing(shows_date):
    assert shows_date(None) == ""


@pytest.mark.parametrize(
    ("count", "is_feminine", "words"),
    [(0, False, "zéro"), (1, False, "un"), (1, True, "une"), (8, True, "huit"), (16, False, "seize"), (17, False, "17"),
     (1240, False, f"1{N}240"), (1234567, False, f"1{N}234{N}567")],
)  # fmt: skip
def test_small_counts_are_words_and_large_ones_digits(count, is_feminine, words):
    assert wording.count_words(count, is_feminine=is_feminine) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [((), ""), (("a",), "a"), (("a", "b"), "a et b"), (("a", "b", "c"), "a, b et c"), ((1, 2), "1 et 2")],
)
def test_lists_end_with_et(items, words):
    assert wording.join_words(items) == words


def test_a_refusal_is_said_by_the_phrases_of_its_app():
    sentence = wording.sentence_for(Refusal("shared.stale_form"))

    assert sentence.startswith("Cette page est restée ouverte trop longtemps")
    assert filters.sentence(Refusal("shared.stale_form")) == sentence


def test_the_facts_of_a_refusal_stand_in_its_sentence():
    phrase = "Entre %(first_on)s et %(last_on)s, %(seats)s ont répondu à %(minimum)s questions."
    facts = {"first_on": date(2026, 3, 1), "last_on": date(2026, 3, 4), "seats": ("A", "B"), "minimum": 5}

    sentence = wording.told(phrase, facts)

    assert sentence == f"Entre 1er{H}mars{H}2026 et 4{H}mars{H}2026, A et B ont répondu à 5 questions."


def test_a_phrase_without_facts_may_hold_a_per_cent_sign():
    assert wording.told("Plus de 70 % des réponses viennent d’ici.", {}) == "Plus de 70 % des réponses viennent d’ici."


def test_a_refusal_without_a_phrase_fails_loudly():
    with pytest.raises(KeyError):
        wording.sentence_for(Refusal("shared.never_written"))


def test_no_refusal_is_no_sentence():
    assert filters.sentence(None) == ""
