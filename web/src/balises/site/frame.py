"""What surrounds every page: the organisation, where one may go, who one is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from balises.organisations.models import Member, Organisation


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    organisation: Organisation | None
    member: Member | None
    nav: tuple[NavItem, ...]
    is_demonstration: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    organisation = getattr(request, "organisation", None)
    member = getattr(request, "member", None)
    return {
        "frame": Frame(
            organisation=organisation,
            member=member,
            nav=_nav(organisation, member, path=request.path) if organisation else (),
            is_demonstration=settings.IS_DEMONSTRATION,
        )
    }


def _nav(organisation: Organisation, member: Member | None, *, path: str) -> tuple[NavItem, ...]:
    """Four places, the same for members and for the public, each at its own address."""
    places = [
        (_("Démarche"), "dossiers:organisation"),
        (_("Registre"), "register:public"),
        (_("Charte"), "charters:public"),
        (_("Cours"), "learning:course"),
        (_("Rencontres"), "meetings:public_list"),
    ]
    if member is None:
        places = places[1:]
    urls = [(label, reverse(name, args=[organisation.slug])) for label, name in places]
    return tuple(NavItem(label, url, path == url or path.startswith(f"{url}/")) for label, url in urls)
