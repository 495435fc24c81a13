"""What a file would do to the register: each of its lines beside the use that it speaks of."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from balises.register import rules
from balises.register.models import AIUse, Import
from balises.register.phrases import STATUS_LABELS
from balises.register.rules import WRITTEN, EntryLine, Outcome, Problem, Status
from balises.shared.errors import Refusal
from balises.trace.models import Node

_WRITTEN_WHOLE = ("gaps", "tiers", "aside")  # what is not one text


@dataclass(frozen=True)
class Planned:
    """A line, what becomes of it, and what would be written."""

    line: EntryLine
    outcome: Outcome
    use: AIUse | None
    after: Mapping[str, Any]  # only what differs
    problems: tuple[Problem, ...] = ()


def lines_of(held: Import) -> tuple[EntryLine, ...]:
    return tuple(EntryLine(**row) for row in held.rows)


def line_row(line: EntryLine) -> dict[str, Any]:
    return asdict(line)


def problem_row(problem: Problem) -> dict[str, Any]:
    return {"where": problem.where, "code": problem.refusal.code, "facts": dict(problem.refusal.facts)}


def problem_of(row: Mapping[str, Any]) -> Problem:
    return Problem(row["where"], Refusal(row["code"], row["facts"]))


def plan(held: Import) -> tuple[Planned, ...]:
    """Every line beside the register as it is now."""
    uses = list(AIUse.objects.select_related("organisation").order_by("pk"))
    by_slug, by_title = {use.slug: use for use in uses}, {use.title: use for use in reversed(uses)}
    seen: dict[str, str] = {}
    planned = []
    for line in lines_of(held):
        use = by_slug.get(line.values.get("slug", "")) or by_title.get(line.values.get("title", ""))
        key = f"use {use.pk}" if use else f"new {line.values.get('title', '')}"
        planned.append(_planned(line, use=use, first=seen.get(key)))
        seen.setdefault(key, line.where)
    return tuple(planned)


def _planned(line: EntryLine, *, use: AIUse | None, first: str | None) -> Planned:
    problems = rules.problems_of(line, today=timezone.localdate())
    if first is not None:
        problems = (*problems, Problem(line.where, Refusal("register.import_twice", {"first": first})))
    if problems:
        return Planned(line, Outcome.REFUSED, use, {}, problems)
    after = _written(line, use=use)
    if use is None:
        return Planned(line, Outcome.CREATED, None, after)
    differing = {name: value for name, value in after.items() if value != current(use, name)}
    kept_out = _kept_out(use, after=differing)
    if kept_out:
        return Planned(line, Outcome.REFUSED, use, {}, (Problem(line.where, kept_out),))
    return Planned(line, Outcome.CHANGED if differing else Outcome.LEFT, use, differing)


def _written(line: EntryLine, *, use: AIUse | None) -> dict[str, Any]:
    """What the line says, in our fields. A status that it tells is announced: nobody here pronounced it."""
    values = line.values
    after: dict[str, Any] = {name: values[name] for name in WRITTEN if name in values}
    if "review_on" in after:
        day = rules.day_of(after["review_on"]) if after["review_on"] else None
        after["review_on"] = day.isoformat() if day else ""
    if not after.get("visibility"):
        after.pop("visibility", None)
    announced = _announced(line, use=use)
    if announced:
        after["announced"] = announced
    if line.gaps is not None:
        after["gaps"] = _days(line.gaps)
    if line.tiers is not None:
        after["tiers"] = dict(line.tiers)
    if line.aside:
        after["aside"] = {**(use.aside if use else {}), **line.aside}
    return after


def _days(gaps: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {name: {"because": gap["because"], "until": str(rules.day_of(gap["until"]))} for name, gap in gaps.items()}


def _announced(line: EntryLine, *, use: AIUse | None) -> str:
    """The status that the file tells, where it is not the one that a body pronounced here."""
    status, elsewhere = line.values.get("status", ""), line.values.get("elsewhere", "")
    if use is None and elsewhere:
        return elsewhere[: rules.LONGEST["announced"]]
    if not status or status == (use.status if use else Status.TO_INVESTIGATE):
        return ""
    said = [line.values.get(name, "") for name in ("pronounced_by", "pronounced_on")]
    words = [str(STATUS_LABELS[Status(status)]), *(word for word in said if word)]
    return ", ".join(words)[: rules.LONGEST["announced"]]


def current(use: AIUse, name: str) -> Any:
    """What the use says now, as a file would say it."""
    value = getattr(use, name)
    if name in _WRITTEN_WHOLE:
        return value
    if name == "review_on":
        return value.isoformat() if value else ""
    return str(value).replace("\r\n", "\n").strip()


def _kept_out(use: AIUse, *, after: Mapping[str, Any]) -> Refusal | None:
    """What is published may not become unanswerable."""
    after_all = {name: after.get(name, current(use, name)) for name in ("owner", *_ANSWERS, "review_on")}
    review = rules.day_of(after_all.pop("review_on"))
    facts = rules.EntryFacts(
        rules.AnswerFacts(**after_all, review_on=review), is_published=use.is_published, today=timezone.localdate()
    )
    return rules.refusal_to_describe(facts)


_ANSWERS = ("human_contact", "how_to_refuse", "how_to_contest")


def outcomes(planned: Iterable[Planned]) -> Counter[Outcome]:
    return Counter(each.outcome for each in planned)


def seal_of(planned: Iterable[Planned]) -> str:
    """A short word for a whole plan: the one that was shown is the one that is done."""
    told = [[each.outcome, each.use.pk if each.use else None, each.after] for each in planned]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def locked_import(held: Import) -> Import:
    return Import.objects.select_for_update().get(pk=held.pk)


def touched_since(held: Import) -> tuple[str, ...]:
    """The uses that somebody or something changed after the import wrote them."""
    found = AIUse.objects.select_related("node").in_bulk([row["use"] for row in held.done])
    leaning = _with_something_on_them([found[row["use"]] for row in held.done if row["is_new"] and row["use"] in found])
    read = [(row, found.get(row["use"])) for row in held.done]
    return tuple(_title(row, use) for row, use in read if _is_touched(row, use, leaning=leaning))


def _title(row: Mapping[str, Any], use: AIUse | None) -> str:
    return _("« %(title)s »") % {"title": use.title if use else row["after"].get("title", "")}


def _is_touched(row: Mapping[str, Any], use: AIUse | None, *, leaning: Collection[int]) -> bool:
    if use is None or any(current(use, name) != value for name, value in row["after"].items()):
        return True
    return bool(row["is_new"] and (use.published_on or use.facts or use.pronounced_on or use.pk in leaning))


def _with_something_on_them(uses: Collection[AIUse]) -> set[int]:
    """Those on which something of another app, or of this one, now hangs; and those whose thread goes somewhere."""
    keys, by_node = [use.pk for use in uses], {use.node_id: use.pk for use in uses}
    relations = [(each.related_model._base_manager, each.field.name) for each in AIUse._meta.related_objects]
    found: set[int] = set()
    for manager, name in relations:
        found.update(manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True))
    joined = Node.objects.filter(pk__in=by_node).filter(Q(links_out__isnull=False) | Q(links_in__isnull=False))
    return found | {by_node[pk] for pk in joined.values_list("pk", flat=True)}
