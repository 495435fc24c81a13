"""The invented cases: public reference content, which binds the rules."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from balises.register import queries
from balises.shared.http import public


@require_safe
@public("reference content, for everyone")
def cases(request: HttpRequest) -> HttpResponse:
    return render(request, "register/cases.html", {"page": queries.cases_page()})


@require_safe
@public("reference content, as data")
def cases_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(queries.cases_json(), json_dumps_params={"ensure_ascii": False})


@require_safe
@public("reference content, for everyone")
def case(request: HttpRequest, code: str) -> HttpResponse:
    page = queries.case_page(code)
    if page is None:
        raise Http404
    return render(request, "register/case.html", {"page": page})
