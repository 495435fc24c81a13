"""What is told of a use and what it sets off: facts, gates, gains."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.organisations.access import MemberRequest, requires
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role
from balises.register import queries, services
from balises.register.forms import ClosingForm, FactsForm, FramingForm, GainForm
from balises.register.models import AIUse, Gain, Gate
from balises.shared.http import is_done

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@_SHOW_AND_ACT
@requires(Permission.REGISTER_WRITE)
def facts(request: MemberRequest, pk: int) -> HttpResponse:
    """The guided description, started from what was told before, or from a use of the catalogue."""
    use = get_object_or_404(AIUse, pk=pk)
    code = queries.catalogue_code(request.GET.get("depuis", ""))
    proposed = queries.proposed_facts(use, code=code)
    form = FactsForm(request.POST or None, facts=queries.facts_of(use), proposed=proposed)
    if request.method == "POST" and form.is_valid():
        services.describe_facts(use, facts=form.facts(), catalogue_code=code, by=request.member)
        return _after_facts(request, use, form=form, code=code)
    page = queries.facts_page(use, started_from=code, proposed=proposed)
    return render(request, "register/facts.html", {"page": page, "form": form})


def _after_facts(request: MemberRequest, use: AIUse, *, form: FactsForm, code: str) -> HttpResponse:
    """On to what it entails; or back, while what the catalogue proposed was confirmed by nobody."""
    if form.is_confirmed:
        messages.success(request, _("C’est enregistré. Voici ce que cela entraîne."))
        return redirect("register:gates", request.organisation.slug, use.pk)
    messages.warning(
        request, _("Vos réponses sont enregistrées. Celles du catalogue ne le sont pas : personne ne les a confirmées.")
    )
    return redirect(f"{reverse('register:facts', args=[request.organisation.slug, use.pk])}?depuis={code}")


@require_safe
@requires(Permission.REGISTER_SEE)
def gates(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    return render(request, "register/gates.html", {"page": queries.gates_page(use, role=Role(request.member.role))})


@_SHOW_AND_ACT
@requires(Permission.REGISTER_WRITE)
def frame_gate(request: MemberRequest, pk: int) -> HttpResponse:
    gate = get_object_or_404(Gate, pk=pk)
    form = FramingForm(request.POST or None, initial={"owner": gate.owner or gate.use.owner, "due_on": gate.due_on})
    frame = partial(_frame, gate, form=form, by=request.member)
    if request.method == "POST" and form.is_valid() and is_done(form, frame):
        messages.success(request, _("C’est noté : quelqu’un en répond, pour une date."))
        return redirect("register:gates", request.organisation.slug, gate.use_id)
    return render(request, "register/gate.html", {"page": queries.gate_page(gate, is_closing=False), "form": form})


@_SHOW_AND_ACT
@requires(Permission.REGISTER_WRITE)
def close_gate(request: MemberRequest, pk: int) -> HttpResponse:
    gate = get_object_or_404(Gate, pk=pk)
    form = ClosingForm(request.POST or None, decisions=queries.decisions_of(gate.use))
    close = partial(_close, gate, form=form, by=request.member)
    if request.method == "POST" and form.is_valid() and is_done(form, close):
        messages.success(request, _("La porte est fermée, avec ce qui le montre. Vous pouvez la rouvrir."))
        return redirect("register:gates", request.organisation.slug, gate.use_id)
    return render(request, "register/gate.html", {"page": queries.gate_page(gate, is_closing=True), "form": form})


@require_POST
@requires(Permission.REGISTER_WRITE)
def reopen_gate(request: MemberRequest, pk: int) -> HttpResponse:
    gate = services.reopen_gate(get_object_or_404(Gate, pk=pk), by=request.member)
    messages.success(request, _("La porte est de nouveau ouverte."))
    return redirect("register:gates", request.organisation.slug, gate.use_id)


@require_safe
@requires(Permission.REGISTER_SEE)
def gains(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    return render(request, "register/gains.html", {"page": queries.gains_page(use, role=Role(request.member.role))})


@_SHOW_AND_ACT
@requires(Permission.REGISTER_WRITE)
def gain(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    form = GainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.note_gain(use, gain=form.gain(), by=request.member)
        return redirect("register:gains", request.organisation.slug, pk)
    return render(request, "register/gain.html", {"page": queries.gain_page(use), "form": form})


@require_POST
@requires(Permission.REGISTER_WRITE)
def remove_gain(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Gain, pk=pk)
    services.remove_gain(found, by=request.member)
    messages.success(request, _("Ce gain n’est plus noté."))
    return redirect("register:gains", request.organisation.slug, found.use_id)


def _frame(gate: Gate, *, form: FramingForm, by: Member) -> None:
    services.frame_gate(gate, framing=form.framing(), by=by)


def _close(gate: Gate, *, form: ClosingForm, by: Member) -> None:
    services.close_gate(gate, closing=form.closing(), decision=form.cleaned_data["decision"], by=by)
