"""Start the server: one process of many threads, and a worker that ends when the server does."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from balises.boxes.services import prune_backups, resume_closings
from balises.library.formats import ContentError
from balises.shared.envelopes import KeyFolderError, check_key_folder
from balises.shared.errors import Refused
from balises.shared.wording import sentence_for
from balises.site.content import AlteredContent, load_content

THREADS = 32


def prepare() -> None:
    """What must stand before the first request; a broken key folder or content file stops the start, in words."""
    try:
        check_key_folder(settings.KEYS_FOLDER)
        call_command("migrate", interactive=False, verbosity=0)
        load_content(settings.CONTENT_FOLDER)
    except (KeyFolderError, ContentError, AlteredContent) as error:
        raise CommandError(str(error)) from error
    except Refused as refused:
        raise CommandError(sentence_for(refused.refusal)) from refused
    call_command("collectstatic", interactive=False, verbosity=0, clear=False)


def take_up_what_was_cut_short() -> None:
    """A killed worker leaves tasks half run and boxes half opened: each can be run again."""
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)
    resume_closings()
    prune_backups()  # also where no closing came for a long time


def serve(*, host: str, port: int) -> None:
    """Replace this process by the server; the worker watches it and ends with it."""
    take_up_what_was_cut_short()
    subprocess.Popen([sys.executable, "-m", "balises", "work", "--for", str(os.getpid())])
    granian = Path(sys.executable).with_name("granian")
    os.execv(
        granian,
        [
            str(granian),
            "--interface",
            "wsgi",
            "--workers",
            "1",
            "--blocking-threads",
            str(THREADS),
            "--host",
            host,
            "--port",
            str(port),
            "--no-access-log",
            "--log-level",
            "warning",
            "--respawn-failed-workers",
            "balises.site.wsgi:application",
        ],
    )
