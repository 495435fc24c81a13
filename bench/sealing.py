"""An answer sealed by Balises, beside the same bytes encrypted by Fernet.

Fernet shares one secret between who writes and who reads, so a web worker could read back what it received: it is the
plain way that Balises refuses. The ratio is what « nobody can open before closing » costs for one answer.
"""

import secrets
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from cryptography.fernet import Fernet

from balises.shared.envelopes import (
    SLOT_BYTES,
    envelope_length,
    make_box_keys,
    open_envelope,
    read_arrival_key,
    read_opening_key,
    seal,
)
from ratios import Compared, Plan, compare

LIMIT_BYTES = 4096
PLAN = Plan(count=400, rounds=11, clock=time.process_time)


def measure() -> tuple[Compared, ...]:
    with tempfile.TemporaryDirectory(prefix="balises-bench-") as folder:
        keys, box = Path(folder) / "keys", str(uuid4())
        keys.mkdir(mode=0o700)
        make_box_keys(keys, box=box)
        arrival, opening = read_arrival_key(keys, box=box), read_opening_key(keys, box=box)
        text, slot = secrets.token_bytes(900), secrets.token_bytes(SLOT_BYTES)
        length, fernet = envelope_length(LIMIT_BYTES), Fernet(Fernet.generate_key())
        padded = text.ljust(LIMIT_BYTES, b"\0")
        sealed, token = seal(text, arrival=arrival, slot=slot, length=length), fernet.encrypt(padded)

        def repeat(act: object) -> None:
            for _ in range(PLAN.count):
                act()  # type: ignore[operator]

        return (
            compare(
                (f"seal an answer ({LIMIT_BYTES} bytes once padded)", "Fernet"),
                ours=lambda: repeat(lambda: seal(text, arrival=arrival, slot=slot, length=length)),
                peer=lambda: repeat(lambda: fernet.encrypt(padded)),
                plan=PLAN,
            ),
            compare(
                ("open an envelope", "Fernet"),
                ours=lambda: repeat(lambda: open_envelope(sealed, opening=opening, slot=slot)),
                peer=lambda: repeat(lambda: fernet.decrypt(token)),
                plan=PLAN,
            ),
        )
