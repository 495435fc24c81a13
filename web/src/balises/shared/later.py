"""Work for later, named by text so that services never import tasks."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

LONGEST_DELAY_SECONDS = 6 * 3600


def later(name: str, *args: Any, delay_seconds: float = 0) -> None:
    """Schedule `app.task`; the row stands in the caller's transaction, so it is lost or kept with it."""
    app, task_name = name.split(".")
    task = import_string(f"balises.{app}.tasks.{task_name}")
    if delay_seconds:
        task = task.using(run_after=timezone.now() + timedelta(seconds=delay_seconds))
    task.enqueue(*args)


def growing_delay_seconds(attempt_count: int) -> float:
    """How long to wait before the next try: as the settings say, then twice as long each time, six hours at most."""
    return float(min(settings.RETRY_SECONDS * 2 ** min(attempt_count, 16), LONGEST_DELAY_SECONDS))
