from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.register import formats, queries, services
from balises.register.forms import EntryForm, NewUseForm, PublishForm, RegisterSearch, TiersForm
from balises.register.models import AIUse
from balises.shared.http import ErrorPage, public


@require_safe
@public("the register of an organisation")
def register(request: PublicRequest) -> HttpResponse:
    search = RegisterSearch(request.GET or None)
    page = queries.register_page(request.organisation, **_sought(search))
    return render(request, "register/register.html", {"page": page, "search": search})


@require_safe
@public("the register of an organisation, as data")
def register_json(request: PublicRequest) -> JsonResponse:
    return _json(formats.organisation_document(request.organisation, queries.entries()))


@require_safe
@public("one entry of the register")
def entry(request: PublicRequest, slug: str) -> HttpResponse:
    use = _use_at(slug)
    if not use.is_published:
        return render(request, "site/error.html", {"page": _withdrawn(use)}, status=410)
    return render(request, "register/entry.html", {"page": queries.entry_page(use)})


@require_safe
@public("one entry of the register, as data")
def entry_json(request: PublicRequest, slug: str) -> JsonResponse:
    use = _use_at(slug)
    if not use.is_published:
        return _json({"error": _withdrawn(use).sentence}, status=410)
    return _json(formats.entry_document(use, queries.public_thread(use)))


@require_safe
@public("the registers of every organisation of this installation")
def instance(request: HttpRequest) -> HttpResponse:
    search = RegisterSearch(request.GET or None)
    page = queries.instance_page(**_sought(search))
    return render(request, "register/register.html", {"page": page, "search": search})


@require_safe
@public("the registers of every organisation of this installation, as data")
def instance_json(request: HttpRequest) -> JsonResponse:
    return _json(formats.register_document(queries.instance_entries()))


@require_safe
@requires(Permission.REGISTER_SEE)
def uses(request: MemberRequest) -> HttpResponse:
    return render(request, "register/uses.html", {"page": queries.uses_page(request.organisation)})


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_WRITE)
def draft(request: MemberRequest) -> HttpResponse:
    code = queries.catalogue_code(request.GET.get("depuis", ""))
    form = NewUseForm(request.POST or None, initial=queries.catalogue_words(code))
    if request.method == "POST" and form.is_valid():
        use = services.draft_use(
            form.cleaned_data["process"],
            facts=form.use_facts(),
            came_from=(),
            spotted=_("Repéré par la personne qui pilote la démarche"),
            by=request.member,
        )
        messages.success(
            request, _("Le brouillon est écrit. Restent ses faits : dix minutes, puis on le regarde à plusieurs.")
        )
        facts_url = reverse("register:facts", args=[request.organisation.slug, use.pk])
        return redirect(f"{facts_url}?depuis={code}" if code else facts_url)
    page = queries.draft_page(request.organisation, started_from=code)
    return render(request, "register/draft.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_WRITE)
def describe(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    form = EntryForm(request.POST or None, instance=use)
    page = queries.describe_page(get_object_or_404(AIUse, pk=pk))
    if request.method == "POST" and form.is_valid():
        facts, answers, details = form.use_facts(), form.answer_facts(), form.detail_facts()
        services.describe_use(use, facts=facts, answers=answers, details=details, by=request.member)
        messages.success(request, _("C’est enregistré."))
        return redirect("register:describe", request.organisation.slug, pk)
    publish = PublishForm(articles=page.articles, initial={"articles": queries.articles_behind(page.use)})
    return render(request, "register/describe.html", {"page": page, "form": form, "publish": publish})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_WRITE)
def tiers(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    empty = queries.empty_fields(use)
    form = TiersForm(request.POST or None, tiers=use.tiers, gaps=queries.gaps_of(use), empty=empty)
    if request.method == "POST" and form.is_valid():
        services.choose_tiers(use, tiers=form.tiers(), gaps=form.gaps(), by=request.member)
        messages.success(request, _("C’est enregistré."))
        return redirect("register:describe", request.organisation.slug, pk)
    return render(request, "register/tiers.html", {"page": queries.tiers_page(use), "form": form})


@require_POST
@requires(Permission.REGISTER_WRITE)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    publish = PublishForm(request.POST, articles=queries.adopted_articles())
    if not publish.is_valid():  # an article that is no more must not be left out in silence
        page = queries.describe_page(use)
        shown = {"page": page, "form": EntryForm(instance=use), "publish": publish}
        return render(request, "register/describe.html", shown, status=422)
    services.publish_entry(use, came_from=tuple(publish.cleaned_data["articles"]), by=request.member)
    messages.success(request, _("La fiche est au registre public."))
    return redirect("register:describe", request.organisation.slug, pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.REGISTER_WRITE)
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    use = get_object_or_404(AIUse, pk=pk)
    if request.method == "POST":
        services.withdraw_entry(use, by=request.member)
        messages.success(request, _("La fiche n’est plus au registre. Vous pouvez la publier de nouveau."))
        return redirect("register:describe", request.organisation.slug, pk)
    return render(request, "register/withdraw.html", {"page": queries.describe_page(use)})


def _use_at(slug: str) -> AIUse:
    use = queries.use_at(slug)
    if use is None:
        raise Http404
    return use


def _sought(search: RegisterSearch) -> dict[str, str]:
    """What was asked for, or everything where the question makes no sense."""
    if not search.is_bound or not search.is_valid():
        return {}
    return {"words": search.cleaned_data["q"], "status": search.cleaned_data["statut"]}


def _withdrawn(use: AIUse) -> ErrorPage:
    return ErrorPage(
        title=_("Cette fiche a été retirée du registre"),
        sentence=_("L’organisation l’a retirée : elle ne dit plus ce que l’organisation fait aujourd’hui."),
        action_label=_("Voir le registre"),
        action_url=queries.register_url(use.organisation),
    )


def _json(document: dict[str, Any], *, status: int = 200) -> JsonResponse:
    return JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})
