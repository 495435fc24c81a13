from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from balises.boxes import queries, rules, services
from balises.boxes.queries import JoinPage
from balises.organisations.access import MemberRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.errors import Refusal
from balises.shared.http import public

_STATUS = {"boxes.unknown_code": 404, "boxes.closed": 410, "boxes.lost": 410}


@require_safe
@public("a participant types the code read on the screen of the room")
def join(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("code", "").strip()
    return _lead(request, typed) if typed else _ask(request, typed="", refusal=None)


@require_safe
@public("the address behind the QR code")
def follow_code(request: HttpRequest, code: str) -> HttpResponse:
    return _lead(request, code)


def _lead(request: HttpRequest, typed: str) -> HttpResponse:
    """To the participants' page, or back to the code with a sentence."""
    box = queries.find_box(typed)
    refusal = rules.refusal_to_join(queries.shown_state(box) if box else None)
    if box is not None and refusal is None:
        return HttpResponseRedirect(box.target)
    if box is None:
        services.count_wrong_code(request.META["REMOTE_ADDR"])
    return _ask(request, typed=typed, refusal=refusal)


def _ask(request: HttpRequest, *, typed: str, refusal: Refusal | None) -> HttpResponse:
    page = JoinPage(title=_("Rejoindre une collecte"), typed=typed[:40], refusal=refusal)
    return render(request, "boxes/join.html", {"page": page}, status=_STATUS[refusal.code] if refusal else 200)


@require_safe
@requires(Permission.PROOFS_SEE)
def guarantor(request: MemberRequest) -> HttpResponse:
    return render(request, "boxes/guarantor.html", {"page": queries.guarantor_page()})
