"""What is said of robustness beside performance: two axes in one sentence, no number."""

from django.utils.translation import gettext_lazy as _

from balises.register.rules import Hold, Performance, Robustness
from balises.shared.wording import Hinted

HOLD_LABELS = {Hold.HOLDS: _("tient"), Hold.BENDS: _("plie"), Hold.BREAKS: _("casse")}
HOLD_CHOICES = [
    (Hold.HOLDS, Hinted(_("Il tient"), _("On continue, avec les moyens que l’on a."))),
    (Hold.BENDS, Hinted(_("Il plie"), _("On continue en moins bien, et l’on sait revenir."))),
    (Hold.BREAKS, Hinted(_("Il casse"), _("Quelqu’un reste sans aide, ou l’on ne sait pas revenir."))),
]
UNTESTED = _("pas encore éprouvé")

BESIDE = {
    (Performance.UNTOLD, Robustness.UNTESTED): _(
        "Aucun gain n’est noté et aucun coup dur n’a été imaginé : on ne sait encore rien ni de l’un ni de l’autre."
    ),
    (Performance.UNTOLD, Robustness.HOLDS): _("Il tient dans ce qui a été imaginé, mais aucun gain n’est noté."),
    (Performance.UNTOLD, Robustness.BENDS): _("Un coup dur au moins le fait plier, et aucun gain n’est noté."),
    (Performance.UNTOLD, Robustness.BREAKS): _("Fragile, sans gain noté : un coup dur au moins le casse."),
    (Performance.PROMISED, Robustness.UNTESTED): _(
        "Un gain est promis, pas encore observé, et aucun coup dur n’a été imaginé."
    ),
    (Performance.PROMISED, Robustness.HOLDS): _(
        "Un gain est promis, pas encore observé ; l’usage tient dans ce qui a été imaginé."
    ),
    (Performance.PROMISED, Robustness.BENDS): _(
        "Un gain est promis, pas encore observé, et un coup dur au moins fait plier l’usage."
    ),
    (Performance.PROMISED, Robustness.BREAKS): _(
        "Une promesse et une fragilité : le gain n’est pas observé, et un coup dur au moins casse l’usage."
    ),
    (Performance.OBSERVED, Robustness.UNTESTED): _(
        "Efficace, d’après ce qui est observé ; robuste, on ne sait pas : aucun coup dur n’a été imaginé."
    ),
    (Performance.OBSERVED, Robustness.HOLDS): _(
        "Efficace, d’après ce qui est observé, et robuste dans ce qui a été imaginé."
    ),
    (Performance.OBSERVED, Robustness.BENDS): _(
        "Efficace, d’après ce qui est observé, mais un coup dur au moins fait plier l’usage."
    ),
    (Performance.OBSERVED, Robustness.BREAKS): _(
        "Efficace mais fragile : un gain est observé, et un coup dur au moins casse l’usage."
    ),
}
