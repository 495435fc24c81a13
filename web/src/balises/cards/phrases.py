from django.utils.translation import gettext_lazy as _

from balises.cards.rules import CollectionState, Spotted
from balises.register.rules import Visibility

PHRASES = {
    "cards.already_made": _("Une récolte de cette démarche porte déjà ce titre. Ouvrez-la, ou donnez un autre titre."),
    "cards.question_of_another_process": _(
        "Cette question vient d’une autre démarche : choisissez-en une de celle-ci."
    ),
    "cards.already_opened": _("Cette récolte est déjà ouverte. Rien n’a été fait une seconde fois."),
    "cards.not_open": _("Cette récolte n’est pas ouverte, ou elle est déjà close. Rien n’a été fait."),
    "cards.still_sealed": _("Les cartes sont scellées jusqu’à la clôture : personne ne peut les lire avant."),
    "cards.destroyed_unopened": _(
        "Il n’y a pas eu assez de cartes pour protéger celles et ceux qui ont écrit : rien n’a été gardé."
    ),
    "cards.no_card_chosen": _("Choisissez au moins une carte : un usage se rédige à partir de ce qui a été dit."),
}

STATE_LABELS = {
    CollectionState.DRAFT: _("en préparation"),
    CollectionState.OPEN: _("ouverte"),
    CollectionState.CLOSING: _("clôture en cours"),
    CollectionState.CLOSED: _("close"),
    CollectionState.TOO_FEW: _("close sans résultat"),
}
LOST_LABEL = _("perdue")

# As a person says it of herself, on the card; the register speaks as the organisation.
VISIBILITY_CHOICES = {
    Visibility.DECLARED: _("Nous l’avons décidé ensemble"),
    Visibility.TOLERATED: _("On le sait, on laisse faire"),
    Visibility.HIDDEN: _("Je le fais sans le dire"),
    Visibility.EMBEDDED: _("Elle était dans un logiciel, personne ne l’a choisie"),
    Visibility.UPSTREAM: _("Elle vient d’une autre institution"),
    Visibility.CARRIED: _("La personne que j’accompagne s’en sert"),
}

QUESTIONS = {
    "visibility": _("Comment est-elle arrivée là ?"),
    "purpose": _("À quoi a-t-elle servi ?"),
    "tool": _("Avec quel genre d’outil ?"),
    "information": _("Avec quelles informations ?"),
    "change": _("Qu’est-ce que cela change ?"),
    "need": _("De quoi auriez-vous besoin ?"),
}
HINTS = {
    "purpose": _("Une ou deux phrases. Pas de nom, d’âge précis ni de lieu."),
    "tool": _("Un outil de conversation, un traducteur, un logiciel métier, un téléphone…"),
    "information": _("Ce qu’on lui a donné à lire ou à entendre, sans le recopier ici."),
    "change": _("Pour vous, pour la personne accompagnée, pour l’équipe."),
    "need": _("Une règle, un temps pour en parler, une formation, un autre outil, rien."),
}

SPOTTED = {
    Spotted.NO_NUMBER: _("repéré en atelier"),
    Spotted.SEVERAL: _("repéré en atelier, dans plusieurs cartes"),
    Spotted.BY_FIVES: _("repéré en atelier, dans au moins %(count)s cartes"),
}

FEWER_THAN_FIVE = _("moins de cinq cartes")
AT_LEAST = _("au moins %(count)s cartes")
BOX_LABEL = _("Cartes d’usage, « %(title)s »")

WHO_READS = _(
    "À partir de cinq cartes, la personne qui pilote la démarche les lit toutes, mêlées, après la clôture ; pas avant."
)
KEPT_UNTIL = _(
    "Les cartes sont gardées avec la démarche ; s’il y en a moins de cinq, elles sont détruites sans être ouvertes."
)

REQUIRED = _("Il manque une réponse ici : quelques mots suffisent.")
NO_CHOICE = _("Choisissez une des six réponses.")
TOO_LONG = _("C’est trop long : %(limit_value)d signes au plus, vous en avez %(show_value)d. Gardez l’essentiel.")
BAD_ADDRESSES = _("Ces lignes ne sont pas des adresses électroniques : %(lines)s.")
TOO_MANY_ADDRESSES = _("Pas plus de %(limit)s adresses à la fois : envoyez le reste ensuite.")
