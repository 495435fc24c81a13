from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from balises.boxes import queries as boxes
from balises.boxes import services as box_services
from balises.boxes.rules import BoxState, is_token, refusal_to_join
from balises.cards import queries, rules, services
from balises.cards.forms import CardForm, CollectionForm, InvitationForm, ReminderForm, UseFromCardsForm
from balises.cards.models import CardCollection
from balises.cards.rules import CollectionState
from balises.organisations.access import MemberRequest, PublicRequest, requires
from balises.organisations.permissions import Permission
from balises.shared.errors import Refusal, Refused, insist
from balises.shared.http import participant_post, public
from balises.shared.wording import sentence_for

_VIEWS = {"salle": "cards/room.html", "compte": "cards/room.html#count", "etat": "cards/collection.html#state"}
_STATUS = {"boxes.unknown_code": 404, "boxes.broken_token": 404}
FOREIGN, STALE, GONE, UNREADABLE, TOO_MANY = 403, 409, 410, 422, 429
_REFUSED_POSTS = {FOREIGN: Refusal("shared.foreign_origin"), STALE: Refusal("shared.stale_form")}


# Those who run a harvest


@require_safe
@requires(Permission.PROCESS_SEE)
def collections(request: MemberRequest) -> HttpResponse:
    return render(request, "cards/collections.html", {"page": queries.collections_page(request.organisation)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CARDS_RUN)
def new(request: MemberRequest) -> HttpResponse:
    asked = {"process": request.GET.get("demarche"), "question": request.GET.get("question")}
    form = CollectionForm(request.POST or None, initial=asked)
    if form.is_valid():
        try:
            return redirect(services.make_collection(**form.cleaned_data, by=request.member))
        except Refused as refused:
            form.add_error(None, sentence_for(refused.refusal))
    page = queries.new_page(request.organisation)
    return render(request, "cards/new.html", {"page": page, "form": form}, status=_form_status(form))


@require_safe
@requires(Permission.PROCESS_SEE)
@cache_control(private=True, no_cache=True)
def collection(request: MemberRequest, pk: int) -> HttpResponse:
    page = queries.collection_page(_harvest(pk), member=request.member)
    has_room = page.code != ""
    template = _VIEWS.get(request.GET.get("vue", "") if has_room else "", "cards/collection.html")
    return render(request, template, {"page": page, "form": InvitationForm()})


@require_POST
@requires(Permission.CARDS_RUN)
def open_collection(request: MemberRequest, pk: int) -> HttpResponse:
    return redirect(services.open_collection(_harvest(pk), by=request.member))


@require_POST
@requires(Permission.CARDS_RUN)
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    harvest = _harvest(pk)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        page = queries.collection_page(harvest, member=request.member)
        return render(request, "cards/collection.html", {"page": page, "form": form}, status=UNREADABLE)
    count = services.invite_people(harvest, addresses=form.cleaned_data["addresses"], by=request.member)
    messages.success(request, _invited(count))
    return redirect(harvest)


@require_POST
@requires(Permission.CARDS_RUN)
def remind(request: MemberRequest, pk: int) -> HttpResponse:
    harvest = _harvest(pk)
    form = ReminderForm(request.POST)
    after = form.cleaned_data["after"] if form.is_valid() else 0
    services.remind_people(harvest, after=after, by=request.member)
    messages.success(request, _("Le rappel part à toutes les personnes invitées."))
    return redirect(harvest)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CARDS_RUN)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    harvest = _harvest(pk)
    if request.method == "POST":
        return redirect(services.close_collection(harvest, by=request.member))
    insist(rules.refusal_to_close(CollectionState(harvest.state)))
    return render(request, "cards/close.html", {"page": queries.close_page(harvest)})


# Those who read its cards


@require_safe
@requires(Permission.CARDS_READ)
def read(request: MemberRequest, pk: int) -> HttpResponse:
    harvest = _harvest(pk)
    insist(rules.refusal_to_read(CollectionState(harvest.state)))
    return render(request, "cards/cards.html", {"page": queries.cards_page(harvest)})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CARDS_READ)
def draft_use(request: MemberRequest, pk: int) -> HttpResponse:
    harvest = _harvest(pk)
    keys = (request.POST or request.GET).getlist("carte")
    cards = queries.chosen_cards(harvest, keys=keys)
    insist(rules.refusal_to_draft_use(CollectionState(harvest.state), card_count=len(cards)))
    form = UseFromCardsForm(request.POST or None, initial={"visibility": queries.common_visibility(cards)})
    if form.is_valid():
        try:
            facts = form.use_facts()
            return redirect(services.draft_use_from_cards(harvest, card_keys=keys, facts=facts, by=request.member))
        except Refused as refused:
            form.add_error("title", sentence_for(refused.refusal))
    page = queries.draft_page(harvest, cards=cards)
    return render(request, "cards/draft_use.html", {"page": page, "form": form}, status=_form_status(form))


# Those who write a card


@require_http_methods(["GET", "HEAD", "POST"])
@public("a participant writes a card: no account, no cookie")
@csrf_exempt  # no cookie to compare with: `participant_post` checks the origin and the activity, just below
@cache_control(private=True, no_cache=True)
def participate(request: PublicRequest, code: str) -> HttpResponse:
    """Where the POST itself is refused, the page comes back with what was typed."""
    answer = _participate(request, code)
    refusal = _REFUSED_POSTS.get(answer.status_code)
    return answer if refusal is None else _ask_again(request, code, refusal=refusal, status=answer.status_code)


@participant_post
def _participate(request: PublicRequest, code: str) -> HttpResponse:
    harvest = queries.collection_behind(code)
    refusal = _refusal_to_participate(request, harvest)
    if harvest is None or refusal is not None:
        return _refuse(request, refusal or Refusal("boxes.unknown_code"), typed=request.POST)
    if request.method == "POST":
        return _receive(request, harvest)
    return _ask(request, harvest, form=CardForm(), token=box_services.new_token())


@require_safe
@public("the link of an invitation, tied to no account")
@cache_control(private=True, no_cache=True)
def participate_invited(request: PublicRequest, code: str, token: str) -> HttpResponse:
    harvest = queries.collection_behind(code)
    refusal = _refusal_to_participate(request, harvest)
    if harvest is None or refusal is not None:
        return _refuse(request, refusal or Refusal("boxes.unknown_code"), typed={})
    if not box_services.token_is_known(queries.box_of(harvest), token):
        return _refuse(request, Refusal("boxes.broken_token"), typed={})
    return _ask(request, harvest, form=CardForm(), token=token)


@require_safe
@public("said after every card, the first or its replacement")
def thanks(request: PublicRequest, code: str) -> HttpResponse:
    return render(request, "cards/said.html", {"page": queries.thanks_page()})


@require_safe
@public("the same card on paper")
def paper(request: PublicRequest, code: str) -> HttpResponse:
    harvest = queries.collection_behind(code)
    if harvest is None:
        return _refuse(request, Refusal("boxes.unknown_code"), typed={})
    return render(request, "cards/paper.html", {"page": queries.paper_page(harvest)})


def _receive(request: PublicRequest, harvest: CardCollection) -> HttpResponse:
    form, token = CardForm(request.POST), _token_sent(request)
    if not form.is_valid():
        return _ask(request, harvest, form=form, token=token, status=UNREADABLE)
    try:
        box_services.count_post(request.META["REMOTE_ADDR"])
    except Refused as refused:
        form.add_error(None, sentence_for(refused.refusal))
        return _ask(request, harvest, form=form, token=token, status=TOO_MANY)
    try:
        services.put_card(harvest, token=token, card=form.card())
    except Refused as refused:  # closed while the card was being written
        return _refuse(request, refused.refusal, typed=request.POST)
    return HttpResponseRedirect(f"{queries.address_of(harvest)}/merci")


def _ask_again(request: PublicRequest, code: str, *, refusal: Refusal, status: int) -> HttpResponse:
    harvest = queries.collection_behind(code)
    closed = _refusal_to_participate(request, harvest)
    if harvest is None or closed is not None:
        return _refuse(request, closed or Refusal("boxes.unknown_code"), typed=request.POST)
    form = CardForm(request.POST)
    form.add_error(None, sentence_for(refusal))
    # A foreign page knows the token it sent: whoever goes on from here gets another.
    token = box_services.new_token() if status == FOREIGN else _token_sent(request)
    return _ask(request, harvest, form=form, token=token, status=status)


def _token_sent(request: PublicRequest) -> str:
    """The token of the form; where it was broken on its way, a new one, so that no card is lost."""
    token = request.POST.get("token", "")
    return token if is_token(token) else box_services.new_token()


def _ask(
    request: HttpRequest, harvest: CardCollection, *, form: CardForm, token: str, status: int = 200
) -> HttpResponse:
    page = queries.participant_page(harvest, token=token)
    return render(request, "cards/card.html", {"page": page, "form": form}, status=status)


def _refuse(request: HttpRequest, refusal: Refusal, *, typed: Mapping[str, str]) -> HttpResponse:
    """Say why, and give back what was typed, to be kept elsewhere."""
    page = queries.refused_page(refusal, kept=queries.typed_answers(typed))
    return render(request, "cards/said.html", {"page": page}, status=_STATUS.get(refusal.code, GONE))


def _refusal_to_participate(request: HttpRequest, harvest: CardCollection | None) -> Refusal | None:
    if harvest is None:
        box_services.count_wrong_code(request.META["REMOTE_ADDR"])
    state: BoxState | None = boxes.shown_state(queries.box_of(harvest)) if harvest else None
    return refusal_to_join(state)


def _harvest(pk: int) -> CardCollection:
    found: CardCollection = get_object_or_404(queries.in_scope(), pk=pk)
    return found


def _form_status(form: CollectionForm | UseFromCardsForm) -> int:
    return UNREADABLE if form.is_bound and form.errors else 200


def _invited(count: int) -> str:
    if count == 0:
        return _("Toutes ces adresses étaient déjà invitées : aucun message de plus ne part.")
    return ngettext("Une invitation part.", "%(count)s invitations partent.", count) % {"count": count}
