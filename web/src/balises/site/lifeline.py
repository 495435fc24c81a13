"""A process that must not outlive the one that started it."""

import os
import threading
import time

WATCH_SECONDS = 1.0


def end_with(parent_pid: int) -> None:
    """End this process as soon as its parent is another: the first parent has died."""
    threading.Thread(target=_watch, args=(parent_pid,), daemon=True).start()


def _watch(parent_pid: int) -> None:
    while os.getppid() == parent_pid:
        time.sleep(WATCH_SECONDS)
    os._exit(0)
