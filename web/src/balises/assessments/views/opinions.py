"""What one seat holds against the others, once the grids are shared: with an account, by a link, or from paper."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from balises.assessments import queries, services
from balises.assessments.forms import OpinionForm
from balises.assessments.models import Assessor
from balises.assessments.queries import Desk
from balises.assessments.rules import AssessmentState
from balises.assessments.views.desks import Request, broken_link, code_at, member_desk, paper_desk, seat_desk
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import error_page, is_done, participant_post, public

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RATE)
@never_cache
def dissent(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    desk = member_desk(request, pk)
    back = reverse("assessments:criterion", args=[request.organisation.slug, pk, number])
    return _write(request, desk, number=number, reader=desk.assessor, back=back)


@_SHOW_AND_ACT
@never_cache
@public("a seat reads by its link what its panel said, and writes what it holds against it: no account, no cookie")
@participant_post
def seat_dissent(request: PublicRequest, token: str, pk: int, number: int) -> HttpResponse:
    desk = seat_desk(request, token, pk)
    if desk is None:
        return broken_link(request)
    return _write(request, desk, number=number, reader=desk.assessor, back=request.path)


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_HOST)
@never_cache
def paper_dissent(request: MemberRequest, pk: int, assessor: int, number: int) -> HttpResponse:
    """From the sheet of a seat. Whoever enters it reads of the panel what their own place lets them read."""
    desk = paper_desk(request, pk, assessor)
    seat = queries.seat_of(request.member.pk, pk=pk)
    reader = queries.assessor_of(seat, pk=pk) if seat else None
    return _write(request, desk, number=number, reader=reader, back=request.path)


def _write(request: Request, desk: Desk, *, number: int, reader: Assessor | None, back: str) -> HttpResponse:
    code = code_at(desk.assessor.assessment, number=number)
    if desk.assessor.assessment.state != AssessmentState.SHARED:
        return HttpResponseRedirect(desk.home_url)
    if {"retirer", "ne-plus-imprimer"} & set(request.POST):
        return _withdraw(request, desk, code=code, back=back)
    form = OpinionForm(request.POST or None, initial=queries.given_opinion(desk.assessor, desk.holder, criterion=code))
    if request.method == "POST" and form.is_valid() and is_done(form, lambda: _keep(desk, form=form, code=code)):
        return HttpResponseRedirect(back)
    page = queries.opinion_page(desk, number=number, url=request.path, reader=reader)
    if request.method == "POST" and page.why_not is not None:  # the page has no form to give back what was typed
        return error_page(request, page.why_not, status=409)
    return render(request, "assessments/opinion.html", {"page": page, "form": form}, status=422 if form.errors else 200)


def _keep(desk: Desk, *, form: OpinionForm, code: str) -> None:
    text, is_consented = form.cleaned_data["text"], form.cleaned_data["is_consented"]
    services.dissent(desk.assessor, holder=desk.holder, criterion=code, text=text, is_consented=is_consented)


def _withdraw(request: Request, desk: Desk, *, code: str, back: str) -> HttpResponse:
    opinion = queries.own_opinion(desk.assessor, criterion=code)
    if opinion is None:
        raise Http404
    act = services.take_opinion_back if "retirer" in request.POST else services.withdraw_consent
    act(opinion, holder=desk.holder)
    return HttpResponseRedirect(back)
