from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from balises.meetings import formats, queries, services
from balises.meetings.forms import ConclusionForm, PlanForm, RegistrationActForm, RegistrationForm
from balises.meetings.models import Meeting, Registration
from balises.meetings.queries import links
from balises.meetings.rules import RegistrationAct
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import ErrorPage, participant_post, public

_ACTS = {
    RegistrationAct.CONFIRM: services.confirm_registration,
    RegistrationAct.CANCEL: services.cancel_registration,
    RegistrationAct.ERASE: services.erase_registration,
}


@require_safe
@requires(Permission.MEETING_RUN)
def meetings(request: MemberRequest) -> HttpResponse:
    return render(request, "meetings/meetings.html", {"page": queries.meetings_page(request.organisation)})


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RUN)
def plan(request: MemberRequest) -> HttpResponse:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        meeting = services.plan_meeting(form.cleaned_data["process"], plan=form.plan(), by=request.member)
        messages.success(request, _("La rencontre est annoncée : on peut s’y inscrire."))
        return redirect("meetings:run", request.organisation.slug, meeting.pk)
    return render(request, "meetings/plan.html", {"page": queries.plan_page(request.organisation), "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RUN)
def run(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(Meeting, pk=pk)
    form = ConclusionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.record_conclusion(
            meeting, kind=form.conclusion_kind(), text=form.cleaned_data["text"], by=request.member
        )
        messages.success(request, _("La conclusion est publiée."))
        return redirect("meetings:run", request.organisation.slug, pk)
    return render(request, "meetings/run.html", {"page": queries.run_page(meeting), "form": form})


@require_safe
@public("the meetings of an organisation")
def public_list(request: PublicRequest) -> HttpResponse:
    return render(request, "meetings/public_list.html", {"page": queries.public_list_page(request.organisation)})


@require_http_methods(["GET", "HEAD", "POST"])
@participant_post
@public("one meeting, and the registration without an account")
def meeting(request: PublicRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Meeting, slug=slug)
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.ask_to_register(found, **form.cleaned_data)
        return redirect("meetings:asked", request.organisation.slug, slug)
    return render(request, "meetings/meeting.html", {"page": queries.meeting_page(found), "form": form})


@require_safe
@public("the same answer for anyone who asked to register")
def asked(request: PublicRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Meeting, slug=slug)
    return render(request, "meetings/asked.html", {"page": queries.asked_page(found)})


@require_safe
@public("one meeting, for a calendar")
def calendar(request: PublicRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Meeting, slug=slug)
    address = queries.public_address(found)
    document = formats.calendar_document(found, address=address, made_at=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="{slug}.ics"'}
    return HttpResponse(document, content_type="text/calendar; charset=utf-8", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@participant_post
@public("what the holder of a signed link registered")
def registration(request: PublicRequest, token: str) -> HttpResponse:
    found = _registration_behind(token)
    if found is None:
        return render(request, "site/error.html", {"page": _erased(request)}, status=410)
    form = RegistrationActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _ACTS[RegistrationAct(form.cleaned_data["act"])](found)
        return redirect(request.path)
    page = queries.registration_page(found, url=request.path)
    return render(request, "meetings/registration.html", {"page": page})


def _registration_behind(token: str) -> Registration | None:
    pk = links.pk_behind(token)
    if pk is None:
        raise Http404
    return Registration.objects.filter(pk=pk).select_related("meeting__organisation").first()


def _erased(request: PublicRequest) -> ErrorPage:
    return ErrorPage(
        title=_("Il ne reste rien de cette inscription"),
        sentence=_("Elle a été effacée, à votre demande ou parce que son délai est passé."),
        action_label=_("Voir les rencontres"),
        action_url=queries.public_list_url(request.organisation),
    )
