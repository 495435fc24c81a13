"""A seat on paper: printed, entered by somebody else, taken back until the sharing."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.assessments import queries, services
from balises.assessments.views.desk import at_desk
from balises.assessments.views.desks import paper_desk
from balises.organisations.access import MemberRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import error_page

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@requires(Permission.ASSESSMENT_HOST)
def paper(request: MemberRequest, pk: int, assessor: int) -> HttpResponse:
    page = queries.paper_page(paper_desk(request, pk, assessor).assessor)
    return render(request, "assessments/paper.html", {"page": page})


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_HOST)
@never_cache
def enter_paper(request: MemberRequest, pk: int, assessor: int) -> HttpResponse:
    """Whoever may not read the sheet is told why, before anything of it is shown."""
    desk = paper_desk(request, pk, assessor)
    why_not = queries.why_not_enter(desk.assessor, by=request.member)
    if why_not is not None:
        if request.method == "POST":
            return error_page(request, why_not, status=409)
        return render(request, "assessments/sheet.html", {"page": queries.sheet_page(desk, why_not=why_not)})
    if request.method != "POST" and not request.GET:
        return HttpResponseRedirect(f"{desk.url}?{queries.first_screen(desk.assessor)}")
    return at_desk(request, desk)


@require_POST
@requires(Permission.ASSESSMENT_HOST)
def resume_paper(request: MemberRequest, pk: int, assessor: int) -> HttpResponse:
    services.resume_paper(paper_desk(request, pk, assessor).assessor, by=request.member)
    messages.success(request, _("La saisie est reprise : cette grille n’est plus remise."))
    return redirect("assessments:assessment", request.organisation.slug, pk)


@require_POST
@requires(Permission.ASSESSMENT_HOST)
def erase_paper(request: MemberRequest, pk: int, assessor: int) -> HttpResponse:
    services.erase_paper(paper_desk(request, pk, assessor).assessor, by=request.member)
    messages.success(request, _("La saisie est effacée. Ce siège peut répondre à l’écran ou sur une autre feuille."))
    return redirect("assessments:assessment", request.organisation.slug, pk)
