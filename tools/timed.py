"""Run a command and say how long it took."""

import subprocess
import sys
import time

started = time.monotonic()
status = subprocess.run(sys.argv[1:], check=False).returncode
if status == 0:
    print(f"Installé en {time.monotonic() - started:.0f} s.", flush=True)
sys.exit(status)
