from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.assessments import queries, services
from balises.assessments.forms import OpenForm, ShareForm
from balises.assessments.models import Assessment
from balises.assessments.rules import Depth
from balises.organisations.access import MemberRequest, requires
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role
from balises.register.models import AIUse
from balises.shared.http import is_done

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.PROCESS_SEE)
def assessments(request: MemberRequest) -> HttpResponse:
    page = queries.assessments_page(request.organisation, member=request.member)
    return render(request, "assessments/assessments.html", {"page": page})


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def open_grid(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse.objects.select_related("process__organisation", "organisation", "node"), pk=pk)
    started = {"depth": queries.depth_to_open(use), "seats": queries.held_seats_of(use.process)}
    form = OpenForm(request.POST or None, process=use.process, initial=started)

    def act() -> None:
        seats, depth = tuple(form.cleaned_data["seats"]), Depth(form.cleaned_data["depth"])
        grid = form.cleaned_data.get("grid", "")
        services.open_assessment(use, seats=seats, depth=depth, grid=grid, by=request.member)

    if form.is_valid() and is_done(form, act):
        messages.success(request, _("La grille est ouverte. Prévenez celles et ceux dont c’est le tour."))
        return redirect(queries.open_one(use))
    page = queries.open_page(use, role=Role(request.member.role))
    return render(request, "assessments/open.html", {"page": page, "form": form}, status=_status(form))


@require_safe
@requires(Permission.PROCESS_SEE)
def assessment(request: MemberRequest, pk: int) -> HttpResponse:
    return _show_assessment(request, _assessment(pk), form=ShareForm())


@require_POST
@requires(Permission.ASSESSMENT_RUN)
def share(request: MemberRequest, pk: int) -> HttpResponse:
    found, form = _assessment(pk), ShareForm(request.POST)
    if not form.is_valid():
        return _show_assessment(request, found, form=form)
    services.share_early(found, reason=form.cleaned_data["reason"], by=request.member)
    messages.success(request, _("Les réponses remises sont mises en commun."))
    return redirect(found)


@require_POST
@requires(Permission.ASSESSMENT_RUN)
def tell(request: MemberRequest, pk: int) -> HttpResponse:
    found = _assessment(pk)
    count = services.tell_seats(found, by=request.member)
    sentence = ngettext("Une lettre est partie.", "%(count)s lettres sont parties.", count)
    messages.success(request, sentence % {"count": count})
    return redirect(found)


def _show_assessment(request: MemberRequest, found: Assessment, *, form: ShareForm) -> HttpResponse:
    page = queries.assessment_page(found, member=request.member)
    return render(request, "assessments/assessment.html", {"page": page, "form": form}, status=_status(form))


def _assessment(pk: int) -> Assessment:
    found = queries.assessment_at(pk)
    if found is None:
        raise Http404
    return found


def _status(form: OpenForm | ShareForm) -> int:
    return 422 if form.errors else 200
