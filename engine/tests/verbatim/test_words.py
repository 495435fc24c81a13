"""Segments, words and lemmas of French."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portulan.verbatim import cut, lemma_of, words_of
from portulan.verbatim.words import is_full

REFERENCE = Path(__file__).resolve().parents[1] / "reference/verbatim/rainette.json"
MANIFESTO = Path(__file__).resolve().parents[3] / "../shared/data/french-text/manifeste_pc.txt"
beside_the_repository = pytest.mark.skipif(
    not MANIFESTO.exists() and not os.environ.get("CI"), reason="the text is not beside the repository"
)
# Read by hand: forms met where social workers write of AI, and the lemma a reader would give.
LEMMAS = """
éducatrices éducateur | usagers usager | personnes personne | outils outil | données donnée | étions être
travaux travail | collègues collègue | rédigent rédiger | rédigeons rédiger | rédigé rédiger | artificielle artificiel
compte-rendus compte-rendu | résidentes résident | nouveaux nouveau | professionnelles professionnel
entretiens entretien | écrits écrit | risques risque | peuvent pouvoir | utilisons utiliser | utilisaient utiliser
vérifie vérifier | vérifions vérifier | fiches fiche | sont être | avons avoir | aurait avoir | fera faire
faisons faire | disent dire | mettrait mettre | prennent prendre | prise prise | tiennent tenir | vont aller
jeunes jeune | familles famille | mères mère | enfants enfant | services service | structures structure
dossiers dossier | courriers courrier | mails mail | réunions réunion | synthèses synthèse | bilans bilan
secrets secret | confidentielles confidentiel | sociales social | sociaux social | médicaux médical
humaines humain | relations relation | émotions émotion | paroles parole | décisions décision | erreurs erreur
réponses réponse | questions question | chartes charte | règles règle | directrices directeur | cadres cadre
équipes équipe | heures heure | semaines semaine | mois mois | temps temps | fois fois | métiers métier
gagnons gagner | gagné gagner | perdons perdre | perdu perdre | relisons relire | relu relire | copient copier
collé coller | craignons craindre | oublient oublier | oublié oublier | traduit traduire | traduisent traduire
reformulent reformuler | reformulé reformuler | anonymisé anonymiser | remplaçait remplacer | inquiètent inquiéter
aides aide | utiles utile | faciles facile | rapides rapide | froides froid | fausses faux | vraies vrai
belles beau | grandes grand | petites petit | meilleures meilleur | premières premier | dernières dernier
""".replace("\n", " | ")


def reference():
    return json.loads(REFERENCE.read_text(encoding="utf-8"))


@beside_the_repository
def test_segments_are_those_of_rainette_on_the_manifesto():
    text = MANIFESTO.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^\*\*\*\* .*$", text)[1:]

    found = [(source, len(part[start:end].split())) for source, part in enumerate(parts) for start, end in cut(part)]

    assert found == list(zip(reference()["sources"], reference()["segment_words"], strict=True))


@given(st.text(alphabet=" ab.,:;…\n", max_size=400), st.integers(2, 12))
def test_segments_hold_every_word_once_in_order(text, words):
    pieces = [text[start:end] for start, end in cut(text, words=words)]

    assert " ".join(pieces).split() == text.split()
    assert all(piece == piece.strip() and piece for piece in pieces)
    assert all(len(piece.split()) <= words + int(0.4 * words) for piece in pieces)


def test_a_segment_of_one_word_is_not_aimed_at():
    with pytest.raises(ValueError, match="2 words or more, not 1"):
        cut("un deux", words=1)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("", []),
        ("2024, 12 %", []),
        ("Aujourd'hui, d’accord.", ["aujourd’hui", "d’accord"]),
        ("L'équipe", ["l’", "équipe"]),
        ("jusqu’à lorsqu'elle", ["jusqu’", "à", "lorsqu’", "elle"]),
        ("Peut-on ? Dit-il, va-t-elle.", ["peut", "-on", "dit", "-il", "va", "-t-elle"]),
        ("compte-rendu c’est-à-dire rendez-vous", ["compte-rendu", "c’est-à-dire", "rendez-vous"]),
        ("GPT4 et l’IA", ["gpt4", "et", "l’", "ia"]),
        ("d’", ["d"]),
        ("Aujourd’hui🙂peut-être", ["aujourd’hui", "peut-être"]),
    ],
)
def test_words_of_french(text, forms):
    words = words_of(text)

    assert [each.form for each in words] == forms
    for each in words:
        assert text[each.start : each.end].lower().replace("'", "’") == each.form


def test_lemmas_are_those_a_reader_gives_in_ninety_five_cases_of_a_hundred():
    pairs = [pair.split() for pair in LEMMAS.split("|") if pair.strip()]
    wrong = [(form, lemma_of(form), wanted) for form, wanted in pairs if lemma_of(form) != wanted]

    assert len(pairs) >= 100
    assert len(wrong) <= 0.05 * len(pairs), wrong


def test_words_of_grammar_carry_no_theme():
    text = "Nous avons tout de même dû le faire avec elle, c’est-à-dire que l’outil a été relu."

    assert [each.form for each in words_of(text) if is_full(each.form, lemma_of(each.form))] == ["outil", "relu"]
