"""`portulan check`: was this result made by protection, is it what was sealed, and does it give anything away?"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from portulan.disclosure import Suppressed, audit, reopen
from portulan.results import digest_of


def add_to(commands: Any) -> None:
    """The words of the command."""
    parser = commands.add_parser("check", help="whether a published result of votes is what was sealed, and holds")
    parser.add_argument("path", type=Path, help="JSON: a protected result, or a document that holds one and its digest")
    parser.add_argument("--digest", help="the digest that was published beside the result")
    parser.add_argument("--json", action="store_true", help="print JSON instead of text")
    parser.set_defaults(tell=tell)


def tell(asked: argparse.Namespace, **_progress: Any) -> tuple[tuple[str, ...], str]:
    """What is said beside the findings, and the findings."""
    found = check_result(_read(asked.path), digest=asked.digest)
    return (), json.dumps(found, ensure_ascii=False) if asked.json else "\n".join(_lines(found))


def check_result(document: Mapping[str, Any], *, digest: str | None = None) -> dict[str, Any]:
    """Check what an organisation published of a vote, without any of its votes.

    Parameters
    ----------
    document : mapping
        What `ProtectedChoices.to_plain` wrote, or a mapping with that under "result" and, if they were published,
        "digest", "map" and "map_digest".
    digest : str, optional
        SHA-256 in hexadecimal that was published elsewhere; it comes before the one of the document.

    Returns
    -------
    dict
        "digest" as computed, "is_compared" whether there was one to compare it with, "rows" how many statements,
        "told" how many of them tell something, "map_digest" likewise or None.

    Raises
    ------
    ValueError
        If a digest is another, if protection cannot have made the result, or if somebody who knows the program would
        learn a small number from it; says which.

    References
    ----------
    `portulan.disclosure.reopen` and `portulan.disclosure.audit`. Checked against results changed by hand.

    Examples
    --------
    >>> from portulan.disclosure import PublicationPlan, protect_choices
    >>> votes = {"s1": {"agree": 26, "disagree": 0, "pass": 0}}
    >>> told = protect_choices(votes, plan=PublicationPlan("spring", ("s1",)), voters=26)
    >>> check_result(told.to_plain(), digest=told.digest())["rows"]
    1
    """
    result = document.get("result", document)
    if not isinstance(result, Mapping):
        raise ValueError("No result: a mapping is needed.")
    computed, published = digest_of(result), digest or document.get("digest")
    protected = reopen(result, digest=published or computed)
    exposures = audit(protected)
    if exposures:
        first = exposures[0]
        raise ValueError(f"Statement {first.item}, {first.choice}: a small number can be learned from it.")
    return {
        "digest": computed,
        "is_compared": published is not None,
        "rows": len(protected.rows),
        "told": sum(not isinstance(row.answers, Suppressed) for row in protected.rows),
        "map_digest": _map_digest(document),
    }


def _map_digest(document: Mapping[str, Any]) -> str | None:
    drawn = document.get("map")
    if drawn is None:
        return None
    computed = digest_of(drawn)
    if document.get("map_digest") not in {None, computed}:
        raise ValueError("The map is not what was sealed: the digest is another.")
    return computed


def _read(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"{path.name}: not JSON in UTF-8 ({error}).") from error
    if not isinstance(document, Mapping):
        raise ValueError(f"{path.name}: a result is a mapping.")
    return document


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{found['rows']} statements, {found['told']} of them tell something. No small number can be learned from it."
    yield f"Digest {found['digest']}"
    yield "The same as the one published." if found["is_compared"] else "No published digest to compare it with."
    if found["map_digest"]:
        yield f"Map, digest {found['map_digest']}"
