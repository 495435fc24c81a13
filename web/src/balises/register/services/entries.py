"""What can happen to an AI use: it is drafted, described, judged by a body, published, withdrawn."""

from dataclasses import asdict

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from balises.organisations import journal
from balises.organisations.models import Member
from balises.processes.models import Process
from balises.register import queries, rules
from balises.register.models import AIUse
from balises.register.rules import AnswerFacts, DetailFacts, Gaps, Pronouncement, Tiers, UseFacts
from balises.register.services.reconsidering import answer_requests
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind


@transaction.atomic
def draft_use(
    process: Process, *, facts: UseFacts, came_from: tuple[Node, ...], spotted: str, by: Member | None
) -> AIUse:
    """Write down a use that was seen, with where it was seen in words that carry no small number."""
    insist(rules.refusal_to_draft(facts, is_already_drafted=queries.has_use(process, title=facts.title)))
    use = AIUse.objects.create(
        organisation_id=process.organisation_id,
        process=process,
        slug=queries.free_slug(facts.title),
        spotted=spotted,
        node=trace.mark(Kind.USE, facts.title, on=timezone.localdate(), came_from=came_from),
        **asdict(facts),
    )
    trace.place(use.node, address=use.get_absolute_url())
    journal.record("register.use_drafted", use, by=by)
    return use


@transaction.atomic
def describe_use(
    use: AIUse, *, facts: UseFacts, answers: AnswerFacts, details: DetailFacts | None = None, by: Member
) -> AIUse:
    """Mend what is written of a use; once it is published, it may not become unanswerable."""
    use = queries.locked(use)
    insist(rules.refusal_to_draft(facts, is_already_drafted=queries.has_use(use.process, title=facts.title, but=use)))
    insist(rules.refusal_to_describe(queries.entry_facts(use, answers=answers)))
    written = {**asdict(facts), **asdict(answers), **(asdict(details) if details else {})}
    for name, value in written.items():
        setattr(use, name, value)
    use.save(update_fields=[*written])
    trace.rename(use.node, title=use.title, on=use.node.on)
    if use.is_published:
        show_entry(use)
    journal.record("register.use_described", use, by=by)
    return use


@transaction.atomic
def pronounce(use: AIUse, *, said: Pronouncement, decision: Node, by: Member) -> AIUse:
    """Give a use the status its deciding body pronounced. Only a decision calls this; pronounced again, it replaces."""
    use = queries.locked(use)
    gates = queries.gates_in_the_way(use)
    months = rules.longest_review_months(gates, status=said.status)
    insist(rules.refusal_to_pronounce(said, today=timezone.localdate(), longest_months=months))
    insist(rules.refusal_to_pronounce_over(gates, status=said.status))
    if use.pronounced_on is not None:
        use.former_status, use.former_on = use.status, use.pronounced_on
    use.status, use.pronounced_by, use.decision_node = said.status, said.body, decision
    use.pronounced_on, use.review_on = said.on, said.review_on
    written = ("status", "pronounced_by", "pronounced_on", "review_on", "decision_node", "former_status", "former_on")
    use.save(update_fields=written)
    if use.entry_node is not None:
        trace.link(decision, result=use.entry_node)
    answer_requests(use, on=said.on, by=by)
    journal.record("register.status_pronounced", use, by=by)
    return use


@transaction.atomic
def publish_entry(use: AIUse, *, came_from: tuple[Node, ...], by: Member) -> AIUse:
    """Put a use on the public register, at an address that stays."""
    use = queries.locked(use)
    insist(rules.refusal_to_publish(queries.entry_facts(use)))
    today = timezone.localdate()
    use.entry_node = use.entry_node or trace.mark(Kind.ENTRY, use.title, on=today)
    use.published_on, use.withdrawn_on = today, None
    use.save(update_fields=["entry_node", "published_on", "withdrawn_on"])
    pronounced = (use.decision_node,) if use.decision_node else ()
    for source in (use.node, *pronounced, *came_from):
        trace.link(source, result=use.entry_node)
    show_entry(use)
    journal.record("register.entry_published", use, by=by)
    return use


@transaction.atomic
def choose_tiers(use: AIUse, *, tiers: Tiers, gaps: Gaps, by: Member) -> AIUse:
    """Say which fields the public reads, and why an empty one is empty."""
    use = queries.locked(use)
    insist(rules.refusal_to_choose_tiers(tiers, gaps=gaps, today=timezone.localdate()))
    use.tiers = {str(field): str(tier) for field, tier in tiers.items()}
    use.gaps = {name: {"because": gap.because.strip(), "until": gap.until.isoformat()} for name, gap in gaps.items()}
    use.save(update_fields=["tiers", "gaps"])
    journal.record("register.tiers_chosen", use, by=by)
    return use


@transaction.atomic
def withdraw_entry(use: AIUse, *, by: Member) -> AIUse:
    """Take a use off the public register; its address says that it was there."""
    use = queries.locked(use)
    insist(rules.refusal_to_withdraw(is_published=use.is_published))
    use.withdrawn_on = timezone.localdate()
    use.save(update_fields=["withdrawn_on"])
    if use.entry_node is not None:
        trace.withdraw(use.entry_node)
    journal.record("register.entry_withdrawn", use, by=by)
    return use


def show_entry(use: AIUse) -> None:
    """The entry's node follows the use: same title, for members and for everyone."""
    if use.entry_node is None:
        raise ValueError("Only a use with an entry has a node to publish.")
    address = reverse("register:entry", args=[use.organisation.slug, use.slug])
    trace.rename(use.entry_node, title=use.title, on=use.entry_node.on)
    trace.place(use.entry_node, address=address)
    trace.publish(use.entry_node, face=trace.PublicFace(use.title, address))
