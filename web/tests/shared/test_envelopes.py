import base64
import hmac
import random
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from hypothesis import given
from hypothesis import strategies as st

from balises.shared.envelopes import (
    ENVELOPE_OVERHEAD_BYTES,
    LARGEST_TEXT_BYTES,
    ArrivalKey,
    EnvelopeError,
    OpeningKey,
    envelope_length,
    invitation_token,
    is_invitation_token,
    make_box_keys,
    open_envelope,
    random_token,
    read_opening_key,
    seal,
    shuffled,
    slot_for,
)


def keys(box: str = "box") -> tuple[ArrivalKey, OpeningKey]:
    private_key = X25519PrivateKey.generate()
    arrival = ArrivalKey(box, private_key.public_key().public_bytes_raw(), b"s" * 32)
    return arrival, OpeningKey(box, private_key.private_bytes_raw())


ARRIVAL, OPENING = keys()
LIMIT = 200
LENGTH = envelope_length(LIMIT)
SLOT, OTHER_SLOT = slot_for("mine", arrival=ARRIVAL), slot_for("another", arrival=ARRIVAL)


@given(text=st.binary(max_size=LIMIT))
def test_what_was_sealed_comes_back_whole_from_an_envelope_of_the_one_length(text: bytes) -> None:
    envelope = seal(text, arrival=ARRIVAL, slot=SLOT, length=LENGTH)

    assert len(envelope) == LENGTH
    assert open_envelope(envelope, opening=OPENING, slot=SLOT) == text


@pytest.mark.parametrize("size", [0, 1, LARGEST_TEXT_BYTES - 1, LARGEST_TEXT_BYTES])
def test_the_largest_box_takes_texts_of_every_size(size: int) -> None:
    text = b"\0" * size
    envelope = seal(text, arrival=ARRIVAL, slot=SLOT, length=envelope_length(LARGEST_TEXT_BYTES))

    assert open_envelope(envelope, opening=OPENING, slot=SLOT) == text


def test_the_same_text_sealed_twice_gives_two_envelopes_without_a_common_part() -> None:
    first, second = (seal(b"yes", arrival=ARRIVAL, slot=SLOT, length=LENGTH) for _ in range(2))

    alike_count = sum(one == other for one, other in zip(first, second, strict=True))
    assert first[:32] != second[:32]
    assert alike_count < LENGTH / 16  # chance is one in 256


def test_a_text_over_the_limit_is_refused_and_never_cut() -> None:
    with pytest.raises(ValueError, match="201 bytes do not fit in an envelope that holds 200"):
        seal(b"x" * (LIMIT + 1), arrival=ARRIVAL, slot=SLOT, length=LENGTH)


@pytest.mark.parametrize("limit_bytes", [-1, 0, LARGEST_TEXT_BYTES + 1])
def test_a_questionnaire_without_room_or_above_16_kib_has_no_envelope(limit_bytes: int) -> None:
    with pytest.raises(ValueError, match="1 to 16384 bytes"):
        envelope_length(limit_bytes)


@pytest.mark.parametrize(
    "length", [0, ENVELOPE_OVERHEAD_BYTES, LARGEST_TEXT_BYTES + ENVELOPE_OVERHEAD_BYTES + 1], ids=str
)
def test_a_length_that_no_box_may_have_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="envelope_length"):
        seal(b"", arrival=ARRIVAL, slot=SLOT, length=length)


def test_an_envelope_copied_under_another_slot_does_not_open() -> None:
    envelope = seal(b"yes", arrival=ARRIVAL, slot=SLOT, length=LENGTH)

    with pytest.raises(EnvelopeError):
        open_envelope(envelope, opening=OPENING, slot=OTHER_SLOT)


def test_an_envelope_copied_under_another_item_of_its_slot_does_not_open() -> None:
    envelope = seal(b"agree", arrival=ARRIVAL, slot=SLOT, length=LENGTH, item="12")

    assert open_envelope(envelope, opening=OPENING, slot=SLOT, item="12") == b"agree"
    with pytest.raises(EnvelopeError):
        open_envelope(envelope, opening=OPENING, slot=SLOT, item="1")


def test_an_envelope_copied_into_another_box_does_not_open_even_under_the_same_key() -> None:
    envelope = seal(b"yes", arrival=ARRIVAL, slot=SLOT, length=LENGTH)

    with pytest.raises(EnvelopeError):
        open_envelope(envelope, opening=OpeningKey("other", OPENING.private_key), slot=SLOT)


def test_an_envelope_does_not_open_with_another_key() -> None:
    envelope = seal(b"yes", arrival=ARRIVAL, slot=SLOT, length=LENGTH)

    with pytest.raises(EnvelopeError):
        open_envelope(envelope, opening=keys()[1], slot=SLOT)


def test_box_and_item_cannot_be_cut_elsewhere() -> None:
    """Were the parts only joined, box « a » with item « b » could be read as another pair."""
    arrival, opening = keys("a")
    envelope = seal(b"yes", arrival=arrival, slot=SLOT, length=LENGTH, item="b")

    for box, item in (("ab", ""), ("", "ab"), ("b", "a")):
        with pytest.raises(EnvelopeError):
            open_envelope(envelope, opening=OpeningKey(box, opening.private_key), slot=SLOT, item=item)


@pytest.mark.parametrize("position", [0, 31, 32, LENGTH // 2, LENGTH - 1])
def test_an_altered_envelope_does_not_open(position: int) -> None:
    envelope = bytearray(seal(b"yes", arrival=ARRIVAL, slot=SLOT, length=LENGTH))
    envelope[position] ^= 1

    with pytest.raises(EnvelopeError):
        open_envelope(bytes(envelope), opening=OPENING, slot=SLOT)


@pytest.mark.parametrize("envelope", [b"", b"\0" * 31, b"\0" * LENGTH, b"not an envelope"], ids=len)
def test_what_is_not_an_envelope_does_not_open(envelope: bytes) -> None:
    with pytest.raises(EnvelopeError):
        open_envelope(envelope, opening=OPENING, slot=SLOT)


@pytest.mark.parametrize("slot", [b"", SLOT[:31], SLOT + b"\0"], ids=len)
def test_a_slot_of_another_size_is_a_mistake(slot: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(b"yes", arrival=ARRIVAL, slot=slot, length=LENGTH)


def test_a_token_finds_its_slot_again_in_its_box_only() -> None:
    elsewhere = ArrivalKey("box", ARRIVAL.public_key, b"t" * 32)

    assert slot_for("mine", arrival=ARRIVAL) == SLOT
    assert len({SLOT, OTHER_SLOT, slot_for("mine", arrival=elsewhere)}) == 3


def test_an_invitations_token_is_the_same_in_each_mail_and_no_slot_or_other_token() -> None:
    invitations = [uuid4() for _ in range(50)]
    tokens = [invitation_token(invitation, arrival=ARRIVAL) for invitation in invitations]
    slot_as_token = base64.urlsafe_b64encode(slot_for(str(invitations[0]), arrival=ARRIVAL)[:16]).decode()

    assert tokens == [invitation_token(invitation, arrival=ARRIVAL) for invitation in invitations]
    assert len(set(tokens)) == 50
    assert tokens[0] != slot_as_token.rstrip("=")


def test_only_the_tokens_of_the_invitations_given_are_theirs() -> None:
    mine, other = uuid4(), uuid4()
    token = invitation_token(mine, arrival=ARRIVAL)

    assert is_invitation_token(token, invitation_ids=[other, mine], arrival=ARRIVAL)
    assert not is_invitation_token(token, invitation_ids=[other], arrival=ARRIVAL)
    assert not is_invitation_token("élan", invitation_ids=[mine], arrival=ARRIVAL)


def test_tokens_stand_in_an_address_as_they_are() -> None:
    tokens = {random_token() for _ in range(200)} | {invitation_token(UUID(int=1), arrival=ARRIVAL)}

    assert len(tokens) == 201
    assert all(len(token) == 22 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)


def test_shuffling_keeps_every_item_and_no_seed_gives_the_order_again() -> None:
    items = list(range(60))
    orders = []
    for _ in range(3):
        random.seed(7)
        orders.append(tuple(shuffled(items)))

    assert items == list(range(60))
    assert all(sorted(order) == items for order in orders)
    assert len({*orders, tuple(items)}) == 4


def test_a_first_place_may_fall_to_anyone() -> None:
    first = {shuffled("abcd")[0] for _ in range(400)}  # one letter missing: once in 10**49

    assert first == set("abcd")


# HPKE written again from the RFC, to know that ours are envelopes any other implementation opens.
KEM_SUITE = b"KEM" + (0x0020).to_bytes(2, "big")  # DHKEM(X25519, HKDF-SHA256)
HPKE_SUITE = b"HPKE" + b"".join(number.to_bytes(2, "big") for number in (0x0020, 0x0001, 0x0003))


def extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or b"\0" * 32, b"HPKE-v1" + suite + label + material, "sha256")


def expand(suite: bytes, secret: bytes, label: bytes, context: bytes, *, size: int = 32) -> bytes:
    message = size.to_bytes(2, "big") + b"HPKE-v1" + suite + label + context + b"\x01"
    return hmac.digest(secret, message, "sha256")[:size]


def open_by_the_rfc(envelope: bytes, private_key: bytes, info: bytes, aad: bytes = b"") -> bytes:
    ephemeral, ciphertext, private = envelope[:32], envelope[32:], X25519PrivateKey.from_private_bytes(private_key)
    dh = private.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    kem_context = ephemeral + private.public_key().public_bytes_raw()
    shared = expand(KEM_SUITE, extract(KEM_SUITE, b"", b"eae_prk", dh), b"shared_secret", kem_context)
    context = b"\0" + extract(HPKE_SUITE, b"", b"psk_id_hash", b"") + extract(HPKE_SUITE, b"", b"info_hash", info)
    secret = extract(HPKE_SUITE, shared, b"secret", b"")
    nonce = expand(HPKE_SUITE, secret, b"base_nonce", context, size=12)
    return ChaCha20Poly1305(expand(HPKE_SUITE, secret, b"key", context)).decrypt(nonce, ciphertext, aad)


def test_the_second_implementation_opens_the_example_of_the_rfc() -> None:
    """RFC 9180, appendix A.2.1, sequence number 0."""
    example = bytes.fromhex(
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28"
    )
    private_key = bytes.fromhex("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb")

    text = open_by_the_rfc(example, private_key, b"Ode on a Grecian Urn", b"Count-0")

    assert text == b"Beauty is truth, truth beauty"


def test_our_envelopes_are_those_of_the_rfc(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    arrival = make_box_keys(tmp_path, box="b1")
    slot = slot_for(random_token(), arrival=arrival)
    envelope = seal("où ?".encode(), arrival=arrival, slot=slot, length=envelope_length(8), item="3")
    info = b"\0\x12balises envelope 1" + b"\0\x02b1" + b"\0\x20" + slot + b"\0\x013"

    padded = open_by_the_rfc(envelope, read_opening_key(tmp_path, box="b1").private_key, info)

    assert padded == b"\0\x05" + "où ?".encode() + b"\0\0\0"


def test_a_crafted_envelope_with_a_false_size_or_a_message_in_its_padding_does_not_open() -> None:
    from_the_arrival_key = (b"\0\x09abc", b"\0\x01abc", b"\0", b"")
    for padded in from_the_arrival_key:
        envelope = seal_by_the_library(padded)

        with pytest.raises(EnvelopeError):
            open_envelope(envelope, opening=OPENING, slot=SLOT)


def seal_by_the_library(padded: bytes) -> bytes:
    """What someone who stole the arrival key could send: a true envelope around anything."""
    info = b"\0\x12balises envelope 1" + b"\0\x03box" + b"\0\x20" + SLOT + b"\0\0"
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    return suite.encrypt(padded, X25519PublicKey.from_public_bytes(ARRIVAL.public_key), info)
