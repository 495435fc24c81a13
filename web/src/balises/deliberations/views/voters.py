"""What people who vote see: no account, no cookie, one thing per screen."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from balises.boxes import services as boxes
from balises.boxes.rules import is_token
from balises.deliberations import queries, services
from balises.deliberations.forms import VoteForm
from balises.deliberations.models import Deliberation
from balises.deliberations.queries import EndPage, StatementPage
from balises.organisations.access import PublicRequest
from balises.shared.errors import Refusal, Refused
from balises.shared.http import participant_post, public

ROOM_VIEW = "salle"
LAST_SCREEN = "fin"


@participant_post
@require_http_methods(["GET", "HEAD", "POST"])
@public("people vote with a code, without an account")
def take_part(request: PublicRequest, code: str) -> HttpResponse:
    deliberation = _found(code)
    if request.GET.get("vue") == ROOM_VIEW:
        return render(request, "deliberations/room.html", {"page": queries.room_page(deliberation)})
    if not queries.takes_votes(deliberation) and "vote" not in request.POST:
        return render(request, "deliberations/over.html", {"page": queries.over_page(deliberation)}, status=410)
    if request.method == "POST":
        return _answer(request, deliberation)
    return render(request, "deliberations/welcome.html", {"page": queries.welcome_page(deliberation, token="")})


@never_cache
@require_safe
@public("the link of one's own, to go on or to change one's votes")
def come_back(request: PublicRequest, code: str, token: str) -> HttpResponse:
    deliberation = _found(code)
    _insist_on_token(token)
    if not queries.takes_votes(deliberation):
        return render(request, "deliberations/over.html", {"page": queries.over_page(deliberation)}, status=410)
    return render(request, "deliberations/welcome.html", {"page": queries.welcome_page(deliberation, token=token)})


def _answer(request: PublicRequest, deliberation: Deliberation) -> HttpResponse:
    """Seal the vote that was sent, if any, and show what comes next."""
    boxes.count_post(request.META["REMOTE_ADDR"])
    token = request.POST.get("token") or boxes.new_token()
    _insist_on_token(token)
    if "vote" not in request.POST:
        return _show(request, _asked_page(deliberation, token=token, show=request.POST.get("show", "")))
    form = VoteForm(request.POST, numbers=queries.statement_numbers(deliberation))
    if not form.is_valid():
        return _show(request, _mended_page(deliberation, token=token, form=form), status=400)
    number = form.cleaned_data["number"]
    services.cast_vote(deliberation, token=token, number=number, vote=form.cleaned_data["vote"])
    return _show(request, queries.next_page(deliberation, token=token, after=number))


def _asked_page(deliberation: Deliberation, *, token: str, show: str) -> StatementPage | EndPage:
    if show == LAST_SCREEN:
        return queries.end_page(deliberation, token=token)
    number = int(show) if show.isascii() and show.isdecimal() and len(show) < 4 else None
    return queries.next_page(deliberation, token=token, show=number)


def _mended_page(deliberation: Deliberation, *, token: str, form: VoteForm) -> StatementPage | EndPage:
    """The statement again, with a sentence; the next one where no such statement exists."""
    number = form.cleaned_data.get("number")
    if number is None:
        return queries.next_page(deliberation, token=token)
    return queries.statement_page(deliberation, token=token, number=number, has_error=True)


def _show(request: PublicRequest, page: StatementPage | EndPage, *, status: int = 200) -> HttpResponse:
    template = "deliberations/end.html" if isinstance(page, EndPage) else "deliberations/statement.html"
    return render(request, template, {"page": page}, status=status)


def _found(code: str) -> Deliberation:
    deliberation = queries.deliberation_at(code)
    if deliberation is None:
        raise Http404
    return deliberation


def _insist_on_token(token: str) -> None:
    if not is_token(token):
        raise Refused(Refusal("boxes.broken_token"))
