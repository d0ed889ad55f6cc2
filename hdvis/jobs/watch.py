"""One thread that calls back a fixed while after it was asked to."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable
from queue import SimpleQueue

Begun = tuple[float, Callable[[], None]]


class Watch:
    """Calls `tell` `wait` seconds after `begin(tell)`, on a thread begun when first used.

    All wait equally long, so that they are looked at in the order in which they began.
    """

    def __init__(self, wait: float) -> None:
        self._wait = wait
        self._queue: SimpleQueue[Begun | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._running = False
        weakref.finalize(self, self._queue.put, None)

    def begin(self, tell: Callable[[], None]) -> None:
        """Call `tell` in a while; it must not hold what it looks at."""
        with self._lock:
            if not self._running:
                self._running = True
                threading.Thread(
                    target=_watch, args=(self._queue,), name="hdvis-watch", daemon=True
                ).start()
        self._queue.put((time.monotonic() + self._wait, tell))

    def close(self) -> None:
        """Let the thread end; a later `begin` starts another."""
        with self._lock:
            if self._running:
                self._queue.put(None)
            self._running = False


def _watch(queue: SimpleQueue[Begun | None]) -> None:
    while (begun := queue.get()) is not None:
        when, tell = begun
        time.sleep(max(0.0, when - time.monotonic()))
        tell()
        del begun, tell
