"""What shows an answer: joined by a seat, read by the panel after the sharing, served as a file to keep."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.assessments import queries, rules, services
from balises.assessments.forms import EvidenceForm
from balises.assessments.models import Evidence
from balises.assessments.queries import Desk
from balises.assessments.views.desks import Request, broken_link, code_at, member_desk, seat_desk
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import error_page, is_done, participant_post, public

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RATE)
@never_cache
def join_evidence(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    return _join(request, member_desk(request, pk), number=number)


@_SHOW_AND_ACT
@never_cache
@public("a seat joins what shows its answer, by its link: no account, no cookie")
@participant_post
def seat_join_evidence(request: PublicRequest, token: str, pk: int, number: int) -> HttpResponse:
    desk = seat_desk(request, token, pk)
    return broken_link(request) if desk is None else _join(request, desk, number=number)


@require_safe
@requires(Permission.ASSESSMENT_RATE)
@never_cache
def evidence_file(request: MemberRequest, pk: int, evidence: int) -> HttpResponse:
    return _file(member_desk(request, pk), evidence=evidence)


@require_safe
@never_cache
@public("a seat reads by its link what its panel joined")
def seat_evidence_file(request: PublicRequest, token: str, pk: int, evidence: int) -> HttpResponse:
    desk = seat_desk(request, token, pk)
    return broken_link(request) if desk is None else _file(desk, evidence=evidence)


@require_POST
@requires(Permission.ASSESSMENT_RATE)
def erase_evidence(request: MemberRequest, pk: int, evidence: int) -> HttpResponse:
    answer = _erase(member_desk(request, pk), evidence=evidence)
    messages.success(request, _("La pièce est retirée."))
    return answer


@require_POST
@public("a seat withdraws by its link what it joined: no account, no cookie")
@participant_post
def seat_erase_evidence(request: PublicRequest, token: str, pk: int, evidence: int) -> HttpResponse:
    desk = seat_desk(request, token, pk)
    return broken_link(request) if desk is None else _erase(desk, evidence=evidence)


# The same with and without an account


def _join(request: Request, desk: Desk, *, number: int) -> HttpResponse:
    code = code_at(desk.assessor.assessment, number=number)
    is_cut = int(request.headers.get("Content-Length") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    form = EvidenceForm(request.POST or None, request.FILES or None, is_cut=is_cut)

    def act() -> None:
        _keep(desk, form=form, criterion=code)

    if request.method == "POST" and form.is_valid() and is_done(form, act):
        return HttpResponseRedirect(request.path)
    page = queries.evidence_page(desk, number=number, url=request.path)
    if request.method == "POST" and page.why_not is not None:  # the page has no form to give back what was typed
        return error_page(request, page.why_not, status=409)
    return render(
        request, "assessments/evidence.html", {"page": page, "form": form}, status=422 if form.errors else 200
    )


def _keep(desk: Desk, *, form: EvidenceForm, criterion: str) -> None:
    title, address = form.cleaned_data["title"], form.cleaned_data["address"]
    if address:
        services.join_link(desk.assessor, holder=desk.holder, criterion=criterion, title=title, address=address)
    else:
        services.join_file(desk.assessor, holder=desk.holder, criterion=criterion, title=title, sent=form.sent())


def _file(desk: Desk, *, evidence: int) -> HttpResponse:
    """To keep, never to open here: no browser guesses its type nor runs what it holds."""
    found = _evidence(desk, evidence=evidence)
    if found.content is None:
        raise Http404
    name = f"piece-{found.pk}{rules.suffix_of(found.media_type)}"
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _erase(desk: Desk, *, evidence: int) -> HttpResponse:
    found = _evidence(desk, evidence=evidence)
    number = queries.codes(desk.assessor.assessment).index(found.criterion) + 1
    services.erase_evidence(found, holder=desk.holder)
    page = "questions" if queries.is_over(desk) else "joindre"
    return HttpResponseRedirect(f"{desk.base_url}/{page}/{number}")


def _evidence(desk: Desk, *, evidence: int) -> Evidence:
    found = queries.evidence_at(evidence, reader=desk.assessor, holder=desk.holder)
    if found is None:
        raise Http404
    return found
