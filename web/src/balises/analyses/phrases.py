from django.utils.translation import gettext_lazy as _

PHRASES: dict[str, object] = {}

CHOICE_LABELS = {"agree": _("d’accord"), "disagree": _("pas d’accord"), "pass": _("passe")}

BAND_WORDS = {
    "more_than_half": _("plus de la moitié"),
    "half_or_less": _("la moitié ou moins"),
    "less_than_half": _("moins de la moitié"),
}

NOT_SHOWN = _("non montré")
FROM_TO = _("de %(low)s à %(high)s")

SENTENCES = {
    "withheld": _("Non montré : trop peu de personnes ont répondu, et un petit nombre peut désigner quelqu’un."),
    "majority_agrees": _("Plus de la moitié des personnes qui ont répondu sont d’accord."),
    "majority_disagrees": _("Plus de la moitié des personnes qui ont répondu ne sont pas d’accord."),
    "neither": _("Ni « d’accord » ni « pas d’accord » ne dépasse la moitié des réponses."),
    "no_majority": _("Aucune des trois réponses ne dépasse la moitié."),
    "counts": _("D’accord : %(agree)s. Pas d’accord : %(disagree)s. Passe : %(passed)s."),
    "answers": _("%(answers)s réponses."),
    "complementary": _("Ce qui n’est pas montré laisserait deviner un petit nombre par soustraction."),
}

VOTERS_AT_LEAST = _("%(low)s personnes ou plus ont répondu.")
VOTERS_NOT_TOLD = _("Le nombre de personnes qui ont répondu n’est pas montré.")

METHOD_NAMES = {
    "portulan.disclosure.protect_choices": _("Compter les réponses à chaque énoncé, puis taire les petits nombres"),
}

PARAMETER_LABELS = {
    "count_threshold": _("Aucun nombre n’est montré pour moins de"),
    "exact_threshold": _("Des mots plutôt que des nombres pour moins de"),
    "statement_threshold": _("Rien n’est montré si l’ensemble des votants compte moins de"),
}
PEOPLE = _("%(count)s personnes")
