"""Who may reach a view. *When* something may happen is a rule, answered elsewhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from balises.organisations.models import Member, Organisation
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may

View = Callable[..., HttpResponse]


class MemberRequest(HttpRequest):
    """A request inside `/o/<organisation>/`: the middleware found both."""

    organisation: Organisation
    member: Member


class PublicRequest(HttpRequest):
    """A request to an organisation's public or participant pages: no session is read."""

    organisation: Organisation


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only members whose role holds the permission in; others get 403, strangers never come this far."""

    def protect(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            member = getattr(request, "member", None)
            if member is None:
                raise Http404
            if not may(Role(member.role), permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return protect
