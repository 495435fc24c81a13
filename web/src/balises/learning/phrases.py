from django.utils.translation import gettext_lazy as _

PHRASES = {
    "learning.no_place": _("Cette page du cours ne garde pas de place pour un article de charte."),
    "learning.not_an_adopted_article": _(
        "Seul un article d’une charte adoptée peut être cité : le cours est lu par tout le monde."
    ),
    "learning.already_cited": _("Cet article est déjà cité sur cette page. Rien n’a été écrit une seconde fois."),
    "learning.not_cited": _("Cet article n’est plus cité sur cette page : il n’y a rien à retirer."),
}
