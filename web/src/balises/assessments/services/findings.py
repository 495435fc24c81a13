"""What we found is let out; what another organisation found comes in, is read, is kept beside ours, is removed."""

from django.db import transaction
from django.utils import timezone

from balises.assessments import queries, rules
from balises.assessments.models import ReceivedFindings
from balises.assessments.phrases import FINDINGS_TITLE
from balises.assessments.rules import Findings, FindingsState, SentFindings
from balises.organisations import journal
from balises.organisations.models import Member
from balises.register import queries as register
from balises.register.models import AIUse
from balises.shared.errors import insist
from balises.trace import services as trace
from balises.trace.rules import Kind


@transaction.atomic
def let_out(use: AIUse, *, is_named: bool, by: Member) -> Findings:
    """Give what may leave of the last shared look, and write down that it left."""
    found = queries.findings(use, is_named=is_named)
    insist(rules.refusal_to_let_out(queries.leaving_facts(use, found=found, is_named=is_named)))
    if found is None:
        raise ValueError("What is let out was found.")
    journal.record("assessments.findings_let_out", use, by=by)
    return found


@transaction.atomic
def read_findings(use: AIUse, *, sent: SentFindings, by: Member) -> ReceivedFindings:
    """Hold what a file says until someone keeps it; one read before and left there gives its place."""
    use = register.locked(use)
    is_kept = queries.is_kept(use, digest=sent.file.digest)
    insist(rules.refusal_to_take_in(sent, known=queries.known_grids(), is_kept=is_kept))
    ReceivedFindings.objects.filter(use=use, state=FindingsState.READ).delete()
    held: ReceivedFindings = ReceivedFindings.objects.create(
        use=use,
        document=rules.as_document(sent.file.findings),
        digest=sent.file.digest,
        on=timezone.localdate(),
    )
    journal.record("assessments.findings_read", held, by=by)
    return held


@transaction.atomic
def keep_findings(held: ReceivedFindings, *, by: Member) -> ReceivedFindings:
    """Keep it beside our use: it is no rating of ours, and opens no gate here."""
    held = queries.locked_received(held)
    insist(rules.refusal_to_keep(FindingsState(held.state), common=queries.common_codes(held)))
    found = rules.findings_of(held.document)
    title = str(FINDINGS_TITLE) % {"organisation": found.organisation, "use": found.use}
    held.node = trace.mark(Kind.ELSEWHERE, title, on=timezone.localdate(), came_from=(held.use.node,))
    trace.place(held.node, address=held.get_absolute_url())
    held.state = FindingsState.KEPT
    held.save(update_fields=["state", "node"])
    journal.record("assessments.findings_kept", held, by=by)
    return held


@transaction.atomic
def remove_findings(held: ReceivedFindings, *, by: Member) -> None:
    """Undo: what came in goes, its place in the thread too."""
    held = queries.locked_received(held)
    journal.record("assessments.findings_removed", held, by=by)
    node = held.node
    held.delete()
    if node is not None:
        trace.forget(node)
