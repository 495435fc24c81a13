"""One thread for small matrices: what is computed is then the same to the bit, whatever the number of processors."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from threadpoolctl import ThreadpoolController

_lock, _inside = Lock(), list[Any]()


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


@contextmanager
def one_thread() -> Iterator[None]:
    """Linear algebra in one thread. Several may be inside at once; the last to leave gives the threads back.

    Where other programs run, two threads of a library that wait for each other by spinning take a hundred times as
    long over a matrix of a hundred rows as one.
    """
    with _lock:
        limits = None if _inside else _libraries().limit(limits=1, user_api="blas")
        _inside.append(limits)
    try:
        yield
    finally:
        with _lock:
            _leave()


def _leave() -> None:
    first = _inside.pop(0)
    if _inside:
        _inside[0] = first
    else:
        first.restore_original_limits()
