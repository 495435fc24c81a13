from django.utils.translation import gettext_lazy as _

from balises.meetings.rules import ConclusionKind

CONCLUSION_LABELS = {
    ConclusionKind.AGREED: _("Accord"),
    ConclusionKind.DISPUTED: _("Désaccord"),
    ConclusionKind.OPEN: _("Question ouverte"),
}

CONCLUSION_TITLES = {
    ConclusionKind.AGREED: _("Ce sur quoi l’on s’accorde"),
    ConclusionKind.DISPUTED: _("Ce qui reste disputé"),
    ConclusionKind.OPEN: _("Ce qui reste ouvert"),
}

CONCLUSION_HINTS = {
    ConclusionKind.AGREED: _("personne, dans la salle, ne s’y est opposé"),
    ConclusionKind.DISPUTED: _("plusieurs positions tiennent ; écrivez-les sans trancher"),
    ConclusionKind.OPEN: _("elle rejoint les questions ouvertes de la démarche"),
}

PHRASES = {
    "meetings.ends_before_it_starts": _("L’heure de fin doit venir après l’heure de début."),
    "meetings.starts_in_the_past": _("Une rencontre s’annonce avant d’avoir lieu : choisissez une date à venir."),
    "meetings.starts_too_far": _("Cette date est à plus de deux ans d’ici : vérifiez l’année."),
    "meetings.already_planned": _(
        "Une rencontre du même titre est déjà annoncée %(starts_at)s. Rien n’a été écrit une seconde fois."
    ),
    "meetings.registration_closed": _(
        "La rencontre a commencé %(starts_at)s : on ne s’y inscrit plus. Ses conclusions paraissent sur sa page."
    ),
    "meetings.not_held_yet": _(
        "La rencontre commence %(starts_at)s : ses conclusions s’écrivent quand elle a eu lieu."
    ),
    "meetings.nothing_concluded": _("Écrivez la conclusion en une phrase."),
    "meetings.already_recorded": _(
        "Cette conclusion est déjà enregistrée, mot pour mot. Rien n’a été écrit une seconde fois."
    ),
}
