"""How the answers to one question are said outside the seats that gave them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from balises.assessments import rules
from balises.assessments.phrases import ANSWER_LABELS
from balises.assessments.rules import Choice

_AND = "\u202f; "


def range_sentence(choices: Iterable[Choice]) -> str:
    """What the drawing shows, in words: degrees, and whether someone does not know."""
    given, said = set(choices), []
    span = rules.reach(given)
    if span:
        low, high = (str(ANSWER_LABELS[degree]).lower() for degree in span)
        said.append(_("de « %(low)s » à « %(high)s »") % {"low": low, "high": high} if low != high else f"« {low} »")
    if Choice.UNKNOWN in given:
        said.append(_("un siège au moins ne sait pas"))
    if Choice.NOT_APPLICABLE in given:
        said.append(_("un siège au moins la dit sans objet"))
    return _AND.join(said)
