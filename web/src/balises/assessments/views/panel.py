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
from balises.organisations.access import MemberRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import is_done


@require_safe
@requires(Permission.PROCESS_SEE)
def criterion(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    found = _assessment(pk, number=number)
    if found.state != AssessmentState.SHARED:
        return redirect(found)
    return _show(request, found, number=number, form=TogetherForm(initial=queries.given_together(found, number=number)))


@require_POST
@requires(Permission.ASSESSMENT_HOST)
def say_together(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    found, form = _assessment(pk, number=number), TogetherForm(request.POST)
    code = queries.codes(found)[number - 1]

    def act() -> None:
        services.say_together(found, answer=form.answer(code), by=request.member)

    if not form.is_valid() or not is_done(form, act):
        return _show(request, found, number=number, form=form)
    messages.success(request, _("C’est noté, à côté des premières réponses, qui restent."))
    return redirect("assessments:criterion", request.organisation.slug, pk, number)


@require_POST
@requires(Permission.ASSESSMENT_HOST)
def take_joint_rating_back(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    found = _assessment(pk, number=number)
    services.take_joint_rating_back(found, criterion=queries.codes(found)[number - 1], by=request.member)
    messages.success(request, _("C’est retiré. Une porte que cela avait ouverte le reste, jusqu’à ce qu’on la ferme."))
    return redirect("assessments:criterion", request.organisation.slug, pk, number)


def _show(request: MemberRequest, found: Assessment, *, number: int, form: TogetherForm) -> HttpResponse:
    page = queries.criterion_page(found, number=number, member=request.member)
    status = 422 if form.errors else 200
    return render(request, "assessments/criterion.html", {"page": page, "form": form}, status=status)


def _assessment(pk: int, *, number: int) -> Assessment:
    found = queries.assessment_at(pk)
    if found is None or not 1 <= number <= len(queries.codes(found)):
        raise Http404
    return found
