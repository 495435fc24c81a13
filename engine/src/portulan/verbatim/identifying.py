"""What in a text may tell who is meant: one file of rules, and two readers, this one and `identifying.js`."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from portulan.verbatim.checksums import CHECKS

FORMAT = "portulan.identifying/1"
RULES_FILE = "identifying.json"
PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
UNKNOWN = "\x7f"  # Neither a letter, a digit, nor a space: it ends a word, in both languages.


@dataclass(frozen=True)
class Finding:
    """A passage that may identify somebody, and why.

    Parameters
    ----------
    kind : str
        `email`, `phone`, `national_id`, `bank`, `organisation_id`, `birth`, `address`, `name` or `function`.
    rule : str
        Which rule of `identifying.json` found it.
    start, end : int, characters
        Place in the text, `end` not included. A character is a Unicode code point, in both readers.
    reason : str
        One sentence for whoever wrote the text, in the language of the rules.

    Examples
    --------
    >>> Finding("email", "email", 0, 12, "Une adresse électronique mène à une personne.").kind
    'email'
    """

    kind: str
    rule: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class _Rule:
    name: str
    kind: str
    reason: str
    on_lower: bool
    only_small_team: bool
    pattern: re.Pattern[str]
    then: re.Pattern[str] | None
    before: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    check: Callable[[str], bool] | None


@dataclass(frozen=True)
class _Folded:
    """A text without accents, in ASCII, and for each character its place in the text as written."""

    plain: str
    lower: str
    places: tuple[int, ...]

    def place_after(self, end: int, *, length: int) -> int:
        """Where the passage that ends before folded character `end` ends in the text as written."""
        return self.places[end] if end < len(self.places) else length


def find_identifying(text: str, *, names: Iterable[str] = (), small_team: bool = True) -> tuple[Finding, ...]:
    """Find what in a text may identify somebody: a warning to whoever writes, never a proof that nothing does.

    Parameters
    ----------
    text : str
        French, of any length; accents, capitals and typographic marks have no effect but on names.
    names : iterable of str
        Names that an organisation adds to the lists, found in any case; empty ones are passed over.
    small_team : bool
        Whether a function named alone (« la directrice ») tells who it is.

    Returns
    -------
    tuple of Finding
        In the order of the text; no two overlap: where several rules hold, the first of the file is told.

    References
    ----------
    Check digits: INSEE (key of the social security number, 97 less the remainder by 97); Belgian royal decree of
    3 April 1984 (national number, the same, with a 2 before from 2000 on); GS1 (EAN-13, Swiss number 756); ISO
    13616 (IBAN, remainder 1 by 97); ISO/IEC 7812-1 annex B (Luhn: SIRET, Canadian social insurance number). The
    number of Québec's health insurance has no published check digit: its date of birth must exist.
    Checked on 500 sentences labelled by hand, and against `identifying.js` on the same.

    Examples
    --------
    >>> [(each.kind, each.start, each.end) for each in find_identifying("Écrire à lea@exemple.fr, merci.")]
    [('email', 9, 23)]
    >>> find_identifying("La rose du jardin, 12 000 euros.")
    ()
    """
    folded = _fold(text)
    found, is_taken = list[Finding](), bytearray(len(text))
    for rule in _rules(tuple(sorted({_fold(each.strip()).lower for each in names} - {""}))):
        if rule.only_small_team and not small_team:
            continue
        for start, end in _passages(rule, folded):
            here, there = folded.places[start], folded.place_after(end, length=len(text))
            if not any(is_taken[here:there]):
                is_taken[here:there] = b"\1" * (there - here)
                found.append(Finding(rule.kind, rule.name, here, there, rule.reason))
    return tuple(sorted(found, key=lambda each: each.start))


def _passages(rule: _Rule, folded: _Folded) -> Iterator[tuple[int, int]]:
    """Where a rule holds. After a match that fails its conditions, the search goes on one character further."""
    text, place = folded.lower if rule.on_lower else folded.plain, 0
    while match := rule.pattern.search(text, place):
        place = match.start() + 1
        if _holds(rule, match, folded):
            longer = rule.then.match(folded.plain, match.end()) if rule.then else None
            place = longer.end() if longer else match.end()
            yield match.start(), place


def _holds(rule: _Rule, match: re.Match[str], folded: _Folded) -> bool:
    before = folded.lower[max(0, match.start() - _document()["look_back"]) : match.start()]
    if rule.before and not rule.before.search(before):
        return False
    if rule.unless_before and rule.unless_before.search(before):
        return False
    return rule.check is None or rule.check(match.group())


@cache
def _document() -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(files(__package__).joinpath(RULES_FILE).read_text(encoding="utf-8"))
    if document["format"] != FORMAT:
        raise ValueError(f"{RULES_FILE}: the format is {document['format']!r}, {FORMAT!r} is needed.")
    return document


@cache
def _letters() -> Mapping[str, str]:
    """Each accented letter or mark → its plain form, capitals with capitals."""
    small = {each: plain for plain, several in _document()["folds"].items() for each in several}
    large = {each.upper(): plain.upper() for each, plain in small.items() if len(each.upper()) == 1}
    return large | small


@cache
def _rules(names: tuple[str, ...]) -> tuple[_Rule, ...]:
    """The rules with their lists filled in; one whose list is empty is left out."""
    lists = _document()["lists"] | {"own": names}
    return tuple(
        _compiled(rule, lists)
        for rule in _document()["rules"]
        if all(lists[name] for name in PLACEHOLDER.findall(rule["pattern"]))
    )


def _compiled(rule: Mapping[str, str], lists: Mapping[str, Iterable[str]]) -> _Rule:
    on_lower = rule.get("on") == "low"

    def regex(part: str, *, lower: bool = True) -> re.Pattern[str] | None:
        return re.compile(_filled(rule[part], lists, lower=lower), re.ASCII) if part in rule else None

    pattern = re.compile(_filled(rule["pattern"], lists, lower=on_lower), re.ASCII)
    then, before, unless = regex("then"), regex("before"), regex("unless_before")
    check = CHECKS[rule["check"]] if "check" in rule else None
    only_small_team = rule.get("only") == "small_team"
    return _Rule(
        rule["id"], rule["kind"], rule["reason"], on_lower, only_small_team, pattern, then, before, unless, check
    )


def _filled(pattern: str, lists: Mapping[str, Iterable[str]], *, lower: bool) -> str:
    """The pattern with each `{list}` as alternatives, longest first, so that `jean-luc` comes before `jean`."""

    def alternatives(found: re.Match[str]) -> str:
        words = {word.lower() if lower else word for word in lists[found.group(1)]}
        return f"(?:{'|'.join(_escaped(word) for word in sorted(words, key=lambda word: (-len(word), word)))})"

    return PLACEHOLDER.sub(alternatives, pattern)


def _escaped(word: str) -> str:
    return re.sub(r"[^A-Za-z0-9 '-]", lambda found: "\\" + found.group(), word)


def _fold(text: str) -> _Folded:
    letters, plain, places = _letters(), list[str](), list[int]()
    for place, letter in enumerate(text):
        if "\u0300" <= letter <= "\u036f":  # A mark apart from its letter, as some keyboards and systems write them
            continue
        folded = letter if " " <= letter <= "~" or letter == "\n" else letters.get(letter, UNKNOWN)
        plain.append(folded)
        places.extend([place] * len(folded))
    whole = "".join(plain)
    return _Folded(whole, whole.lower(), tuple(places))
