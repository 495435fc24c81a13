"""At the desk of a seat: one question per screen, or a whole dimension, with and without an account."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from balises.assessments import queries, rules, services
from balises.assessments.forms import DimensionForms, OptionalRatingForm, RatingForm
from balises.assessments.queries import Desk
from balises.assessments.rules import LAST_SCREEN, Answer
from balises.assessments.views.desks import Request, broken_link, member_desk, seat_desk
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.processes import queries as processes
from balises.shared.http import participant_post, public

_SHOW_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


@_SHOW_AND_ACT
@requires(Permission.ASSESSMENT_RATE)
@never_cache
def rate(request: MemberRequest, pk: int) -> HttpResponse:
    return at_desk(request, member_desk(request, pk))


@require_safe
@never_cache
@public("the page of a seat whose link stands for an account")
def seat(request: PublicRequest, token: str) -> HttpResponse:
    found = processes.seat_for_token(token)
    if found is None:
        return broken_link(request)
    return render(request, "assessments/seat.html", {"page": queries.seat_page(found, token=token)})


@_SHOW_AND_ACT
@never_cache
@public("a seat fills its grid by its link: no account, no cookie")
@participant_post
def seat_rate(request: PublicRequest, token: str, pk: int) -> HttpResponse:
    desk = seat_desk(request, token, pk)
    return broken_link(request) if desk is None else at_desk(request, desk)


# One question per screen, the same with and without an account


def at_desk(request: Request, desk: Desk) -> HttpResponse:
    dimension = request.GET.get("dimension", "")
    if dimension in queries.screens(desk.assessor.assessment, like=dimension) and not queries.is_over(desk):
        return _at_dimension(request, desk, code=dimension)
    count, answered = len(queries.codes(desk.assessor.assessment)), queries.answered(desk.assessor)
    asked = request.GET.get("question", "")
    number = rules.asked_question(asked, count=count, answered=answered)
    if request.method == "POST":
        return _act(request, desk, number=number, is_clear=asked in {LAST_SCREEN, str(number)})
    if queries.is_over(desk):
        return render(request, "assessments/done.html", {"page": queries.done_page(desk)})
    if number is None:
        return render(request, "assessments/summary.html", {"page": queries.summary_page(desk)})
    return _ask(request, desk, number=number)


def _act(request: Request, desk: Desk, *, number: int | None, is_clear: bool) -> HttpResponse:
    """An answer goes to the question its address names; an address that names none writes nothing."""
    if not is_clear:
        return HttpResponseRedirect(desk.url)
    if number is None:
        return _hand_in(request, desk)
    return _clear(request, desk, number=number) if "effacer" in request.POST else _answer(request, desk, number=number)


def _answer(request: Request, desk: Desk, *, number: int) -> HttpResponse:
    """Keep the answer, then go on: to the next question, or to what is joined to this one."""
    is_joining = "joindre" in request.POST
    form = OptionalRatingForm(request.POST) if is_joining else RatingForm(request.POST)
    if not form.is_valid():
        return _ask(request, desk, form=form, number=number)
    codes = queries.codes(desk.assessor.assessment)
    given = (form.answer(codes[number - 1]),) if form.cleaned_data.get("choice") else ()
    _keep(request, desk, answers=given)
    if is_joining:
        return HttpResponseRedirect(f"{desk.base_url}/joindre/{number}")
    following = rules.next_question(number, count=len(codes), answered=queries.answered(queries.fresh(desk.assessor)))
    return HttpResponseRedirect(f"{desk.url}?question={following or LAST_SCREEN}")


def _keep(request: Request, desk: Desk, *, answers: tuple[Answer, ...]) -> None:
    if desk.is_paper:
        services.enter_paper(desk.assessor, answers=answers, by=request.member)  # type: ignore[union-attr]
    else:
        services.rate_all(desk.assessor, holder=desk.holder, answers=answers)


def _clear(request: Request, desk: Desk, *, number: int) -> HttpResponse:
    code = queries.codes(desk.assessor.assessment)[number - 1]
    services.clear_rating(desk.assessor, holder=desk.holder, criterion=code)
    return HttpResponseRedirect(f"{desk.url}?question={number}")


def _hand_in(request: Request, desk: Desk) -> HttpResponse:
    by = getattr(request, "member", None)
    services.hand_in(desk.assessor, holder=desk.holder, by=by)
    return HttpResponseRedirect(desk.home_url if desk.is_paper else desk.url)


def _ask(request: Request, desk: Desk, *, number: int, form: RatingForm | None = None) -> HttpResponse:
    page, code = queries.question_page(desk, number=number), queries.codes(desk.assessor.assessment)[number - 1]
    form = RatingForm(initial=page.given or page.proposed) if form is None else form
    context = {"page": page, "form": form, "told": queries.told_elsewhere(desk.assessor, codes=(code,))}
    return render(request, "assessments/question.html", context, status=_status(form))


def _at_dimension(request: Request, desk: Desk, *, code: str) -> HttpResponse:
    """A whole dimension on one screen: what is answered is kept, what is left blank is not lost."""
    if "effacer" in request.POST:
        return _clear_in_dimension(request, desk, code=code)
    forms = DimensionForms(
        request.POST or None, given=queries.given_in(desk.assessor, holder=desk.holder, dimension=code)
    )
    if request.method == "POST" and forms.is_valid():
        _keep(request, desk, answers=forms.answers())
        return HttpResponseRedirect(_after_dimension(request, desk, code=code))
    page = queries.dimension_page(desk, code=code)
    context = {"page": page, "rows": list(zip(page.rows, forms.forms, strict=True)), "form": forms.summary}
    context["told"] = queries.told_elsewhere(desk.assessor, codes=forms.codes)
    return render(request, "assessments/dimension.html", context, status=422 if forms.has_errors else 200)


def _after_dimension(request: Request, desk: Desk, *, code: str) -> str:
    joining = request.POST.get("joindre", "")
    if joining.isdecimal():
        return f"{desk.base_url}/joindre/{joining}"
    following = queries.next_dimension(queries.fresh(desk.assessor), after=code)
    return f"{desk.url}?{'dimension=' + following if following else 'question=' + LAST_SCREEN}"


def _clear_in_dimension(request: Request, desk: Desk, *, code: str) -> HttpResponse:
    asked = {
        str(number): each["code"] for number, each in queries.criteria_of(desk.assessor.assessment, dimension=code)
    }
    number = request.POST["effacer"]
    if number in asked:
        services.clear_rating(desk.assessor, holder=desk.holder, criterion=asked[number])
    return HttpResponseRedirect(f"{desk.url}?dimension={code}#q-{number}" if number in asked else desk.url)


def _status(form: RatingForm) -> int:
    return 422 if form.errors else 200
