from django.utils.translation import gettext_lazy as _

from balises.boxes.rules import Backup, BoxState, Outcome

PHRASES = {
    "boxes.closed": _(
        "Cette collecte est close : plus rien ne peut y entrer. Ce que vous venez d’écrire n’a pas été enregistré."
    ),
    "boxes.lost": _(
        "Les clés de cette collecte manquent : rien ne peut plus y entrer ni en sortir. "
        "Prévenez la personne qui anime, elle peut en ouvrir une autre."
    ),
    "boxes.unknown_code": _(
        "Aucune collecte n’a ce code. Vérifiez ses six caractères, des lettres et des chiffres comme AB3-K7Q : "
        "il n’y a jamais de lettre I ni O, ni de chiffre 0 ou 1."
    ),
    "boxes.too_many_requests": _(
        "Trop d’essais viennent de votre réseau en ce moment. Attendez quelques minutes, puis recommencez."
    ),
    "boxes.already_reminded": _("Ce rappel est déjà parti. Rien n’a été envoyé une seconde fois."),
    "boxes.nobody_invited": _("Écrivez au moins une adresse électronique, une par ligne."),
    "boxes.broken_token": _(
        "Ce lien d’invitation est incomplet. Rouvrez-le depuis le message reçu, ou demandez le code de la collecte."
    ),
}

STATE_LABELS = {
    BoxState.OPEN: _("ouverte"),
    BoxState.CLOSING: _("en cours de clôture"),
    BoxState.EMPTIED: _("vidée, ménage en cours"),
    BoxState.CLOSED: _("close"),
    BoxState.LOST: _("perdue"),
}

OUTCOME_SENTENCES = {
    Outcome.NONE: "",
    Outcome.OPENED: _("Les plis ont été ouverts ensemble, dans un ordre tiré au sort, puis détruits."),
    Outcome.DESTROYED_UNOPENED: _("Trop peu de plis étaient arrivés : ils ont été détruits sans être ouverts."),
    Outcome.TOO_FEW_READABLE: _("Trop peu de plis ont pu être ouverts : rien n’en a été gardé."),
}

BACKUP_SENTENCES = {
    Backup.NONE: "",
    Backup.DONE: _("Une sauvegarde des résultats scellés a suivi."),
    Backup.LEFT_TO_HOST: _(
        "La sauvegarde des résultats est laissée à l’hébergeur : aucun outil de sauvegarde n’était là."
    ),
}

FEWER_THAN_FIVE = _("moins de cinq plis")
AT_LEAST = _("au moins %(count)s plis")

MAIL_SUBJECT = _("Votre avis est demandé : %(label)s")
MAIL_BODY = _(
    "Bonjour,\n\n"
    "%(organisation)s vous invite à participer : %(label)s.\n\n"
    "Votre lien :\n%(address)s\n\n"
    "Gardez-le pour vous : il permet d’envoyer une réponse, ou de la remplacer jusqu’à la clôture.\n\n"
    "Balises ne garde rien qui permette de remonter à vous. Ce message part à toutes les personnes invitées, "
    "et les rappels aussi : personne ne sait qui a répondu.\n"
)
