"""What Regulation (EU) 2024/1689 names: the practices of Article 5, asked as one checklist, and the "
"points of Annex III."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.library.rules import Fact


@dataclass(frozen=True)
class Practice:
    label: Promise
    text: Promise  # what is ticked


CHECKLIST_QUESTION = _("L’outil fait-il l’une de ces choses ?")
CHECKLIST_HELP = _(
    "Un règlement européen les interdit. L’accord des personnes n’y change rien. "
    "Cochez tout ce qui arrive, même si personne ne l’a voulu."
)
CHECKLIST_NONE = _("Rien de tout cela")

PRACTICES = {
    Fact.MANIPULATION: Practice(
        _("Manipulation"),
        _(
            "Il influence des personnes à leur insu ou en les trompant, au point de leur nuire "
            "gravement ou de le risquer"
        ),
    ),
    Fact.VULNERABILITY: Practice(
        _("Abus de vulnérabilité"),
        _(
            "Il tire parti de l’âge, d’un handicap ou d’une situation sociale ou économique pour changer "
            "la conduite de personnes, au point de nuire gravement ou de le risquer"
        ),
    ),
    Fact.SOCIAL_SCORING: Practice(
        _("Notation sociale"),
        _(
            "Il note ou classe des personnes d’après leur conduite ou leur personnalité, et cela leur nuit "
            "sans rapport avec l’origine des informations, ou hors de proportion"
        ),
    ),
    Fact.CRIME_PREDICTION: Practice(
        _("Prédiction d’infraction"),
        _("Il prédit qu’une personne commettra une infraction, d’après son seul profil ou sa personnalité"),
    ),
    Fact.FACE_SCRAPING: Practice(
        _("Collecte de visages"),
        _("Il remplit un fichier de visages pris en masse sur internet ou sur des caméras"),
    ),
    Fact.STAFF_EMOTIONS: Practice(
        _("Émotions au travail ou en formation"),
        _("Il déduit les émotions de personnes au travail ou en formation, sans raison médicale ni de sécurité"),
    ),
    Fact.BIOMETRIC_CATEGORIES: Practice(
        _("Tri d’après le corps"),
        _(
            "Il déduit du visage ou du corps l’origine, les opinions, le syndicat, la religion, "
            "la vie ou l’orientation sexuelle d’une personne"
        ),
    ),
    Fact.INTIMATE_IMAGERY: Practice(
        _("Images intimes fabriquées"),
        _(
            "Il fabrique des images intimes d’une personne sans son accord, ou des images d’abus "
            "sexuels sur des enfants"
        ),
    ),
}

ANNEX_III_POINTS = {
    "none": _("À aucune"),
    "1b": _("Ranger des personnes d’après leur corps, pour en déduire une caractéristique sensible ou protégée"),
    "1c": _("Reconnaître des émotions"),
    "3b": _("Évaluer ce que des personnes ont appris, ou guider leur apprentissage d’après cette évaluation"),
    "4a": _("Recruter : diffuser des offres ciblées, trier des candidatures, évaluer des candidats"),
    "4b": _("Décider des conditions de travail, répartir des tâches selon les personnes, suivre ou évaluer le travail"),
    "5a": _(
        "Pour une autorité publique ou en son nom : apprécier si une personne a droit à une aide ou à un service "
        "essentiel, l’accorder, la réduire, la retirer ou la réclamer"
    ),
    "5b": _("Apprécier si une personne pourra rembourser, ou lui donner une note de crédit"),
    "5c": _("Fixer le risque et le prix d’une assurance vie ou santé"),
    "5d": _(
        "Évaluer des appels d’urgence, décider de l’envoi et de l’ordre des secours, ou trier des patients aux urgences"
    ),
    "7": _(
        "Pour une autorité chargée de l’asile, des migrations ou des frontières : examiner une demande ou un risque"
    ),
    "8a": _("Pour une autorité judiciaire ou en son nom : rechercher et interpréter des faits ou le droit"),
}
