from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from balises.assessments.rules import Depth
from balises.cards.rules import CollectionState
from balises.dossiers.rules import State, Step, UseAct

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
DONE_AND_WAITING = _("Fait, à poursuivre")
BEGUN = _("Commencé")

FINISHED = {
    Step.EXPLORE: ngettext_lazy("%d récolte close", "%d récoltes closes"),
    Step.LOOK: ngettext_lazy("%d grille mise en commun", "%d grilles mises en commun"),
    Step.DELIBERATE: ngettext_lazy("%d délibération close", "%d délibérations closes"),
    Step.DECIDE: ngettext_lazy("%d décision scellée", "%d décisions scellées"),
    Step.CHARTER: ngettext_lazy("%d version adoptée", "%d versions adoptées"),
    Step.REGISTER: ngettext_lazy("%d fiche publiée", "%d fiches publiées"),
    Step.LEARN: ngettext_lazy("%d page cite la charte", "%d pages citent la charte"),
    Step.MEET: ngettext_lazy("%d rencontre conclue", "%d rencontres conclues"),
}

WAITING = {
    Step.EXPLORE: ngettext_lazy("%d récolte en cours", "%d récoltes en cours"),
    Step.LOOK: ngettext_lazy("%d usage à regarder", "%d usages à regarder"),
    Step.DELIBERATE: ngettext_lazy("%d question à délibérer", "%d questions à délibérer"),
    Step.DECIDE: ngettext_lazy("%d texte à décider", "%d textes à décider"),
    Step.CHARTER: ngettext_lazy("%d texte à y écrire", "%d textes à y écrire"),
    Step.REGISTER: ngettext_lazy("%d fiche à publier", "%d fiches à publier"),
    Step.LEARN: ngettext_lazy("%d article à enseigner", "%d articles à enseigner"),
    Step.MEET: ngettext_lazy("%d rencontre à tenir ou à conclure", "%d rencontres à tenir ou à conclure"),
}

COLLECTION_STATES = {
    CollectionState.DRAFT: _("récolte préparée, à ouvrir"),
    CollectionState.OPEN: _("récolte ouverte, le code est sur sa page"),
    CollectionState.CLOSING: _("clôture en cours"),
    CollectionState.CLOSED: _("récolte close, ses cartes attendent d’être lues"),
}
GRID_TITLES = {Depth.QUICK: _("Regard rapide du %(day)s"), Depth.WHOLE: _("Grille entière du %(day)s")}
GRID_OPEN = _("grille ouverte : chacun répond seul")
GRID_MISSING = _("personne ne l’a encore regardé à plusieurs")
QUESTION_OPEN = _("question ouverte")
DELIBERATION_UNDER_WAY = _("délibération en cours")
DELIBERATION_CLOSED = _("délibération close, sans proposition encore")
PROPOSAL_UNDER_WAY = _("proposition soumise au consentement")
DECISION_UNWRITTEN = _("décision adoptée, sans article encore")
ARTICLE_DRAFTED = _("article en projet")
ENTRY_MISSING = _("statut prononcé, fiche à publier")
ARTICLE_UNTAUGHT = _("article adopté, cité nulle part encore")
MEETING_HELD = _("rencontre tenue, à conclure")
MEETING_COMING = _("rencontre annoncée le %s")


class Words(NamedTuple):
    """What a step is for, said where it is the one next act."""

    title: Any
    sentence: Any


NEXT = {
    Step.EXPLORE: Words(
        _("Lever le voile, sans exposer personne"),
        _(
            "Réunissez l’équipe, affichez le code, et laissez chacun remettre une carte anonyme. "
            "Trois minutes suffisent."
        ),
    ),
    Step.LOOK: Words(
        _("Regarder un usage à plusieurs sièges"),
        _("Choisissez un usage, ouvrez la grille à trois sièges au moins, dont celui d’une personne accompagnée."),
    ),
    Step.DELIBERATE: Words(
        _("Délibérer sur ce qui nous sépare"),
        _(
            "Prenez une question ouverte, écrivez quelques énoncés, "
            "et laissez chacun dire d’accord, pas d’accord, ou passer."
        ),
    ),
    Step.DECIDE: Words(
        _("Décider, et dire pourquoi"),
        _("Soumettez un texte au consentement : clarifications, objections, amendements, puis une décision motivée."),
    ),
    Step.CHARTER: Words(
        _("Écrire ce que nous avons décidé"),
        _("Chaque article de la charte porte la décision dont il vient. Une version adoptée ne change plus."),
    ),
    Step.REGISTER: Words(
        _("Dire au-dehors ce que nous faisons"),
        _("Une fiche de registre nomme une fonction responsable, une date de réexamen, et comment refuser."),
    ),
    Step.LEARN: Words(
        _("Apprendre avec nos propres articles"),
        _("Le premier module est prêt : citez-y un article de votre charte, là où il se comprend."),
    ),
    Step.MEET: Words(
        _("Se réunir, conclure, rouvrir"),
        _(
            "Une rencontre dit ce qui fait accord, ce qui se dispute, ce qui reste ouvert. "
            "L’ouvert lance l’exploration suivante."
        ),
    ),
}
SET_THE_TABLE = Words(
    _("D’abord, qui est autour de la table"),
    _(
        "Trois sièges tenus au moins, dont celui d’une personne accompagnée. Elle y entre par un lien, sans compte. "
        "La récolte de cartes peut commencer en même temps."
    ),
)
CLOSED = Words(
    _("Le tour est fait : la chaîne se referme"),
    _("Rien n’attend. Une question que l’on pose ouvre l’exploration suivante."),
)

USE_ACTS = {
    UseAct.DESCRIBE: _("Le décrire, fait par fait"),
    UseAct.LOOK: _("Le regarder à plusieurs"),
    UseAct.ANSWER: _("Voir la grille ouverte"),
    UseAct.PROPOSE: _("Soumettre une proposition"),
    UseAct.CONSENT: _("Suivre la proposition"),
    UseAct.RECONSIDER: _("Porter la demande devant l’instance"),
    UseAct.PUBLISH: _("Compléter et publier sa fiche"),
    UseAct.REVIEW: _("Lire sa fiche publique"),
}
