from django.utils.translation import gettext_lazy as _

from balises.assessments.rules import Choice, Depth, Sight, Spread
from balises.processes.rules import SeatKind
from balises.shared.wording import Hinted

PHRASES = {
    "assessments.foreign_seat": _("L’un de ces sièges n’est pas de cette démarche. Choisissez parmi ceux de la liste."),
    "assessments.too_few_seats": _("Il faut au moins trois sièges : un regard seul ne montre aucun écart."),
    "assessments.no_service_user": _(
        "Il manque un siège de personne accompagnée. On ne regarde pas un usage sans celles et ceux qu’il touche."
    ),
    "assessments.already_open": _(
        "Une grille est déjà ouverte sur cet usage. Attendez sa mise en commun avant d’en ouvrir une autre."
    ),
    "assessments.seat_has_changed_hands": _(
        "Ce siège a changé de mains ou son lien a été remplacé. Demandez votre nouveau lien à la personne qui pilote."
    ),
    "assessments.already_handed_in": _("Cette grille est remise : rien n’y change plus."),
    "assessments.already_shared": _("La mise en commun a eu lieu : rien ne s’y ajoute plus."),
    "assessments.unknown_question": _("Cette question n’est pas dans cette grille. Revenez à la grille et reprenez."),
    "assessments.not_applicable_says_why": _("Dites en une phrase pourquoi la question est sans objet ici."),
    "assessments.questions_left": _("Il reste à répondre, question %(numbers)s. « On ne sait pas » est une réponse."),
    "assessments.nothing_to_share": _("Personne n’a encore remis sa grille : il n’y a rien à mettre en commun."),
    "assessments.early_says_why": _("Dites pourquoi vous n’attendez pas les autres sièges."),
}

ANSWER_LABELS = {
    Choice.YES: _("Oui"),
    Choice.PARTLY: _("En partie"),
    Choice.NO: _("Non"),
    Choice.UNKNOWN: _("On ne sait pas"),
    Choice.NOT_APPLICABLE: _("Sans objet"),
}
ANSWER_CHOICES = [
    (Choice.YES, ANSWER_LABELS[Choice.YES]),
    (Choice.PARTLY, ANSWER_LABELS[Choice.PARTLY]),
    (Choice.NO, ANSWER_LABELS[Choice.NO]),
    (
        Choice.UNKNOWN,
        Hinted(ANSWER_LABELS[Choice.UNKNOWN], _("C’est une vraie réponse : elle ouvre une recherche.")),
    ),
    (
        Choice.NOT_APPLICABLE,
        Hinted(ANSWER_LABELS[Choice.NOT_APPLICABLE], _("Vous direz pourquoi en une phrase.")),
    ),
]

DEPTH_CHOICES = [
    (Depth.QUICK, Hinted(_("Le regard rapide"), _("Dix questions, une par dimension : dix à quinze minutes."))),
    (
        Depth.WHOLE,
        Hinted(_("La grille entière"), _("Toutes les questions : une heure ou plus, en plusieurs fois.")),
    ),
]
DEPTH_LABELS = {Depth.QUICK: _("regard rapide"), Depth.WHOLE: _("grille entière")}
MISSING_VOICES = {
    SeatKind.PRACTITIONER: _("le terrain"),
    SeatKind.MANAGEMENT: _("l’encadrement ou la direction"),
    SeatKind.SERVICE_USER: _("les personnes accompagnées"),
}

GAP_WORDS = {
    Spread.PARTED: _("Les réponses se contredisent"),
    Spread.NUANCED: _("Les réponses diffèrent sans se contredire"),
    Spread.UNSURE: _("Aucun écart entre les réponses données"),
    Spread.ALIKE: _("Aucun écart entre les réponses données"),
}
SIGHT_WORDS = {
    Sight.SEATS: "",
    Sight.RANGE: _("Qui a répondu quoi ne se lit que parmi les sièges interrogés."),
    Sight.GAP: _(
        "À moins de cinq réponses, une réponse désigne son auteur : hors des sièges interrogés, on lit l’écart, "
        "mais ni les réponses, ni qui les a données."
    ),
    Sight.NOTHING: _(
        "Trop peu de personnes ont répondu pour que l’écart lui-même se lise hors des sièges interrogés. "
        "Les questions à délibérer, elles, sont à tout le monde."
    ),
}

SEAT_LETTERS = {
    SeatKind.PRACTITIONER: _("T"),
    SeatKind.MANAGEMENT: _("C"),
    SeatKind.DIRECTION: _("D"),
    SeatKind.SERVICE_USER: _("P"),
    SeatKind.DATA_PROTECTION_OFFICER: _("J"),
    SeatKind.STAFF_REPRESENTATIVE: _("S"),
}

NODE_TITLE = _("%(grid)s : %(use)s")
QUESTION_ABOUT_USE = _("%(question)s (Usage : %(use)s)")
