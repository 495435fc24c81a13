"""The French inventory of public algorithms, with the titles of the sheet that Etalab published in February 2021."""

from balises.library.rules import Fact
from balises.register.formats.exchange import (
    Layout,
    Theirs,
    both_ways,
    entry_address,
    organisation_name,
    short,
    today,
)
from balises.register.phrases.questions import QUESTIONS
from balises.register.queries import Record
from balises.register.rules import EntryField


def _automation(record: Record, _address: str) -> str:
    """What share the result takes in a decision, where it was told."""
    told = record.use.facts.get(Fact.DECISION, [""])[0]
    label = QUESTIONS[Fact.DECISION].values.get(told)
    return str(label) if label else ""


INVENTORY = Layout(
    "inventaire",
    "2021",
    "https://guides.data.gouv.fr/autres-ressources-utiles/les-algorithmes-publics-pourquoi-et-comment-les-expliquer",
    (
        Theirs("Nom de l’administration concernée", organisation_name),
        both_ways("Direction/service porteur", EntryField.OWNER),
        both_ways("Contact au sein de l’administration concernée", EntryField.HUMAN_CONTACT),
        Theirs("Date de mise à jour des informations", today),
        both_ways("Nom de l’algorithme", EntryField.TITLE),
        Theirs("Contexte global", short, "plain"),
        both_ways("Finalité de l’algorithme", EntryField.PURPOSE),
        both_ways("Comment et quand l’algorithme intervient-il dans la prise de décision ?", EntryField.OVERSIGHT),
        Theirs("Niveau d’automatisation de la décision", _automation),
        Theirs("Fondements juridiques"),
        Theirs("Ressources connexes", entry_address),
        Theirs("Nombre de décisions administratives prises par an"),
        Theirs("Portée de la décision"),
        both_ways("Public concerné par la décision", EntryField.PEOPLE_CONCERNED),
        both_ways("Données traitées", EntryField.INFORMATION),
        Theirs("Source des données traitées"),
        Theirs("Mode de collecte des données traitées"),
        both_ways("Type d’algorithme", EntryField.TOOL),
        Theirs("Opérations effectuées par l’algorithme"),
    ),
)
