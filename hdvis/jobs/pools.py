"""The app's worker threads: a few for the processor, one for each device."""

from __future__ import annotations

import atexit
import logging
import os
import threading
import time
import weakref
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Protocol

from hdvis.jobs.timer import Timer

log = logging.getLogger("hdvis")

Task = Callable[[], None]

LAST = 2.0
"""Seconds that the end of the program waits for work to end."""

_open: weakref.WeakSet[Pools] = weakref.WeakSet()
_threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()


class Executor(Protocol):
    """Something that runs work on a named pool.

    `together` is how many seconds an answer may wait for others of the same moment.
    """

    together: float

    def submit(self, pool: str, work: Callable[..., None], *args: Any) -> None:
        """Run `work(*args)` on a pool."""

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call `callback` in `seconds`, on some thread."""


class Inline:
    """Runs work where it is asked for: a session without a page has one thread, its caller's."""

    together = 0.0

    def submit(self, pool: str, work: Callable[..., None], *args: Any) -> None:
        """Run `work(*args)` now."""
        work(*args)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Nobody could look meanwhile."""


class Pools:
    """Named groups of threads, begun when first used; "cpu" has a few, any other name one.

    They are daemons, so that a program ends soon after it is asked to, whatever is computed.
    """

    together = 0.03

    def __init__(self, cpu_threads: int | None = None) -> None:
        self._cpu_threads = cpu_threads or min(4, max(2, os.cpu_count() or 2))
        self._queues: dict[str, SimpleQueue[Task | None]] = {}
        self._lock = threading.Lock()
        self._timer = Timer()
        self._end = weakref.finalize(self, _end, self._queues, self._cpu_threads)
        _open.add(self)

    def submit(self, pool: str, work: Callable[..., None], *args: Any) -> None:
        """Run `work(*args)` on a pool."""
        with self._lock:
            if pool not in self._queues:
                self._begin(pool)
            self._queues[pool].put(lambda: work(*args))

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call `callback` in `seconds`, on a thread for all such calls."""
        self._timer.call_later(seconds, callback)

    def _begin(self, pool: str) -> None:
        queue = self._queues[pool] = SimpleQueue()
        for number in range(self._cpu_threads if pool == "cpu" else 1):
            name = f"hdvis-{pool}-{number}"
            thread = threading.Thread(target=_work, args=(queue,), name=name, daemon=True)
            _threads.add(thread)
            thread.start()

    def close(self) -> None:
        """Let running work end and forget what waits; a later `submit` begins anew."""
        with self._lock:
            for queue in self._queues.values():
                while not queue.empty():
                    queue.get()
            self._timer.close()
            _end(self._queues, self._cpu_threads)


def _end(queues: dict[str, SimpleQueue[Task | None]], threads: int) -> None:
    for queue in queues.values():
        for _ in range(threads):
            queue.put(None)
    queues.clear()


def _work(queue: SimpleQueue[Task | None]) -> None:
    while (task := queue.get()) is not None:
        try:
            task()
        except Exception:
            log.exception("work on a pool failed")
        del task


@atexit.register
def _leave() -> None:
    """Let work end: Python up to 3.13 aborts under a thread that is inside C++, torch's say."""
    for pools in list(_open):
        pools.close()
    end = time.monotonic() + LAST
    for thread in list(_threads):
        thread.join(max(0.0, end - time.monotonic()))
