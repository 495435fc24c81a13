"""At the desk of a seat: one question per screen, or a whole dimension, with and without an account."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from balises.assessments import queries, rules, services
from balises.assessments.forms import DimensionForms, RatingForm
from balises.assessments.queries import Desk
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.processes import queries as processes
from balises.shared.http import ErrorPage, activity_token, participant_post, public, typed_words

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])
LAST_SCREEN = "fin"
Request = MemberRequest | PublicRequest


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
    dimension = request.GET.get("dimension", "")
    if dimension in queries.dimensions(desk.assessor.assessment) and not queries.is_over(desk.assessor):
        return _at_dimension(request, desk, code=dimension)
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


def _at_dimension(request: Request, desk: Desk, *, code: str) -> HttpResponse:
    """A whole dimension on one screen: what is answered is kept, what is left blank is not lost."""
    forms = DimensionForms(request.POST or None, given=queries.given_in(desk.assessor, dimension=code))
    if request.method == "POST" and forms.is_valid():
        holder = queries.holder_of(desk.assessor.seat)
        services.rate_all(desk.assessor, holder=holder, answers=forms.answers())
        following = queries.next_dimension(queries.fresh(desk.assessor), after=code)
        return HttpResponseRedirect(
            f"{desk.url}?{'dimension=' + following if following else 'question=' + LAST_SCREEN}"
        )
    page = queries.dimension_page(desk, code=code)
    context = {"page": page, "rows": list(zip(page.rows, forms.forms, strict=True)), "form": forms.summary}
    return render(request, "assessments/dimension.html", context, status=422 if forms.has_errors else 200)


def _status(form: RatingForm) -> int:
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
