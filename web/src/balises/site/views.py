from django.conf import settings
from django.contrib.auth import login
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

import balises
from balises.organisations.roles import Role
from balises.shared.errors import Refusal
from balises.shared.http import error_page, participant_post, public, typed_words
from balises.site import proofs, queries
from balises.site.demonstration import door, guide
from balises.site.queries import NotFoundPage


@require_safe
@public("the home page")
def home(request: HttpRequest) -> HttpResponse:
    if door.is_open_to(request):
        return render(request, "site/demonstration.html", {"page": guide.guide_page()})
    return render(request, "site/home.html", {"page": queries.home_page()})


@require_POST
@public("the demonstration lends its invented roles, to the machine it runs on and to no other")
@door.demonstration_only
@participant_post
def enter_demonstration(request: HttpRequest) -> HttpResponse:
    role = request.POST.get("role", "")
    if role == door.SEAT:
        return HttpResponseRedirect(door.seat_address())
    if role not in set(Role):
        raise Http404
    login(request, door.member_in(role).user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect(door.landing(role, wanted=request.POST.get("next", "")))


@require_safe
@public("what is promised, how it is held, and what cannot be")
def proofs_page(request: HttpRequest) -> HttpResponse:
    return render(request, "site/proofs.html", {"page": proofs.proofs_page(proofs.REPORTS)})


@require_safe
@public("health: version and checks, nothing about anyone")
def health(request: HttpRequest) -> JsonResponse:
    checks = queries.health_checks(connection, settings.KEYS_FOLDER)
    status = 200 if all(checks.values()) else 503
    return JsonResponse({"version": balises.__version__, "checks": checks}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing stands there, or no more: what was typed meanwhile is given back."""
    return render(request, "404.html", {"page": NotFoundPage(typed_words(request))}, status=404)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, Refusal("shared.stale_form"), status=403)
