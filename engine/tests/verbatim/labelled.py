"""Five hundred sentences labelled by hand, and how well the rules do on them.

`python engine/tests/verbatim/labelled.py` prints recall and precision by kind, and every miss and false alarm.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from portulan.verbatim import Finding, find_identifying

SENTENCES = Path(__file__).with_name("sentences.yaml")
MARK = re.compile(r"\[([a-z_]+)\|([^\]]*)\]")


@dataclass(frozen=True)
class Labelled:
    """A sentence, and what in it may identify: kind, start, end."""

    text: str
    labels: tuple[tuple[str, int, int], ...]
    mended_on: bool


@cache
def sentences() -> tuple[Labelled, ...]:
    written = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    marked = [*written["harmful"], *written["harmless"]]
    return tuple(_labelled(sentence, mended_on=place % 2 == 0) for place, sentence in enumerate(marked))


def _labelled(marked: str, *, mended_on: bool) -> Labelled:
    text, labels, place = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[place : mark.start()]
        labels.append((mark[1], len(text), len(text) + len(mark[2])))
        text, place = text + mark[2], mark.end()
    return Labelled(text + marked[place:], tuple(labels), mended_on)


@dataclass(frozen=True)
class Score:
    """Of the passages of a kind: how many labelled, how many of these found, how many alarms, how many of these right.

    A label is found, and an alarm right, where the two overlap and are of the same kind.
    """

    labelled: int
    found: int
    alarms: int
    right: int


def overlaps(label: tuple[str, int, int], finding: Finding) -> bool:
    return label[0] == finding.kind and label[1] < finding.end and finding.start < label[2]


def scored(chosen: tuple[Labelled, ...]) -> tuple[dict[str, Score], list[str]]:
    counts, wrong = Counter(), []
    for each in chosen:
        findings = find_identifying(each.text)
        for label in each.labels:
            is_found = any(overlaps(label, finding) for finding in findings)
            counts.update([(label[0], "labelled"), *([(label[0], "found")] if is_found else [])])
            if not is_found:
                wrong.append(f"missed {label[0]}: « {each.text[label[1] : label[2]]} » in « {each.text} »")
        for finding in findings:
            is_right = any(overlaps(label, finding) for label in each.labels)
            counts.update([(finding.kind, "alarms"), *([(finding.kind, "right")] if is_right else [])])
            if not is_right:
                passage = each.text[finding.start : finding.end]
                wrong.append(f"false {finding.kind} ({finding.rule}): « {passage} » in « {each.text} »")
    kinds = sorted({kind for kind, _ in counts})
    return {
        kind: Score(*(counts[kind, part] for part in ("labelled", "found", "alarms", "right"))) for kind in kinds
    }, wrong


def table(scores: dict[str, Score]) -> str:
    lines = ["| kind | labelled | found | recall | alarms | right | precision |", "|---|---:|---:|---:|---:|---:|---:|"]
    columns = [[getattr(each, part) for each in scores.values()] for part in ("labelled", "found", "alarms", "right")]
    for kind, each in [*scores.items(), ("all", Score(*(sum(column) for column in columns)))]:
        recall = f"{each.found / each.labelled:.2f}" if each.labelled else "–"
        precision = f"{each.right / each.alarms:.2f}" if each.alarms else "–"
        lines.append(
            f"| {kind} | {each.labelled} | {each.found} | {recall} | {each.alarms} | {each.right} | {precision} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    for title, chosen in (
        ("Rules mended on these", tuple(each for each in sentences() if each.mended_on)),
        ("Only measured", tuple(each for each in sentences() if not each.mended_on)),
    ):
        scores, wrong = scored(chosen)
        print(f"{title}: {len(chosen)} sentences\n\n{table(scores)}\n", *wrong, "", sep="\n")
