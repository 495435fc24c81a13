from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.organisations.access import MemberRequest, requires
from balises.organisations.permissions import Permission
from balises.processes import queries, services
from balises.processes.forms import MandateForm, NewSeatForm, QuestionForm, SeatForm, StaffOpinionForm, StartForm
from balises.processes.models import OpenQuestion, Process, Seat
from balises.processes.services import SeatFilling
from balises.shared.errors import Refused
from balises.shared.http import is_done
from balises.shared.wording import sentence_for

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])
_FIELDS = {"processes.starts_too_far": "starts_on", "processes.mandate_has_blanks": "mandate"}


@_SHOW_AND_ACT
@requires(Permission.PROCESS_RUN)
def start(request: MemberRequest) -> HttpResponse:
    page = queries.start_page(request.organisation, is_example_asked="exemple" in request.GET)
    initial = {"title": page.suggested_title, "mandate": page.example, "starts_on": timezone.localdate()}
    form = StartForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            started = services.start_process(**form.cleaned_data, by=request.member)
        except Refused as refused:
            form.add_error(_FIELDS.get(refused.refusal.code, "title"), sentence_for(refused.refusal))
        else:
            messages.success(request, _("La démarche est posée sur le calendrier. Ses sièges vous attendent."))
            return redirect(started)
    return render(request, "processes/start.html", {"page": page, "form": form})


@require_safe
@requires(Permission.PROCESS_SEE)
def frame(request: MemberRequest, pk: int) -> HttpResponse:
    page = queries.frame_page(_process(pk), member=request.member)
    return render(request, "processes/frame.html", {"page": page})


@_SHOW_AND_ACT
@requires(Permission.PROCESS_RUN)
def mandate(request: MemberRequest, pk: int) -> HttpResponse:
    process = _process(pk)
    kept = {name: getattr(process, name) for name in ("title", "mandate", "deciding_body")}
    form = MandateForm(request.POST or None, initial=kept)
    if form.is_valid() and is_done(
        form, lambda: services.describe_process(process, **form.cleaned_data, by=request.member)
    ):
        messages.success(request, _("Le mandat est enregistré."))
        return redirect("processes:frame", request.organisation.slug, pk)
    page = queries.form_page(process, title=_("Le mandat, et qui décide"))
    return render(request, "processes/form.html", {"page": page, "form": form})


@_SHOW_AND_ACT
@requires(Permission.PROCESS_RUN)
def staff_opinion(request: MemberRequest, pk: int) -> HttpResponse:
    process = _process(pk)
    given = {"opinion": process.staff_opinion, "on": process.staff_opinion_on}
    form = StaffOpinionForm(request.POST or None, initial=given)
    if form.is_valid() and is_done(
        form, lambda: services.record_staff_opinion(process, **form.cleaned_data, by=request.member)
    ):
        messages.success(request, _("L’avis est noté."))
        return redirect("processes:frame", request.organisation.slug, pk)
    sentence = _("Aucun essai réel ne commence avant la consultation due aux représentants du personnel.")
    page = queries.form_page(process, title=_("L’avis des représentants du personnel"), sentence=sentence)
    return render(request, "processes/form.html", {"page": page, "form": form})


@_SHOW_AND_ACT
@requires(Permission.PROCESS_RUN)
def new_seat(request: MemberRequest, pk: int) -> HttpResponse:
    process = _process(pk)
    form = NewSeatForm(request.POST or None)
    if form.is_valid() and is_done(form, lambda: services.add_seat(process, **form.cleaned_data, by=request.member)):
        messages.success(request, _("Le siège est ajouté. Proposez-le maintenant à quelqu’un."))
        return redirect("processes:frame", request.organisation.slug, pk)
    page = queries.form_page(process, title=_("Un siège de plus"))
    return render(request, "processes/form.html", {"page": page, "form": form})


@_SHOW_AND_ACT
@requires(Permission.PROCESS_RUN)
def seat(request: MemberRequest, pk: int) -> HttpResponse:
    found = _seat(pk)
    form = SeatForm(request.POST or None, initial=_arranged(found))
    if form.is_valid() and is_done(
        form, lambda: services.fill_seat(found, filling=SeatFilling(**form.cleaned_data), by=request.member)
    ):
        messages.success(request, _("Le siège « %(label)s » est enregistré.") % {"label": found.label})
        return redirect(queries.seats_url(found.process))
    return render(request, "processes/seat.html", {"page": queries.seat_page(found), "form": form})


@require_POST
@requires(Permission.PROCESS_RUN)
@never_cache
def seat_link(request: MemberRequest, pk: int) -> HttpResponse:
    """Make the link and show it on a page to print; it is shown here and nowhere else."""
    found = _seat(pk)
    token = services.offer_seat_link(found, by=request.member)
    path = reverse("assessments:seat", args=[request.organisation.slug, token])
    page = queries.seat_link_page(_seat(pk), address=request.build_absolute_uri(path))
    return render(request, "processes/seat_link.html", {"page": page})


@require_safe
@requires(Permission.PROCESS_SEE)
def agenda(request: MemberRequest, pk: int) -> HttpResponse:
    page = queries.agenda_page(_process(pk), member=request.member)
    return render(request, "processes/agenda.html", {"page": page})


@_SHOW_AND_ACT
@requires(Permission.PROCESS_RUN)
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    process = _process(pk)
    form = QuestionForm(request.POST or None)
    if form.is_valid() and is_done(form, lambda: services.ask(process, **form.cleaned_data, by=request.member)):
        messages.success(request, _("La question est à l’ordre du jour."))
        return redirect("processes:agenda", request.organisation.slug, pk)
    page = queries.form_page(process, title=_("Une question à trancher ensemble"))
    return render(request, "processes/form.html", {"page": page, "form": form})


@require_POST
@requires(Permission.PROCESS_RUN)
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    question = services.settle(get_object_or_404(OpenQuestion, pk=pk), by=request.member)
    messages.success(request, _("La question est close."))
    return redirect("processes:agenda", request.organisation.slug, question.process_id)


def _process(pk: int) -> Process:
    return get_object_or_404(Process.objects.select_related("organisation"), pk=pk)


def _seat(pk: int) -> Seat:
    return get_object_or_404(Seat.objects.select_related("process__organisation", "member"), pk=pk)


def _arranged(seat: Seat) -> dict[str, object]:
    words = {name: getattr(seat, name) for name in ("preparation", "companion", "compensation")}
    return {"member": seat.member_id, **words}
