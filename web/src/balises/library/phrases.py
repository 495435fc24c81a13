from django.utils.translation import gettext_lazy as _

PHRASES = {
    "library.edition_changed": _(
        "L’édition %(reference)s a changé depuis sa publication. "
        "Remettez le fichier d’origine, ou publiez une édition de numéro suivant."
    ),
    "library.change_says_why": _("Dites en une phrase pourquoi : cette raison se lira à côté du changement."),
    "library.unknown_criterion": _(
        "La question %(code)s n’est pas dans la grille de départ. Choisissez une question de la liste."
    ),
    "library.same_words": _(
        "Les mots de la question %(code)s sont restés les mêmes. Changez-en un, ou choisissez « garder »."
    ),
    "library.legal_criterion": _(
        "La question %(code)s surveille une obligation de la loi : "
        "on peut la redire autrement, on ne peut pas la retirer."
    ),
    "library.red_line_left_alone": _(
        "La question %(code)s est la dernière à surveiller une ligne rouge (« %(line)s »). "
        "Gardez-la : une ligne rouge garde toujours une question."
    ),
    "library.code_is_taken": _(
        "Le code %(code)s a déjà servi, et un code ne sert qu’une fois. Le prochain code libre est %(expected)s."
    ),
    "library.name_too_long": _("« %(name)s » est trop long : %(longest)s caractères au plus."),
    "library.grid_cycle": _(
        "Cette édition finirait par venir d’elle-même : %(chain)s. "
        "Une édition vient d’une édition plus ancienne : corrigez la ligne « replaces »."
    ),
    "library.nothing_changed": _(
        "Rien ne change encore : redites, retirez ou ajoutez au moins une question, ou gardez-en une avec la raison."
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
    "hidden": _("gardé pour soi"),
    "embedded": _("embarqué dans un logiciel"),
    "upstream": _("venu d’une autre institution"),
    "carried": _("porté par la personne accompagnée"),
}

COUNTRY_LABELS = {
    "AT": _("Autriche"),
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
    "HU": _("Hongrie"),
    "IE": _("Irlande"),
    "NL": _("Pays-Bas"),
    "NO": _("Norvège"),
    "NZ": _("Nouvelle-Zélande"),
    "SE": _("Suède"),
    "US": _("États-Unis"),
}

LAW_LABELS = {
    "eu": _("Union européenne"),
    "fr": _("France"),
    "be": _("Belgique"),
    "ch": _("Suisse"),
    "qc": _("Québec"),
}

EFFECT_LABELS = {
    "stop": _("arrêt"),
    "condition": _("condition"),
    "inquiry": _("recherche à mener"),
    "dpia": _("analyse d’impact (protection des données)"),
    "fria": _("analyse d’impact (droits fondamentaux)"),
    "oversight": _("contrôle humain par une personne désignée"),
    "deliberation": _("délibération"),
    "notice": _("information des personnes"),
    "staff_consultation": _("information ou consultation du personnel"),
    "full_grid": _("grille entière"),
    "limit": _("conditions obligatoires"),
}

# What a use is as a rule, in words. A fact with a list of values has its own label; the others are said where true.

FACT_LABELS = {
    "role": _("Qui s’en sert"),
    "account": _("Le compte"),
    "personal_data": _("On peut y reconnaître"),
    "decision": _("Sa part dans une décision"),
    "severity": _("Des situations graves"),
}

FACT_VALUE_LABELS = {
    "role": {
        "deployer": _("notre organisation"),
        "upstream": _("une autre institution, avant nous"),
        "person": _("la personne accompagnée"),
    },
    "account": {
        "consumer": _("personnel, ouvert par chacun"),
        "organisation": _("de l’organisation qui emploie l’outil"),
        "local": _("aucun, l’outil est installé sur place"),
        "embedded": _("déjà dans un logiciel employé pour autre chose"),
        "none": _("aucun"),
    },
    "personal_data": {
        "none": _("personne"),
        "staff": _("des salariés ou des candidats"),
        "service_users": _("des personnes accompagnées"),
    },
    "decision": {
        "none": _("aucune"),
        "prepares": _("il la prépare"),
        "recommends": _("il la recommande"),
        "decides": _("il la prend"),
    },
    "severity": {
        "none": _("pas d’ordinaire"),
        "child_protection": _("protection d’un enfant"),
        "protected_adults": _("adultes protégés"),
        "placement": _("placement"),
        "violence": _("violences"),
        "asylum": _("asile"),
        "subsistence": _("moyens de vivre ou toit"),
        "suicide_risk": _("risque de suicide"),
    },
}
UNKNOWN_LABEL = _("cela dépend")

ANNEX_III_LABELS = {
    "1b": _("point 1 b), catégories tirées du corps ou du visage"),
    "1c": _("point 1 c), reconnaissance des émotions"),
    "3b": _("point 3 b), évaluation de ce qui est appris"),
    "4a": _("point 4 a), recrutement et sélection"),
    "4b": _("point 4 b), conditions de travail et suivi des salariés"),
    "5a": _("point 5 a), accès aux prestations et services publics essentiels"),
    "5b": _("point 5 b), solvabilité"),
    "5c": _("point 5 c), assurance vie et santé"),
    "5d": _("point 5 d), appels et secours d’urgence"),
    "7": _("point 7, migration, asile et frontières"),
    "8a": _("point 8 a), aide à l’autorité judiciaire"),
}

TRUE_FACT_LABELS = {
    "contract": _("un contrat encadre l’outil"),
    "sensitive_data": _("des données sensibles y entrent"),
    "recording": _("un échange est enregistré"),
    "case_file": _("le résultat entre dans le dossier d’une personne"),
    "access_to_a_right": _("l’outil se trouve entre une personne et un droit ou un service"),
    "scoring": _("une personne reçoit une note ou un rang"),
    "profiling": _("un profil de la personne est établi"),
    "inference": _("l’outil déduit, il n’applique pas seulement des règles écrites à la main"),
    "vital_service": _("on ne peut pas s’en passer une journée sans dommage"),
    "conversation": _("une personne du public converse avec l’outil"),
    "publication": _("le résultat est publié"),
    "imitation": _("une image, une voix ou une vidéo peut passer pour celle d’une personne réelle"),
    "staff_effect": _("le travail des équipes change"),
    "staff_evaluation": _("le travail des salariés peut être évalué"),
    "preparatory": _("la tâche est étroite et ne pèse sur rien (exception de l’article 6, paragraphe 3)"),
}

FORBIDDEN_PRACTICE_LABELS = {
    "manipulation": _("manipuler"),
    "vulnerability": _("exploiter une fragilité"),
    "social_scoring": _("noter la conduite sociale"),
    "crime_prediction": _("prédire un délit d’après un profil"),
    "face_scraping": _("aspirer des visages"),
    "biometric_categories": _("classer des personnes d’après leur corps"),
    "intimate_imagery": _("fabriquer des images intimes"),
    "staff_emotions": _("déduire les émotions au travail ou en formation"),
}
