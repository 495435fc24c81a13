"""A card as it lies in its envelope: short JSON, read by its own version number."""

import json
from dataclasses import asdict
from typing import Any

from balises.cards.rules import CardContent
from balises.register.rules import Visibility

VERSION = 1


def card_to_bytes(card: CardContent) -> bytes:
    written = {"v": VERSION, **asdict(card)}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode()


def card_from_bytes(text: bytes) -> CardContent:
    read: dict[str, Any] = json.loads(text)
    if read.pop("v") != VERSION:
        raise ValueError("A card of a version this program does not know.")
    return CardContent(visibility=Visibility(read.pop("visibility")), **read)
