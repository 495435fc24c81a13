from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import balises
from balises.shared.errors import Refusal
from balises.shared.http import error_page, public
from balises.site import queries


@require_safe
@public("the home page")
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html", {"page": queries.home_page()})


@require_safe
@public("health: version and checks, nothing about anyone")
def health(request: HttpRequest) -> JsonResponse:
    checks = queries.health_checks(connection, settings.KEYS_FOLDER)
    status = 200 if all(checks.values()) else 503
    return JsonResponse({"version": balises.__version__, "checks": checks}, status=status)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, Refusal("shared.stale_form"), status=403)
