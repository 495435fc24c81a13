from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from balises.library import queries
from balises.shared.http import public


@require_safe
@public("reference content, for everyone")
def uses(request: HttpRequest) -> HttpResponse:
    return render(request, "library/uses.html", {"page": queries.uses_page()})


@require_safe
@public("reference content, as data")
def uses_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(queries.uses_json(), json_dumps_params={"ensure_ascii": False})


@require_safe
@public("reference content, for everyone")
def framework(request: HttpRequest) -> HttpResponse:
    return render(request, "library/framework.html", {"page": queries.framework_page()})


@require_safe
@public("reference content, as data")
def framework_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(queries.framework_json(), json_dumps_params={"ensure_ascii": False})
