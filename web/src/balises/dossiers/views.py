from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from balises.dossiers import formats, queries
from balises.organisations.access import MemberRequest, requires
from balises.organisations.permissions import Permission
from balises.processes.models import Process
from balises.register.models import AIUse
from balises.shared.http import public
from balises.trace.models import Node


@require_safe
@public("anyone signed in sees their own organisations and no other; login_required sends the rest to sign in")
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    page = queries.mine_page(request.user.pk)
    if len(page.organisations) == 1:
        return redirect(page.organisations[0])
    return render(request, "dossiers/mine.html", {"page": page})


@require_safe
@requires(Permission.ORGANISATION_SEE)
def organisation(request: MemberRequest) -> HttpResponse:
    page = queries.organisation_page(request.organisation, member=request.member)
    return render(request, "dossiers/organisation.html", {"page": page})


@require_safe
@requires(Permission.PROCESS_SEE)
def process(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Process.objects.select_related("organisation"), pk=pk)
    page = queries.process_page(found, member=request.member)
    return render(request, "dossiers/process.html", {"page": page})


@require_safe
@requires(Permission.THREAD_SEE)
def thread(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Node.objects.select_related("organisation"), pk=pk)
    return render(request, "dossiers/thread.html", {"page": queries.thread_page(found)})


@require_safe
@requires(Permission.REGISTER_SEE)
def use(request: MemberRequest, pk: int) -> HttpResponse:
    page = queries.use_page(_use(pk), member=request.member)
    return render(request, "dossiers/use.html", {"page": page})


@require_safe
@requires(Permission.REGISTER_SEE)
def report(request: MemberRequest, pk: int, is_brief: bool = False) -> HttpResponse:
    page = queries.report_page(_use(pk), is_brief=is_brief)
    return render(request, "dossiers/report.html", {"page": page})


@require_safe
@requires(Permission.REGISTER_SEE)
def report_json(request: MemberRequest, pk: int) -> HttpResponse:
    """Byte for byte what the printed digest covers."""
    return HttpResponse(queries.report_record(_use(pk)), content_type="application/json; charset=utf-8")


@require_safe
@requires(Permission.REGISTER_SEE)
def report_file(request: MemberRequest, pk: int, suffix: str, is_brief: bool = False) -> HttpResponse:
    use = _use(pk)
    document = queries.brief_report(use) if is_brief else queries.report(use)
    name = f"{'rapport-bref' if is_brief else 'rapport'}-{use.slug}.{suffix}"
    return HttpResponse(
        formats.report_file(document, suffix=suffix, address=queries.report_address(use), is_brief=is_brief),
        content_type=formats.MEDIA_TYPES[suffix],
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _use(pk: int) -> AIUse:
    return get_object_or_404(AIUse.objects.select_related("organisation", "process__organisation", "node"), pk=pk)
