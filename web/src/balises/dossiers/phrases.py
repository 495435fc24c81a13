from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from balises.dossiers.rules import State, Step

PHRASES: dict[str, object] = {}

STEP_LABELS = {
    Step.EXPLORE: _("Explorer"),
    Step.LOOK: _("Regarder"),
    Step.DELIBERATE: _("Délibérer"),
    Step.DECIDE: _("Décider"),
    Step.CHARTER: _("Charte"),
    Step.REGISTER: _("Registre"),
    Step.LEARN: _("Former"),
    Step.MEET: _("Se relier"),
}

STATE_LABELS = {State.DONE: _("Fait"), State.HERE: _("Nous y sommes"), State.AHEAD: _("À venir")}

FINISHED = {
    Step.EXPLORE: ngettext_lazy("%d récolte close", "%d récoltes closes"),
    Step.LOOK: ngettext_lazy("%d grille partagée", "%d grilles partagées"),
    Step.DELIBERATE: ngettext_lazy("%d délibération close", "%d délibérations closes"),
    Step.DECIDE: ngettext_lazy("%d décision scellée", "%d décisions scellées"),
    Step.CHARTER: ngettext_lazy("%d version adoptée", "%d versions adoptées"),
    Step.REGISTER: ngettext_lazy("%d fiche publiée", "%d fiches publiées"),
    Step.LEARN: ngettext_lazy("%d module cite la charte", "%d modules citent la charte"),
    Step.MEET: ngettext_lazy("%d conclusion écrite", "%d conclusions écrites"),
}

STARTED = {
    Step.EXPLORE: ngettext_lazy("%d récolte en cours", "%d récoltes en cours"),
    Step.LOOK: ngettext_lazy("%d usage à regarder", "%d usages à regarder"),
    Step.DELIBERATE: ngettext_lazy("%d question à délibérer", "%d questions à délibérer"),
    Step.DECIDE: ngettext_lazy("%d proposition ouverte", "%d propositions ouvertes"),
    Step.CHARTER: ngettext_lazy("%d article en projet", "%d articles en projet"),
    Step.REGISTER: ngettext_lazy("%d usage à décrire", "%d usages à décrire"),
    Step.LEARN: ngettext_lazy("%d article à enseigner", "%d articles à enseigner"),
    Step.MEET: ngettext_lazy("%d rencontre annoncée", "%d rencontres annoncées"),
}


class Act(NamedTuple):
    """The one next act of a step: a title that says where we are, a sentence, a button."""

    title: Any
    sentence: Any
    button: Any
    url_name: str


ACTS = {
    Step.EXPLORE: Act(
        _("Lever le voile, sans exposer personne"),
        _(
            "Réunissez l’équipe, affichez le code, et laissez chacun remettre une carte anonyme. "
            "Trois minutes suffisent."
        ),
        _("Récolter des cartes"),
        "cards:collections",
    ),
    Step.LOOK: Act(
        _("Regarder un usage à plusieurs sièges"),
        _("Choisissez un usage, ouvrez la grille à trois sièges au moins, dont celui d’une personne accompagnée."),
        _("Ouvrir une grille"),
        "assessments:assessments",
    ),
    Step.DELIBERATE: Act(
        _("Délibérer sur ce qui nous sépare"),
        _(
            "Prenez une question ouverte, écrivez quelques énoncés, "
            "et laissez chacun dire d’accord, pas d’accord, ou passer."
        ),
        _("Ouvrir une délibération"),
        "deliberations:list",
    ),
    Step.DECIDE: Act(
        _("Décider, et dire pourquoi"),
        _("Soumettez un texte au consentement : clarifications, objections, amendements, puis une décision motivée."),
        _("Soumettre une proposition"),
        "decisions:proposals",
    ),
    Step.CHARTER: Act(
        _("Écrire ce que nous avons décidé"),
        _("Chaque article de la charte porte la décision dont il vient. Une version adoptée ne change plus."),
        _("Écrire la charte"),
        "charters:draft",
    ),
    Step.REGISTER: Act(
        _("Dire au-dehors ce que nous faisons"),
        _("Une fiche de registre nomme une fonction responsable, une date de réexamen, et comment refuser."),
        _("Publier une fiche"),
        "register:uses",
    ),
    Step.LEARN: Act(
        _("Apprendre avec nos propres articles"),
        _("Le premier module est prêt : citez-y un article de votre charte, là où il se comprend."),
        _("Ouvrir le cours"),
        "learning:course",
    ),
    Step.MEET: Act(
        _("Se réunir, conclure, rouvrir"),
        _(
            "Une rencontre dit ce qui fait accord, ce qui se dispute, ce qui reste ouvert. "
            "L’ouvert lance l’exploration suivante."
        ),
        _("Annoncer une rencontre"),
        "meetings:list",
    ),
}

CLOSED = Act(
    _("Le tour est fait : la chaîne se referme"),
    _("Les questions laissées ouvertes attendent la prochaine exploration."),
    _("Voir les questions ouvertes"),
    "processes:frame",
)
