"""What is to be done, as a page and as a table."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from balises.organisations.access import MemberRequest, requires
from balises.organisations.permissions import Permission
from balises.register import formats, queries
from balises.register.models import AIUse


@require_safe
@requires(Permission.REGISTER_SEE)
def duties(request: MemberRequest) -> HttpResponse:
    page = queries.duties_page(request.organisation, at=request.GET.get("page", ""))
    return render(request, "register/duties.html", {"page": page})


@require_safe
@requires(Permission.REGISTER_SEE)
def use_duties(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    page = queries.duties_page(request.organisation, use=use, at=request.GET.get("page", ""))
    return render(request, "register/duties.html", {"page": page})


@require_safe
@requires(Permission.REGISTER_SEE)
def duties_csv(request: MemberRequest) -> HttpResponse:
    return _csv(queries.duty_rows())


@require_safe
@requires(Permission.REGISTER_SEE)
def use_duties_csv(request: MemberRequest, pk: int) -> HttpResponse:
    return _csv(queries.duty_rows(get_object_or_404(AIUse, pk=pk)))


def _csv(rows: tuple[queries.DutyRow, ...]) -> HttpResponse:
    content = formats.written(formats.duties_table(rows), suffix="csv")
    response = HttpResponse(content, content_type=formats.CONTENT_TYPES["csv"])
    response["Content-Disposition"] = 'attachment; filename="devoirs.csv"'
    return response
