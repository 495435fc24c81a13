from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from balises.organisations.roles import Role

PHRASES = {
    "organisations.reserved_address": _("L’adresse « %(slug)s » est réservée à Balises. Choisissez-en une autre."),
    "organisations.address_taken": _("L’adresse « %(slug)s » est déjà prise. Choisissez-en une autre."),
    "organisations.already_member": _(
        "Cette adresse électronique est déjà celle d’un membre : retrouvez-le dans la liste."
    ),
    "organisations.last_lead": _(
        "C’est la seule personne qui pilote la démarche. Donnez d’abord ce rôle à quelqu’un d’autre."
    ),
}

ROLE_LABELS = {
    Role.LEAD: _("Pilote de la démarche"),
    Role.FACILITATOR: _("Animateur·rice"),
    Role.ASSESSOR: _("Évaluateur·rice"),
    Role.GUARANTOR: _("Garant·e"),
    Role.OBSERVER: _("Observateur·rice"),
}

ROLE_MEANINGS = {
    Role.LEAD: _("conduit la démarche, lit les cartes, ouvre et clôt, écrit la charte et le registre"),
    Role.FACILITATOR: _("anime les récoltes, les délibérations et les rencontres, sans lire les cartes"),
    Role.ASSESSOR: _("remplit la grille au nom d’un siège"),
    Role.GUARANTOR: _("vérifie que les promesses tiennent : des comptes et des preuves, jamais une réponse"),
    Role.OBSERVER: _("suit la démarche, sans y écrire"),
}

# Every code any app writes; a guard test finds the one that has no words yet.
ENTRY_LABELS = {
    "organisations.opened": _("Organisation ouverte"),
    "organisations.member_added": _("Membre ajouté"),
    "organisations.member_told": _("Lettre écrite au nouveau membre"),
    "organisations.member_changed": _("Membre modifié"),
    "processes.started": _("Démarche commencée"),
    "processes.described": _("Mandat repris"),
    "processes.seat_added": _("Siège ajouté"),
    "processes.seat_filled": _("Siège rempli"),
    "processes.seat_link_offered": _("Lien de siège remis"),
    "processes.staff_opinion_recorded": _("Avis des représentants du personnel noté"),
    "processes.question_raised": _("Question ouverte"),
    "processes.question_taken_up": _("Question reprise"),
    "processes.question_settled": _("Question close"),
    "cards.made": _("Récolte préparée"),
    "cards.opened": _("Récolte ouverte"),
    "cards.people_invited": _("Personnes invitées à une récolte"),
    "cards.people_reminded": _("Rappel envoyé à toutes les personnes invitées"),
    "cards.closed": _("Récolte close"),
    "register.use_drafted": _("Usage rédigé"),
    "register.use_described": _("Usage décrit"),
    "register.status_pronounced": _("Statut prononcé"),
    "register.reconsideration_asked": _("Réexamen d’un usage demandé depuis un siège"),
    "register.entry_published": _("Fiche publiée"),
    "register.tiers_chosen": _("Champs publics choisis"),
    "register.import_read": _("Fichier lu, rien d’écrit encore"),
    "register.import_made": _("Import fait"),
    "register.import_undone": _("Import défait"),
    "register.pia_kept": _("Analyse d’impact reçue"),
    "register.pia_removed": _("Analyse d’impact retirée"),
    "register.entry_withdrawn": _("Fiche retirée"),
    "register.facts_described": _("Faits d’un usage décrits"),
    "register.look_recorded": _("Regard d’un panel noté au registre"),
    "register.gate_framed": _("Porte confiée à une fonction, avec une date"),
    "register.gate_closed": _("Porte fermée"),
    "register.gate_reopened": _("Porte rouverte"),
    "register.gain_noted": _("Gain noté"),
    "register.gain_removed": _("Gain retiré"),
    "assessments.composing_started": _("Édition de la grille mise en chantier"),
    "assessments.composing_dropped": _("Chantier de la grille abandonné"),
    "assessments.criterion_changed": _("Question de la grille reprise"),
    "assessments.criterion_restored": _("Question de la grille rétablie"),
    "register.same_tool_named": _("Même outil indiqué"),
    "assessments.findings_let_out": _("Analyse confiée hors de l’organisation"),
    "assessments.findings_read": _("Analyse d’une autre organisation lue, rien de gardé encore"),
    "assessments.findings_kept": _("Analyse d’une autre organisation gardée"),
    "assessments.findings_removed": _("Analyse d’une autre organisation retirée"),
    "register.cards_played": _("Séance de coups durs préparée"),
    "register.knock_recorded": _("Coup dur noté"),
    "register.knock_undone": _("Coup dur défait"),
    "register.session_removed": _("Séance de coups durs retirée"),
    "register.margin_created": _("Marge créée"),
    "register.margin_awaited": _("Marge de nouveau attendue"),
    "library.own_edition_published": _("Édition de la grille publiée"),
    "assessments.opened": _("Grille ouverte"),
    "assessments.told": _("Sièges prévenus par courriel"),
    "assessments.handed_in": _("Grille remise"),
    "assessments.shared": _("Grilles mises en commun"),
    "assessments.paper_begun": _("Saisie d’une grille papier commencée"),
    "assessments.paper_resumed": _("Saisie d’une grille papier reprise"),
    "assessments.paper_erased": _("Saisie d’une grille papier effacée"),
    "assessments.said_together": _("Parole commune notée sur une question"),
    "assessments.joint_rating_taken_back": _("Parole commune retirée"),
    "assessments.opinion_written": _("Opinion minoritaire écrite"),
    "assessments.consent_withdrawn": _("Accord d’impression retiré"),
    "assessments.opinion_taken_back": _("Opinion minoritaire retirée"),
    "assessments.evidence_erased": _("Pièce effacée"),
    "register.look_completed": _("Réponses d’une grille complétées au registre"),
    "deliberations.made": _("Délibération préparée"),
    "deliberations.renamed": _("Délibération renommée"),
    "deliberations.statement_added": _("Énoncé ajouté"),
    "deliberations.statement_edited": _("Énoncé repris"),
    "deliberations.statement_removed": _("Énoncé retiré"),
    "deliberations.opened": _("Délibération ouverte"),
    "deliberations.closed": _("Délibération close"),
    "deliberations.brought_in": _("Conversation tenue ailleurs reprise"),
    "deliberations.on_paper": _("Délibération à reprendre sur papier"),
    "decisions.proposed": _("Proposition soumise"),
    "decisions.question_noted": _("Demande d’éclaircissement notée"),
    "decisions.question_answered": _("Éclaircissement donné"),
    "decisions.question_removed": _("Demande d’éclaircissement retirée"),
    "decisions.objections_heard": _("Tour d’objections ouvert"),
    "decisions.clarifications_reopened": _("Éclaircissements rouverts"),
    "decisions.objection_noted": _("Objection notée"),
    "decisions.objection_settled": _("Objection traitée"),
    "decisions.objection_removed": _("Objection retirée"),
    "decisions.amended": _("Proposition reformulée"),
    "decisions.sealed": _("Décision scellée"),
    "charters.started": _("Projet de charte ouvert"),
    "charters.described": _("Préambule repris"),
    "charters.article_added": _("Article ajouté"),
    "charters.article_written": _("Article repris"),
    "charters.article_moved": _("Article déplacé"),
    "charters.article_removed": _("Article retiré"),
    "charters.adopted": _("Charte adoptée"),
    "learning.article_cited": _("Article cité dans le cours"),
    "learning.citation_undone": _("Citation retirée du cours"),
    "meetings.planned": _("Rencontre annoncée"),
    "meetings.concluded": _("Conclusion publiée"),
}


class Notice(NamedTuple):
    """What the law asks to be told of one activity, in the order it asks."""

    anchor: str
    title: Any
    purpose: Any
    legal_basis: Any
    recipients: Any
    retention: Any
    rights: Any


_RIGHTS_NAMED = _(
    "Lire ce qui vous concerne, le corriger, l’effacer, vous y opposer : écrivez au contact ci-dessus. "
    "En cas de désaccord, l’autorité de protection des données de votre pays peut être saisie."
)
_RIGHTS_ANONYMOUS = _(
    "Une fois remise, votre réponse ne peut plus vous être rattachée : personne ne peut donc la retrouver pour la "
    "corriger ou l’effacer. Avant la clôture, vous pouvez la remplacer depuis la même page."
)

NOTICES = (
    Notice(
        "comptes",
        _("Les comptes des membres"),
        _("Reconnaître les personnes qui conduisent la démarche."),
        _("L’intérêt légitime de l’organisation à conduire sa démarche."),
        _("Les autres membres voient votre fonction ; la personne qui pilote voit aussi votre adresse électronique."),
        _("Tant que vous êtes membre ; ensuite votre accès est fermé, et votre adresse effacée à votre demande."),
        _RIGHTS_NAMED,
    ),
    Notice(
        "cartes",
        _("Les cartes d’usage anonymes"),
        _("Savoir quels usages de l’IA existent, sans savoir de qui."),
        _("L’intérêt légitime de l’organisation à connaître les usages pour protéger les personnes."),
        _("La personne qui pilote la démarche, après la clôture, si cinq cartes au moins ont été remises."),
        _(
            "Les plis scellés, jusqu’à la clôture ; les cartes ouvertes restent, scellées, à l’origine des usages "
            "qui en sont tirés."
        ),
        _RIGHTS_ANONYMOUS,
    ),
    Notice(
        "votes",
        _("Les votes d’une délibération"),
        _("Voir où l’on se rejoint et où l’on se sépare."),
        _("L’intérêt légitime de l’organisation à délibérer avant de décider."),
        _("Personne ne lit un vote. Les résultats protégés sont lus par les membres après la clôture."),
        _("Les votes scellés sont détruits à la clôture ; seul le résultat protégé demeure."),
        _RIGHTS_ANONYMOUS,
    ),
    Notice(
        "sieges",
        _("Les réponses d’un siège à la grille, et ce qu’il y joint"),
        _("Juger un usage à plusieurs, chacun depuis sa place."),
        _("L’intérêt légitime de l’organisation à évaluer ses usages ; l’accord de la personne accompagnée."),
        _(
            "Les autres sièges de la même grille, une fois toutes les réponses remises, ou plus tôt si la personne qui "
            "pilote en écrit la raison. Ce qui est répondu sur papier est lu par la personne qui le saisit. "
            "Une opinion minoritaire ne sort de ces sièges qu’avec votre accord. "
            "Une autre organisation qui a le même outil peut recevoir les écarts, jamais qui a répondu quoi. "
            "Une demande de réexamen est lue par les membres, avec l’intitulé du siège. "
            "Dans un petit groupe, un siège peut suffire à vous reconnaître."
        ),
        _(
            "Avec l’usage regardé, tant que l’organisation le suit. Balises ne les efface pas de lui-même : "
            "demandez-le au contact ci-dessus."
        ),
        _RIGHTS_NAMED,
    ),
    Notice(
        "rencontres",
        _("L’inscription à une rencontre"),
        _("Savoir qui vient, et pouvoir prévenir."),
        _("Votre demande d’inscription."),
        _("La personne qui anime la rencontre."),
        _("48 heures sans confirmation ; sinon trente jours après la rencontre."),
        _RIGHTS_NAMED,
    ),
)
