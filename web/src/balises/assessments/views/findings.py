"""Another panel's findings: ours leave by a file, theirs come in by one, and are read beside ours."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.assessments import formats, queries, services
from balises.assessments.forms import FindingsForm, LetOutForm
from balises.assessments.models import ReceivedFindings
from balises.assessments.rules import Findings
from balises.assessments.views.desks import broken_link, seat_desk
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role
from balises.register.models import AIUse
from balises.shared.http import is_done, public

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def let_out(request: MemberRequest, pk: int) -> HttpResponse:
    """What would leave, then the file: it is written down that it left."""
    use, form = _use(pk), LetOutForm(request.POST) if request.method == "POST" else LetOutForm()
    found: list[Findings] = []
    if form.is_valid() and is_done(form, partial(_let_out, use, form=form, found=found, by=request.member)):
        return _file(found[0], name=f"analyse-{use.slug}.json")
    page = queries.let_out_page(use)
    return render(request, "assessments/let_out.html", {"page": page, "form": form}, status=_status(form))


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def elsewhere(request: MemberRequest, pk: int) -> HttpResponse:
    """What came in for this use, and the file of one more."""
    use, is_cut = _use(pk), int(request.headers.get("Content-Length") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    is_sent = request.method == "POST"
    form = FindingsForm(request.POST, request.FILES, is_cut=is_cut) if is_sent else FindingsForm()
    held: list[ReceivedFindings] = []
    if form.is_valid() and is_done(form, partial(_read, use, form=form, held=held, by=request.member)):
        return redirect(held[0])
    page = queries.elsewhere_page(use)
    return render(request, "assessments/elsewhere.html", {"page": page, "form": form}, status=_status(form))


@require_safe
@requires(Permission.PROCESS_SEE)
def received(request: MemberRequest, pk: int) -> HttpResponse:
    page = queries.received_page(_received(pk), role=Role(request.member.role))
    return render(request, "assessments/received.html", {"page": page})


@require_POST
@requires(Permission.ASSESSMENT_RUN)
def keep_findings(request: MemberRequest, pk: int) -> HttpResponse:
    held = services.keep_findings(_received(pk), by=request.member)
    messages.success(request, _("C’est gardé. Leurs réponses se liront à côté des vôtres, jamais avant."))
    return redirect(held)


@require_POST
@requires(Permission.ASSESSMENT_RUN)
def remove_findings(request: MemberRequest, pk: int) -> HttpResponse:
    held = _received(pk)
    services.remove_findings(held, by=request.member)
    messages.success(request, _("C’est retiré : rien n’en reste ici."))
    return redirect("assessments:elsewhere", request.organisation.slug, held.use_id)


# Beside ours, with and without an account


@require_safe
@requires(Permission.PROCESS_SEE)
def beside(request: MemberRequest, pk: int) -> HttpResponse:
    found = queries.assessment_at(pk)
    if found is None:
        raise Http404
    page = queries.beside_page(found, member=request.member)
    return redirect(found) if page is None else render(request, "assessments/beside.html", {"page": page})


@require_safe
@never_cache
@public("a seat reads by its link what others found of the same tool, once its own grid is shared")
def seat_beside(request: PublicRequest, token: str, pk: int) -> HttpResponse:
    desk = seat_desk(request, token, pk)
    if desk is None:
        return broken_link(request)
    page = queries.seat_beside_page(desk.assessor, back_url=desk.url)
    return redirect(desk.url) if page is None else render(request, "assessments/seat_beside.html", {"page": page})


def _let_out(use: AIUse, *, form: LetOutForm, found: list[Findings], by: Member) -> None:
    found.append(services.let_out(use, is_named=form.cleaned_data["is_named"], by=by))


def _file(found: Findings, *, name: str) -> HttpResponse:
    answer = HttpResponse(formats.findings_file(found), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _read(use: AIUse, *, form: FindingsForm, held: list[ReceivedFindings], by: Member) -> None:
    sent = form.cleaned_data["file"]
    read = formats.read_findings(sent.read(), name=str(sent.name))
    held.append(services.read_findings(use, sent=read, by=by))


def _use(pk: int) -> AIUse:
    return get_object_or_404(AIUse.objects.select_related("organisation", "process__organisation", "node"), pk=pk)


def _received(pk: int) -> ReceivedFindings:
    found = queries.received_at(pk)
    if found is None:
        raise Http404
    return found


def _status(form: FindingsForm | LetOutForm) -> int:
    return 422 if form.errors else 200
