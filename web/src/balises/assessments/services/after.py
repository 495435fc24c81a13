"""After the sharing: what the panel says together, and what one seat holds against the others."""

from django.db import transaction
from django.utils import timezone

from balises.assessments import queries, rules
from balises.assessments.models import Assessment, Assessor, JointRating, MinorityOpinion
from balises.assessments.rules import Answer, Choice
from balises.organisations import journal
from balises.organisations.models import Member
from balises.register import services as register
from balises.shared.errors import insist


@transaction.atomic
def say_together(assessment: Assessment, *, answer: Answer, by: Member) -> JointRating:
    """Record what the panel says of a criterion after talking. The first ratings stay, and the register learns more."""
    assessment = queries.locked(assessment)
    facts, criteria = queries.panel_facts(assessment), queries.codes(assessment)
    insist(rules.refusal_to_say_together(answer, facts=facts, criteria=criteria))
    _forget_in_register(assessment, criterion=answer.criterion, by=by)
    said, _is_new = JointRating.objects.update_or_create(
        assessment=assessment,
        criterion=answer.criterion,
        defaults={
            "choice": answer.choice,
            "justification": answer.justification.strip(),
            "on": timezone.localdate(),
        },
    )
    register.add_to_look(assessment.use, node=assessment.node, criterion=answer.criterion, answer=answer.choice, by=by)
    journal.record("assessments.said_together", assessment, by=by)
    return said


@transaction.atomic
def take_joint_rating_back(assessment: Assessment, *, criterion: str, by: Member) -> None:
    """Undo. A gate that it opened stays open until somebody records why not."""
    assessment = queries.locked(assessment)
    said = JointRating.objects.filter(assessment=assessment, criterion=criterion)
    insist(rules.refusal_to_take_back(queries.panel_facts(assessment), is_said=said.exists()))
    _forget_in_register(assessment, criterion=criterion, by=by)
    said.delete()
    journal.record("assessments.joint_rating_taken_back", assessment, by=by)


def _forget_in_register(assessment: Assessment, *, criterion: str, by: Member) -> None:
    """A joint rating that is replaced leaves the register, unless a seat gave the same answer first."""
    said = JointRating.objects.filter(assessment=assessment, criterion=criterion).first()
    if said is None or Choice(said.choice) in queries.shared_choices(assessment).get(criterion, ()):
        return
    register.take_from_look(
        assessment.use, node=assessment.node, criterion=criterion, answer=Choice(said.choice), by=by
    )


@transaction.atomic
def dissent(assessor: Assessor, *, holder: str, criterion: str, text: str, is_consented: bool) -> MinorityOpinion:
    """Write down what a seat holds against the others. The journal says that it was written, not by which seat."""
    assessment = queries.locked(assessor.assessment)
    assessor = queries.locked_assessor(assessor)
    facts = queries.panel_facts(assessment, assessor=assessor, holder=holder)
    insist(rules.refusal_to_dissent(criterion, text=text, facts=facts, criteria=queries.codes(assessment)))
    if not assessor.holder:
        assessor.holder = holder
        assessor.save(update_fields=["holder"])
    today = timezone.localdate()
    opinion, _is_new = MinorityOpinion.objects.update_or_create(
        assessor=assessor,
        criterion=criterion,
        defaults={"text": text.strip(), "consented_on": today if is_consented else None, "on": today},
    )
    journal.record("assessments.opinion_written", assessment, by=None)
    return opinion


@transaction.atomic
def withdraw_consent(opinion: MinorityOpinion, *, holder: str) -> None:
    """At any time: nothing printed from now on quotes it."""
    opinion = queries.locked_opinion(opinion)
    is_theirs = queries.is_of(opinion.assessor, holder=holder)
    insist(rules.refusal_to_withdraw_consent(is_theirs=is_theirs, is_consented=opinion.consented_on is not None))
    opinion.consented_on = None
    opinion.save(update_fields=["consented_on"])
    journal.record("assessments.consent_withdrawn", opinion.assessor.assessment, by=None)


@transaction.atomic
def take_opinion_back(opinion: MinorityOpinion, *, holder: str) -> None:
    assessment = queries.locked(opinion.assessor.assessment)
    opinion = queries.locked_opinion(opinion)
    facts = queries.panel_facts(assessment, assessor=opinion.assessor, holder=holder)
    insist(rules.refusal_to_take_back(facts, is_said=True))
    opinion.delete()
    journal.record("assessments.opinion_taken_back", assessment, by=None)
