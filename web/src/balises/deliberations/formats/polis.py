"""How a conversation held on Polis comes in: the votes and the statements of its export, as that tool writes them."""

import csv
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from balises.analyses.rules import CastVote
from balises.deliberations.rules import LONGEST_STATEMENT, Conversation, Vote, tidy
from balises.shared.errors import Refusal, Refused

VOTES, COMMENTS = "votes.csv", "comments.csv"
VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
COMMENT_COLUMNS = ("comment-id", "moderated", "comment-body")
CHOICES = {"1": Vote.AGREE, "-1": Vote.DISAGREE, "0": Vote.PASS}
STATES = {"1", "0", "-1"}
MODERATED_OUT = "-1"
MILLISECONDS_FROM = 10**11  # a moment in seconds is below until the year 5138


@dataclass(frozen=True)
class Cells:
    """One line of a file, which can say what is wrong with it."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def wrong(self, column: str, why: str) -> Refused:
        where = {"file": self.file, "line": self.line, "column": column}
        return _unreadable(_("%(file)s, ligne %(line)s, colonne « %(column)s » :") % where, why)


def read_polis(votes: bytes, comments: bytes) -> Conversation:
    """The conversation that the two files of an export tell; refused with the file, the line and the column."""
    said = list(_lines(VOTES, votes, columns=VOTE_COLUMNS))
    if not said:
        raise _unreadable(_("%(file)s :") % {"file": VOTES}, _("aucun vote."))
    last, days = _last_votes(said)
    written = {each["comment-id"]: each for each in _comments(comments)}
    for each in said:
        if each["comment-id"] not in written:
            raise each.wrong("comment-id", _("cet énoncé n’est pas dans %(file)s.") % {"file": COMMENTS})
    voted = {comment for _voter, comment in last}
    kept = sorted((name for name in voted if not _is_left_out(written[name])), key=_in_order)
    numbers = {name: str(number) for number, name in enumerate(kept, start=1)}
    return Conversation(
        statements=tuple(tidy(written[name]["comment-body"]) for name in kept),
        votes=_cast(last, numbers=numbers),
        first_on=min(days),
        last_on=max(days),
        replaced=len(said) - len(last),
        left_out=sum(name in voted and _is_left_out(each) for name, each in written.items()),
        without_votes=sum(name not in voted for name in written),
    )


def _cast(last: Mapping[tuple[str, str], Vote], *, numbers: Mapping[str, str]) -> tuple[CastVote, ...]:
    """People by number, in the order they came: nothing else of them is taken."""
    people = {name: number for number, name in enumerate(dict.fromkeys(voter for voter, _comment in last))}
    return tuple(
        CastVote(people[voter], numbers[comment], vote) for (voter, comment), vote in last.items() if comment in numbers
    )


def _last_votes(said: Sequence[Cells]) -> tuple[dict[tuple[str, str], Vote], list[datetime.date]]:
    """The latest vote of each person on each statement: by its moment, then by its line."""
    moments = [(_moment(each), each) for each in said]
    last = {}
    for _when, each in sorted(moments, key=lambda moment: moment[0]):
        if each["vote"] not in CHOICES:
            raise each.wrong("vote", _("1 (d’accord), 0 (passe) ou -1 (pas d’accord) est attendu."))
        if not each["voter-id"]:
            raise each.wrong("voter-id", _("il manque le numéro de la personne."))
        last[each["voter-id"], each["comment-id"]] = CHOICES[each["vote"]]
    return last, [when.date() for when, _each in moments]


def _moment(each: Cells) -> datetime.datetime:
    written = each["timestamp"]
    if written.isascii() and written.isdecimal() and len(written) <= len("9999999999999"):
        seconds = int(written) / (1000 if int(written) >= MILLISECONDS_FROM else 1)
        return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)
    raise each.wrong("timestamp", _("un nombre de secondes ou de millisecondes est attendu."))


def _comments(content: bytes) -> Iterator[Cells]:
    names = set[str]()
    for each in _lines(COMMENTS, content, columns=COMMENT_COLUMNS):
        if not each["comment-id"] or each["comment-id"] in names:
            raise each.wrong("comment-id", _("un numéro qu’aucun autre énoncé ne porte est attendu."))
        if each["moderated"] not in STATES:
            raise each.wrong("moderated", _("1 (retenu), 0 (à décider) ou -1 (écarté) est attendu."))
        text = tidy(each["comment-body"])
        if not text or len(text) > LONGEST_STATEMENT:
            why = _("un énoncé de 1 à %(most)s signes est attendu ; celui-ci en compte %(count)s.")
            raise each.wrong("comment-body", why % {"most": LONGEST_STATEMENT, "count": len(text)})
        names.add(each["comment-id"])
        yield each


def _in_order(name: str) -> tuple[int, str]:
    """Polis numbers statements as they come; 10 is after 9."""
    return len(name), name


def _is_left_out(comment: Cells) -> bool:
    """What the people who ran it set aside, and what speaks of whoever votes rather than of the question."""
    return comment["moderated"] == MODERATED_OUT or comment.cells.get("is-meta", "").lower() in {"1", "true"}


def _lines(file: str, content: bytes, *, columns: Sequence[str]) -> Iterator[Cells]:
    text = _decoded(file, content)
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        titles = next(reader, [])
        _check_titles(file, titles, columns=columns)
        start = reader.line_num + 1
        for row in reader:
            if row and len(row) != len(titles):
                raise _cut(file, line=start, found=len(row), expected=len(titles))
            if row:
                yield Cells(file, start, dict(zip(titles, row, strict=True)))
            start = reader.line_num + 1
    except csv.Error as error:
        where = _("%(file)s, ligne %(line)s :") % {"file": file, "line": reader.line_num}
        raise _unreadable(where, _("cette ligne n’est pas finie. Le fichier est peut-être coupé.")) from error


def _decoded(file: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        where = _("%(file)s, ligne %(line)s :") % {"file": file, "line": line}
        why = _("ce n’est pas du texte en UTF-8. Reprenez le fichier tel que Polis le donne.")
        raise _unreadable(where, why) from error
    if "\x00" in text:
        raise _unreadable(_("%(file)s :") % {"file": file}, _("ce n’est pas un fichier de texte."))
    return text


def _check_titles(file: str, titles: Sequence[str], *, columns: Sequence[str]) -> None:
    missing = [name for name in columns if titles.count(name) != 1]
    if missing:
        where = _("%(file)s, ligne 1 :") % {"file": file}
        why = ngettext(
            "il manque la colonne « %(names)s ». Les virgules séparent les colonnes.",
            "il manque les colonnes « %(names)s ». Les virgules séparent les colonnes.",
            len(missing),
        )
        raise _unreadable(where, why % {"names": ", ".join(missing)})


def _cut(file: str, *, line: int, found: int, expected: int) -> Refused:
    where = _("%(file)s, ligne %(line)s :") % {"file": file, "line": line}
    why = _("%(found)s cases, %(expected)s attendues. Le fichier est peut-être coupé.")
    return _unreadable(where, why % {"found": found, "expected": expected})


def _unreadable(where: str, why: str) -> Refused:
    return Refused(Refusal("deliberations.export_unreadable", {"where": where, "why": why}))
