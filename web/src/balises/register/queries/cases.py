"""The invented cases that put the rules to the test, as anyone reads them: what is told, what must come of it, why."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _

from balises.library import queries as library
from balises.library.models import Edition
from balises.library.rules import UNKNOWN, Effect, Fact
from balises.register.phrases.cases import ANSWER_LABELS, LOOK_LABELS, SEAT_LABELS
from balises.register.phrases.gates import EFFECT_LABELS, EFFECT_TITLES
from balises.register.phrases.practices import PRACTICES
from balises.register.phrases.questions import QUESTIONS, UNKNOWN_LABEL, YES_OR_NO
from balises.register.phrases.routing import AI_ACT_LABELS, AI_ACT_MEANINGS
from balises.register.queries.reading import StateMark, state_mark
from balises.register.rules import SECTIONS, AiAct
from balises.shared.http import Crumb
from balises.shared.wording import day

CASES = ("cases", "grille")
Body = Mapping[str, Any]


@dataclass(frozen=True)
class Link:
    """What is named, and where it is read in full; no address where it has no page."""

    label: str
    url: str


@dataclass(frozen=True)
class CaseCard:
    code: str
    title: str
    url: str
    ai_act: str
    mark: StateMark


@dataclass(frozen=True)
class CaseGroup:
    anchor: str
    title: str
    cases: tuple[CaseCard, ...]


@dataclass(frozen=True)
class CasesPage:
    title: str
    crumbs: tuple[Crumb, ...]
    edition: Edition
    notice: str
    groups: tuple[CaseGroup, ...]
    count: int
    usual: tuple[tuple[str, str], ...]  # each fact that is so unless a case says otherwise, in words


@dataclass(frozen=True)
class AnswerInWords:
    question: Link
    said: tuple[tuple[str, str], ...]  # seat, answer


@dataclass(frozen=True)
class Gates:
    title: str
    gates: tuple[Link, ...]


@dataclass(frozen=True)
class Duties:
    title: str
    lines: tuple[Link, ...]


@dataclass(frozen=True)
class CasePage:
    title: str
    crumbs: tuple[Crumb, ...]
    edition: Edition
    code: str
    group: str
    because: str
    use: Link | None
    on: str
    mark: StateMark
    ai_act: str
    ai_act_meaning: str
    facts: tuple[tuple[str, str], ...]
    look: str
    answers: tuple[AnswerInWords, ...]
    gates: tuple[Gates, ...]
    waiting: tuple[str, ...]
    duties: tuple[Duties, ...]
    next: Link | None


def cases_page() -> CasesPage:
    kept = library.required_edition(*CASES)
    groups: dict[str, list[CaseCard]] = {}
    for case in kept.body["cases"]:
        groups.setdefault(case["group"], []).append(_card(case))
    return CasesPage(
        title=kept.title,
        crumbs=(_grid_crumb(), Crumb(_("Les cas"), "")),
        edition=kept,
        notice=kept.body["notice"],
        groups=tuple(CaseGroup(slugify(title), title, tuple(cards)) for title, cards in groups.items()),
        count=len(kept.body["cases"]),
        usual=_facts_in_words(kept.body["usual_facts"]),
    )


def case_page(code: str) -> CasePage | None:
    """One case, or nothing where no case has that code."""
    kept = library.required_edition(*CASES)
    every = kept.body["cases"]
    rank = next((rank for rank, case in enumerate(every) if case["code"] == code), None)
    return None if rank is None else _case_page(kept, case=every[rank], following=every[rank + 1 : rank + 2])


def _case_page(kept: Edition, *, case: Body, following: Sequence[Body]) -> CasePage:
    expected, ai_act = case["expected"], AiAct(case["expected"]["ai_act"])
    return CasePage(
        title=case["title"],
        crumbs=(_grid_crumb(), Crumb(_("Les cas"), reverse("register:cases")), Crumb(case["title"], "")),
        edition=kept,
        code=case["code"],
        group=case["group"],
        because=case["because"],
        use=_use(kept, code=case["use"]),
        on=day(datetime.date.fromisoformat(case["day"] or kept.body["day"])),
        mark=state_mark(expected["status"]),
        ai_act=str(AI_ACT_LABELS[ai_act]),
        ai_act_meaning=str(AI_ACT_MEANINGS[ai_act]),
        facts=_facts_in_words(case["facts"]),
        look=str(LOOK_LABELS[case["look"]]),
        answers=_answers(kept, answers=case["answers"]),
        gates=_gates(case, lines=_lines(kept)),
        waiting=tuple(_label(name) for name in expected["gates"]["waiting"]),
        duties=_duties(expected["duties"], lines=_lines(kept)),
        next=Link(following[0]["title"], _url(following[0])) if following else None,
    )


def cases_json() -> dict[str, Any]:
    """What `/grille/cas.json` says: every case as it was published, and the facts that are so in each."""
    kept = library.required_edition(*CASES)
    told = ("licence", "status", "framework", "catalogue", "laws", "notice", "day", "usual_facts", "cases")
    return {"edition": kept.reference, **{name: kept.body[name] for name in told}}


def _grid_crumb() -> Crumb:
    return Crumb(_("La grille"), reverse("library:framework"))


def _url(case: Body) -> str:
    return reverse("register:case", args=[case["code"]])


def _card(case: Body) -> CaseCard:
    expected = case["expected"]
    label = str(AI_ACT_LABELS[AiAct(expected["ai_act"])])
    return CaseCard(case["code"], case["title"], _url(case), label, state_mark(expected["status"]))


def _facts_in_words(facts: Mapping[str, Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """In the order of the description: PostgreSQL keeps the keys of a document, not their order."""
    asked = [str(fact) for part in SECTIONS.values() for fact in part]
    return tuple((_label(name), _values(name, facts[name])) for name in asked if name in facts)


def _label(name: str) -> str:
    fact = Fact(name)
    return str(QUESTIONS[fact].label if fact in QUESTIONS else PRACTICES[fact].label)


def _values(name: str, values: Iterable[str]) -> str:
    fact = Fact(name)
    words: Mapping[str, Promise] = QUESTIONS[fact].values if fact in QUESTIONS else YES_OR_NO
    return " ; ".join(str(UNKNOWN_LABEL if value == UNKNOWN else words[value]) for value in values)


def _use(kept: Edition, *, code: str | None) -> Link | None:
    catalogue = library.edition_at(kept.body["catalogue"])
    found = next((use for use in (catalogue.body["uses"] if catalogue else ()) if use["code"] == code), None)
    return Link(found["title"], reverse("library:use", args=[code])) if found else None


def _answers(kept: Edition, *, answers: Mapping[str, Mapping[str, str]]) -> tuple[AnswerInWords, ...]:
    grid = library.edition_at(kept.body["framework"])
    asked = {criterion["code"]: criterion["question"] for criterion in (grid.body["criteria"] if grid else ())}
    return tuple(
        AnswerInWords(Link(question, _criterion_url(code)), _said(answers[code]))
        for code, question in asked.items()
        if code in answers
    )


def _said(answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    told = ((label, answers[seat]) for seat, label in SEAT_LABELS.items() if seat in answers)
    return tuple((str(label), str(ANSWER_LABELS[answer])) for label, answer in told)


def _criterion_url(code: str) -> str:
    dimension, _dot, _rank = code.partition(".")
    return f"{reverse('library:dimension', args=[f'd{dimension}'])}#c-{code}"


def _lines(kept: Edition) -> Mapping[str, Link]:
    slugs = [reference.partition(":")[2].partition("@")[0] for reference in kept.body["laws"]]
    return {
        line.code: Link(line.title, f"{reverse('library:law_country', args=[line.law])}#{line.code}")
        for line in library.law_lines(slugs)
    }


def _gates(case: Body, *, lines: Mapping[str, Link]) -> tuple[Gates, ...]:
    """Those that a text imposes that day, then those that the grid chooses."""
    told = case["expected"]["gates"]
    titles = {"legal": _("Posées par un texte"), "chosen": _("Choisies par la grille")}
    parts = (
        Gates(title, tuple(_gate(key, case=case, lines=lines) for key in told[kind])) for kind, title in titles.items()
    )
    return tuple(part for part in parts if part.gates)


def _gate(key: str, *, case: Body, lines: Mapping[str, Link]) -> Link:
    holder, colon, effect = key.partition(":")
    label = str(EFFECT_LABELS[Effect(effect)] if colon else EFFECT_TITLES[Effect(key)])
    if key in case["framed"]:
        label = _("%(gate)s (quelqu’un en répond, à une date)") % {"gate": label}
    if key in case["closed"]:
        label = _("%(gate)s (refermée)") % {"gate": label}
    if not colon:
        return Link(label, "")
    if holder in lines:
        return Link(f"{label} · {lines[holder].label}", lines[holder].url)
    if "." in holder:
        return Link(_("%(gate)s · critère %(code)s") % {"gate": label, "code": holder}, _criterion_url(holder))
    return Link(_("%(gate)s · règle %(code)s") % {"gate": label, "code": holder}, reverse("library:general_rules"))


def _duties(told: Body, *, lines: Mapping[str, Link]) -> tuple[Duties, ...]:
    titles = {
        "in_force": _("En vigueur ce jour-là"),
        "to_come": _("À venir"),
        "unsure": _("On ne peut pas encore dire : un fait manque, ou le texte laisse la question ouverte"),
    }
    parts = (
        Duties(title, tuple(lines.get(code, Link(code, "")) for code in told[kind])) for kind, title in titles.items()
    )
    return tuple(part for part in parts if part.lines)
