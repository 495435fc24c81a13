"""An organisation with forty uses, each looked at by twelve seats with the whole grid: 27,840 answers.

Run inside an installation's environment. Prints where to read, as JSON: the pages, and a session to read them with.
"""

import json
import os
import random
import sys
from pathlib import Path

import django

sys.path.append(str(Path(__file__).resolve().parent.parent / "web" / "tests"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balises.site.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from balises.assessments import queries, services  # noqa: E402
from balises.assessments.models import Assessment, Assessor, Rating  # noqa: E402
from balises.assessments.rules import Choice, Depth  # noqa: E402
from balises.organisations.models import Member, Organisation  # noqa: E402
from balises.organisations.scoping import organisation_scope  # noqa: E402
from balises.processes.models import Process, Seat  # noqa: E402
from balises.processes.rules import SeatKind, link_digest  # noqa: E402
from balises.register import services as register  # noqa: E402
from balises.register.models import AIUse  # noqa: E402
from balises.site.content import load_content  # noqa: E402
from factories.decisions import make_decision  # noqa: E402
from factories.organisations import make_member, make_organisation  # noqa: E402
from factories.register import make_answerable_use, start_process  # noqa: E402

USES, SEATS, OPEN_TOKEN = 40, 12, "un-lien-de-siege"
WORDS = "Le délai de relecture n’est pas écrit : chacun fait comme il peut."


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    load_content(settings.CONTENT_FOLDER)
    organisation = make_organisation(name="Quarante usages", slug="quarante")
    lead = make_member(organisation)
    with organisation_scope(organisation.pk):
        assessment, waiting = build(organisation, lead)
        pages = addresses(organisation, assessment, waiting)
    client = Client()
    client.force_login(lead.user)
    print(json.dumps({"pages": pages, "session": client.cookies[settings.SESSION_COOKIE_NAME].value}))


def build(organisation: Organisation, lead: Member) -> tuple[Assessment, Assessment]:
    """Forty shared grids, and one that waits for its answers."""
    process, kinds, chance = start_process(organisation), list(SeatKind), random.Random(40)
    seats = [
        Seat.objects.create(
            process=process,
            kind=kinds[number % len(kinds)],
            label=f"Siège {number}",
            link_digest=link_digest(f"{OPEN_TOKEN}-{number}"),
        )
        for number in range(SEATS)
    ]
    shared = [look_at(process, seats=seats, chance=chance, lead=lead) for _ in range(USES)]
    waiting = services.open_assessment(make_answerable_use(process), seats=seats, depth=Depth.WHOLE, by=lead)
    return shared[0], waiting


def look_at(process: Process, *, seats: list[Seat], chance: random.Random, lead: Member) -> Assessment:
    use = make_answerable_use(process)
    assessment = services.open_assessment(use, seats=seats, depth=Depth.WHOLE, by=lead)
    for assessor in queries.assessors(assessment):
        answer(assessor, chance=chance)
        services.hand_in(assessor, holder=queries.holder_of(assessor.seat))
    decision = make_decision(process.organisation, by=lead, use=use)
    register.publish_entry(AIUse.objects.get(pk=use.pk), came_from=(decision.node,), by=lead)
    return assessment


def answer(assessor: Assessor, *, chance: random.Random) -> None:
    """Straight into the table: how an answer is kept is measured elsewhere."""
    assessor.holder = queries.holder_of(assessor.seat)
    assessor.save(update_fields=["holder"])
    choices = [choice for choice in Choice if choice is not Choice.NOT_APPLICABLE]
    Rating.objects.bulk_create(
        Rating(assessor=assessor, criterion=code, choice=chance.choice(choices), justification=WORDS)
        for code in queries.codes(assessor.assessment)
    )


def addresses(organisation: Organisation, shared: Assessment, waiting: Assessment) -> dict[str, str]:
    of_grid, of_use = [organisation.slug, shared.pk], [organisation.slug, shared.use_id]
    seat = [organisation.slug, f"{OPEN_TOKEN}-0"]
    return {
        "the process": reverse("dossiers:organisation", args=[organisation.slug]),
        "the uses": reverse("register:uses", args=[organisation.slug]),
        "the grids": reverse("assessments:assessments", args=[organisation.slug]),
        "a use": reverse("dossiers:use", args=of_use),
        "where minds part": reverse("assessments:assessment", args=of_grid),
        "one question": reverse("assessments:criterion", args=[*of_grid, 7]),
        "the gates of a use": reverse("register:gates", args=of_use),
        "the duties": reverse("register:duties", args=[organisation.slug]),
        "the board's page": reverse("dossiers:brief", args=of_use),
        "the whole report": reverse("dossiers:report", args=of_use),
        "a seat's grid": reverse("assessments:seat_rate", args=[*seat, waiting.pk]),
        "the public register": reverse("register:public", args=[organisation.slug]),
        "the register as JSON": reverse("register:public_json", args=[organisation.slug]),
    }


if __name__ == "__main__":
    main()
