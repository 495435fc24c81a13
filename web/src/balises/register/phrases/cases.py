"""The words of the cases that put the rules to the test: how much was asked, and of which seats."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LOOK_LABELS: Mapping[str, Promise] = {
    "none": _("Personne n’a encore regardé."),
    "quick": _("Les dix questions du regard rapide. Ce qui n’est pas écrit ici a reçu « oui »."),
    "whole": _("La grille entière. Ce qui n’est pas écrit ici a reçu « oui »."),
}

SEAT_LABELS: Mapping[str, Promise] = {
    "practitioner": _("le terrain"),
    "management": _("l’encadrement"),
    "direction": _("la direction"),
    "service_user": _("les personnes accompagnées"),
    "data_protection_officer": _("la protection des données"),
    "staff_representative": _("les représentants du personnel"),
}

ANSWER_LABELS: Mapping[str, Promise] = {
    "yes": _("Oui"),
    "partly": _("En partie"),
    "no": _("Non"),
    "unknown": _("On ne sait pas"),
    "not_applicable": _("Sans objet"),
}
