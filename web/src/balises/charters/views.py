from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.charters import formats, queries, services
from balises.charters.forms import AdoptForm, ArticleForm, CharterForm, StartForm
from balises.charters.models import Article, Charter, CharterVersion
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.http import public


@require_safe
@public("the charter in force")
def charter(request: PublicRequest) -> HttpResponse:
    found = queries.version_in_force(request.organisation)
    if found is None:
        return render(request, "charters/none.html", {"page": queries.no_version_page(request.organisation)})
    return render(request, "charters/version.html", {"page": queries.version_page(found)})


@require_safe
@public("the charter in force, as data")
def charter_json(request: PublicRequest) -> JsonResponse:
    found = queries.version_in_force(request.organisation)
    if found is None:
        raise Http404
    document = formats.charter_document(found, queries.article_rows(found))
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
@public("an adopted version of the charter")
def version(request: PublicRequest, number: int) -> HttpResponse:
    return render(request, "charters/version.html", {"page": queries.version_page(_version(request, number))})


@require_safe
@public("the sealed document of a version, byte for byte: its SHA-256 is the digest")
def record(request: PublicRequest, number: int) -> HttpResponse:
    document = queries.version_document(_version(request, number))
    return HttpResponse(document, content_type="application/json; charset=utf-8")


@require_safe
@public("an adopted version of the charter, to print")
def pdf(request: PublicRequest, number: int) -> HttpResponse:
    document = formats.charter_pdf(_version(request, number))
    name = f"charte-{request.organisation.slug}-v{number}.pdf"
    return HttpResponse(
        document, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@require_safe
@public("what changed from one adopted version to another")
def comparison(request: PublicRequest, number: int, former: int) -> HttpResponse:
    page = queries.comparison_page(_version(request, number), former=_version(request, former))
    return render(request, "charters/comparison.html", {"page": page})


@require_safe
@requires(Permission.CHARTER_SEE)
def draft(request: MemberRequest) -> HttpResponse:
    found = queries.draft_of(request.organisation)
    if found is None:
        return redirect("charters:start", request.organisation.slug)
    return render(request, "charters/draft.html", {"page": queries.draft_page(found)})


@require_safe
@requires(Permission.CHARTER_SEE)
def draft_comparison(request: MemberRequest) -> HttpResponse:
    former = queries.version_in_force(request.organisation)
    if former is None:
        raise Http404
    page = queries.draft_comparison_page(_draft(request), former=former)
    return render(request, "charters/comparison.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.CHARTER_WRITE)
def start(request: MemberRequest) -> HttpResponse:
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with_model = form.cleaned_data["beginning"] == "model"
        title = form.cleaned_data["title"]
        services.start_charter(request.organisation, title=title, with_model=with_model, by=request.member)
        return redirect("charters:draft", request.organisation.slug)
    return render(request, "charters/start.html", {"page": queries.start_page(request.organisation), "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.CHARTER_WRITE)
def describe(request: MemberRequest) -> HttpResponse:
    found = _draft(request)
    form = CharterForm(request.POST or None, initial={"title": found.title, "preamble": found.preamble})
    if request.method == "POST" and form.is_valid():
        services.describe_charter(found, **form.cleaned_data, by=request.member)
        return redirect("charters:draft", request.organisation.slug)
    page = queries.step_page(request.organisation, title=_("Titre et préambule"))
    return render(request, "charters/write.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.CHARTER_WRITE)
def add_article(request: MemberRequest) -> HttpResponse:
    found = _draft(request)
    form = ArticleForm(request.POST or None, initial={"decision": request.GET.get("decision")})
    if request.method == "POST" and form.is_valid():
        services.add_article(found, text=form.article_text(), decision=form.cleaned_data["decision"], by=request.member)
        return redirect("charters:draft", request.organisation.slug)
    page = queries.step_page(request.organisation, title=_("Écrire un article"))
    return render(request, "charters/write.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.CHARTER_WRITE)
def write_article(request: MemberRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    said = {"title": article.title, "text": article.text, "decision": article.decision_id}
    form = ArticleForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        services.write_article(
            article, text=form.article_text(), decision=form.cleaned_data["decision"], by=request.member
        )
        return redirect("charters:draft", request.organisation.slug)
    page = queries.step_page(request.organisation, title=_("Réécrire un article"))
    return render(request, "charters/write.html", {"page": page, "form": form})


@require_POST
@requires(Permission.CHARTER_WRITE)
def move_article(request: MemberRequest, pk: int, is_up: bool) -> HttpResponse:
    services.move_article(get_object_or_404(Article, pk=pk), is_up=is_up, by=request.member)
    return redirect("charters:draft", request.organisation.slug)


@require_http_methods(["GET", "POST"])
@requires(Permission.CHARTER_WRITE)
def remove_article(request: MemberRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    if request.method == "POST":
        services.remove_article(article, by=request.member)
        return redirect("charters:draft", request.organisation.slug)
    page = queries.step_page(request.organisation, title=_("Retirer cet article du projet ?"))
    return render(request, "charters/remove.html", {"page": page, "article": article})


@require_http_methods(["GET", "POST"])
@requires(Permission.CHARTER_WRITE)
def adopt(request: MemberRequest) -> HttpResponse:
    found, form = _draft(request), AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        adopted = services.adopt_charter(found, decision=form.cleaned_data["decision"], by=request.member)
        messages.success(request, _("La version %(number)s est adoptée et scellée.") % {"number": adopted.number})
        return redirect("charters:draft", request.organisation.slug)
    return render(request, "charters/adopt.html", {"page": queries.adopt_page(found), "form": form})


def _version(request: PublicRequest, number: int) -> CharterVersion:
    return get_object_or_404(queries.versions(request.organisation), number=number)


def _draft(request: MemberRequest) -> Charter:
    found = queries.draft_of(request.organisation)
    if found is None:
        raise Http404
    return found
