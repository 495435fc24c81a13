"""Accounts are opened by a lead who adds a member; nobody signs up alone."""

import hashlib
import secrets
import threading
import time

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

_HOUR = 3600
_lock = threading.Lock()
_salts: dict[int, bytes] = {}


class ClosedAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Rate limits need something that stays the same for an hour, never the address itself."""
        return _hashed(super().get_client_ip(request))


def _hashed(address: str) -> str:
    return hashlib.blake2b(address.encode(), key=_salt(), digest_size=16).hexdigest()


def _salt() -> bytes:
    """A salt of the hour, in memory only: once forgotten, its hashes lead nowhere."""
    hour = int(time.time() // _HOUR)
    with _lock:
        if hour not in _salts:
            _salts.clear()
            _salts[hour] = secrets.token_bytes(32)
        return _salts[hour]
