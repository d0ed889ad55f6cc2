"""Kernels that the first pictures did not need, made ready while nobody waits for anything."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger("hdvis")

QUIET = 1.0
"""Seconds without work before the next kernels are looked at."""

_begun = threading.Event()  # kernels belong to the process, not to a visualizer


def warm_once(is_busy: Callable[[], bool]) -> None:
    """Compile or fetch all kernels, once a process, on a thread that steps aside for work."""
    if _begun.is_set():
        return
    _begun.set()
    threading.Thread(target=_warm, args=(is_busy,), name="hdvis-warm", daemon=True).start()


def _warm(is_busy: Callable[[], bool]) -> None:
    from hdvis.accel.warm import warm

    def step_aside(fraction: float) -> None:
        quiet = time.monotonic() + QUIET
        while time.monotonic() < quiet:
            time.sleep(0.1)
            if is_busy():
                quiet = time.monotonic() + QUIET

    try:
        warm(step_aside)
    except Exception:  # a kernel that does not compile will say so where it is needed
        log.exception("kernels could not be made ready")
