"""The register goes out in the files of others, and what others keep comes in."""

from collections.abc import Iterable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.register import formats, queries, services
from balises.register.forms import ImportForm
from balises.register.models import AIUse, Import
from balises.register.services import FileRead
from balises.shared.http import is_done, public

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@public("the register of an organisation, as a table")
def register_file(request: PublicRequest, suffix: str) -> HttpResponse:
    return _table(formats.table_of(queries.published_uses()), suffix=suffix, name="registre")


@require_safe
@public("the register of an organisation, in the format of the Dutch register of algorithms")
def register_dutch(request: PublicRequest) -> JsonResponse:
    told = [formats.ALGORITMEREGISTER.told(use, address=url) for use, url in _addressed(request)]
    return JsonResponse(told, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
@public("the register of an organisation, in the British standard of algorithmic transparency")
def register_atrs(request: PublicRequest) -> HttpResponse:
    return _table(formats.ATRS.table(_addressed(request)), suffix="csv", name="registre.atrs")


@require_safe
@public("the register of an organisation, as a French inventory of public algorithms")
def register_inventory(request: PublicRequest) -> HttpResponse:
    return _table(formats.INVENTORY.table(_addressed(request)), suffix="csv", name="registre.inventaire")


@require_safe
@requires(Permission.REGISTER_SEE)
def own_file(request: MemberRequest, suffix: str) -> HttpResponse:
    """Everything, drafts and internal fields included: what leaves with the organisation."""
    uses = AIUse.objects.select_related("organisation").prefetch_related("gates").order_by("pk")
    if suffix == "json":
        document = formats.own_document(request.organisation, uses)
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _table(formats.table_of(uses, is_inside=True), suffix=suffix, name="usages")


@_SHOW_AND_ACT
@requires(Permission.REGISTER_WRITE)
def imports(request: MemberRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    kept: list[Import] = []
    read = partial(_read, form, kept=kept, by=request.member)
    if request.method == "POST" and form.is_valid() and is_done(form, read):
        return redirect("register:import", request.organisation.slug, kept[0].pk)
    page = queries.imports_page(request.organisation)
    return render(request, "register/imports.html", {"page": page, "form": form})


@require_safe
@requires(Permission.REGISTER_WRITE)
def show_import(request: MemberRequest, pk: int) -> HttpResponse:
    page = queries.import_page(get_object_or_404(Import, pk=pk))
    return render(request, "register/import.html", {"page": page})


@require_POST
@requires(Permission.REGISTER_WRITE)
def do_import(request: MemberRequest, pk: int) -> HttpResponse:
    held = get_object_or_404(Import, pk=pk)
    services.do_import(held, seal=request.POST.get("seal", ""), by=request.member)
    messages.success(request, _("C’est écrit. Vous pouvez défaire cet import tant que personne n’y a touché."))
    return redirect("register:import", request.organisation.slug, pk)


@require_POST
@requires(Permission.REGISTER_WRITE)
def undo_import(request: MemberRequest, pk: int) -> HttpResponse:
    services.undo_import(get_object_or_404(Import, pk=pk), by=request.member)
    messages.success(request, _("C’est défait : le registre est comme avant."))
    return redirect("register:import", request.organisation.slug, pk)


def _read(form: ImportForm, *, kept: list[Import], by: Member) -> None:
    file = form.cleaned_data["file"]
    read = formats.read_file(file.read())
    found = FileRead(file.name, read.layout, read.lines, read.problems)
    kept.append(services.read_import(form.cleaned_data["process"], file=found, by=by))


def _addressed(request: HttpRequest) -> Iterable[tuple[AIUse, str]]:
    return [(use, request.build_absolute_uri(queries.entry_url(use))) for use in queries.published_uses()]


def _table(table: formats.Table, *, suffix: str, name: str) -> HttpResponse:
    response = HttpResponse(formats.written(table, suffix=suffix), content_type=formats.CONTENT_TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response
