from django.utils.translation import gettext_lazy as _

from balises.decisions.rules import ObjectionState, Outcome, ProposalState

STATE_LABELS = {
    ProposalState.CLARIFYING: _("Éclaircissements"),
    ProposalState.OBJECTIONS: _("Tour d’objections"),
    ProposalState.SETTLED: _("Décidé"),
}

OUTCOME_LABELS = {
    Outcome.ADOPTED: _("Adoptée"),
    Outcome.NOT_ADOPTED: _("Non adoptée"),
}

OBJECTION_LABELS = {
    ObjectionState.RAISED: _("Ouverte"),
    ObjectionState.INTEGRATED: _("Intégrée"),
    ObjectionState.MAINTAINED: _("Maintenue"),
    ObjectionState.WITHDRAWN: _("Levée"),
}

PHRASES = {
    "decisions.already_proposed": _(
        "Cette proposition est déjà ouverte, mot pour mot. Rien n’a été écrit une seconde fois."
    ),
    "decisions.sealed": _(
        "Cette décision est scellée : on n’y change plus rien. Un changement est une nouvelle décision."
    ),
    "decisions.clarifications_are_over": _(
        "Le tour d’objections est ouvert. Revenez aux éclaircissements pour poser une question."
    ),
    "decisions.clarifications_are_open": _("Les éclaircissements sont déjà ouverts."),
    "decisions.already_asked": _("Cette question est déjà notée. Rien n’a été écrit une seconde fois."),
    "decisions.unanswered_question": _(
        "Une question attend sa réponse : on n’objecte qu’à ce que l’on comprend. Répondez-y ou retirez-la."
    ),
    "decisions.objections_are_heard": _("Le tour d’objections est déjà ouvert."),
    "decisions.objections_come_later": _(
        "Les objections viennent après les éclaircissements. Ouvrez d’abord leur tour."
    ),
    "decisions.already_objected": _("Ce siège a déjà dit cette objection. Rien n’a été écrit une seconde fois."),
    "decisions.same_wording": _("Le texte est le même que le précédent : il n’y a rien à sceller."),
    "decisions.nothing_changed": _("Une objection intégrée dit ce qu’elle a changé dans le texte."),
    "decisions.dissent_is_not_maintained": _(
        "Une opinion minoritaire accompagne une objection maintenue. Choisissez « maintenue », ou effacez l’opinion."
    ),
    "decisions.no_consent": _(
        "Le siège doit accepter que son opinion soit imprimée. Sans son accord, laissez l’opinion vide."
    ),
    "decisions.no_dissent": _("Le siège accepte l’impression : écrivez son opinion, dans ses mots."),
    "decisions.no_objection_round": _("Le tour d’objections n’a pas eu lieu : on ne conclut pas avant."),
    "decisions.unsettled_objection": _(
        "Une objection reste ouverte. Dites si elle est intégrée, maintenue ou levée avant de conclure."
    ),
    "decisions.no_reason": _("Une décision dit ses raisons."),
    "decisions.not_yet": _("La date de la décision ne peut pas être à venir : nous sommes le %(today)s."),
    "decisions.before_the_proposal": _("La proposition date du %(opened_on)s : la décision ne peut pas la précéder."),
    "decisions.review_is_past": _("La date de réexamen doit être à venir : nous sommes le %(today)s."),
    "decisions.review_is_too_far": _(
        "Une décision se réexamine dans l’année : choisissez une date avant le %(latest)s."
    ),
    "decisions.no_status": _("Cette proposition porte sur un usage : dites le statut que l’instance lui donne."),
    "decisions.status_of_nothing": _(
        "Un statut ne se prononce que si la proposition est adoptée et porte sur un usage. Laissez-le vide."
    ),
}
