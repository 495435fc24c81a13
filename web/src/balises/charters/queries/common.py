from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from balises.charters.models import CharterVersion
from balises.charters.rules import ArticleChange
from balises.organisations.models import Organisation
from balises.shared.changes import Change
from balises.shared.http import Crumb


def public_url(organisation: Organisation) -> str:
    return reverse("charters:public", args=[organisation.slug])


def draft_url(organisation: Organisation) -> str:
    return reverse("charters:draft", args=[organisation.slug])


def version_label(version: CharterVersion) -> str:
    return _("Version %(number)s") % {"number": version.number}


@dataclass(frozen=True)
class ComparisonPage:
    title: str
    crumbs: tuple[Crumb, ...]
    articles: tuple[ArticleChange, ...]
    preamble: tuple[tuple[Change, ...], ...]
    is_same: bool
    back_url: str
