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
    "portulan.opinion.map_opinions": _(
        "Chercher des groupes qui répondent de façon proche, et ne garder que ceux qui tiennent"
    ),
}

PEOPLE, TIMES, STATEMENTS = _("%(count)s personnes"), _("%(count)s fois"), _("%(count)s énoncés")
PARAMETER_LABELS = {
    "count_threshold": (_("Aucun nombre n’est montré pour moins de"), PEOPLE),
    "exact_threshold": (_("Des mots plutôt que des nombres pour moins de"), PEOPLE),
    "statement_threshold": (_("Rien n’est montré si l’ensemble des votants compte moins de"), PEOPLE),
    "min_votes": (_("Une personne est placée à partir de"), STATEMENTS),
    "resamples": (_("Calcul refait sur une moitié des énoncés"), TIMES),
}

MAP_TITLE = _("%(count)s manières de voir, et ce qu’elles partagent")
NO_ISLANDS_TITLE = _("Aucun groupe ne tient")
NO_ISLANDS = _(
    "Une fois la moitié des énoncés mise de côté, les groupes changent : on ne peut donc pas dire que des manières de "
    "voir s’opposent. C’est une réponse, pas un défaut. Restent les énoncés qui rassemblent."
)
ISLAND_SIZE = _("de %(low)s à %(high)s personnes")
HOLDS = _(
    "En refaisant le calcul %(resamples)s fois, chaque fois sur la moitié des énoncés, deux personnes d’un même groupe "
    "se retrouvent ensemble plus de %(tenths)s fois sur dix."
)
ALWAYS_HOLDS = _(
    "En refaisant le calcul %(resamples)s fois, chaque fois sur la moitié des énoncés, deux personnes d’un même groupe "
    "se retrouvent toujours ensemble."
)
OWN_WORDS = {"agree": _("D’accord : « %(statement)s »"), "disagree": _("Pas d’accord : « %(statement)s »")}
GATHERING_WORDS = {
    "agree": _("Plus de la moitié de chaque groupe est d’accord."),
    "disagree": _("Plus de la moitié de chaque groupe n’est pas d’accord."),
}
MAJORITY_WORDS = {
    "agree": _("Plus de la moitié de toutes les réponses : d’accord."),
    "disagree": _("Plus de la moitié de toutes les réponses : pas d’accord."),
}
