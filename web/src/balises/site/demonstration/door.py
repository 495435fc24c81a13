"""Take a role of the demonstration in one click. Nowhere else, and from nowhere but the machine it runs on."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from balises.organisations.models import Member, Organisation
from balises.organisations.roles import Role
from balises.organisations.scoping import organisation_scope
from balises.processes.models import Seat
from balises.processes.rules import SeatKind
from balises.processes.services import offer_seat_link
from balises.site.demonstration import words

HOSTS = ("localhost", "127.0.0.1")
PASSED_ON = ("X-Forwarded-For", "X-Real-IP", "Forwarded")
SEAT = "seat"  # a service user has no account: a link stands for one

View = Callable[..., HttpResponse]


def is_open_to(request: HttpRequest) -> bool:
    """Only in a demonstration, and only for a browser on the same machine, with nothing in between."""
    if not settings.IS_DEMONSTRATION or any(header in request.headers for header in PASSED_ON):
        return False
    host, _port = split_domain_port(request.get_host())
    return host in HOSTS and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def demonstration_only(view: View) -> View:
    """Anywhere else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_open_to(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def member_in(role: str) -> Member:
    """Whoever holds that role in the invented association: the first one."""
    organisation = _organisation()
    with organisation_scope(organisation.pk):
        member = Member.objects.filter(role=role, is_active=True).select_related("user").order_by("pk").first()
    if member is None:
        raise Http404
    return member


def seat_address() -> str:
    """A new link for the service user's seat; the one offered before stops working."""
    organisation = _organisation()
    with organisation_scope(organisation.pk):
        lead = Member.objects.filter(role=Role.LEAD).order_by("pk")[0]
        seat = Seat.objects.filter(kind=SeatKind.SERVICE_USER, member__isnull=True).order_by("pk").first()
        if seat is None:
            raise Http404
        token = offer_seat_link(seat, by=lead)
    return reverse("assessments:seat", args=[organisation.slug, token])


def landing(role: str, *, wanted: str) -> str:
    """Where the role goes: the page asked for where it is one of ours, else the role's own first page."""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else first_page(role)


def first_page(role: str) -> str:
    name = {Role.GUARANTOR: "boxes:guarantor", Role.ASSESSOR: "assessments:assessments"}.get(
        Role(role), "dossiers:organisation"
    )
    return reverse(name, args=[words.SLUG])


def _organisation() -> Organisation:
    organisation = Organisation.objects.filter(slug=words.SLUG, is_invented=True).first()
    if organisation is None:
        raise Http404
    return organisation


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
