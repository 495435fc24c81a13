"""An impact assessment made elsewhere is kept beside its use, whole, and fills what nobody had written yet."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from balises.organisations import journal
from balises.organisations.models import Member
from balises.register import queries
from balises.register.models import AIUse, ImpactAssessment


@transaction.atomic
def keep_pia(use: AIUse, *, document: Mapping[str, Any], values: Mapping[str, str], by: Member) -> ImpactAssessment:
    """What the use says already is never overwritten. A newer assessment takes the place of the former."""
    use = queries.locked(use)
    empty = {name: text for name, text in values.items() if not queries.current(use, name)}
    for name, text in empty.items():
        setattr(use, name, text)
    use.save(update_fields=[*empty])
    former = ImpactAssessment.objects.filter(use=use).first()
    taken = {**(former.taken if former else {}), **empty}
    kept = {name: text for name, text in taken.items() if text == values.get(name)}
    held, _is_new = ImpactAssessment.objects.update_or_create(
        use=use, defaults={"document": dict(document), "taken": kept, "on": timezone.localdate()}
    )
    journal.record("register.pia_kept", use, by=by)
    return held


@transaction.atomic
def remove_pia(held: ImpactAssessment, *, by: Member) -> None:
    """Take it back, with the texts that came from it and that nobody rewrote; what the public reads stays."""
    use = queries.locked(held.use)
    same = [name for name, text in held.taken.items() if queries.current(use, name) == text and not use.is_published]
    for name in same:
        setattr(use, name, "")
    use.save(update_fields=same)
    held.delete()
    journal.record("register.pia_removed", use, by=by)
