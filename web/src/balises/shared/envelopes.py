"""Envelopes that only the opening key opens, all of one length, each bound to its box, its slot and its item.

Sealed with HPKE (RFC 9180, base mode): X25519, HKDF-SHA256, ChaCha20-Poly1305, one ephemeral key per envelope.
Inside: the length of the text on two bytes, the text, zeros up to the limit. Nothing is compressed: a compressed
length tells what was written. Order and time are the caller's to hide; `shuffled` gives an order nobody can rebuild.
"""

import base64
import hmac
import secrets
from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from balises.shared.keys import (
    ArrivalKey,
    KeyFolderError,
    KeyProblem,
    OpeningKey,
    boxes_with_keys,
    check_key_folder,
    destroy_box_keys,
    make_box_keys,
    read_arrival_key,
    read_opening_key,
)

__all__ = [
    "ENVELOPE_OVERHEAD_BYTES",
    "LARGEST_TEXT_BYTES",
    "SLOT_BYTES",
    "ArrivalKey",
    "EnvelopeError",
    "KeyFolderError",
    "KeyProblem",
    "OpeningKey",
    "boxes_with_keys",
    "check_key_folder",
    "destroy_box_keys",
    "envelope_length",
    "invitation_token",
    "is_invitation_token",
    "make_box_keys",
    "open_envelope",
    "random_token",
    "read_arrival_key",
    "read_opening_key",
    "seal",
    "shuffled",
    "slot_for",
]

LARGEST_TEXT_BYTES = 16 * 1024
SLOT_BYTES = 32
TOKEN_BYTES = 16
_PREFIX_BYTES = 2
_EPHEMERAL_KEY_BYTES, _TAG_BYTES = 32, 16
ENVELOPE_OVERHEAD_BYTES = _EPHEMERAL_KEY_BYTES + _TAG_BYTES + _PREFIX_BYTES
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)

_Item = TypeVar("_Item")


class EnvelopeError(Exception):
    """Not sealed for this box, slot and item, or altered since."""


def envelope_length(limit_bytes: int) -> int:
    """The one length of a box's envelopes, from the longest text it may receive, in bytes."""
    if not 0 < limit_bytes <= LARGEST_TEXT_BYTES:
        raise ValueError(f"An envelope takes from 1 to {LARGEST_TEXT_BYTES} bytes, not {limit_bytes}.")
    return limit_bytes + ENVELOPE_OVERHEAD_BYTES


def seal(plaintext: bytes, *, arrival: ArrivalKey, slot: bytes, length: int, item: str = "") -> bytes:
    """Seal a text into exactly `length` bytes (from `envelope_length`); ValueError where it does not fit."""
    room = length - ENVELOPE_OVERHEAD_BYTES
    if not 0 < room <= LARGEST_TEXT_BYTES:
        raise ValueError("The length of an envelope comes from envelope_length().")
    if len(plaintext) > room:
        raise ValueError(f"{len(plaintext)} bytes do not fit in an envelope that holds {room}.")
    padded = len(plaintext).to_bytes(_PREFIX_BYTES, "big") + plaintext.ljust(room, b"\0")
    public_key = X25519PublicKey.from_public_bytes(arrival.public_key)
    return _SUITE.encrypt(padded, public_key, _info(arrival.box, slot, item))


def open_envelope(envelope: bytes, *, opening: OpeningKey, slot: bytes, item: str = "") -> bytes:
    """The text, where the envelope was sealed for this box, slot and item; EnvelopeError otherwise."""
    private_key = X25519PrivateKey.from_private_bytes(opening.private_key)
    try:
        padded = _SUITE.decrypt(bytes(envelope), private_key, _info(opening.box, slot, item))
    except InvalidTag:
        raise EnvelopeError from None
    size = int.from_bytes(padded[:_PREFIX_BYTES], "big")
    text, rest = padded[_PREFIX_BYTES : _PREFIX_BYTES + size], padded[_PREFIX_BYTES + size :]
    if len(padded) < _PREFIX_BYTES or len(text) != size or any(rest):
        raise EnvelopeError
    return text


def slot_for(token: str, *, arrival: ArrivalKey) -> bytes:
    """Where a token's answer lies: the same at each visit, and unknowable without the arrival key."""
    return hmac.digest(arrival.slot_secret, b"slot\0" + token.encode(), "sha256")


def invitation_token(invitation_id: UUID | int | str, *, arrival: ArrivalKey) -> str:
    """The token of one invitation, derived each time a mail leaves: it is never stored nor queued."""
    message = b"invitation\0" + str(invitation_id).encode()
    return _as_text(hmac.digest(arrival.slot_secret, message, "sha256")[:TOKEN_BYTES])


def is_invitation_token(token: str, *, invitation_ids: Iterable[UUID | int | str], arrival: ArrivalKey) -> bool:
    """Whether the token belongs to one of these invitations; which one is not told, by the answer or its time."""
    given = token.encode()
    is_known = False
    for invitation_id in invitation_ids:
        is_known |= hmac.compare_digest(given, invitation_token(invitation_id, arrival=arrival).encode())
    return is_known


def random_token() -> str:
    """A token for an open code, tied to nobody: 128 bits, for the device to keep."""
    return _as_text(secrets.token_bytes(TOKEN_BYTES))


def shuffled(items: Iterable[_Item]) -> list[_Item]:
    """The same items in an order drawn from the system's randomness: no seed to find again."""
    drawn = list(items)
    secrets.SystemRandom().shuffle(drawn)
    return drawn


def _info(box: str, slot: bytes, item: str) -> bytes:
    """Each part after its length, so that no two (box, slot, item) give the same bytes."""
    if len(slot) != SLOT_BYTES:
        raise ValueError(f"A slot is {SLOT_BYTES} bytes, not {len(slot)}.")
    parts = (b"balises envelope 1", box.encode(), bytes(slot), item.encode())
    return b"".join(len(part).to_bytes(_PREFIX_BYTES, "big") + part for part in parts)


def _as_text(token: bytes) -> str:
    return base64.urlsafe_b64encode(token).rstrip(b"=").decode()
