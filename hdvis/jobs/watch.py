"""One thread that calls back a while after it was asked to."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
import weakref
from collections.abc import Callable
from queue import Empty, SimpleQueue

log = logging.getLogger("hdvis")

Begun = tuple[float, int, Callable[[], None]]


class Watch:
    """Calls `tell` `wait` seconds after `begin(tell, wait)`, on a thread begun when first used."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Begun | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._count = itertools.count()
        self._running = False
        weakref.finalize(self, self._queue.put, None)

    def begin(self, tell: Callable[[], None], wait: float) -> None:
        """Call `tell` in `wait` seconds; it must not hold what it looks at."""
        with self._lock:
            if not self._running:
                self._running = True
                threading.Thread(
                    target=_watch, args=(self._queue,), name="hdvis-watch", daemon=True
                ).start()
        self._queue.put((time.monotonic() + wait, next(self._count), tell))

    def close(self) -> None:
        """Let the thread end; a later `begin` starts another."""
        with self._lock:
            if self._running:
                self._queue.put(None)
            self._running = False


def _watch(queue: SimpleQueue[Begun | None]) -> None:
    due: list[Begun] = []
    while True:
        try:
            begun = queue.get(timeout=max(0.0, due[0][0] - time.monotonic()) if due else None)
            if begun is None:
                return
            heapq.heappush(due, begun)
            del begun
        except Empty:
            _call(heapq.heappop(due)[2])


def _call(tell: Callable[[], None]) -> None:
    try:
        tell()
    except Exception:  # others wait for the same thread
        log.exception("what was waited for failed")
