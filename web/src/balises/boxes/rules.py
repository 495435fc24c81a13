"""What must hold for ballot boxes: levels, states, codes."""

from enum import StrEnum


class Level(StrEnum):
    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"
    SIGNED = "signed"


class BoxState(StrEnum):
    OPEN = "open"
    CLOSING = "closing"  # no envelope enters any more; the opening process is at work, or will be
    CLOSED = "closed"  # envelopes deleted, keys destroyed
    LOST = "lost"  # the keys are gone and the envelopes cannot be opened


CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: read aloud without doubt
CODE_LENGTH = 6
MINIMUM_ENVELOPES = 5
