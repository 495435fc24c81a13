from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from balises.library import queries
from balises.library.formats import as_yaml
from balises.shared.http import public


@require_safe
@public("reference content, for everyone")
def uses(request: HttpRequest) -> HttpResponse:
    return render(request, "library/uses.html", {"page": queries.uses_page()})


@require_safe
@public("reference content, for everyone")
def use(request: HttpRequest, code: str) -> HttpResponse:
    page = queries.use_page(code)
    if page is None:
        raise Http404
    return render(request, "library/use.html", {"page": page})


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


@require_safe
@public("reference content, as the file one may start from")
def framework_yaml(request: HttpRequest) -> HttpResponse:
    body = queries.required_edition(*queries.GRID).body
    return HttpResponse(as_yaml(body), content_type="application/yaml; charset=utf-8")


@require_safe
@public("reference content, for everyone")
def dimension(request: HttpRequest, code: str) -> HttpResponse:
    page = queries.dimension_page(code)
    if page is None:
        raise Http404
    return render(request, "library/dimension.html", {"page": page})


@require_safe
@public("reference content, for everyone")
def general_rules(request: HttpRequest) -> HttpResponse:
    return render(request, "library/general_rules.html", {"page": queries.general_rules_page()})


@require_safe
@public("reference content, for everyone")
def law(request: HttpRequest) -> HttpResponse:
    return render(request, "library/law.html", {"page": queries.law_page()})


@require_safe
@public("reference content, as data")
def law_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(queries.law_json(), json_dumps_params={"ensure_ascii": False})


@require_safe
@public("reference content, for everyone")
def law_country(request: HttpRequest, country: str) -> HttpResponse:
    page = queries.law_country_page(country)
    if page is None:
        raise Http404
    return render(request, "library/law_country.html", {"page": page})
