"""methods/opinion.md: what the engine says of its opinion map, for someone who wants to check it or do it again."""

from balises.site.reference.methods import method_page

PACKAGE = "portulan.opinion"
# In reading order: what goes in, the two maps, then step by step what each is made of.
NAMES = (
    "Votes", "join", "map_opinions", "IslandMap", "protect_map", "PublishedMap", "PolisMap",
    "read_votes", "VoteSums", "sums_of", "find_axes", "place", "place_participants", "place_statements", "extremity",
    "in_conversation", "base_clusters", "k_means", "group_bases", "silhouette",
    "share", "proportion_z", "two_proportions_z", "representativeness", "select_representative",
    "select_consensus", "group_informed_consensus", "priority",
    "LiveVotes", "canonical", "find_islands", "needed_agreement", "measure", "cluster", "adjusted_rand",
    "pairs_together",
    "own_statements", "gathering_statements", "divisive_statements",
)  # fmt: skip

HEAD = """# The opinion map: method

*For analysts, and for whoever wants to know what a group on a map is worth.* Taken from the docstrings of
`portulan.opinion`, whose examples are run by the tests. In words: [How the opinion map is made, and its
limits](../../explanation/opinion-map.md). Where the definitions come from:
[ADR 0023](../../adr/0023-polis-programmed-anew.md).

```python
from portulan.disclosure import PublicationPlan
from portulan.opinion import Votes, map_opinions, protect_map

votes = Votes.of([("ana", "s1", 1), ("bo", "s1", -1)])  # 1 agree, 0 pass, -1 disagree
drawn = map_opinions(votes)  # profile="balises": groups that hold, or none
shown = protect_map(drawn, plan=PublicationPlan("spring", votes.statements))
as_polis = map_opinions(votes, profile="polis")  # for comparing with Polis; it has people in it
```

From a folder exported by Polis: `portulan map FOLDER`, `--json`, `--profile polis`, `--members FILE.csv`.

## What is claimed

**Profile `polis`**, beside six conversations recorded by production servers (27 to 536 people, 29 to 314 statements):
means, axes up to their sign, positions, extremity, group-informed consensus and priorities equal to 1e-9; the same
group votes; the same representative and consensus statements in the same order; from the recorded base clusters, the
same number and the same groups; from the recorded centres, the same base clusters. *What depends on the history of a
running conversation* (which of several base clusterings it sits in, a number of groups that changes only when another
was best four times in a row, people who entered while there were few statements) cannot be had from an export: the
profile then does what Polis does at first sight.

**Profile `balises`**: the same result to the last bit for any order of votes, people, statements and shards, and for
other names of people and statements, on one machine with one version of NumPy and SciPy. Nothing under eight people
in a group, no map under sixteen voters. *No groups that hold* is a full answer.

## How often groups are shown that are not there

People drawn from seven real conversations; false where no partition of the whole conversation holds, or none has an
adjusted Rand index of 0.25 with what is shown. Shuffled: the same votes permuted within each statement, so that every
group is false. `pytest engine/tests/opinion/test_false_islands.py -m slow -s` draws them again.

{false_islands}

With 8 or 12 people no map is drawn at all. The threshold (`needed_agreement`) was tuned on other draws than these.
Measured against the one partition that the map of the whole shows, instead of all that hold there, more count as
false. Of a hundred of the draws that served for tuning: 0, 0.5, 3.6 and 2.2 at 16, 20, 30 and 40 people; and 12 at 30
people in one conversation (vtaiwan.uberx), which has several structures.

## Agreement with the groups that Polis exported

Adjusted Rand index between the profile `polis`, cold, and the groups of `participants-votes.csv`, with and without
moderation. The exports of the last three were made by earlier versions of Polis, or in another state of moderation:
nobody can find them again.

| conversation | placed | groups: ours, exported | index | without moderation |
|---|---:|---:|---:|---:|
| scoop-hivemind.biodiversity | 443 | 2, 2 | 0.966 | 0.813 |
| vtaiwan.uberx | 1219 | 2, 2 | 0.890 | 0.576 |
| 15-per-hour-seattle | 138 | 2, 2 | 0.750 | 0.520 |
| brexit-consensus | 191 | 3, 2 | 0.657 | 0.657 |
| american-assembly.bowling-green | 1579 | 2, 2 | 0.561 | 0.615 |
| scoop-hivemind.affordable-housing | 295 | 3, 2 | 0.073 | 0.093 |
| london.youth.policing | 24 | 2, 3 | -0.019 | -0.019 |
"""
FALSE_ISLANDS = """| people drawn | draws | with groups | false | of shuffled votes |
|---:|---:|---:|---:|---:|
| 16 | 420 | 7 | 0 | 0 |
| 20 | 420 | 35 | 0 | 0 |
| 30 | 360 | 130 | 1 | 0 |
| 40 | 360 | 192 | 0 | 0 |
"""


def opinion_page() -> str:
    return method_page(HEAD.format(false_islands=FALSE_ISLANDS.strip()), package=PACKAGE, names=NAMES)
