"""What each field of an entry is called, on its page, in its form, at the head of a column."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.register.rules import EntryField, Tier

FIELD_LABELS: Mapping[EntryField, Promise] = {
    EntryField.TITLE: _("Titre"),
    EntryField.PURPOSE: _("Finalité"),
    EntryField.PLAIN: _("En mots simples"),
    EntryField.STATUS: _("Statut"),
    EntryField.TOOL: _("Genre d’outil"),
    EntryField.PROVIDER: _("Fournisseur"),
    EntryField.INFORMATION: _("Informations confiées à l’outil"),
    EntryField.PEOPLE_CONCERNED: _("Personnes concernées"),
    EntryField.VISIBILITY: _("Visibilité"),
    EntryField.SPOTTED: _("Où il a été vu"),
    EntryField.AI_ACT: _("Classe selon le règlement européen sur l’IA"),
    EntryField.CONDITIONS: _("Portes et conditions ouvertes"),
    EntryField.OWNER: _("Fonction responsable"),
    EntryField.OVERSIGHT: _("Contrôle humain"),
    EntryField.NOTICE: _("Comment les personnes sont prévenues"),
    EntryField.HUMAN_CONTACT: _("Contact humain"),
    EntryField.HOW_TO_REFUSE: _("Comment refuser"),
    EntryField.HOW_TO_CONTEST: _("Comment contester"),
    EntryField.REMEDIES: _("Voies de recours"),
    EntryField.REVIEW_ON: _("Date de réexamen"),
}

# The same, as the questions of whoever reads the register.
FIELD_QUESTIONS: Mapping[EntryField, Promise] = {
    EntryField.PURPOSE: _("À quoi cela sert-il ?"),
    EntryField.INFORMATION: _("Qu’est-ce qui est confié à l’outil ?"),
    EntryField.NOTICE: _("Comment est-on prévenu ?"),
    EntryField.HOW_TO_REFUSE: _("Puis-je dire non ?"),
}

TIER_LABELS: Mapping[Tier, Promise] = {
    Tier.PUBLIC: _("Public"),
    Tier.INTERNAL: _("Réservé aux membres"),
}

# The other columns of a table: what stands around the fields.
COLUMN_LABELS: Mapping[str, Promise] = {
    "slug": _("Adresse"),
    "pronounced_by": _("Instance qui s’est prononcée"),
    "pronounced_on": _("Prononcé le"),
    "announced": _("Statut annoncé ailleurs"),
    "condition_texts": _("Texte des portes et conditions"),
    "published_on": _("Publié le"),
    "gaps": _("Non renseigné parce que"),
    "internal": _("Champs réservés aux membres"),
    **{str(field): label for field, label in FIELD_LABELS.items()},
}
