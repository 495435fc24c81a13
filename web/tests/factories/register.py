from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from balises.library.rules import Effect, Nature
from balises.organisations.models import Member, Organisation
from balises.processes.models import Process
from balises.register import services
from balises.register.models import AIUse, Gate, Import
from balises.register.rules import AnswerFacts, EntryLine, Status, UseFacts, Visibility
from balises.register.services import FileRead
from balises.trace import services as trace
from balises.trace.models import Node
from balises.trace.rules import Kind

_numbers = count(1)


def use_facts(**fields: Any) -> UseFacts:
    values = {
        "title": "Résumer un entretien à domicile",
        "purpose": "Gagner du temps d’écriture après la visite.",
        "tool": "modèle de langage, transcription",
        "information": "La voix de la personne et ses propos.",
        "people_concerned": "Personnes accompagnées à domicile",
        "visibility": Visibility.TOLERATED,
    }
    return UseFacts(**{**values, **fields})


def answer_facts(**fields: Any) -> AnswerFacts:
    """Everything a public entry must say, with a review in six months."""
    values = {
        "owner": "Direction du pôle domicile",
        "human_contact": "Secrétariat du pôle, au 01 99 00 12 34",
        "how_to_refuse": "Le dire avant ou pendant la visite, sans donner de raison.",
        "how_to_contest": "Écrire au secrétariat : une réponse vient sous quinze jours.",
        "review_on": timezone.localdate() + timedelta(days=180),
    }
    return AnswerFacts(**{**values, **fields})


def make_use(process: Process, **fields: Any) -> AIUse:
    """A draft use of the process, in its organisation's scope."""
    number = next(_numbers)
    facts = use_facts(title=f"Usage {number}")
    values = {
        **vars(facts),
        "slug": f"usage-{number}",
        "spotted": "Repéré en atelier",
        "node": trace.mark(Kind.USE, facts.title, on=timezone.localdate()),
    }
    return AIUse.objects.create(organisation=process.organisation, process=process, **{**values, **fields})


def make_answerable_use(process: Process, **fields: Any) -> AIUse:
    """A use that lacks nothing to be published."""
    return make_use(process, **{**vars(answer_facts()), **fields})


def pronounce(use: AIUse) -> AIUse:
    """Its body suspended it a month ago, with a review to come."""
    today = timezone.localdate()
    said = {"status": Status.SUSPENDED, "pronounced_on": today - timedelta(days=30), "pronounced_by": "Le collectif"}
    AIUse.objects.filter(pk=use.pk).update(**said, review_on=use.review_on or today + timedelta(days=90))
    return AIUse.objects.get(pk=use.pk)


def make_gate(use: AIUse, *, key: str, says: tuple[str, ...]) -> Gate:
    """A condition of the grid, open since today, with what each of its causes asks for."""
    causes = [
        {
            "key": f"{key}-{number}",
            "code": "1.1",
            "answer": "no",
            "says": text,
            "closes": "",
            "asked": "",
            "source": None,
        }
        for number, text in enumerate(says)
    ]
    opened = {"effect": Effect.CONDITION, "nature": Nature.CHOSEN, "opened_on": timezone.localdate()}
    return Gate.objects.create(use=use, key=key, causes=causes, **opened)


def make_decision_node(title: str = "Suspendre en attendant") -> Node:
    return trace.mark(Kind.DECISION, title, on=timezone.localdate())


def keep_file(process: Process, *, mark: str = "", by: Member) -> Import:
    """A file read and not written yet, and an assessment beside the first use."""
    lines = (EntryLine("Ligne 2", {"title": f"{mark} usage d’un fichier".strip()}),)
    use = AIUse.objects.filter(process__organisation=process.organisation).earliest("pk")
    document: dict[str, Any] = {"pia": {"name": mark}, **{name: [] for name in ("answers", "measures")}}
    services.keep_pia(use, document=document, values={}, by=by)
    file = FileRead(f"{mark}.csv", "balises", lines, ())
    return services.read_import(process, file=file, by=by)


def start_process(organisation: Organisation, **fields: Any) -> Process:
    """The bare row of a process: enough for what stands on it."""
    values = {
        "title": "Baliser nos usages en trois mois",
        "mandate": "Regarder ensemble les usages de l’IA, et décider.",
        "deciding_body": "Collectif des usages de l’IA",
        "edition": "process:trois-mois@1",
        "starts_on": timezone.localdate(),
    }
    return Process.objects.create(organisation=organisation, **{**values, **fields})
