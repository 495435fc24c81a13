"""Where a seat sits: with an account, by its link, or on a sheet of paper that somebody enters. No view here."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from balises.assessments import queries
from balises.assessments.models import Assessment
from balises.assessments.queries import Desk
from balises.organisations.access import MemberRequest, PublicRequest
from balises.processes import queries as processes
from balises.shared.http import activity_token, typed_words

Request = MemberRequest | PublicRequest


def member_desk(request: MemberRequest, pk: int) -> Desk:
    """The seat that the member holds in that grid; elsewhere there is nothing to see."""
    seat = queries.seat_of(request.member.pk, pk=pk)
    assessor = queries.assessor_of(seat, pk=pk) if seat else None
    if assessor is None:
        raise Http404
    slug = request.organisation.slug
    home = reverse("assessments:assessment", args=[slug, pk])
    url = reverse("assessments:rate", args=[slug, pk])
    return Desk(assessor, url, home_url=home, activity="", holder=queries.holder_of(assessor.seat), base_url=home)


def seat_desk(request: PublicRequest, token: str, pk: int) -> Desk | None:
    """The seat that a link opens; nothing where the link is wrong or the grid is not asked of it."""
    seat = processes.seat_for_token(token)
    assessor = queries.assessor_of(seat, pk=pk) if seat else None
    if assessor is None:
        return None
    home = reverse("assessments:seat", args=[request.organisation.slug, token])
    url = reverse("assessments:seat_rate", args=[request.organisation.slug, token, pk])
    holder = queries.holder_of(assessor.seat)
    return Desk(assessor, url, home_url=home, activity=activity_token(request.path), holder=holder, base_url=url)


def paper_desk(request: MemberRequest, pk: int, assessor: int) -> Desk:
    """The sheet of a seat, for whoever enters it. What others answered is read from where they sit themselves."""
    found = queries.placed_at(assessor, assessment=pk)
    if found is None:
        raise Http404
    slug = request.organisation.slug
    home = reverse("assessments:assessment", args=[slug, pk])
    url = reverse("assessments:enter_paper", args=[slug, pk, assessor])
    holder = queries.paper_holder(found, by=request.member)
    return Desk(found, url, home_url=home, activity="", holder=holder, base_url=home, is_paper=True)


def code_at(assessment: Assessment, *, number: int) -> str:
    """The question of that number; where it is not asked there is nothing to see."""
    codes = queries.codes(assessment)
    if not 1 <= number <= len(codes):
        raise Http404
    return codes[number - 1]


def broken_link(request: PublicRequest) -> HttpResponse:
    page = processes.broken_link_page(request.organisation, kept=typed_words(request))
    return render(request, "site/error.html", {"page": page}, status=404)
