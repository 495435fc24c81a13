from django.utils.translation import gettext_lazy as _

from balises.register.phrases.importing import IMPORTING
from balises.register.phrases.reconsidering import RECONSIDERING
from balises.register.rules import Status, Visibility

STATUS_LABELS = {
    Status.TO_INVESTIGATE: _("À instruire"),
    Status.FRAMED_TRIAL: _("Expérimentation encadrée"),
    Status.ALLOWED_WITH_CONDITIONS: _("Autorisé sous conditions"),
    Status.ALLOWED: _("Autorisé"),
    Status.SUSPENDED: _("Suspendu"),
    Status.REFUSED: _("Refusé"),
}

STATUS_MEANINGS = {
    Status.ALLOWED: _("L’instance qui décide n’y met aucune condition particulière."),
    Status.ALLOWED_WITH_CONDITIONS: _("Permis si chaque condition écrite dans la décision est tenue."),
    Status.FRAMED_TRIAL: _("Essayé pour un temps, dans un périmètre limité."),
    Status.TO_INVESTIGATE: _("Nous n’en savons pas encore assez. L’usage n’est pas permis pour autant."),
    Status.SUSPENDED: _("Arrêté jusqu’à ce que la cause disparaisse."),
    Status.REFUSED: _("L’instance qui décide l’a écarté."),
}

VISIBILITY_LABELS = {
    Visibility.DECLARED: _("Déclaré"),
    Visibility.TOLERATED: _("Toléré"),
    Visibility.HIDDEN: _("Gardé pour soi jusqu’ici"),
    Visibility.EMBEDDED: _("Embarqué dans un logiciel"),
    Visibility.UPSTREAM: _("Venu d’une autre institution"),
    Visibility.CARRIED: _("Porté par la personne accompagnée"),
}

VISIBILITY_HINTS = {
    Visibility.DECLARED: _("décidé, connu de tous"),
    Visibility.TOLERATED: _("connu, jamais décidé"),
    Visibility.HIDDEN: _("la hiérarchie, les collègues ou les personnes accompagnées ne le savaient pas"),
    Visibility.EMBEDDED: _("arrivé avec un logiciel : personne ne l’a choisi"),
    Visibility.UPSTREAM: _("un autre organisme s’en sert, ses effets arrivent jusqu’à nous"),
    Visibility.CARRIED: _("la personne s’en sert elle-même"),
}

PHRASES = {
    "register.too_few_cards": _("Choisissez au moins trois cartes : un seul coup dur ne dit presque rien."),
    "register.unknown_card": _("Cette carte n’est pas de cette séance. Revenez à la séance et reprenez."),
    "register.session_in_the_future": _("La séance n’a pas encore eu lieu : notez-la le jour même, ou après."),
    "register.margin_is_not_whole": _("Une marge dit quoi, quelle fonction s’en charge et pour quand : les trois."),
    "register.margin_is_past": _("Cette date est passée. Donnez un jour à venir, ou dites que la marge existe déjà."),
    "register.session_has_answers": _("Cette séance a des réponses. Défaites-les d’abord, carte par carte."),
    "register.beside_itself": _("C’est l’usage lui-même. Choisissez-en un autre, ou aucun."),
    "register.no_margin": _("Cette carte n’a pas de marge. Écrivez-en une d’abord."),
    "register.nothing_said": _("Dites au moins le titre de l’usage et à quoi il sert."),
    "register.already_drafted": _(
        "Un usage porte déjà ce titre : « %(title)s ». "
        "Ouvrez-le pour le compléter, ou donnez un autre titre à celui-ci."
    ),
    "register.owner_is_a_person": _(
        "Écrivez une fonction, pas le nom d’une personne : « direction du pôle enfance », « chefferie de service »."
    ),
    "register.no_owner": _("Il manque la fonction responsable : qui répond de cet usage ?"),
    "register.no_human_contact": _("Il manque un contact humain : à qui parler, sans passer par une machine ?"),
    "register.no_way_to_refuse": _("Il manque comment refuser cet usage."),
    "register.no_way_to_contest": _("Il manque comment contester cet usage ou ce qu’il a produit."),
    "register.no_review": _("Il manque la date à laquelle l’usage sera réexaminé."),
    "register.review_is_past": _("La date de réexamen doit être à venir : nous sommes le %(today)s."),
    "register.review_is_too_far": _("Un usage se réexamine dans l’année : choisissez une date avant le %(latest)s."),
    "register.already_published": _("La fiche est déjà publiée. Rien n’a été écrit une seconde fois."),
    "register.not_published": _("La fiche n’est pas publiée : il n’y a rien à retirer."),
    "register.no_body": _("Dites quelle instance se prononce : un statut a toujours un auteur."),
    "register.review_within_six_months": _(
        "Un essai encadré, ou un usage placé sous le contrôle humain d’une personne désignée, se réexamine dans les "
        "six mois : choisissez une date avant le %(latest)s."
    ),
    "register.unknown_fact": _("La réponse à « %(fact)s » n’est pas de celles que l’on propose. Choisissez-en une."),
    "register.gate_is_open": _(
        "Une porte ouverte interdit un statut aussi favorable. Fermez-la d’abord, ou prononcez un statut plus strict."
    ),
    "register.gate_is_closed": _("Cette porte est déjà fermée. Rien n’a été écrit une seconde fois."),
    "register.gate_is_open_already": _("Cette porte n’est pas fermée : il n’y a rien à rouvrir."),
    "register.gate_without_owner": _("Dites quelle fonction en répond, et pour quelle date."),
    "register.gate_due_is_past": _("L’échéance doit être à venir : nous sommes le %(today)s."),
    "register.closing_says_why": _(
        "Dites ce qui a changé, ce qui le montre, et quelle instance ou quelle fonction le constate."
    ),
    "register.cause_is_still_there": _(
        "La cause est toujours là. Cette porte ne se ferme que si les faits ou les réponses changent : "
        "décrivez de nouveau l’usage, ou regardez-le à plusieurs avec la grille entière."
    ),
    "register.red_line_needs_a_decision": _(
        "Une ligne rouge ne se lève que par une décision collective écrite : choisissez celle qui le dit."
    ),
    "register.observed_gain_says_how": _("Un gain observé dit comment on l’a mesuré, et sur qui."),
    "register.gain_in_the_future": _("Cette date ne peut pas être à venir : nous sommes le %(today)s."),
    "register.day_is_too_far": _("Cette date est à plus de dix ans d’ici : vérifiez l’année."),
    "register.field_is_always_public": _(
        "Ce champ reste public : sans lui, la fiche ne répondrait à personne. Gardez les autres pour les membres."
    ),
    "register.gap_says_why": _("Dites pourquoi ce champ est vide, et jusqu’à quelle date."),
    "register.gap_is_past": _("La date à laquelle ce champ sera rempli doit être à venir : nous sommes le %(today)s."),
    "register.limit_stays": _("Cette limite tient à la nature de l’usage : elle ne se ferme pas."),
    **IMPORTING,
    **RECONSIDERING,
}

FULL_GRID_DONE = _("La grille entière a été remplie à plusieurs.")
FULL_GRID_REASONS = {
    "quick_answer": _("Une des dix questions du regard rapide n’a pas reçu un « oui » de tous les sièges."),
    "identifiable": _("Des personnes accompagnées pourraient être reconnues dans ce que reçoit l’outil."),
    "ai_act": _("L’usage est, ou pourrait être, à haut risque au sens du règlement européen sur l’IA."),
    "grave": _("L’usage touche, ou pourrait toucher, une situation grave."),
}
