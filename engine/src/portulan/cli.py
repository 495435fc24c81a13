"""The command `portulan`; `map`, the opinion map of a conversation exported by Polis, is here, the others beside."""

import argparse
import csv
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from portulan import agreement_cli, check_cli, footprint_cli, tables_cli, verbatim_cli
from portulan.disclosure import AtLeast, PublicationPlan, Suppressed
from portulan.opinion.canonical import by_name
from portulan.opinion.division import Listed
from portulan.opinion.islands import LEAST_VOTERS
from portulan.opinion.map import map_opinions
from portulan.opinion.publication import PublishedMap, protect_map
from portulan.opinion.result import PolisMap
from portulan.opinion.votes import Votes
from portulan.reading import read_polis

DONE, REFUSED = 0, 1  # argparse itself ends with 2 where the words of the command are wrong
SILENCE_SECONDS = 1.0
Progress = Callable[[str], AbstractContextManager[None]]


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0, or 1 where the files cannot be read, or 2 where the words are wrong."""
    parser = _parser()
    asked = parser.parse_args(words)
    if getattr(asked, "members", None) and asked.profile != "polis":
        parser.error("--members names people: with --profile polis only, never in what may be shown.")
    try:
        beside, told = asked.tell(asked, progress=_progress)
    except (ValueError, OSError, ModuleNotFoundError) as error:
        sys.stderr.write(f"portulan: {error}\n")
        return REFUSED
    for sentence in beside:
        sys.stderr.write(f"portulan: {sentence}\n")
    sys.stdout.write(f"{told}\n")
    return DONE


def _tell_map(asked: argparse.Namespace, *, progress: Progress) -> tuple[tuple[str, ...], str]:
    """What is said beside the map, and the map."""
    with progress("Reading the votes"):
        export = read_polis(asked.path)
    with progress("Drawing the map"):
        opinion_map = _draw(export.votes, name=asked.path.name, profile=asked.profile)
    if asked.members and isinstance(opinion_map, PolisMap):
        _write_members(asked.members, opinion_map)
    return export.dropped.sentences(), opinion_map.to_json() if asked.json else _text(opinion_map)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portulan", description="Analysis of what groups of people think.")
    commands = parser.add_subparsers(required=True)
    maps = commands.add_parser("map", help="the opinion map of a conversation exported by Polis")
    maps.add_argument("path", type=Path, help="folder with votes.csv or participants-votes.csv, and comments.csv")
    maps.add_argument(
        "--profile",
        choices=("balises", "polis"),
        default="balises",
        help="balises: groups that hold, with small numbers withheld; polis: as Polis, for comparing with it",
    )
    maps.add_argument("--json", action="store_true", help="print JSON instead of text")
    tables_cli.add_to(commands)
    maps.add_argument("--members", type=Path, metavar="FILE.csv", help="polis only: write who is in which group")
    maps.set_defaults(tell=_tell_map)
    agreement_cli.add_to(commands)
    footprint_cli.add_to(commands)
    check_cli.add_to(commands)
    verbatim_cli.add_to(commands)
    return parser


def _draw(votes: Votes, *, name: str, profile: str) -> PolisMap | PublishedMap:
    if profile == "polis":
        return map_opinions(votes, profile="polis")
    drawn = map_opinions(votes)
    if not drawn.counts:
        raise ValueError("No statement that is in has a vote: there is nothing to tell.")
    plan = PublicationPlan(name or "map", tuple(sorted(drawn.counts, key=by_name)))
    return protect_map(drawn, plan=plan)


@contextmanager
def _progress(doing: str) -> Iterator[None]:
    """Say what takes longer than a second, and how long it has taken, once a second."""
    done = threading.Event()
    started = time.monotonic()

    def tell() -> None:
        while not done.wait(SILENCE_SECONDS):
            sys.stderr.write(f"portulan: {doing}, {time.monotonic() - started:.0f} s…\n")
            sys.stderr.flush()

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _write_members(path: Path, opinion_map: PolisMap) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("participant", "group"))
        writer.writerows(opinion_map.members.items())


def _text(opinion_map: PolisMap | PublishedMap) -> str:
    lines = _polis_lines(opinion_map) if isinstance(opinion_map, PolisMap) else _balises_lines(opinion_map)
    return "\n".join(lines)


def _polis_lines(drawn: PolisMap) -> Iterator[str]:
    out = sum(each.is_out for each in drawn.statements)
    yield f"{drawn.participants} participants, {drawn.votes} votes on {len(drawn.statements)} statements, {out} out."
    for group in drawn.groups:
        yield f"Group {group.id}: {group.size} people"
        for each in group.representative:
            yield f"  {each.direction} with {each.id}: {each.successes} of {each.trials}"
    yield "What a majority of all shares:"
    for common in drawn.gathering:
        yield f"  {common.direction} with {common.id}: {common.successes} of {common.trials}"


def _balises_lines(drawn: PublishedMap) -> Iterator[str]:
    voters = drawn.choices.voters
    told = f"At least {voters.low} voters" if isinstance(voters, AtLeast) else "Too few voters to be counted"
    yield f"{told}, {len(drawn.choices.rows)} statements."
    if isinstance(drawn.islands, Suppressed):
        yield f"No map under {LEAST_VOTERS} voters."
        return
    if not drawn.islands:
        yield "No groups that hold."
    for island in drawn.islands:
        yield f"Group {island.id}: {island.size.low} to {island.size.high} people, stability {island.stability}"
        yield from _listed(island.representative)
    if not isinstance(drawn.agreement, Suppressed):
        enough = "enough" if drawn.islands else "not enough"
        yield f"Two halves of the statements agree to {drawn.agreement} of 1: {enough} for groups to hold."
    for title, several in (("What gathers:", drawn.gathering), ("What divides:", drawn.divisive)):
        if not isinstance(several, Suppressed) and several:
            yield title
            yield from _listed(several)


def _listed(several: tuple[Listed, ...]) -> Iterator[str]:
    for each in several:
        yield f"  {each.direction} with {each.id}" if each.direction else f"  {each.id}"
