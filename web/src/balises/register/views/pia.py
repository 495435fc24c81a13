"""An impact assessment comes in from the CNIL's tool, and goes back to it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.organisations.access import MemberRequest, requires
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.register import formats, queries, services
from balises.register.forms import FileForm
from balises.register.models import AIUse, ImpactAssessment
from balises.shared.http import is_done


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_WRITE)
def pia(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    form = FileForm(request.POST or None, request.FILES or None)
    keep = partial(_keep, use, form=form, by=request.member)
    if request.method == "POST" and form.is_valid() and is_done(form, keep):
        messages.success(request, _("L’analyse d’impact est gardée, entière."))
        return redirect("register:pia", request.organisation.slug, pk)
    page = queries.pia_page(use)
    told = formats.told_pia(page.held.document) if page.held else None
    return render(request, "register/pia.html", {"page": page, "form": form, "told": told})


@require_safe
@requires(Permission.REGISTER_WRITE)
def pia_json(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse.objects.prefetch_related("gates"), pk=pk)
    document = formats.pia_document(use, ImpactAssessment.objects.filter(use=use).first())
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="pia-{use.slug}.json"'
    return response


@require_POST
@requires(Permission.REGISTER_WRITE)
def remove_pia(request: MemberRequest, pk: int) -> HttpResponse:
    services.remove_pia(get_object_or_404(ImpactAssessment, use__pk=pk), by=request.member)
    messages.success(request, _("L’analyse d’impact n’est plus gardée ici."))
    return redirect("register:pia", request.organisation.slug, pk)


def _keep(use: AIUse, *, form: FileForm, by: Member) -> None:
    read = formats.read_pia(form.cleaned_data["file"].read())
    services.keep_pia(use, document=read.document, values=read.values, by=by)
