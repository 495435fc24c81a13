"""A consent round: a text is proposed, understood, objected to, amended, and adopted when no objection is left open."""

from dataclasses import dataclass, replace
from enum import StrEnum


class RoundState(StrEnum):
    """Where a round is."""

    CLARIFYING = "clarifying"
    """Questions are asked to understand, and answered."""
    OBJECTIONS = "objections"
    """Objections are raised and settled."""
    SETTLED = "settled"
    """The body has decided; nothing changes any more."""


class Outcome(StrEnum):
    """What the body decided."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


class ObjectionState(StrEnum):
    """What became of an objection."""

    RAISED = "raised"
    """Not settled: nothing can be decided."""
    INTEGRATED = "integrated"
    """It changed the text, and says how."""
    MAINTAINED = "maintained"
    """It stands against the decision; its seat may consent to see it printed."""
    WITHDRAWN = "withdrawn"
    """Its seat no longer holds it."""


class Refusal(StrEnum):
    """Why an act is refused. Codes, not sentences: the caller speaks to people, in their language."""

    SEALED = "sealed"
    CLARIFICATIONS_ARE_OVER = "clarifications_are_over"
    CLARIFICATIONS_ARE_OPEN = "clarifications_are_open"
    ALREADY_ASKED = "already_asked"
    NOT_ASKED = "not_asked"
    UNANSWERED_QUESTION = "unanswered_question"
    OBJECTIONS_ARE_HEARD = "objections_are_heard"
    OBJECTIONS_COME_LATER = "objections_come_later"
    ALREADY_OBJECTED = "already_objected"
    NOT_OBJECTED = "not_objected"
    NOTHING_CHANGED = "nothing_changed"
    DISSENT_IS_NOT_MAINTAINED = "dissent_is_not_maintained"
    NO_CONSENT = "no_consent"
    NO_DISSENT = "no_dissent"
    SAME_WORDING = "same_wording"
    NO_REASON = "no_reason"
    NO_OBJECTION_ROUND = "no_objection_round"
    UNSETTLED_OBJECTION = "unsettled_objection"


@dataclass(frozen=True)
class Question:
    """What is asked to understand, and its answer, empty until it is given."""

    text: str
    answer: str = ""


@dataclass(frozen=True)
class Objection:
    """A risk seen for the mission or for those who must live with the decision, said by a seat.

    Parameters
    ----------
    seat, text : str
        Who says it, and what; the two together name it.
    state : ObjectionState
    what_it_changed : str
        In the text, where it was integrated.
    dissent : str
        The minority opinion to be printed, in the seat's own words and with its consent; empty if none.
    """

    seat: str
    text: str
    state: ObjectionState = ObjectionState.RAISED
    what_it_changed: str = ""
    dissent: str = ""


@dataclass(frozen=True)
class Settlement:
    """What became of an objection, and the dissent that its seat agrees to see printed.

    Parameters
    ----------
    state : ObjectionState
    what_it_changed : str
        In the text; needed if it was integrated.
    dissent : str
        In the seat's own words; only if it is maintained, and with its consent.
    has_consent : bool
    """

    state: ObjectionState
    what_it_changed: str = ""
    dissent: str = ""
    has_consent: bool = False


@dataclass(frozen=True)
class ConsentRound:
    """A round as it stands; every act gives another one, or a `Refusal`, and leaves this one as it is.

    Parameters
    ----------
    wordings : tuple of str
        Every wording of the text, the last one being what is proposed; at least one, none empty.
    state : RoundState
    questions : tuple of Question
    objections : tuple of Objection
        In the order they were said.
    outcome : Outcome, or None until it is settled
    reasons : str
        Of the decision.
    """

    wordings: tuple[str, ...]
    state: RoundState = RoundState.CLARIFYING
    questions: tuple[Question, ...] = ()
    objections: tuple[Objection, ...] = ()
    outcome: Outcome | None = None
    reasons: str = ""

    @property
    def text(self) -> str:
        """What is proposed now."""
        return self.wordings[-1]

    @property
    def dissent(self) -> tuple[Objection, ...]:
        """Objections that stand and are to be printed."""
        return tuple(each for each in self.objections if each.state is ObjectionState.MAINTAINED and each.dissent)


def propose(text: str) -> ConsentRound:
    """Open a round on a text; ValueError on an empty one.

    Notes
    -----
    A round names seats and holds their words: it is the work of a named body, with no number in it, and is not a
    vote. `portulan.protect` has nothing to do with it.

    References
    ----------
    The states and refusals are those of the decisions of Balises, and a test holds them together. The method: consent
    in sociocracy, where one decides when nobody has an objection left to say, not when everyone is for.

    Examples
    --------
    >>> heard = hear_objections(propose("Letters are read over by a person."))
    >>> objected = raise_objection(heard, seat="service user", text="By whom?")
    >>> conclude(objected, outcome=Outcome.ADOPTED, reasons="Agreed.")
    <Refusal.UNSETTLED_OBJECTION: 'unsettled_objection'>
    >>> amended = amend(objected, text="Letters are read over by their author.")
    >>> key = ("service user", "By whom?")
    >>> said = Settlement(ObjectionState.INTEGRATED, what_it_changed="Says by whom.")
    >>> settled = settle(amended, key, settlement=said)
    >>> conclude(settled, outcome=Outcome.ADOPTED, reasons="Agreed.").state
    <RoundState.SETTLED: 'settled'>
    """
    if not text.strip():
        raise ValueError("A proposal has a text.")
    return ConsentRound((text,))


def ask(round_: ConsentRound, *, text: str) -> ConsentRound | Refusal:
    """Note a question; refused once objections are heard, or if it was asked already."""
    if round_.state is not RoundState.CLARIFYING:
        return _sealed(round_) or Refusal.CLARIFICATIONS_ARE_OVER
    if any(each.text == text for each in round_.questions):
        return Refusal.ALREADY_ASKED
    return replace(round_, questions=(*round_.questions, Question(text)))


def answer(round_: ConsentRound, question: str, *, text: str) -> ConsentRound | Refusal:
    """Answer a question, or mend its answer, while questions are open."""
    if round_.state is not RoundState.CLARIFYING:
        return _sealed(round_) or Refusal.CLARIFICATIONS_ARE_OVER
    if all(each.text != question for each in round_.questions):
        return Refusal.NOT_ASKED
    answered = tuple(replace(each, answer=text) if each.text == question else each for each in round_.questions)
    return replace(round_, questions=answered)


def hear_objections(round_: ConsentRound) -> ConsentRound | Refusal:
    """Open the round of objections: one objects to what one understands, so every question has its answer first."""
    if round_.state is not RoundState.CLARIFYING:
        return _sealed(round_) or Refusal.OBJECTIONS_ARE_HEARD
    if any(not each.answer for each in round_.questions):
        return Refusal.UNANSWERED_QUESTION
    return replace(round_, state=RoundState.OBJECTIONS)


def return_to_clarifications(round_: ConsentRound) -> ConsentRound | Refusal:
    """Go back to questions; objections already said stay."""
    if round_.state is RoundState.CLARIFYING:
        return Refusal.CLARIFICATIONS_ARE_OPEN
    return _sealed(round_) or replace(round_, state=RoundState.CLARIFYING)


def raise_objection(round_: ConsentRound, *, seat: str, text: str) -> ConsentRound | Refusal:
    """Note an objection of a seat."""
    if round_.state is not RoundState.OBJECTIONS:
        return _sealed(round_) or Refusal.OBJECTIONS_COME_LATER
    if any((each.seat, each.text) == (seat, text) for each in round_.objections):
        return Refusal.ALREADY_OBJECTED
    return replace(round_, objections=(*round_.objections, Objection(seat, text)))


def settle(round_: ConsentRound, objection: tuple[str, str], *, settlement: Settlement) -> ConsentRound | Refusal:
    """Say what became of the objection of this seat and text; back to « raised » undoes it."""
    if round_.state is not RoundState.OBJECTIONS:
        return _sealed(round_) or Refusal.OBJECTIONS_COME_LATER
    if all((each.seat, each.text) != objection for each in round_.objections):
        return Refusal.NOT_OBJECTED
    refusal = _refusal_to_say(settlement)
    if refusal is not None:
        return refusal
    settled = Objection(*objection, settlement.state, settlement.what_it_changed, settlement.dissent)
    others = tuple(settled if (each.seat, each.text) == objection else each for each in round_.objections)
    return replace(round_, objections=others)


def amend(round_: ConsentRound, *, text: str) -> ConsentRound | Refusal:
    """Give the proposal a new wording; the former ones stay, and so do the objections."""
    if round_.state is RoundState.SETTLED:
        return Refusal.SEALED
    if text == round_.text:
        return Refusal.SAME_WORDING
    return replace(round_, wordings=(*round_.wordings, text))


def conclude(round_: ConsentRound, *, outcome: Outcome, reasons: str) -> ConsentRound | Refusal:
    """Decide, with reasons; never over an objection that was not settled."""
    if not reasons.strip():
        return Refusal.NO_REASON
    if round_.state is RoundState.CLARIFYING:
        return Refusal.NO_OBJECTION_ROUND
    if any(each.state is ObjectionState.RAISED for each in round_.objections):
        return Refusal.UNSETTLED_OBJECTION
    return _sealed(round_) or replace(round_, state=RoundState.SETTLED, outcome=outcome, reasons=reasons)


def _sealed(round_: ConsentRound) -> Refusal | None:
    return Refusal.SEALED if round_.state is RoundState.SETTLED else None


def _refusal_to_say(said: Settlement) -> Refusal | None:
    """An integrated objection says what it changed; a dissent is printed with its seat's consent only."""
    if said.state is ObjectionState.INTEGRATED and not said.what_it_changed.strip():
        return Refusal.NOTHING_CHANGED
    if said.dissent and said.state is not ObjectionState.MAINTAINED:
        return Refusal.DISSENT_IS_NOT_MAINTAINED
    if said.dissent and not said.has_consent:
        return Refusal.NO_CONSENT
    return Refusal.NO_DISSENT if said.has_consent and not said.dissent else None
