"""Gains, as members read and note them: what is promised, what is observed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.organisations.roles import Role
from balises.register.models import AIUse, Gain
from balises.register.queries.weighing import if_writer, use_crumbs
from balises.register.rules import GainKind
from balises.shared.http import Crumb


@dataclass(frozen=True)
class GainRow:
    gain: Gain
    remove_url: str


@dataclass(frozen=True)
class GainsPage:
    title: str
    crumbs: tuple[Crumb, ...]
    promised: tuple[GainRow, ...]
    observed: tuple[GainRow, ...]
    note_url: str  # "" where the reader may not
    robustness_url: str


@dataclass(frozen=True)
class GainPage:
    title: str
    crumbs: tuple[Crumb, ...]
    gains_url: str


def gains_page(use: AIUse, *, role: Role) -> GainsPage:
    slug = use.organisation.slug
    rows = [
        GainRow(gain, reverse("register:remove_gain", args=[slug, gain.pk])) for gain in Gain.objects.filter(use=use)
    ]
    return GainsPage(
        title=_("Ce que l’usage fait gagner : ce qui est promis, ce qui est observé"),
        crumbs=use_crumbs(use, _("Les gains")),
        promised=tuple(row for row in rows if row.gain.kind == GainKind.PROMISED),
        observed=tuple(row for row in rows if row.gain.kind == GainKind.OBSERVED),
        note_url=if_writer(role, reverse("register:gain", args=[slug, use.pk])),
        robustness_url=reverse("register:robustness", args=[slug, use.pk]),
    )


def gain_page(use: AIUse) -> GainPage:
    gains = reverse("register:gains", args=[use.organisation.slug, use.pk])
    crumbs = (*use_crumbs(use, "")[:-1], Crumb(_("Les gains"), gains), Crumb(_("Un gain de plus"), ""))
    return GainPage(title=_("Noter un gain promis ou observé"), crumbs=crumbs, gains_url=gains)
