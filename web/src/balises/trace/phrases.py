from django.utils.translation import gettext_lazy as _

from balises.trace.rules import Kind

KIND_LABELS = {
    Kind.CARD: _("Cartes d’usage"),
    Kind.USE: _("Usage d’IA"),
    Kind.ELSEWHERE: _("Analyse d’une autre organisation"),
    Kind.ASSESSMENT: _("Grille"),
    Kind.QUESTION: _("Question ouverte"),
    Kind.DELIBERATION: _("Délibération"),
    Kind.DECISION: _("Décision"),
    Kind.ARTICLE: _("Article de la charte"),
    Kind.ENTRY: _("Fiche du registre"),
    Kind.MODULE: _("Module de formation"),
    Kind.CONCLUSION: _("Conclusion d’une rencontre"),
    Kind.EXPLORATION: _("Nouvelle exploration"),
}

PHRASES: dict[str, object] = {}
