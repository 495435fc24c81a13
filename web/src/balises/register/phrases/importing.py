"""The sentences of a file that comes in: where, what is wrong, what was expected."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from balises.register.rules import Outcome

IMPORTING: Mapping[str, Promise] = {
    "register.file_is_empty": _("Ce fichier est vide. Choisissez celui qui contient le registre."),
    "register.file_is_too_big": _(
        "Ce fichier pèse plus de %(most)s Mo, déplié ou non. Gardez la feuille du registre seule, ou coupez-le en deux."
    ),
    "register.file_is_unknown": _(
        "On ne reconnaît pas ce fichier. On attend un classeur (.xlsx ou .ods), un tableau .csv ou des données .json."
    ),
    "register.file_is_broken": _(
        "Ce fichier ne s’ouvre pas : il est abîmé, ou protégé par un mot de passe. "
        "Ouvrez-le dans un tableur et enregistrez-le de nouveau."
    ),
    "register.file_is_not_unicode": _(
        "Ligne %(line)s, un caractère ne se lit pas : le tableau n’est pas en UTF-8. "
        "Enregistrez-le de nouveau en choisissant « CSV UTF-8 »."
    ),
    "register.file_is_not_json": _(
        "Ligne %(line)s, caractère %(column)s : ces données ne sont pas du JSON. On attend ce que Balises exporte."
    ),
    "register.file_says_no_entry": _(
        "Ce JSON ne contient pas de fiche. On attend une liste « entries », ou une liste de fiches."
    ),
    "register.file_has_too_many_lines": _(
        "Ce fichier a plus de %(most)s lignes. Un registre décrit des usages, pas des opérations : "
        "s’il en compte vraiment autant, coupez-le en plusieurs fichiers."
    ),
    "register.file_has_no_header": _(
        "On ne trouve pas la ligne des titres de colonnes. Il faut au moins une colonne « %(title)s »."
    ),
    "register.file_has_two_columns": _(
        "%(where)s : la colonne « %(column)s » y est deux fois. Gardez-en une, puis recommencez."
    ),
    "register.file_has_merged_cells": _(
        "%(where)s : des cellules sont fusionnées. Défusionnez-les : on ne sait pas pour quelles lignes elles valent."
    ),
    "register.import_no_title": _("Il manque le titre de l’usage."),
    "register.import_too_long": _("« %(field)s » a %(length)s caractères. On en attend %(longest)s au plus."),
    "register.import_unknown_code": _("« %(said)s » n’est pas connu pour « %(field)s ». On attend : %(expected)s."),
    "register.import_not_a_date": _("« %(said)s » n’est pas une date. On attend 2027-03-31, ou 31/03/2027."),
    "register.import_is_formula": _("Cette cellule contient une formule. On attend un texte : collez sa valeur."),
    "register.import_is_error": _("Cette cellule montre une erreur de calcul. On attend un texte."),
    "register.import_is_control": _("Cette cellule contient un caractère invisible que l’on ne peut pas garder."),
    "register.import_is_not_text": _("« %(field)s » n’est pas un texte. On attend un texte entre guillemets."),
    "register.import_has_another_shape": _("« %(field)s » n’a pas la forme attendue. On attend : %(example)s."),
    "register.import_twice": _("Cet usage est déjà dans le fichier : %(first)s. Gardez une seule des deux lignes."),
    "register.import_is_done": _("Cet import est déjà fait. Rien n’a été écrit une seconde fois."),
    "register.import_is_stale": _(
        "Le registre a changé depuis l’aperçu. Relisez ce qui serait écrit, puis recommencez."
    ),
    "register.import_changes_nothing": _("Ce fichier ne change rien : il n’y a rien à écrire."),
    "register.import_is_not_done": _("Cet import n’a rien écrit, ou il est déjà défait."),
    "register.import_was_touched": _(
        "On ne peut plus défaire cet import : depuis, quelqu’un a travaillé sur %(titles)s. "
        "Reprenez ces fiches à la main."
    ),
    "register.pia_is_not_one": _(
        "Ce fichier ne vient pas de l’outil PIA de la CNIL. "
        "On attend un JSON avec « pia », « answers » et « measures »."
    ),
}

OUTCOME_LABELS: Mapping[Outcome, Promise] = {
    Outcome.CREATED: _("À créer"),
    Outcome.CHANGED: _("À changer"),
    Outcome.LEFT: _("Déjà là, laissé tel quel"),
    Outcome.REFUSED: _("Refusé"),
}
