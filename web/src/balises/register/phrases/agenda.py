"""The words of the report of duties."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.register.rules import DutyState

DUTY_STATE_LABELS: Mapping[DutyState, Promise] = {
    DutyState.LATE: _("En retard"),
    DutyState.DUE: _("À faire"),
    DutyState.UNDATED: _("À faire, sans date"),
    DutyState.TO_LEARN: _("À vérifier"),
    DutyState.TO_COME: _("Pas encore en vigueur"),
}
