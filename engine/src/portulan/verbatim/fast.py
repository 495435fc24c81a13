"""The loops of `kernels` compiled, where the extra `fast` (numba) is installed; loaded when there is enough to do."""

from importlib.util import find_spec

from portulan.verbatim import kernels

IS_INSTALLED = find_spec("numba") is not None
if IS_INSTALLED:
    from numba import njit

    best_prefix = njit(cache=True)(kernels.best_prefix)
    sweep = njit(cache=True)(kernels.sweep)
