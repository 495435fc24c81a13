"""The words of a report that depend on what was found."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.assessments.rules import Spread
from balises.dossiers.rules import Margin

SPREAD_TITLES: Mapping[Spread, Promise] = {
    Spread.PARTED: _("Les réponses se contredisent : un « oui » rencontre un « non »"),
    Spread.NUANCED: _("Les réponses diffèrent sans se contredire"),
    Spread.UNSURE: _("Quelqu’un ne sait pas, les autres réponses ne diffèrent pas"),
    Spread.ALIKE: _("Aucun écart entre les réponses données"),
}

MARGINS: Mapping[Margin, Promise] = {
    Margin.NOT_LOOKED_AT: _(
        "Personne n’a encore regardé ce qui tient si tout bouge : un gain, même observé, n’en dit rien."
    ),
    Margin.OBSERVED_AND_FRAGILE: _(
        "Peut-être efficace, mais fragile : un gain est noté comme observé, et des portes de robustesse restent "
        "ouvertes. L’un ne rachète pas l’autre."
    ),
    Margin.OBSERVED: _(
        "Un gain est noté comme observé, et aucune porte de robustesse n’est ouverte. Les deux se lisent côte à côte, "
        "rien ne les additionne."
    ),
    Margin.PROMISED_AND_FRAGILE: _(
        "Promis efficace, et fragile : aucun gain n’a été observé ici, et des portes de robustesse restent ouvertes."
    ),
    Margin.PROMISED: _("Un gain est promis, aucun n’a été observé ici. Aucune porte de robustesse n’est ouverte."),
    Margin.FRAGILE: _("Fragile : des portes de robustesse sont ouvertes, et aucun gain n’est noté."),
    Margin.NOTHING: _("Aucun gain n’est noté, et aucune porte de robustesse n’est ouverte."),
}
