from django.utils.translation import gettext_lazy as _

PHRASES = {
    "charters.already_started": _("La charte est déjà commencée. Rien n’a été écrit une seconde fois."),
    "charters.no_model": _(
        "Le modèle de charte n’est pas dans cette installation. "
        "Commencez par une page blanche, ou appelez qui l’héberge."
    ),
    "charters.same_article": _(
        "Cet article est déjà dans le projet, mot pour mot. Rien n’a été écrit une seconde fois."
    ),
    "charters.decision_not_adopted": _("Un article s’appuie sur une décision adoptée : celle-ci ne l’a pas été."),
    "charters.no_article": _("Le projet n’a pas encore d’article : il n’y a rien à adopter."),
    "charters.nothing_changed": _("Le projet est identique à la version en vigueur : il n’y a rien à adopter."),
    "charters.decision_already_used": _(
        "Cette décision a déjà adopté une version. Une nouvelle version demande une nouvelle décision."
    ),
}
