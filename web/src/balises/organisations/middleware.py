"""Find the organisation named in the address, the member behind the session, and open the scope."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from balises.organisations.models import Member, Organisation
from balises.organisations.scoping import organisation_scope

MEMBERS_PREFIX = "/o/"


class OrganisationMiddleware:
    """Addresses with an `organisation` part are answered inside that organisation's scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = request.member = None  # type: ignore[attr-defined]
        slug = _organisation_slug(request.path_info)
        organisation = Organisation.objects.filter(slug=slug).first() if slug else None
        if organisation is None:
            return self.get_response(request)
        request.organisation = organisation  # type: ignore[attr-defined]
        with organisation_scope(organisation.pk):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if "organisation" not in kwargs:
            return None
        kwargs.pop("organisation")  # views find it on the request
        is_for_members = request.path_info.startswith(MEMBERS_PREFIX)
        if is_for_members and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.organisation is None:  # type: ignore[attr-defined]
            raise Http404
        if not is_for_members:
            return None
        request.member = Member.objects.filter(user=request.user, is_active=True).first()  # type: ignore[attr-defined]
        if request.member is None:  # type: ignore[attr-defined]
            request.organisation = None  # type: ignore[attr-defined]  # or the page of the refusal would name it
            raise Http404  # a stranger learns nothing, not even that the organisation exists
        return None


def _organisation_slug(path: str) -> str | None:
    try:
        return resolve(path).kwargs.get("organisation")
    except Resolver404:
        return None
