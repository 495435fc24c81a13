from django.utils.translation import gettext_lazy as _

from balises.processes.rules import QuestionOrigin, QuestionState, SeatKind

PHRASES = {
    "processes.already_started": _(
        "Une démarche du même titre commence déjà à cette date. Rien n’a été écrit une seconde fois."
    ),
    "processes.mandate_has_blanks": _(
        "L’exemple laisse « %(blank)s » à écrire : dites-le avec vos mots, ou retirez la phrase. "
        "Relisez aussi le reste."
    ),
    "processes.seat_is_there": _("Un siège s’appelle déjà « %(label)s ». Donnez un autre intitulé."),
    "processes.member_has_left": _(
        "Cette personne n’est plus membre : choisissez quelqu’un d’autre, ou offrez un lien."
    ),
    "processes.role_cannot_rate": _(
        "Le rôle de cette personne ne lui permet pas de remplir une grille. "
        "Donnez-lui le rôle d’évaluation dans la liste des membres, ou offrez ce siège par un lien."
    ),
    "processes.member_has_a_seat": _(
        "Cette personne tient déjà le siège « %(seat)s ». Un siège, un regard : choisissez quelqu’un d’autre."
    ),
    "processes.seat_is_held": _("Ce siège est tenu par un membre. Libérez-le d’abord, puis offrez un lien."),
    "processes.starts_too_far": _("Le premier jour est à plus de cinq ans d’ici : vérifiez l’année."),
    "processes.opinion_too_old": _("Cet avis aurait plus de dix ans : vérifiez l’année."),
    "processes.opinion_in_the_future": _("Un avis se note quand il est rendu : nous sommes le %(today)s."),
    "processes.empty_question": _("Écrivez la question en une phrase."),
    "processes.already_asked": _("Cette question est déjà à l’ordre du jour. Rien n’a été écrit une seconde fois."),
    "processes.question_settled": _("Cette question est close. Pour la rouvrir, posez-la de nouveau."),
}

SEAT_LABELS = {
    SeatKind.PRACTITIONER: _("Terrain"),
    SeatKind.MANAGEMENT: _("Encadrement"),
    SeatKind.DIRECTION: _("Direction"),
    SeatKind.SERVICE_USER: _("Personne accompagnée"),
    SeatKind.DATA_PROTECTION_OFFICER: _("Protection des données"),
    SeatKind.STAFF_REPRESENTATIVE: _("Représentants du personnel"),
}

QUESTION_STATE_LABELS = {
    QuestionState.OPEN: _("Ouverte"),
    QuestionState.TAKEN_UP: _("Reprise"),
    QuestionState.SETTLED: _("Close"),
}

QUESTION_ORIGIN_LABELS = {
    QuestionOrigin.ASSESSMENT: _("venue d’une grille"),
    QuestionOrigin.CARDS: _("venue des cartes"),
    QuestionOrigin.MEETING: _("venue d’une rencontre"),
    QuestionOrigin.LEAD: _("posée par le pilotage"),
    QuestionOrigin.SEAT: _("demandée depuis un siège"),
}
