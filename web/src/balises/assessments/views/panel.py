"""Around the table, once the grids are shared: one question at a time, and what the panel says of it together."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from balises.assessments import queries, services
from balises.assessments.forms import TogetherForm
from balises.assessments.models import Assessment
from balises.assessments.rules import AssessmentState
from balises.assessments.views.desks import code_at
from balises.organisations.access import MemberRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import is_done


@require_safe
@requires(Permission.PROCESS_SEE)
def criterion(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    found, _code = _asked(pk, number=number)
    return _show(request, found, number=number) if found.state == AssessmentState.SHARED else redirect(found)


@require_POST
@requires(Permission.ASSESSMENT_HOST)
def say_together(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    (found, code), form = _asked(pk, number=number), TogetherForm(request.POST)

    def act() -> None:
        services.say_together(found, answer=form.answer(code), by=request.member)

    if not form.is_valid() or not is_done(form, act):
        return _show(request, found, number=number, form=form)
    messages.success(request, _("C’est noté, à côté des premières réponses, qui restent."))
    return redirect("assessments:criterion", request.organisation.slug, pk, number)


@require_POST
@requires(Permission.ASSESSMENT_HOST)
def take_joint_rating_back(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    found, code = _asked(pk, number=number)
    services.take_joint_rating_back(found, criterion=code, by=request.member)
    messages.success(request, _("C’est retiré. Une porte que cela avait ouverte le reste, jusqu’à ce qu’on la ferme."))
    return redirect("assessments:criterion", request.organisation.slug, pk, number)


def _show(request: MemberRequest, found: Assessment, *, number: int, form: TogetherForm | None = None) -> HttpResponse:
    page = queries.criterion_page(found, number=number, member=request.member)
    form = TogetherForm(initial=page.given) if form is None else form
    status = 422 if form.errors else 200
    return render(request, "assessments/criterion.html", {"page": page, "form": form}, status=status)


def _asked(pk: int, *, number: int) -> tuple[Assessment, str]:
    found = queries.assessment_at(pk)
    if found is None:
        raise Http404
    return found, code_at(found, number=number)
