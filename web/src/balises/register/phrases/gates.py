"""The words of gates: what each effect is, what it asks, what the rules propose."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.library.rules import Effect, Nature
from balises.register.rules import Status

EFFECT_LABELS: Mapping[Effect, Promise] = {
    Effect.STOP: _("Arrêt"),
    Effect.CONDITION: _("Condition"),
    Effect.INQUIRY: _("À rechercher"),
    Effect.DPIA: _("Analyse d’impact"),
    Effect.FRIA: _("Analyse des droits fondamentaux"),
    Effect.OVERSIGHT: _("Contrôle humain par une personne désignée"),
    Effect.DELIBERATION: _("À délibérer"),
    Effect.NOTICE: _("Informer les personnes"),
    Effect.STAFF_CONSULTATION: _("Consulter le personnel"),
    Effect.FULL_GRID: _("Grille entière"),
    Effect.LIMIT: _("Limite"),
}

EFFECT_TITLES: Mapping[Effect, Promise] = {
    Effect.STOP: _("L’usage s’arrête"),
    Effect.CONDITION: _("Une condition est à tenir"),
    Effect.INQUIRY: _("Il faut chercher avant de répondre"),
    Effect.DPIA: _("Une analyse d’impact relative à la protection des données (AIPD) est à faire ou à mettre à jour"),
    Effect.FRIA: _("Une analyse d’impact sur les droits fondamentaux est à faire"),
    Effect.OVERSIGHT: _(
        "Une personne doit être désignée pour surveiller l’usage, avec le temps et le pouvoir de l’arrêter"
    ),
    Effect.DELIBERATION: _("Le collectif doit en délibérer"),
    Effect.NOTICE: _("Les personnes concernées doivent être prévenues"),
    Effect.STAFF_CONSULTATION: _("Les représentants du personnel doivent être informés ou consultés"),
    Effect.FULL_GRID: _("Les dix questions ne suffisent pas : la grille entière est à remplir"),
    Effect.LIMIT: _("Cet usage ne peut pas être autorisé sans conditions"),
}

NATURE_LABELS: Mapping[Nature, Promise] = {
    Nature.LEGAL: _("posée par un texte"),
    Nature.CHOSEN: _("choix de la grille"),
}

PROPOSALS: Mapping[Status, Promise] = {
    Status.TO_INVESTIGATE: _("Les règles proposent : à instruire avant tout essai."),
    Status.FRAMED_TRIAL: _("Les règles proposent : un essai encadré, de six mois au plus."),
    Status.ALLOWED_WITH_CONDITIONS: _("Les règles proposent : autorisé sous conditions."),
    Status.ALLOWED: _("Les règles ne voient rien qui empêche d’autoriser."),
    Status.SUSPENDED: _("Les règles proposent : suspendre l’usage."),
    Status.REFUSED: _("Les règles proposent : refuser l’usage."),
}
