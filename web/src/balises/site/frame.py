"""What surrounds every page: the organisation, where one may go, who one is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
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
    """The same places for members and for the public, at addresses that stay."""
    places = [(_("Démarche"), f"/o/{organisation.slug}")] if member else []
    public = f"/{organisation.slug}"
    places += [
        (_("Registre"), f"{public}/registre"),
        (_("Charte"), f"{public}/charte"),
        (_("Cours"), f"{public}/cours"),
        (_("Rencontres"), f"{public}/rencontres"),
    ]
    return tuple(NavItem(label, url, path == url or path.startswith(f"{url}/")) for label, url in places)
