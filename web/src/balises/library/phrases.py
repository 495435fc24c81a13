from django.utils.translation import gettext_lazy as _

PHRASES = {
    "library.edition_changed": _(
        "L’édition %(reference)s a changé depuis sa publication. "
        "Remettez le fichier d’origine, ou publiez une édition de numéro suivant."
    ),
}

ANSWER_LABELS = {
    "yes": _("Oui"),
    "partly": _("En partie"),
    "no": _("Non"),
    "unknown": _("On ne sait pas"),
    "not_applicable": _("Sans objet"),
}

VISIBILITY_LABELS = {
    "declared": _("déclaré"),
    "tolerated": _("toléré"),
    "hidden": _("dissimulé"),
    "embedded": _("embarqué dans un logiciel"),
    "upstream": _("venu d’une autre institution"),
    "carried": _("porté par la personne accompagnée"),
}

COUNTRY_LABELS = {
    "AU": _("Australie"),
    "BE": _("Belgique"),
    "CA": _("Canada"),
    "CH": _("Suisse"),
    "DE": _("Allemagne"),
    "DK": _("Danemark"),
    "ES": _("Espagne"),
    "EU": _("Union européenne"),
    "FI": _("Finlande"),
    "FR": _("France"),
    "GB": _("Royaume-Uni"),
    "IE": _("Irlande"),
    "NL": _("Pays-Bas"),
    "NO": _("Norvège"),
    "NZ": _("Nouvelle-Zélande"),
    "SE": _("Suède"),
    "US": _("États-Unis"),
}
