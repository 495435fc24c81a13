from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.decisions import queries, services
from balises.decisions.forms import (
    AmendForm,
    AnswerForm,
    DecideForm,
    ObjectionForm,
    ProposeForm,
    QuestionForm,
    SettleForm,
)
from balises.decisions.models import Clarification, Decision, Objection, Proposal
from balises.organisations.access import MemberRequest, requires
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.shared.http import is_done


@require_safe
@requires(Permission.PROCESS_SEE)
def proposals(request: MemberRequest) -> HttpResponse:
    return render(request, "decisions/proposals.html", {"page": queries.proposals_page(request.organisation)})


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_WRITE)
def propose(request: MemberRequest) -> HttpResponse:
    form = ProposeForm(request.POST or None, initial=queries.asked(request.GET))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        proposal = services.propose(
            said["process"], draft=form.draft(), source=said["source"], use=said["use"], by=request.member
        )
        return redirect(proposal)
    return render(request, "decisions/propose.html", {"page": queries.propose_page(request.organisation), "form": form})


@require_safe
@requires(Permission.PROCESS_SEE)
def proposal(request: MemberRequest, pk: int) -> HttpResponse:
    return _shown(request, get_object_or_404(Proposal, pk=pk))


@require_POST
@requires(Permission.DECISION_WRITE)
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    found, form = get_object_or_404(Proposal, pk=pk), QuestionForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, question=form)
    services.ask(found, question=form.cleaned_data["question"], by=request.member)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_WRITE)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Clarification, pk=pk)
    form = AnswerForm(request.POST or None, initial={"answer": found.answer})
    if request.method == "POST" and form.is_valid():
        services.answer(found, text=form.cleaned_data["answer"], by=request.member)
        return redirect(found.proposal)
    page = queries.step_page(found.proposal, title=_("Répondre à une question"))
    return render(request, "decisions/answer.html", {"page": page, "form": form, "clarification": found})


@require_POST
@requires(Permission.DECISION_WRITE)
def remove_clarification(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Clarification, pk=pk)
    services.remove_clarification(found, by=request.member)
    return redirect(found.proposal)


@require_POST
@requires(Permission.DECISION_WRITE)
def hear_objections(request: MemberRequest, pk: int) -> HttpResponse:
    return redirect(services.hear_objections(get_object_or_404(Proposal, pk=pk), by=request.member))


@require_POST
@requires(Permission.DECISION_WRITE)
def return_to_clarifications(request: MemberRequest, pk: int) -> HttpResponse:
    return redirect(services.return_to_clarifications(get_object_or_404(Proposal, pk=pk), by=request.member))


@require_POST
@requires(Permission.DECISION_WRITE)
def raise_objection(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Proposal, pk=pk)
    form = ObjectionForm(request.POST, process=found.process)
    if not form.is_valid():
        return _shown(request, found, objection=form)
    services.raise_objection(found, seat=form.cleaned_data["seat"], text=form.cleaned_data["text"], by=request.member)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_WRITE)
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Objection, pk=pk)
    form = SettleForm(request.POST or None, initial=queries.settlement_so_far(found))
    if request.method == "POST" and form.is_valid():
        services.settle_objection(found, settlement=form.settlement(), by=request.member)
        return redirect(found.proposal)
    page = queries.step_page(found.proposal, title=_("Traiter une objection"))
    return render(request, "decisions/settle.html", {"page": page, "form": form, "objection": found})


@require_POST
@requires(Permission.DECISION_WRITE)
def remove_objection(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Objection, pk=pk)
    services.remove_objection(found, by=request.member)
    return redirect(found.proposal)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_WRITE)
def amend(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Proposal, pk=pk)
    page = queries.step_page(found, title=_("Reformuler la proposition"))
    form = AmendForm(request.POST or None, current=page.current.text, initial={"text": page.current.text})
    if request.method == "POST" and form.is_valid():
        services.amend(found, text=form.cleaned_data["text"], by=request.member)
        return redirect(found)
    return render(request, "decisions/amend.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.DECISION_WRITE)
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Proposal, pk=pk)
    form = DecideForm(
        request.POST or None,
        has_use=found.use_id is not None,
        opened_on=found.opened_on,
        refused=queries.statuses_refused(found),
        initial={"decided_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid() and is_done(form, partial(_decide, found, form, request.member)):
        messages.success(request, _("La décision est scellée."))
        return redirect(found)
    status = 409 if form.non_field_errors() else 200
    return render(request, "decisions/decide.html", {"page": queries.deciding_page(found), "form": form}, status=status)


def _decide(found: Proposal, form: DecideForm, by: Member) -> None:
    services.decide(found, ruling=form.ruling(), by=by)


@require_safe
@requires(Permission.PROCESS_SEE)
def record(request: MemberRequest, pk: int) -> HttpResponse:
    """The sealed document, byte for byte: its SHA-256 is the digest."""
    decision = get_object_or_404(Decision, proposal=pk)
    return HttpResponse(queries.decision_document(decision), content_type="application/json; charset=utf-8")


def _shown(request: MemberRequest, found: Proposal, **forms: Form) -> HttpResponse:
    """The proposal's page, with the form that was sent back, if any."""
    page = queries.proposal_page(found)
    shown = {"question": QuestionForm(), "objection": ObjectionForm(process=found.process), **forms}
    return render(request, "decisions/proposal.html", {"page": page, **shown})
