from django.utils.translation import gettext_lazy as _

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
    Visibility.HIDDEN: _("Tu jusqu’ici"),
    Visibility.EMBEDDED: _("Embarqué dans un logiciel"),
    Visibility.UPSTREAM: _("Subi en amont"),
    Visibility.CARRIED: _("Porté par la personne accompagnée"),
}

VISIBILITY_HINTS = {
    Visibility.DECLARED: _("décidé, connu de tous"),
    Visibility.TOLERATED: _("connu, jamais décidé"),
    Visibility.HIDDEN: _("à la hiérarchie, aux collègues ou aux personnes accompagnées"),
    Visibility.EMBEDDED: _("arrivé avec un logiciel : personne ne l’a choisi"),
    Visibility.UPSTREAM: _("un autre organisme s’en sert, ses effets arrivent jusqu’à nous"),
    Visibility.CARRIED: _("la personne s’en sert elle-même"),
}

PHRASES = {
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
}
