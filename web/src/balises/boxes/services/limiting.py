"""How often one network may post or mistype a code: counted in memory, under a hash that nobody can read back."""

import hashlib
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable

from balises.boxes.rules import POSTS_AN_HOUR, WRONG_CODES_AN_HOUR, refusal_of_traffic
from balises.shared.errors import insist

HOUR_SECONDS = 3600


class Hourly:
    """Counts per address. Salt and counts are forgotten every hour, and with the process; nothing is written."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._forget()

    def add(self, address: str) -> int:
        """Count one more from this address, and say how many that makes."""
        with self._lock:
            if self._clock() - self._since >= HOUR_SECONDS:
                self._forget()
            key = hashlib.blake2b(address.encode(), key=self._salt, digest_size=16).digest()
            self._counts[key] += 1
            return self._counts[key]

    def hashes(self) -> tuple[bytes, ...]:
        """All that is kept of the addresses."""
        return tuple(self._counts)

    def _forget(self) -> None:
        self._since, self._salt = self._clock(), secrets.token_bytes(32)
        self._counts: Counter[bytes] = Counter()


_posts, _wrong_codes = Hourly(), Hourly()


def count_post(address: str) -> None:
    """Count one participant's POST; refused where a network sends more than a full room does."""
    insist(refusal_of_traffic(_posts.add(address), limit=POSTS_AN_HOUR))


def count_wrong_code(address: str) -> None:
    """Count one code that leads nowhere; refused where someone is guessing."""
    insist(refusal_of_traffic(_wrong_codes.add(address), limit=WRONG_CODES_AN_HOUR))
