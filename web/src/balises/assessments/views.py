from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.assessments import queries, rules, services
from balises.assessments.forms import OpenForm, RatingForm, ShareForm
from balises.assessments.models import Assessment
from balises.assessments.queries import Desk
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.processes import queries as processes
from balises.register.models import AIUse
from balises.shared.http import ErrorPage, activity_token, is_done, participant_post, public, typed_words

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])
LAST_SCREEN = "fin"
Request = MemberRequest | PublicRequest


@require_safe
@requires(Permission.PROCESS_SEE)
def assessments(request: MemberRequest) -> HttpResponse:
    page = queries.assessments_page(request.organisation, member=request.member)
    return render(request, "assessments/assessments.html", {"page": page})


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RUN)
def open_grid(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse.objects.select_related("process__organisation", "organisation", "node"), pk=pk)
    form = OpenForm(request.POST or None, process=use.process)

    def act() -> None:
        services.open_assessment(use, seats=tuple(form.cleaned_data["seats"]), by=request.member)

    if form.is_valid() and is_done(form, act):
        messages.success(request, _("La grille est ouverte. Prévenez celles et ceux dont c’est le tour."))
        return redirect(queries.open_one(use))
    page = queries.open_page(use)
    return render(request, "assessments/open.html", {"page": page, "form": form}, status=_status(form))


@require_safe
@requires(Permission.PROCESS_SEE)
def assessment(request: MemberRequest, pk: int) -> HttpResponse:
    return _show_assessment(request, _assessment(pk), form=ShareForm())


@require_POST
@requires(Permission.ASSESSMENT_RUN)
def share(request: MemberRequest, pk: int) -> HttpResponse:
    found, form = _assessment(pk), ShareForm(request.POST)
    if not form.is_valid():
        return _show_assessment(request, found, form=form)
    services.share_early(found, reason=form.cleaned_data["reason"], by=request.member)
    messages.success(request, _("Les réponses remises sont mises en commun."))
    return redirect(found)


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RATE)
@never_cache
def rate(request: MemberRequest, pk: int) -> HttpResponse:
    seat = queries.seat_of(request.member.pk, pk=pk)
    assessor = queries.assessor_of(seat, pk=pk) if seat else None
    if assessor is None:
        raise Http404
    home = reverse("assessments:assessment", args=[request.organisation.slug, pk])
    return _at_desk(request, Desk(assessor, url=request.path, home_url=home, activity=""))


@require_safe
@never_cache
@public("the page of a seat whose link stands for an account")
def seat(request: PublicRequest, token: str) -> HttpResponse:
    found = processes.seat_for_token(token)
    if found is None:
        return _broken_link(request)
    return render(request, "assessments/seat.html", {"page": queries.seat_page(found, token=token)})


@_SHOW_AND_ACT
@never_cache
@public("a seat fills its grid by its link: no account, no cookie")
@participant_post
def seat_rate(request: PublicRequest, token: str, pk: int) -> HttpResponse:
    found = processes.seat_for_token(token)
    assessor = queries.assessor_of(found, pk=pk) if found else None
    if assessor is None:
        return _broken_link(request)
    home = reverse("assessments:seat", args=[request.organisation.slug, token])
    return _at_desk(request, Desk(assessor, url=request.path, home_url=home, activity=activity_token(request.path)))


# One question per screen, the same with and without an account


def _at_desk(request: Request, desk: Desk) -> HttpResponse:
    count, answered = len(queries.codes(desk.assessor.assessment)), queries.answered(desk.assessor)
    asked = request.GET.get("question", "")
    number = rules.asked_question(asked, count=count, answered=answered)
    if request.method == "POST":
        return _act(request, desk, number=number, is_clear=asked in {LAST_SCREEN, str(number)})
    if queries.is_over(desk.assessor):
        return render(request, "assessments/done.html", {"page": queries.done_page(desk)})
    if number is None:
        return render(request, "assessments/summary.html", {"page": queries.summary_page(desk)})
    return _ask(request, desk, form=RatingForm(initial=queries.given(desk.assessor, number=number)), number=number)


def _act(request: Request, desk: Desk, *, number: int | None, is_clear: bool) -> HttpResponse:
    """An answer goes to the question its address names; an address that names none writes nothing."""
    if not is_clear:
        return HttpResponseRedirect(desk.url)
    return _hand_in(request, desk) if number is None else _answer(request, desk, number=number)


def _answer(request: Request, desk: Desk, *, number: int) -> HttpResponse:
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _ask(request, desk, form=form, number=number)
    codes = queries.codes(desk.assessor.assessment)
    services.rate(desk.assessor, holder=queries.holder_of(desk.assessor.seat), answer=form.answer(codes[number - 1]))
    assessor = queries.fresh(desk.assessor)
    following = rules.next_question(number, count=len(codes), answered=queries.answered(assessor))
    return HttpResponseRedirect(f"{desk.url}?question={following or LAST_SCREEN}")


def _hand_in(request: Request, desk: Desk) -> HttpResponse:
    by = getattr(request, "member", None)
    services.hand_in(desk.assessor, holder=queries.holder_of(desk.assessor.seat), by=by)
    return HttpResponseRedirect(desk.url)


def _ask(request: Request, desk: Desk, *, form: RatingForm, number: int) -> HttpResponse:
    page = queries.question_page(desk, number=number)
    return render(request, "assessments/question.html", {"page": page, "form": form}, status=_status(form))


def _show_assessment(request: MemberRequest, found: Assessment, *, form: ShareForm) -> HttpResponse:
    page = queries.assessment_page(found, member=request.member)
    return render(request, "assessments/assessment.html", {"page": page, "form": form}, status=_status(form))


def _assessment(pk: int) -> Assessment:
    found = queries.assessment_at(pk)
    if found is None:
        raise Http404
    return found


def _status(form: OpenForm | RatingForm | ShareForm) -> int:
    return 422 if form.errors else 200


def _broken_link(request: PublicRequest) -> HttpResponse:
    """The link was mistyped, or a newer one replaced it."""
    page = ErrorPage(
        title=_("Ce lien n’ouvre pas de siège"),
        sentence=_(
            "Il a été mal recopié, ou un lien plus récent l’a remplacé. "
            "Demandez un nouveau lien à la personne qui vous a remis celui-ci, ou écrivez à %(contact)s."
        )
        % {"contact": request.organisation.contact},
        action_label=_("Voir comment sont tenues les réponses d’un siège"),
        action_url=f"{reverse('organisations:notice', args=[request.organisation.slug])}#sieges",
        kept=typed_words(request),
    )
    return render(request, "site/error.html", {"page": page}, status=404)
