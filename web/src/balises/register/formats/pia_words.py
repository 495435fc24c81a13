"""An impact assessment in words, for the page that shows what came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.register.formats import pia

_ANSWERS: Mapping[int, Promise] = {
    111: _("Le traitement étudié"),
    112: _("Les responsabilités"),
    121: _("Données, destinataires, durées"),
    215: _("Durées de conservation"),
    221: _("Information des personnes"),
    226: _("Sous-traitance"),
    227: _("Transferts hors de l’Union européenne"),
}
_RISKS: Mapping[int, Promise] = {
    320: _("Accès illégitime à des données"),
    330: _("Modification non désirée de données"),
    340: _("Disparition de données"),
}
_GAUGES: Mapping[int, Promise] = {
    0: _("pas estimée"),
    1: _("négligeable"),
    2: _("limitée"),
    3: _("importante"),
    4: _("maximale"),
}


@dataclass(frozen=True)
class RiskTold:
    label: str
    severity: str
    likelihood: str
    impacts: str


@dataclass(frozen=True)
class PiaTold:
    answers: tuple[tuple[str, str], ...]
    measures: str
    risks: tuple[RiskTold, ...]
    unknown: int
    structure: str


def told_pia(document: Mapping[str, Any]) -> PiaTold:
    read = pia.read_document(document)
    known = {} if read.structure else _ANSWERS  # another model gives other questions the same numbers
    answers = [(str(label), pia.answer(document, number)) for number, label in known.items()]
    return PiaTold(
        answers=tuple((label, text) for label, text in answers if text),
        measures=", ".join(pia.measures(document)),
        risks=() if read.structure else tuple(map(_risk, pia.risks(document))),
        unknown=read.unknown_count,
        structure=read.structure,
    )


def _risk(risk: pia.Risk) -> RiskTold:
    severity, likelihood = _GAUGES[risk.severity], _GAUGES[risk.likelihood]
    return RiskTold(str(_RISKS[risk.code]), str(severity), str(likelihood), ", ".join(risk.impacts))
