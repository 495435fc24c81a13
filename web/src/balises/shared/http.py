"""What every page shares: refusals as pages, public marks, participants' posts without a cookie."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from balises.shared.errors import Refusal, Refused
from balises.shared.wording import sentence_for

View = Callable[..., HttpResponse]
ACTIVITY_TOKEN_FIELD = "activity"  # noqa: S105, a field name
ACTIVITY_TOKEN_SECONDS = 12 * 3600
_SALT = "balises.activity"
_NEVER_TYPED = {ACTIVITY_TOKEN_FIELD, "csrfmiddlewaretoken", "token", "pad"}


class Crumb(NamedTuple):
    """One step of a breadcrumb; the page itself comes last, with no address."""

    label: str
    url: str


@dataclass(frozen=True)
class ErrorPage:
    title: str
    sentence: str
    action_label: str
    action_url: str
    kept: tuple[str, ...] = ()  # what was typed, given back where it could not be written


def public(reason: str) -> Callable[[View], View]:
    """Mark a view that anyone may reach, with the reason; an unmarked view fails a guard test."""

    def mark(view: View) -> View:
        view.public_reason = reason  # type: ignore[attr-defined]
        return view

    return mark


def activity_token(activity: str) -> str:
    """The token a participant's form carries in place of a cookie: signed for one activity, good for half a day."""
    return signing.dumps(activity, salt=_SALT)


def participant_post(view: View) -> View:
    """Accept a POST that has no cookie: same origin only, and a token signed for this very address."""

    @csrf_exempt
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            if _is_foreign(request):
                return error_page(request, Refusal("shared.foreign_origin"), status=403)
            if not _token_is_valid(request):
                return error_page(request, Refusal("shared.stale_form"), status=409)
        return view(request, *args, **kwargs)

    return checked


def _is_foreign(request: HttpRequest) -> bool:
    """A browser names the origin of a POST; « null » comes from a sandboxed or foreign page."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}
    return urlsplit(origin).netloc != request.get_host()


def _token_is_valid(request: HttpRequest) -> bool:
    try:
        signed_for = signing.loads(
            request.POST.get(ACTIVITY_TOKEN_FIELD, ""), salt=_SALT, max_age=ACTIVITY_TOKEN_SECONDS
        )
    except signing.BadSignature:
        return False
    return bool(signed_for == request.path)


def is_done(form: BaseForm, act: Callable[[], object]) -> bool:
    """Do what a valid form asks; a refusal becomes a sentence in the form, and what was typed stays."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, sentence_for(refused.refusal))
        return False
    return True


def error_page(request: HttpRequest, refusal: Refusal, *, status: int) -> HttpResponse:
    """A refusal as a page: what is in the way, and where to go."""
    page = ErrorPage(
        title=_("Ce n’est pas possible pour l’instant"),
        sentence=sentence_for(refusal),
        action_label=_("Revenir à la page"),
        action_url=request.path if request.method == "GET" else _back(request),
        kept=typed_words(request),
    )
    return render(request, "site/error.html", {"page": page}, status=status)


def typed_words(request: HttpRequest) -> tuple[str, ...]:
    """The sentences of a POST, to be given back; nothing of what another site has somebody send."""
    if request.method != "POST" or _is_foreign(request):
        return ()
    try:
        sent = request.POST.lists()
    except SuspiciousOperation:  # too much was sent to be read at all
        return ()
    typed = (text for name, texts in sent if name not in _NEVER_TYPED for text in texts)
    return tuple(text for text in typed if len(text.split()) > 1)


def _back(request: HttpRequest) -> str:
    referer = urlsplit(request.headers.get("Referer", ""))
    return referer.path if referer.netloc == request.get_host() and referer.path else "/"


class RefusalMiddleware:
    """Turn a refused act into a page that says why, with status 409."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return error_page(request, exception.refusal, status=409)
        return None
