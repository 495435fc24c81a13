from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from balises.meetings.models import Meeting, Registration
from balises.meetings.services import Plan
from balises.organisations.models import Organisation
from balises.processes.models import Process
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind
from factories.register import start_process

_numbers = count(1)


def make_article(organisation: Organisation, *, title: str = "Dire quand une IA a écrit") -> Node:
    """The node of an adopted article, as the charter publishes it."""
    node = trace.mark(Kind.ARTICLE, title, on=timezone.localdate())
    address = f"/{organisation.slug}/charte/v1#art-{node.pk}"
    trace.place(node, address=address)
    trace.publish(node, face=trace.PublicFace(title, address))
    return node


def meeting_plan(**fields: Any) -> Plan:
    starts_at = timezone.now() + timedelta(days=10)
    values = {
        "title": "Que change l’article sur les courriers ?",
        "purpose": "Le lire ensemble, avec les personnes reçues à l’accueil.",
        "place": "Salle du rez-de-chaussée",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "about": None,
    }
    return Plan(**{**values, **fields})


def make_meeting(organisation: Organisation, *, process: Process | None = None, **fields: Any) -> Meeting:
    """A meeting in ten days; with `starts_at`, two hours from then."""
    number = next(_numbers)
    if "starts_at" in fields:
        fields.setdefault("ends_at", fields["starts_at"] + timedelta(hours=2))
    values = {**vars(meeting_plan(title=f"Rencontre {number}")), "slug": f"rencontre-{number}", **fields}
    return Meeting.objects.create(organisation=organisation, process=process or start_process(organisation), **values)


def make_registration(meeting: Meeting, *, asked_at: datetime | None = None, **fields: Any) -> Registration:
    values = {"address": f"personne-{next(_numbers)}@exemple.test", "asked_at": asked_at or timezone.now()}
    return Registration.objects.create(meeting=meeting, **{**values, **fields})
