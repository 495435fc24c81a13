"""Start the server: one process of many threads, and a worker that ends when the server does."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from balises.site.content import load_content
from balises.shared.keys import check_key_folder

THREADS = 32


def prepare() -> None:
    """What must stand before the first request; any broken file stops the start, in words."""
    check_key_folder(settings.KEYS_FOLDER)
    call_command("migrate", interactive=False, verbosity=0)
    load_content(settings.CONTENT_FOLDER)
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)


def serve(*, host: str, port: int) -> None:
    """Replace this process by the server; the worker watches it and ends with it."""
    subprocess.Popen([sys.executable, "-m", "balises", "work", "--for", str(os.getpid())])
    granian = Path(sys.executable).with_name("granian")
    os.execv(
        granian,
        [
            str(granian),
            "--interface", "wsgi", "--workers", "1", "--blocking-threads", str(THREADS),
            "--host", host, "--port", str(port), "--no-access-log", "--log-level", "warning",
            "--respawn-failed-workers",
            "balises.site.wsgi:application",
        ],
    )
