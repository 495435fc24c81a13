"""What members see and do: prepare, open, close, read the protected result."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.deliberations import formats, queries, rules, services
from balises.deliberations.forms import BringInForm, DilemmasForm, MakeForm, StatementForm, TitleForm
from balises.deliberations.models import Deliberation, Statement
from balises.deliberations.rules import DeliberationState
from balises.deliberations.views.voters import ROOM_VIEW
from balises.organisations.access import MemberRequest, requires
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role, may
from balises.shared.errors import insist
from balises.shared.http import is_done
from balises.trace.queries import thread

_PAGES: Mapping[str, tuple[str, Callable[..., Any]]] = {
    DeliberationState.DRAFT: ("deliberations/draft.html", queries.deliberation_page),
    DeliberationState.OPEN: ("deliberations/open.html", queries.open_page),
    DeliberationState.CLOSING: ("deliberations/open.html", queries.open_page),
    DeliberationState.CLOSED: ("deliberations/results.html", queries.results_page),
    DeliberationState.ON_PAPER: ("deliberations/on_paper.html", queries.paper_page),
}


@require_safe
@requires(Permission.PROCESS_SEE)
def deliberations(request: MemberRequest) -> HttpResponse:
    return render(request, "deliberations/list.html", {"page": queries.list_page(request.organisation)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DELIBERATION_RUN)
def make(request: MemberRequest) -> HttpResponse:
    form = MakeForm(request.POST or None, initial={"question": request.GET.get("question")})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        return redirect(services.make_deliberation(said["question"], title=said["title"], by=request.member))
    return render(request, "deliberations/form.html", {"page": queries.make_page(request.organisation), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DELIBERATION_RUN)
def bring_in(request: MemberRequest) -> HttpResponse:
    """Counted while one waits: five megabytes are read and mapped in a few seconds."""
    asked, made = {"question": request.GET.get("question")}, list[Deliberation]()
    form = BringInForm(request.POST, request.FILES) if request.method == "POST" else BringInForm(initial=asked)
    if form.is_valid() and is_done(form, partial(_bring_in, form, made, by=request.member)):
        messages.success(request, _("La conversation est reprise. Ses votes ont été comptés, puis oubliés."))
        return redirect(made[0])
    page = queries.bring_in_page(request.organisation)
    return render(request, "deliberations/form.html", {"page": page, "form": form})


@require_safe
@requires(Permission.PROCESS_SEE)
def deliberation(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    if request.GET.get("vue") == ROOM_VIEW and found.box is not None:
        return render(request, "deliberations/room.html", {"page": queries.room_page(found)})
    template, page_of = _PAGES[found.state]
    page = page_of(found, may_run=_may_run(request))
    return render(request, template, {"page": page, "form": StatementForm(deliberation=found)})


@require_safe
@requires(Permission.PROCESS_SEE)
def result_json(request: MemberRequest, pk: int) -> JsonResponse:
    found = _found(pk)
    insist(rules.refusal_to_export(DeliberationState(found.state)))
    document = formats.result_document(found, thread=thread(found.node))
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DELIBERATION_RUN)
def rename(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    form = TitleForm(request.POST or None, instance=_found(pk))
    if request.method == "POST" and form.is_valid():
        services.rename_deliberation(found, title=form.cleaned_data["title"], by=request.member)
        return redirect(found)
    page = queries.form_page(
        found,
        title=_("Changer le titre"),
        sentence=_("Le titre se lit en haut de chaque téléphone."),
        act_label=_("Enregistrer le titre"),
    )
    return render(request, "deliberations/form.html", {"page": page, "form": form})


@require_POST
@requires(Permission.DELIBERATION_RUN)
def add_statement(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    insist(rules.refusal_to_edit(DeliberationState(found.state)))
    form = StatementForm(request.POST, deliberation=found)
    if form.is_valid():
        services.add_statement(found, text=form.cleaned_data["text"], by=request.member)
        messages.success(request, _("L’énoncé est ajouté."))
        return redirect(found)
    page = queries.deliberation_page(found, may_run=True)
    return render(request, "deliberations/draft.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DELIBERATION_RUN)
def take_dilemmas(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    insist(rules.refusal_to_edit(DeliberationState(found.state)))
    form = DilemmasForm(request.POST or None, deliberation=found)
    if request.method == "POST" and form.is_valid():
        services.take_dilemmas(found, codes=form.cleaned_data["codes"], by=request.member)
        messages.success(request, _("Les énoncés choisis sont ajoutés."))
        return redirect(found)
    page = queries.form_page(
        found,
        title=_("Choisir dans la bibliothèque"),
        sentence=_("Cochez ceux qui éclairent votre question. Quatre à dix suffisent pour une séance."),
        act_label=_("Ajouter les énoncés cochés"),
    )
    return render(request, "deliberations/form.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DELIBERATION_RUN)
def edit_statement(request: MemberRequest, pk: int) -> HttpResponse:
    statement = get_object_or_404(Statement, pk=pk)
    found = _found(statement.deliberation_id)
    insist(rules.refusal_to_edit(DeliberationState(found.state)))
    form = StatementForm(request.POST or None, deliberation=found, instance=statement)
    if request.method == "POST" and form.is_valid():
        services.edit_statement(statement, text=form.cleaned_data["text"], by=request.member)
        return redirect(found)
    page = queries.form_page(
        found,
        title=_("Dire l’énoncé autrement"),
        sentence=_("Reformulé, un énoncé de la bibliothèque devient le vôtre."),
        act_label=_("Enregistrer l’énoncé"),
    )
    return render(request, "deliberations/form.html", {"page": page, "form": form})


@require_POST
@requires(Permission.DELIBERATION_RUN)
def remove_statement(request: MemberRequest, pk: int) -> HttpResponse:
    statement = get_object_or_404(Statement, pk=pk)
    found = _found(statement.deliberation_id)
    services.remove_statement(statement, by=request.member)
    messages.success(request, _("L’énoncé est retiré."))
    return redirect(found)


@require_POST
@requires(Permission.DELIBERATION_RUN)
def open_votes(request: MemberRequest, pk: int) -> HttpResponse:
    return redirect(services.open_deliberation(_found(pk), by=request.member))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DELIBERATION_RUN)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(pk)
    if request.method == "POST":
        return redirect(services.close_deliberation(found, by=request.member))
    insist(rules.refusal_to_close(DeliberationState(found.state)))
    page = queries.form_page(
        found,
        title=_("Clore la délibération"),
        sentence=_(
            "Plus aucun vote n’entrera. Les plis sont ouverts ensemble, comptés en mémoire, puis détruits avec leurs "
            "clés. À moins de huit votants, ils sont détruits sans être ouverts. On ne revient pas en arrière."
        ),
        act_label=_("Clore maintenant"),
    )
    return render(request, "deliberations/form.html", {"page": page, "form": Form()})


@require_safe
@requires(Permission.PROCESS_SEE)
def paper(request: MemberRequest, pk: int) -> HttpResponse:
    page = queries.paper_page(_found(pk), may_run=False)
    return render(request, "deliberations/paper.html", {"page": page})


def _bring_in(form: BringInForm, made: list[Deliberation], *, by: Member) -> None:
    said = form.cleaned_data
    conversation = formats.read_polis(said["votes"].read(), said["comments"].read())
    made.append(services.bring_in(said["question"], title=said["title"], conversation=conversation, by=by))


def _found(pk: int) -> Deliberation:
    related = ("box", "run", "map_run", "node", "question", "process__organisation")
    return get_object_or_404(Deliberation.objects.select_related(*related), pk=pk)


def _may_run(request: MemberRequest) -> bool:
    return may(Role(request.member.role), Permission.DELIBERATION_RUN)
