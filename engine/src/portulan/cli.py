"""`portulan map`: the opinion map of a conversation exported by Polis."""

import argparse
import csv
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from portulan.opinion.map import map_opinions
from portulan.opinion.result import PolisMap
from portulan.reading import PolisExport, read_polis

DONE, REFUSED = 0, 1  # argparse itself ends with 2 where the words of the command are wrong
SILENCE_SECONDS = 1.0


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is 0, or 1 where the files cannot be read, or 2 where the words are wrong."""
    asked = _parser().parse_args(words)
    try:
        with _progress("Reading the votes"):
            export = read_polis(asked.path)
        with _progress("Drawing the map"):
            opinion_map = map_opinions(export.votes)
        if asked.members:
            _write_members(asked.members, opinion_map)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"portulan: {error}\n")
        return REFUSED
    for sentence in export.dropped.sentences():
        sys.stderr.write(f"portulan: {sentence}\n")
    sys.stdout.write(f"{opinion_map.to_json()}\n" if asked.json else _text(opinion_map, export))
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portulan", description="Analysis of what groups of people think.")
    commands = parser.add_subparsers(required=True)
    maps = commands.add_parser("map", help="the opinion map of a conversation exported by Polis")
    maps.add_argument("path", type=Path, help="folder with votes.csv or participants-votes.csv, and comments.csv")
    maps.add_argument("--json", action="store_true", help="print JSON instead of text")
    maps.add_argument("--members", type=Path, metavar="FILE.csv", help="write who is in which group")
    return parser


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


def _text(opinion_map: PolisMap, export: PolisExport) -> str:
    votes = export.votes
    lines = [
        f"{opinion_map.participants} participants, {opinion_map.votes} votes on {len(votes.statements)} statements, "
        f"{int(votes.is_out.sum())} of them out.",
    ]
    for group in opinion_map.groups:
        lines.append(f"Group {group.id}: {group.size} people")
        lines += [
            f"  {each.direction} with {each.id}: {each.successes} of {each.trials}" for each in group.representative
        ]
    lines.append("What a majority of all shares:")
    lines += [f"  {each.direction} with {each.id}: {each.successes} of {each.trials}" for each in opinion_map.gathering]
    return "\n".join(lines) + "\n"
