"""The organisation's own grid: its editions, and the workbench where the next one is composed."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.assessments import formats, queries, services
from balises.assessments.forms import AddForm, ChangeForm, ImportForm, PublishForm, StartForm
from balises.assessments.models import GridDraft
from balises.assessments.services import EditionFace
from balises.library import queries as library
from balises.library.formats import ContentError, as_json, as_yaml
from balises.library.models import OwnEdition
from balises.organisations.access import MemberRequest, requires
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role
from balises.shared.http import is_done

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])
UNDO = "retablir"


@require_safe
@requires(Permission.PROCESS_SEE)
def own_grid(request: MemberRequest) -> HttpResponse:
    page = queries.grid_page(request.organisation, role=Role(request.member.role))
    return render(request, "assessments/own_grid.html", {"page": page})


@require_safe
@requires(Permission.PROCESS_SEE)
def own_edition(request: MemberRequest, number: int) -> HttpResponse:
    """An edition, and what changed since the one it replaces, or since another."""
    since = request.GET.get("depuis", "")
    page = queries.edition_page(request.organisation, edition=_edition(number), since=since)
    return render(request, "assessments/own_edition.html", {"page": page})


@require_safe
@requires(Permission.PROCESS_SEE)
def own_edition_yaml(request: MemberRequest, number: int) -> HttpResponse:
    return _file(as_yaml(_edition(number).body), "application/yaml")


@require_safe
@requires(Permission.PROCESS_SEE)
def own_edition_json(request: MemberRequest, number: int) -> HttpResponse:
    return _file(as_json(_edition(number).body), "application/json")


# Whoever composes


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def workbench(request: MemberRequest) -> HttpResponse:
    """Where the next edition starts from; then each question, and what becomes of it."""
    found, bases = queries.draft(), queries.bases()
    form = StartForm(request.POST or None, bases=bases, initial={"base": next(iter(bases))})
    if form.is_valid():
        services.start_composing(base=form.cleaned_data["base"], by=request.member)
        return redirect("assessments:workbench", request.organisation.slug)
    page = queries.workbench_page(request.organisation, found=found)
    return render(request, "assessments/workbench.html", {"page": page, "form": form}, status=_status(form))


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def import_grid(request: MemberRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _is_taken_in(form, by=request.member):
        messages.success(request, _("La grille est entrée : voici ce qu’elle change. Rien n’est publié."))
        return redirect("assessments:publish_grid", request.organisation.slug)
    page = queries.form_page(request.organisation, title=_("Faire entrer une grille"))
    return render(request, "assessments/import.html", {"page": page, "form": form}, status=_status(form))


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def bench_criterion(request: MemberRequest, code: str) -> HttpResponse:
    found = _draft()
    page = queries.bench_page(request.organisation, found=found, code=code)
    if page is None:
        raise Http404
    given = queries.change_given(found, criterion=page.criterion)
    form = ChangeForm(request.POST or None, initial=given, remarks=queries.remarks_on(code))
    if UNDO in request.POST:
        services.restore_criterion(found, code=code, by=request.member)
        return redirect(page.back_url)
    change = partial(_change, found, form=form, code=code, by=request.member)
    if not page.is_added and form.is_valid() and is_done(form, change):
        return redirect(page.back_url)
    return render(request, "assessments/bench_criterion.html", {"page": page, "form": form}, status=_status(form))


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def add_criterion(request: MemberRequest) -> HttpResponse:
    found = _draft()
    dimensions = queries.dimensions_of(found.base_body)
    form = AddForm(request.POST or None, dimensions=dimensions, remarks=queries.open_remarks())
    if form.is_valid() and is_done(form, partial(_add, found, form=form, by=request.member)):
        return redirect("assessments:workbench", request.organisation.slug)
    page = queries.form_page(request.organisation, title=_("Ajouter une question"))
    return render(request, "assessments/add_criterion.html", {"page": page, "form": form}, status=_status(form))


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def publish_grid(request: MemberRequest) -> HttpResponse:
    """What will change, question by question; then the act that seals it."""
    found = _draft()
    body = found.base_body
    given = {"title": body["title"], "summary": body["summary"], "authors": request.member.function}
    form = PublishForm(request.POST or None, initial=given)
    if form.is_valid() and _is_published(found, form=form, by=request.member):
        messages.success(request, _("L’édition est publiée et scellée. Les prochains regards peuvent la choisir."))
        return redirect("assessments:own_grid", request.organisation.slug)
    page = queries.preview_page(request.organisation, found=found)
    return render(request, "assessments/publish_grid.html", {"page": page, "form": form}, status=_status(form))


@require_POST
@requires(Permission.ASSESSMENT_RUN)
def drop_draft(request: MemberRequest) -> HttpResponse:
    services.drop_draft(_draft(), by=request.member)
    messages.success(request, _("Ce chantier est abandonné. Les remarques, elles, restent ouvertes."))
    return redirect("assessments:own_grid", request.organisation.slug)


def _is_taken_in(form: ImportForm, *, by: Member) -> bool:
    """The file is read, then the draft begins from it; each fault of the file stands with its line."""
    sent = form.cleaned_data["grid"]
    try:
        grid = formats.read_grid(sent.read(), name=str(sent.name), organisation=by.organisation)
    except ContentError as error:
        for problem in error.problems:
            form.add_error("grid", str(problem))
        return False
    return is_done(form, partial(services.start_from_file, grid, by=by))


def _change(found: GridDraft, *, form: ChangeForm, code: str, by: Member) -> None:
    services.change_criterion(found, change=form.change(code), by=by)


def _add(found: GridDraft, *, form: AddForm, by: Member) -> None:
    said = form.cleaned_data
    services.add_criterion(found, words=form.words(), reason=said["reason"], remarks=form.remark_keys(), by=by)


def _is_published(found: GridDraft, *, form: PublishForm, by: Member) -> bool:
    """What the schema refuses in the composed grid is told where one publishes."""
    said = form.cleaned_data
    face = EditionFace(said["title"].strip(), said["summary"].strip(), form.authors_given())
    try:
        return is_done(form, partial(services.publish_draft, found, face=face, by=by))
    except ContentError as error:
        for problem in error.problems:
            form.add_error(None, problem.message)
        return False


def _draft() -> GridDraft:
    found = queries.draft()
    if found is None:
        raise Http404
    return found


def _edition(number: int) -> OwnEdition:
    found = library.own_edition(number)
    if found is None:
        raise Http404
    return found


def _file(text: str, media_type: str) -> HttpResponse:
    return HttpResponse(text, content_type=f"{media_type}; charset=utf-8")


def _status(form: AddForm | ChangeForm | ImportForm | PublishForm | StartForm) -> int:
    return 422 if form.errors else 200
