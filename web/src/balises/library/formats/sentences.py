"""What the schema refuses, as a French sentence for whoever wrote the file."""

from pydantic_core import ErrorDetails

_SENTENCES = {
    "missing": "il manque la clé « {key} »",
    "extra_forbidden": "clé inconnue : « {key} »",
    "string_type": "« {key} » : un texte est attendu",
    "string_too_short": "« {key} » est vide",
    "string_pattern_mismatch": "« {key} » : « {input} » n’a pas la forme attendue",
    "int_type": "« {key} » : un nombre entier est attendu",
    "greater_than_equal": "« {key} » : un nombre d’au moins {ge} est attendu",
    "bool_type": "« {key} » : écrire « true » ou « false »",
    "literal_error": "« {key} » : « {input} » n’est pas admis ; admis : {expected}",
    "enum": "« {key} » : « {input} » n’est pas admis ; admis : {expected}",
    "tuple_type": "« {key} » : une liste est attendue (une ligne par élément, qui commence par « - »)",
    "model_type": "« {key} » : des clés sont attendues, sous la forme « clé: valeur »",
    "dict_type": "« {key} » : des clés sont attendues, sous la forme « clé: valeur »",
    "too_short": "« {key} » : il en faut au moins {min_length}",
    "value_error": "{error}",
}
_DATES = "« {key} » : une date est attendue, sous la forme AAAA-MM-JJ"


def sentence(error: ErrorDetails) -> str:
    template = _SENTENCES.get(
        error["type"], _DATES if error["type"].startswith("date") else "« {key} » : valeur refusée"
    )
    named = [part for part in error["loc"] if isinstance(part, str) and part != "[key]"]
    facts = {"key": named[-1] if named else "fichier", "input": error["input"], **error.get("ctx", {})}
    facts["expected"] = str(facts.get("expected", "")).replace(" or ", " ou ")
    return template.format(**facts)
