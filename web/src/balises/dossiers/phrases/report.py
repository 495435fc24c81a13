"""The words of a report that depend on what was found."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.assessments.rules import Spread

SPREAD_TITLES: Mapping[Spread, Promise] = {
    Spread.PARTED: _("Les réponses se contredisent : un « oui » rencontre un « non »"),
    Spread.NUANCED: _("Les réponses diffèrent sans se contredire"),
    Spread.UNSURE: _("Quelqu’un ne sait pas, les autres réponses ne diffèrent pas"),
    Spread.ALIKE: _("Aucun écart entre les réponses données"),
}

NOBODY_LOOKED = _("Aucun regard à plusieurs n’a encore porté sur ce qui tient si tout bouge.")
GATES_OF_ROBUSTNESS = _("Des portes de robustesse restent ouvertes : un gain, même observé, n’en ferme aucune.")
NO_GATE_OF_ROBUSTNESS = _("Aucune porte de robustesse n’est ouverte.")
