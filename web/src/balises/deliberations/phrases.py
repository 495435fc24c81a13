from django.utils.translation import gettext_lazy as _

from balises.deliberations.rules import DeliberationState

PHRASES = {
    "deliberations.not_a_draft": _(
        "La délibération est ouverte ou close : ses énoncés ne changent plus. "
        "Pour en changer, faites-en une autre à partir de la même question."
    ),
    "deliberations.already_made": _(
        "Une délibération en préparation part déjà de cette question, sous ce titre. "
        "Rien n’a été écrit une seconde fois."
    ),
    "deliberations.no_text": _("Écrivez l’énoncé : une phrase avec laquelle on peut être d’accord ou non."),
    "deliberations.already_there": _("Cet énoncé est déjà dans la liste."),
    "deliberations.too_many": _("Une délibération compte au plus %(most)s énoncés. Retirez-en un avant d’en ajouter."),
    "deliberations.already_opened": _("La délibération a déjà été ouverte. Rien n’a été fait une seconde fois."),
    "deliberations.no_statement": _("Il manque au moins un énoncé : ajoutez-en un avant d’ouvrir."),
    "deliberations.not_open": _("La délibération n’est pas ouverte : il n’y a rien à clore."),
    "deliberations.no_result": _("Il n’y a pas encore de résultat à emporter : il est scellé à la clôture."),
    "deliberations.export_unreadable": _("%(where)s %(why)s"),
    "deliberations.export_too_big": _("Ce fichier dépasse %(most)s Mo. Rien n’a été lu."),
    "deliberations.too_few_brought_in": _(
        "Moins de %(least)s personnes ont voté : dans un si petit groupe, un chiffre désignerait quelqu’un. "
        "Rien n’a été repris."
    ),
    "deliberations.too_many_brought_in": _("Une conversation reprise compte au plus %(most)s énoncés."),
    "deliberations.already_brought_in": _(
        "Une conversation qui a déjà été reprise porte un de ces énoncés. Dits deux fois, à deux dates, des résultats "
        "laisseraient deviner par différence qui a voté entre-temps."
    ),
    "deliberations.no_question": _("Choisissez d’abord une question ouverte de la démarche."),
}

STATE_LABELS = {
    DeliberationState.DRAFT: _("en préparation"),
    DeliberationState.OPEN: _("ouverte"),
    DeliberationState.CLOSING: _("en cours de clôture"),
    DeliberationState.CLOSED: _("close, résultats scellés"),
    DeliberationState.ON_PAPER: _("à reprendre sur papier"),
}

FEWER_THAN_FIVE = _("Moins de cinq")
AT_LEAST = _("Au moins %(count)s")

DESTROYED_UNOPENED = _(
    "Moins de huit personnes ont voté. Les plis ont été détruits sans être ouverts : "
    "dans un si petit groupe, un chiffre désignerait quelqu’un."
)
TOO_FEW_READABLE = _(
    "Moins de huit bulletins ont pu être lus. Rien n’en a été gardé : "
    "dans un si petit groupe, un chiffre désignerait quelqu’un."
)

WHO_READS = _(
    "Personne ne lit votre réponse seule. À la clôture, tous les plis sont ouverts ensemble, comptés, puis détruits ; "
    "à moins de huit votants, ils sont détruits sans être ouverts. La salle peut voir combien de personnes ont "
    "répondu, de cinq en cinq."
)
KEPT_UNTIL = _("Votre réponse reste scellée jusqu’à la clôture ; seul le compte protégé est gardé ensuite.")
