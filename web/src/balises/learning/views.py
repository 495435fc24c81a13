from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.learning import queries, services
from balises.learning.forms import CiteForm
from balises.learning.queries import Place
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import public
from balises.trace.models import Node


@require_safe
@public("the course, with the organisation's own articles")
def course(request: PublicRequest) -> HttpResponse:
    return render(request, "learning/course.html", {"page": queries.course_page(request.organisation)})


@require_safe
@public("a module of the course")
def module(request: PublicRequest, module: str) -> HttpResponse:
    page = queries.module_page(request.organisation, module=module)
    if page is None:
        raise Http404
    return render(request, "learning/module.html", {"page": page})


@require_safe
@public("a module of the course, to print")
def paper(request: PublicRequest, module: str) -> HttpResponse:
    page = queries.paper_page(request.organisation, module=module)
    if page is None:
        raise Http404
    return render(request, "learning/paper.html", {"page": page})


@require_safe
@public("a page of a module")
def lesson(request: PublicRequest, module: str, page: str) -> HttpResponse:
    shown = queries.lesson_page(request.organisation, module=module, page=page)
    if shown is None:
        raise Http404
    return render(request, "learning/lesson.html", {"page": shown})


@require_http_methods(["GET", "POST"])
@requires(Permission.COURSE_CITE)
def cite(request: MemberRequest, module: str, page: str) -> HttpResponse:
    place = _place(module=module, page=page)
    if request.method == "POST":
        form = CiteForm(request.POST, articles=queries.adopted_articles())
    else:
        form = CiteForm(articles=queries.citable_articles(place))
    if form.is_valid():
        services.cite_article(place, article=form.cleaned_data["article"], by=request.member)
        messages.success(request, _("L’article est cité sur cette page du cours."))
        return redirect("learning:cite", request.organisation.slug, module, page)
    shown = queries.cite_page(request.organisation, place=place)
    return render(request, "learning/cite.html", {"page": shown, "form": form})


@require_POST
@requires(Permission.COURSE_CITE)
def undo(request: MemberRequest, module: str, page: str, article: int) -> HttpResponse:
    cited = get_object_or_404(Node, pk=article)
    services.undo_citation(_place(module=module, page=page), article=cited, by=request.member)
    messages.success(request, _("L’article n’est plus cité. Vous pouvez le citer de nouveau."))
    return redirect("learning:cite", request.organisation.slug, module, page)


def _place(*, module: str, page: str) -> Place:
    place = queries.place_of(module=module, page=page)
    if place is None:
        raise Http404
    return place
