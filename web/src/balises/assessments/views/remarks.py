"""A remark on the grid, where it is used: with and without an account, before and after the sharing."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from balises.assessments import queries, services
from balises.assessments.forms import RemarkForm
from balises.assessments.queries import Desk
from balises.assessments.rules import RemarkKind
from balises.assessments.views.desks import Request, broken_link, member_desk, seat_desk
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import participant_post, public

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])
SAID = "dit"


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RATE)
@never_cache
def remarks(request: MemberRequest, pk: int) -> HttpResponse:
    return _remarks(request, member_desk(request, pk))


@_SHOW_AND_ACT
@never_cache
@public("a seat remarks on its grid by its link: no account, no cookie")
@participant_post
def seat_remarks(request: PublicRequest, token: str, pk: int) -> HttpResponse:
    desk = seat_desk(request, token, pk)
    return broken_link(request) if desk is None else _remarks(request, desk)


def _remarks(request: Request, desk: Desk) -> HttpResponse:
    """The list of the questions; or the one that the address names."""
    codes, asked = queries.codes(desk.assessor.assessment), request.GET.get("question", "")
    if asked not in {str(number) for number in range(1, len(codes) + 1)}:
        return render(request, "assessments/remarks.html", {"page": queries.remarks_page(desk)})
    return _remark(request, desk, number=int(asked), code=codes[int(asked) - 1])


def _remark(request: Request, desk: Desk, *, number: int, code: str) -> HttpResponse:
    form = RemarkForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        services.remark(desk.assessor, criterion=code, kind=RemarkKind(said["kind"]), words=said["words"])
        return HttpResponseRedirect(f"{request.path}?question={number}&{SAID}=1")
    page = queries.remark_page(desk, number=number, is_said=SAID in request.GET)
    status = 422 if form.errors else 200
    return render(request, "assessments/remark.html", {"page": page, "form": form}, status=status)
