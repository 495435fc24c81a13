"""A conversation held elsewhere: the page that takes it in, and what is told of where it comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.deliberations.queries.reading import questions
from balises.organisations.models import Organisation
from balises.shared.errors import Refusal
from balises.shared.http import Crumb
from balises.shared.wording import day, on_day


@dataclass(frozen=True)
class FormPage:
    title: str
    crumbs: tuple[Crumb, ...]
    sentence: str
    act_label: str
    back_url: str
    why_not: Refusal | None = None


def bring_in_page(organisation: Organisation) -> FormPage:
    list_url = reverse("deliberations:list", args=[organisation.slug])
    return FormPage(
        title=_("Reprendre une conversation tenue sur Polis"),
        crumbs=(Crumb(_("Délibérations"), list_url), Crumb(_("Reprendre"), "")),
        sentence=_(
            "Deux fichiers de son export suffisent. Les votes sont comptés en mémoire et ne sont pas gardés ; ce qui "
            "peut être dit est scellé, et ne changera plus."
        ),
        act_label=_("Reprendre et sceller"),
        back_url=list_url,
        why_not=None if questions().exists() else Refusal("deliberations.no_question"),
    )


def held_elsewhere(told: Mapping[str, Any] | None) -> tuple[str, ...]:
    """Where it was held, and what of its export has no effect."""
    if told is None:
        return ()
    first, last, entered = (date.fromisoformat(told[name]) for name in ("from", "to", "brought_in_on"))
    when = on_day(first) if first == last else _("du %(first)s au %(last)s") % {"first": day(first), "last": day(last)}
    held = {"tool": told["tool"], "when": when, "entered": on_day(entered)}
    where = _("Tenue sur %(tool)s %(when)s. Reprise ici %(entered)s.") % held
    counted = ((count, words(count)) for name, words in _LEFT.items() if (count := told[name]))
    return (where, *(words % {"count": count} for count, words in counted))


def _replaced(count: int) -> str:
    return ngettext(
        "%(count)s vote remplacé par un vote suivant de la même personne.",
        "%(count)s votes remplacés par un vote suivant de la même personne.",
        count,
    )


def _left_out(count: int) -> str:
    return ngettext("%(count)s énoncé mis à l’écart dans Polis.", "%(count)s énoncés mis à l’écart dans Polis.", count)


def _without_votes(count: int) -> str:
    return ngettext("%(count)s énoncé sans aucun vote.", "%(count)s énoncés sans aucun vote.", count)


_LEFT = {"replaced": _replaced, "left_out": _left_out, "without_votes": _without_votes}
