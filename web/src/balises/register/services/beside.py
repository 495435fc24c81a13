"""Another team looked at the same tool: what it found is read beside ours, never before."""

from django.db import transaction

from balises.organisations import journal
from balises.organisations.models import Member
from balises.register import queries, rules
from balises.register.models import AIUse
from balises.shared.errors import insist


@transaction.atomic
def name_same_tool(use: AIUse, *, other: AIUse | None, by: Member) -> AIUse:
    """Say which other use has the same tool, or that none has."""
    use = queries.locked(use)
    insist(rules.refusal_to_stand_beside(is_itself=other is not None and other.pk == use.pk))
    use.same_tool = other
    use.save(update_fields=["same_tool"])
    journal.record("register.same_tool_named", use, by=by)
    return use
