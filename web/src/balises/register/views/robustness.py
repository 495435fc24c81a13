"""Hard knocks imagined in a room: choosing cards, one card on the wall, what is written of each."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.organisations.access import MemberRequest, requires
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role
from balises.register import queries, services
from balises.register.forms import CardsForm, KnockForm, SameToolForm
from balises.register.models import AIUse, Knock, StressSession
from balises.shared.http import is_done

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])
ROOM, PAPER = "salle", "papier"


@require_safe
@requires(Permission.REGISTER_SEE)
def robustness(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse.objects.select_related("organisation"), pk=pk)
    page = queries.robustness_page(use, role=Role(request.member.role))
    return render(request, "register/robustness.html", {"page": page})


@_SHOW_AND_ACT
@requires(Permission.STRESS_TEST_RUN)
def play_cards(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse.objects.select_related("organisation"), pk=pk)
    form = CardsForm(request.POST or None, initial={"on": timezone.localdate()})
    begun: list[StressSession] = []
    if form.is_valid() and is_done(form, partial(_play, use, form=form, begun=begun, by=request.member)):
        return redirect(begun[0])
    context = {"page": queries.play_page(use), "form": form}
    return render(request, "register/play_cards.html", context, status=_status(form))


@require_safe
@requires(Permission.REGISTER_SEE)
def stress_session(request: MemberRequest, pk: int) -> HttpResponse:
    """The session at one's desk, one card of it on the wall, or all its cards on paper."""
    found, view = _session(pk), request.GET.get("vue", "")
    if view == ROOM:
        return _on_the_wall(request, found)
    template = "register/stress_paper.html" if view == PAPER else "register/stress_session.html"
    return render(request, template, {"page": queries.session_page(found, role=Role(request.member.role))})


def _on_the_wall(request: MemberRequest, found: StressSession) -> HttpResponse:
    asked = request.GET.get("carte", "1")
    number = int(asked) if asked in {str(number) for number in range(1, len(found.cards) + 1)} else 1
    return render(request, "register/stress_room.html", {"page": queries.room_page(found, number=number)})


@_SHOW_AND_ACT
@requires(Permission.STRESS_TEST_RUN)
def record_knock(request: MemberRequest, pk: int, card: str) -> HttpResponse:
    found = _session(pk)
    page = queries.knock_page(found, card=card)
    if page is None:
        raise Http404
    form = KnockForm(request.POST or None, initial=_given(queries.knock_of(found, card=card)))
    if form.is_valid() and is_done(form, partial(_record, found, card=card, form=form, by=request.member)):
        return redirect(f"{page.session_url}#{card}")
    return render(request, "register/knock.html", {"page": page, "form": form}, status=_status(form))


@require_POST
@requires(Permission.STRESS_TEST_RUN)
def undo_knock(request: MemberRequest, pk: int, card: str) -> HttpResponse:
    found = _session(pk)
    services.undo_knock(found, card=card, by=request.member)
    messages.success(request, _("Cette carte attend de nouveau sa réponse."))
    return redirect(found)


@require_POST
@requires(Permission.STRESS_TEST_RUN)
def create_margin(request: MemberRequest, pk: int, card: str) -> HttpResponse:
    """The margin exists now; or, after all, not yet."""
    found = _session(pk)
    knock = queries.knock_of(found, card=card)
    if knock is None:
        raise Http404
    services.create_margin(knock, is_created=knock.margin_created_on is None, by=request.member)
    return redirect(f"{found.get_absolute_url()}#{card}")


@require_POST
@requires(Permission.STRESS_TEST_RUN)
def remove_session(request: MemberRequest, pk: int) -> HttpResponse:
    found = _session(pk)
    services.remove_session(found, by=request.member)
    messages.success(request, _("La séance est retirée."))
    return redirect("register:robustness", request.organisation.slug, found.use_id)


@_SHOW_AND_ACT
@requires(Permission.REGISTER_WRITE)
def same_tool(request: MemberRequest, pk: int) -> HttpResponse:
    """Name the use of another team that has the same tool."""
    use = get_object_or_404(AIUse.objects.select_related("organisation"), pk=pk)
    form = SameToolForm(request.POST or None, others=queries.other_uses(use), initial={"other": use.same_tool_id})
    if request.method == "POST" and form.is_valid():
        services.name_same_tool(use, other=form.cleaned_data["other"], by=request.member)
        return redirect(use)
    context = {"page": queries.same_tool_page(use), "form": form}
    return render(request, "register/same_tool.html", context, status=_status(form))


def _play(use: AIUse, *, form: CardsForm, begun: list[StressSession], by: Member) -> None:
    begun.append(services.play_cards(use, cards=form.cleaned_data["cards"], on=form.cleaned_data["on"], by=by))


def _record(found: StressSession, *, card: str, form: KnockForm, by: Member) -> None:
    services.record_knock(found, card=card, knock=form.knock(), by=by)


def _given(knock: Knock | None) -> dict[str, object]:
    if knock is None:
        return {}
    margin = {"margin": knock.margin, "owner": knock.margin_owner, "due_on": knock.margin_due_on}
    return {"hold": knock.hold, "said": knock.said, **margin}


def _session(pk: int) -> StressSession:
    found = queries.session_at(pk)
    if found is None:
        raise Http404
    return found


def _status(form: CardsForm | KnockForm | SameToolForm) -> int:
    return 422 if form.errors else 200
