"""Where the forms of the register are shown: facts, gates, gains, hard knocks, files that come in."""

from django.utils import timezone

from access.addresses import Facts
from access.place import Place, lead_of
from balises.register import queries
from balises.register import services as register
from balises.register.models import AIUse, Gain, Gate, Import, Knock, StressSession
from balises.register.rules import Closing, GateState, why_never_closed
from factories.world import Corner


def _gate_to_close(corner: Corner) -> Facts:
    """A gate that words can close: not a limit, nor one that its cause holds."""
    open_ones = Gate.objects.exclude(state=GateState.CLOSED).order_by("pk")
    return {"pk": next(each.pk for each in open_ones if why_never_closed(queries.gate_facts(each)) is None)}


def _closed_gate(corner: Corner) -> Facts:
    gate = Gate.objects.get(pk=_gate_to_close(corner)["pk"])
    closing = Closing("C’est fait.", "Le compte rendu de juin.", "L’instance")
    return {"pk": register.close_gate(gate, closing=closing, decision=None, by=lead_of(corner)).pk}


def _use_of_gate(facts: Facts) -> Facts:
    return {"pk": Gate.objects.get(pk=facts["pk"]).use_id}


def _use_of_gain(facts: Facts) -> Facts:
    return {"pk": Gain.objects.get(pk=facts["pk"]).use_id}


def _silent_card(corner: Corner) -> Facts:
    """A card that nobody has said anything of."""
    session = Knock.objects.latest("pk").session
    said = set(session.knocks.values_list("card", flat=True))
    return {"pk": session.pk, "card": next(card["code"] for card in session.cards if card["code"] not in said)}


def _card_with_a_margin(corner: Corner) -> Facts:
    knock = Knock.objects.exclude(margin="").order_by("pk")[0]
    return {"pk": knock.session_id, "card": knock.card}


def _silent_session(corner: Corner) -> Facts:
    use, cards = AIUse.objects.order_by("pk")[0], ["st-01", "st-02", "st-03"]
    return {"pk": register.play_cards(use, cards=cards, on=timezone.localdate(), by=lead_of(corner)).pk}


def _of_the_session(facts: Facts) -> Facts:
    return {"pk": facts["pk"]}


def _use_never_played(corner: Corner) -> Facts:
    return {"pk": AIUse.objects.exclude(pk__in=StressSession.objects.values("use")).order_by("pk")[0].pk}


def _written_import(corner: Corner) -> Facts:
    held = Import.objects.order_by("pk")[0]
    seal = queries.seal_of(queries.plan(held))
    return {"pk": register.do_import(held, seal=seal, by=lead_of(corner)).pk}


REGISTER_PLACES: dict[str, Place] = {
    "register:facts": Place(),
    "register:tiers": Place(),
    "register:frame_gate": Place(put=_gate_to_close),
    "register:close_gate": Place(put=_gate_to_close),
    "register:reopen_gate": Place("register:gates", put=_closed_gate, page_of=_use_of_gate),
    "register:gain": Place(),
    "register:remove_gain": Place("register:gains", page_of=_use_of_gain),
    "register:play_cards": Place(),
    "register:record_knock": Place(put=_silent_card),
    "register:undo_knock": Place("register:stress_session", put=_card_with_a_margin, page_of=_of_the_session),
    "register:create_margin": Place("register:stress_session", put=_card_with_a_margin, page_of=_of_the_session),
    "register:remove_session": Place("register:stress_session", put=_silent_session),
    "register:same_tool": Place(),
    "register:imports": Place(),
    "register:do_import": Place("register:import"),
    "register:undo_import": Place("register:import", put=_written_import),
    "register:pia": Place(),
    "register:remove_pia": Place("register:pia"),
}
