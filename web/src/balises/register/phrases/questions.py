"""The guided description of a use, as it is asked: one fact, one question, and what each answer means."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.library.rules import Fact
from balises.register.phrases.practices import ANNEX_III_POINTS
from balises.register.rules import Section

UNKNOWN_LABEL = _("On ne sait pas")
YES_OR_NO: Mapping[str, Promise] = {"yes": _("Oui"), "no": _("Non")}


@dataclass(frozen=True)
class Question:
    label: Promise  # the fact in two or three words, where answers are read again
    question: Promise
    help: Promise
    values: Mapping[str, Promise] = field(default_factory=lambda: YES_OR_NO)


SECTION_TITLES = {
    Section.TASK: _("La tâche"),
    Section.PEOPLE: _("Les personnes concernées"),
    Section.INFORMATION: _("Les informations"),
    Section.MOMENT: _("Le moment"),
    Section.DECISION: _("Qui décide de quoi"),
    Section.ACCOUNT: _("Le compte et le fournisseur"),
    Section.WORK: _("Le cadre de travail"),
}

_TASK = {
    Fact.INFERENCE: Question(
        _("Façon de produire un résultat"),
        _("Comment l’outil arrive-t-il à son résultat ?"),
        _(
            "Un générateur de texte, une transcription, une traduction ou un score tiré de données : première réponse. "
            "Un formulaire, un tableur ou un simulateur de droits fait de règles : seconde. Le "
            "fournisseur doit pouvoir le dire."
        ),
        {
            "yes": _("Il calcule ou génère d’après des exemples : texte, image, score, prédiction, transcription"),
            "no": _("Il applique seulement des règles fixes, écrites par des personnes"),
        },
    ),
    Fact.CONVERSATION: Question(
        _("Échange direct"),
        _("Des personnes accompagnées ou le public échangent-ils directement avec l’outil ?"),
        _(
            "Par exemple un outil de conversation sur un site, un répondeur qui reconnaît la parole, "
            "un robot de compagnie. "
            "Si quelqu’un de l’équipe relit et envoie lui-même la réponse, répondez non."
        ),
    ),
    Fact.PUBLICATION: Question(
        _("Texte publié sans relecture"),
        _(
            "Un texte sorti de l’outil est-il publié pour informer le public, sans que personne le "
            "relise et en réponde ?"
        ),
        _(
            "Par exemple une page sur les droits ou une consigne de sécurité mise en ligne telle quelle. "
            "Si une personne relit et signe, répondez non."
        ),
    ),
    Fact.IMITATION: Question(
        _("Image ou voix imitée"),
        _("L’outil produit-il une image, une voix ou une vidéo que l’on pourrait prendre pour vraie ?"),
        _("Par exemple une voix proche de celle d’une personne, une photo d’un lieu ou d’un événement inventés."),
    ),
}

_PEOPLE = {
    Fact.ROLE: Question(
        _("Qui s’en sert"),
        _("Qui se sert de l’outil ?"),
        _("Pensez à la main qui s’en sert, pas à la personne dont on parle."),
        {
            "deployer": _("Nous : l’organisation, ses équipes, ses bénévoles"),
            "upstream": _("Une autre institution, dont les résultats arrivent jusqu’à nous"),
            "person": _("La personne accompagnée, pour elle-même"),
        },
    ),
    Fact.SEVERITY: Question(
        _("Situations graves"),
        _("L’usage touche-t-il à l’une de ces situations ?"),
        _("Plusieurs réponses sont possibles. Une erreur y coûte plus cher qu’ailleurs."),
        {
            "none": _("À aucune"),
            "child_protection": _("La protection de l’enfance"),
            "protected_adults": _(
                "La protection d’une personne majeure : tutelle, curatelle, administration des biens"
            ),
            "placement": _("Un placement ou un accueil hors de chez soi"),
            "violence": _("Des violences subies ou exercées"),
            "asylum": _("L’asile, le séjour, l’exil"),
            "subsistence": _("La perte de moyens de vivre : aide, allocation, logement, énergie"),
            "suicide_risk": _("Un risque de suicide"),
        },
    ),
    Fact.ACCESS_TO_A_RIGHT: Question(
        _("Passage vers un droit"),
        _("Faut-il passer par l’outil pour atteindre un droit ou un service ?"),
        _("Pour demander, être reçu, être orienté, ou savoir si l’on peut demander."),
    ),
    Fact.ANNEX_III: Question(
        _("Fins à haut risque"),
        _("L’outil sert-il à l’une de ces fins ?"),
        _(
            "La liste vient de l’annexe III du règlement européen. Plusieurs réponses sont possibles. "
            "En cas d’hésitation, choisissez « On ne sait pas » : c’est une réponse utile."
        ),
        ANNEX_III_POINTS,
    ),
}

_INFORMATION = {
    Fact.PERSONAL_DATA: Question(
        _("Personnes reconnaissables"),
        _("Qui pourrait-on reconnaître dans ce qui est confié à l’outil ?"),
        _(
            "Retirer le nom ne suffit pas : un âge, une commune et un événement suffisent parfois. "
            "Une voix ou un visage suffisent toujours. Plusieurs réponses sont possibles."
        ),
        {
            "none": _("Personne"),
            "staff": _("Des collègues, bénévoles, stagiaires ou candidats"),
            "service_users": _("Des personnes accompagnées, leurs proches ou d’autres personnes"),
        },
    ),
    Fact.SENSITIVE_DATA: Question(
        _("Informations sensibles"),
        _("Y trouve-t-on des informations que la loi protège davantage ?"),
        _(
            "La santé, le handicap, l’origine, les opinions, la religion, le syndicat, la vie ou "
            "l’orientation sexuelle, "
            "les empreintes du corps ; et aussi les condamnations et les infractions."
        ),
    ),
    Fact.RECORDING: Question(
        _("Enregistrement"),
        _("Une parole, une image ou une présence est-elle enregistrée ou transcrite ?"),
        _("Même si l’enregistrement est effacé juste après la transcription."),
    ),
    Fact.CASE_FILE: Question(
        _("Entrée au dossier"),
        _("Ce qui sort de l’outil entre-t-il dans le dossier d’une personne ?"),
        _("Une note, une synthèse, un rapport, un projet personnalisé, même après relecture."),
    ),
}

_MOMENT = {
    Fact.MOMENT: Question(
        _("Avancement"),
        _("Où en est l’usage ?"),
        _("Un essai sur de vraies situations compte comme un essai, même s’il s’appelle « test » ou « pilote »."),
        {
            "planned": _("On en parle, rien n’a commencé"),
            "trial": _("On l’essaie"),
            "in_use": _("On s’en sert"),
        },
    ),
    Fact.VITAL_SERVICE: Question(
        _("Service indispensable"),
        _("Si l’outil s’arrête, quelqu’un reste-t-il sans une aide dont il ne peut se passer ?"),
        _("Un appel, un repas, un soin, un hébergement ou un paiement qui n’arriverait pas."),
    ),
}

_DECISION = {
    Fact.DECISION: Question(
        _("Part dans la décision"),
        _("Quelle part le résultat prend-il dans une décision sur une personne ?"),
        _("Une décision sur un droit, une aide, une place, une mesure ou une sanction."),
        {
            "none": _("Aucune"),
            "prepares": _("Il prépare : il rassemble, met en forme, résume"),
            "recommends": _("Il propose une réponse, un classement, une priorité"),
            "decides": _("Il tient lieu de décision, ou son résultat est suivi sans être examiné"),
        },
    ),
    Fact.SCORING: Question(
        _("Note ou rang"),
        _("Une personne reçoit-elle une note, un rang, une catégorie ou un niveau de risque ?"),
        _("Même si personne ne la voit, même si elle s’appelle « indicateur » ou « profil »."),
    ),
    Fact.PROFILING: Question(
        _("Profilage"),
        _("L’outil sert-il à évaluer ou à prédire quelque chose d’une personne ?"),
        _(
            "Sa situation, sa santé, son comportement, sa fiabilité, son travail, à partir d’informations sur elle. "
            "C’est ce que les textes appellent « profilage »."
        ),
    ),
    Fact.KNOWN_GAP: Question(
        _("Écart connu"),
        _("A-t-on déjà constaté que l’outil sert moins bien certaines personnes, sans que ce soit corrigé ?"),
        _(
            "Un accent mal transcrit, un handicap ignoré, des refus plus fréquents pour certaines situations. "
            "Si personne n’a cherché, répondez que l’on ne sait pas."
        ),
    ),
    Fact.PREPARATORY: Question(
        _("Tâche étroite"),
        _("La tâche est-elle étroite, sans poids sur la décision ?"),
        _(
            "Par exemple convertir un document, signaler une pièce manquante, corriger la langue d’un "
            "texte déjà terminé. "
            "Dès que l’outil apprécie, classe ou conseille, répondez non."
        ),
    ),
}

_ACCOUNT = {
    Fact.ACCOUNT: Question(
        _("Compte"),
        _("Avec quel compte se sert-on de l’outil ?"),
        _("Celui qui sert vraiment, pas celui que dit la consigne. Si plusieurs servent, choisissez le moins protégé."),
        {
            "consumer": _("Un compte personnel ou gratuit, ouvert par chacun"),
            "organisation": _("Un compte fourni par l’organisation"),
            "local": _("Un outil installé chez nous, qui n’envoie rien au-dehors"),
            "embedded": _("Aucun compte à part : l’outil est arrivé dans un logiciel déjà là"),
            "none": _("Sans compte : une page ouverte à tout le monde"),
        },
    ),
    Fact.CONTRACT: Question(
        _("Contrat"),
        _("Un contrat dit-il ce que le fournisseur fait de ce qui lui est confié ?"),
        _(
            "Où cela va, qui peut le lire, combien de temps, et l’interdiction de s’en servir pour autre chose. "
            "Des conditions acceptées d’un clic ne suffisent pas toujours : "
            "demandez à la personne chargée de la protection des données."
        ),
    ),
}

_WORK = {
    Fact.COUNTRY: Question(
        _("Pays"),
        _("Où travaille l’organisation ?"),
        _("C’est le droit de ce lieu qui est montré."),
        {
            "fr": _("En France"),
            "be": _("En Belgique"),
            "ch": _("En Suisse"),
            "qc": _("Au Québec"),
            "eu": _("Dans un autre pays de l’Union européenne"),
        },
    ),
    Fact.BODY: Question(
        _("Au nom de qui"),
        _("Au nom de qui l’organisation agit-elle ici ?"),
        _(
            "Un agrément, une habilitation ou un mandat peut suffire. En cas d’hésitation, la "
            "direction doit pouvoir le dire."
        ),
        {
            "public": _("Elle est publique : commune, département, CCAS, CPAS, hôpital"),
            "public_service": _("Elle est privée et rend un service public : mandat, habilitation, délégation"),
            "private": _("Elle agit en son seul nom"),
        },
    ),
    Fact.STAFF_SIZE: Question(
        _("Taille"),
        _("Combien de personnes l’organisation emploie-t-elle ?"),
        _("L’organisation entière, pas seulement l’équipe."),
        {
            "under_11": _("Moins de 11"),
            "from_11_to_49": _("De 11 à 49"),
            "from_50": _("50 ou plus"),
        },
    ),
    Fact.STAFF_EFFECT: Question(
        _("Effet sur le travail"),
        _("L’outil est-il nouveau pour l’équipe, ou change-t-il le travail ?"),
        _("Les tâches, les cadences, les horaires, les compétences, la façon de se coordonner."),
    ),
    Fact.STAFF_EVALUATION: Question(
        _("Suivi du travail"),
        _("L’outil ou ses traces servent-ils à suivre ou à évaluer des salariés ou des bénévoles ?"),
        _("Un compteur d’usage par personne, un temps de réponse, une note de qualité comptent."),
    ),
}

QUESTIONS: Mapping[Fact, Question] = {**_TASK, **_PEOPLE, **_INFORMATION, **_MOMENT, **_DECISION, **_ACCOUNT, **_WORK}

# Answers that the catalogue proposes: nobody's until somebody confirms them.
PROPOSED = _("Repris du catalogue, à confirmer.")
CONFIRM = _("J’ai relu chaque réponse reprise du catalogue : c’est bien ce qui se passe ici.")
CONFIRM_HELP = _(
    "Sans cette case, une réponse reprise que vous n’avez pas changée n’est pas enregistrée : elle ne ferme rien, "
    "et ne retire aucun devoir."
)
