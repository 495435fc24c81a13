"""The words of a request to look at a use again."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.processes.rules import QuestionState

RECONSIDERING = {
    "register.no_seat_to_ask": _(
        "Seul un siège de la démarche peut demander un réexamen. Parlez-en à qui en tient un, ou à qui la pilote."
    ),
    "register.nothing_pronounced": _(
        "L’instance ne s’est pas encore prononcée sur cet usage : il n’y a pas de statut à revoir. "
        "Dites ce que vous avez vu en remplissant la grille, ou à la personne qui pilote."
    ),
    "register.cause_is_missing": _("Dites ce qui a changé, ou ce que vous avez vu : quelques mots suffisent."),
    "register.cause_is_too_long": _("Dites-le en %(longest)s caractères au plus : le reste se dira de vive voix."),
}

RECONSIDER_QUESTION = _("Faut-il revoir le statut de l’usage « %(use)s » ?")
QUESTION_STANDINGS: Mapping[QuestionState, Promise] = {
    QuestionState.OPEN: _("La question est à l’ordre du jour de la démarche."),
    QuestionState.TAKEN_UP: _("La question est reprise : on en délibère, ou on explore."),
    QuestionState.SETTLED: _("La question est close à l’ordre du jour, et l’instance ne s’est pas prononcée depuis."),
}
