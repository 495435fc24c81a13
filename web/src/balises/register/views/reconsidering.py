"""Whoever holds a seat asks that a use be looked at again: with an account, or by the link of the seat."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.processes import queries as processes
from balises.register import queries, services
from balises.register.forms import ReconsiderForm
from balises.register.models import AIUse
from balises.register.queries import Asker
from balises.shared.http import activity_token, participant_post, public, typed_words

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@_SHOW_AND_ACT
@requires(Permission.REGISTER_SEE)
def reconsider(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse.objects.select_related("process", "organisation"), pk=pk)
    seat = processes.seat_held_by(request.member, process=use.process)
    asker = Asker(seat, url=request.path, back_url=use.get_absolute_url())
    form = ReconsiderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.ask_to_reconsider(use, seat=seat, cause=form.cleaned_data["cause"])
        messages.success(request, _("C’est demandé : la question est à l’ordre du jour."))
        return redirect(use)
    return _show(request, use, asker=asker, form=form)


@_SHOW_AND_ACT
@never_cache
@public("a seat asks by its link that a use be looked at again: no account, no cookie")
@participant_post
def seat_reconsider(request: PublicRequest, token: str, pk: int) -> HttpResponse:
    seat = processes.seat_for_token(token)
    if seat is None:
        page = processes.broken_link_page(request.organisation, kept=typed_words(request))
        return render(request, "site/error.html", {"page": page}, status=404)
    use, form = queries.seat_use(seat, pk), ReconsiderForm(request.POST or None)
    if use is None:
        raise Http404
    home = reverse("assessments:seat", args=[request.organisation.slug, token])
    asker = Asker(seat, url=request.path, back_url=home, activity=activity_token(request.path))
    if request.method == "POST" and form.is_valid():
        services.ask_to_reconsider(use, seat=seat, cause=form.cleaned_data["cause"])
        return redirect(request.path)
    return _show(request, use, asker=asker, form=form)


def _show(request: MemberRequest | PublicRequest, use: AIUse, *, asker: Asker, form: ReconsiderForm) -> HttpResponse:
    page = queries.reconsider_page(use, asker=asker)
    status = 422 if form.errors else 200
    return render(request, "register/reconsider.html", {"page": page, "form": form}, status=status)
