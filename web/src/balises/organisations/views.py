from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from balises.organisations import queries, services
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.forms import ChangeMemberForm, NewMemberForm
from balises.organisations.models import Member
from balises.organisations.permissions import Permission
from balises.organisations.roles import Role
from balises.shared.http import is_done, public


@require_safe
@requires(Permission.MEMBERS_MANAGE)
def members(request: MemberRequest) -> HttpResponse:
    return render(request, "organisations/members.html", {"page": queries.members_page(request.organisation)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MEMBERS_MANAGE)
def new_member(request: MemberRequest) -> HttpResponse:
    form = NewMemberForm(request.POST or None, initial={"role": Role.ASSESSOR})
    if form.is_valid() and is_done(form, lambda: services.add_member(**form.cleaned_data, by=request.member)):
        messages.success(request, _("C’est fait. Une lettre part vers cette personne : elle y lit comment entrer."))
        return _back_to_what_was_being_done(request) or redirect("organisations:members", request.organisation.slug)
    page = queries.member_page(request.organisation)
    return render(request, "organisations/member.html", {"page": page, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MEMBERS_MANAGE)
def member(request: MemberRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Member, pk=pk)
    initial = {"function": kept.function, "role": kept.role, "is_active": kept.is_active}
    form = ChangeMemberForm(request.POST or None, initial=initial)
    if form.is_valid() and is_done(form, lambda: services.change_member(kept, **form.cleaned_data, by=request.member)):
        messages.success(request, _("C’est enregistré."))
        return redirect("organisations:members", request.organisation.slug)
    page = queries.member_page(request.organisation, kept)
    return render(request, "organisations/member.html", {"page": page, "form": form})


def _back_to_what_was_being_done(request: MemberRequest) -> HttpResponse | None:
    """Adding a member is often a detour, from a seat to fill: one goes on where one was, inside the organisation."""
    wanted = request.GET.get("suite", "")
    is_ours = wanted.startswith(f"{request.organisation.get_absolute_url()}/")
    return redirect(wanted) if is_ours and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else None


@require_safe
@requires(Permission.JOURNAL_SEE)
def journal(request: MemberRequest) -> HttpResponse:
    return render(request, "organisations/journal.html", {"page": queries.journal_page(request.organisation)})


@require_safe
@public("the notice that every form links to")
def notice(request: PublicRequest) -> HttpResponse:
    return render(request, "organisations/notice.html", {"page": queries.notice_page(request.organisation)})


@require_safe
@public("the same notice, for the whole installation")
def general_notice(request: HttpRequest) -> HttpResponse:
    return render(request, "organisations/notice.html", {"page": queries.notice_page(None)})
