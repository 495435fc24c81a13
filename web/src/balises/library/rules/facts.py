"""The facts of a use: what a grid, a text of law or a case may speak of. One vocabulary for content and product.

A fact that is missing, or « unknown », is neither true nor false: what depends on it waits for an answer.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

UNKNOWN = "unknown"

Facts = Mapping[str, tuple[str, ...]]  # each fact with its values: one, or several where MANY says so


class Fact(StrEnum):
    MOMENT = "moment"
    COUNTRY = "country"
    BODY = "body"  # in whose name the organisation acts
    STAFF_SIZE = "staff_size"
    ROLE = "role"  # who uses the tool: us, an institution before us, the person accompanied
    SEVERITY = "severity"  # the sector's own grave situations
    ACCOUNT = "account"
    CONTRACT = "contract"
    PERSONAL_DATA = "personal_data"  # whose information could be recognised in what the tool is given
    SENSITIVE_DATA = "sensitive_data"
    RECORDING = "recording"
    CASE_FILE = "case_file"  # what the tool made enters a person's file
    DECISION = "decision"  # its part in a decision on a right, an aid, a place, a measure, a sanction
    ACCESS_TO_A_RIGHT = "access_to_a_right"  # it stands between a person and a right or a service
    SCORING = "scoring"
    PROFILING = "profiling"
    KNOWN_GAP = "known_gap"  # it serves a group worse, this was found, and it is not corrected
    INFERENCE = "inference"  # it infers, or applies fixed rules written by hand
    CONVERSATION = "conversation"
    PUBLICATION = "publication"
    IMITATION = "imitation"  # an image, a voice or a video that could pass for a real person
    STAFF_EFFECT = "staff_effect"
    STAFF_EVALUATION = "staff_evaluation"
    STAFF_EMOTIONS = "staff_emotions"
    MANIPULATION = "manipulation"
    VULNERABILITY = "vulnerability"
    SOCIAL_SCORING = "social_scoring"
    CRIME_PREDICTION = "crime_prediction"
    FACE_SCRAPING = "face_scraping"
    BIOMETRIC_CATEGORIES = "biometric_categories"
    INTIMATE_IMAGERY = "intimate_imagery"
    ANNEX_III = "annex_iii"  # the exact points that the use may fall under
    PREPARATORY = "preparatory"  # a narrow task that weighs on nothing: what the filter of Article 6(3) asks
    VITAL_SERVICE = "vital_service"
    # derived from the others, never asked
    AI_ACT = "ai_act"
    GRAVE = "grave"
    FORBIDDEN_PRACTICE = "forbidden_practice"  # one of Article 5, wherever we are and whatever the tool is made of


_LISTS: Mapping[str, tuple[str, ...]] = {
    Fact.MOMENT: ("planned", "trial", "in_use"),
    Fact.COUNTRY: ("fr", "be", "ch", "qc", "eu"),
    Fact.BODY: ("public", "public_service", "private"),
    Fact.STAFF_SIZE: ("under_11", "from_11_to_49", "from_50"),
    Fact.ROLE: ("deployer", "upstream", "person"),
    Fact.SEVERITY: (
        "none",
        "child_protection",
        "protected_adults",
        "placement",
        "violence",
        "asylum",
        "subsistence",
        "suicide_risk",
    ),
    Fact.ACCOUNT: ("consumer", "organisation", "local", "embedded", "none"),
    Fact.PERSONAL_DATA: ("none", "staff", "service_users"),
    Fact.DECISION: ("none", "prepares", "recommends", "decides"),
    Fact.ANNEX_III: ("none", "1b", "1c", "3b", "4a", "4b", "5a", "5b", "5c", "5d", "7", "8a"),
    Fact.AI_ACT: ("prohibited", "high_risk", "uncertain", "transparency", "minimal", "outside"),
}
FACTS: Mapping[str, tuple[str, ...]] = {fact: _LISTS.get(fact, ("yes", "no")) for fact in Fact}
MANY = frozenset({Fact.SEVERITY, Fact.PERSONAL_DATA, Fact.ANNEX_III})
DERIVED = frozenset({Fact.AI_ACT, Fact.GRAVE, Fact.FORBIDDEN_PRACTICE})


def refused_facts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Each fact that the vocabulary does not know, or whose value it does not admit: its name, what is wrong."""
    for name, values in facts.items():
        if name not in FACTS or name in DERIVED:
            yield name, "unknown_fact"
        elif not values or (len(values) > 1 and name not in MANY):
            yield name, "one_value"
        elif set(values) - {*FACTS[name], UNKNOWN}:
            yield name, "unknown_value"
        elif len(values) > 1 and set(values) & {"none", UNKNOWN}:
            yield name, "none_among_others"
