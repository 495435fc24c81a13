from collections.abc import Mapping

from balises.analyses.rules import CastVote


def cast(**items: Mapping[str, int]) -> list[CastVote]:
    """Votes with the given counts: `cast(a={"agree": 3, "pass": 1})`. Voter 0 answers every item, then voter 1…"""
    votes = []
    for item, counts in items.items():
        choices = [choice for choice, count in counts.items() for _ in range(count)]
        votes += [CastVote(voter, item, choice) for voter, choice in enumerate(choices)]
    return votes
