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

from hdvis.jobs.watch import Watch

log = logging.getLogger("hdvis")

Task = Callable[[], None]

LONG = 0.3
"""Seconds after which work is worth a word on the page."""
SOON = 0.03
"""Seconds that an answer may wait for others of the same moment."""
LAST = 2.0
"""Seconds that the end of the program waits for work to end."""

_open: weakref.WeakSet[Lanes] = weakref.WeakSet()
_threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()


class Runner(Protocol):
    """Something that runs work on a named lane."""

    def submit(self, lane: str, work: Callable[..., None], *args: Any) -> None:
        """Run `work(*args)` on a lane."""

    def notice(self, tell: Callable[[], None]) -> None:
        """Call `tell` on some thread when work that begins now would count as long."""

    def soon(self, tell: Callable[[], None]) -> None:
        """Call `tell` on some thread when what is ready now should wait no longer."""


class Inline:
    """Runs work where it is asked for: a session without a page has one thread, its caller's."""

    def submit(self, lane: str, work: Callable[..., None], *args: Any) -> None:
        """Run `work(*args)` now."""
        work(*args)

    def notice(self, tell: Callable[[], None]) -> None:
        """Nobody could look meanwhile."""

    def soon(self, tell: Callable[[], None]) -> None:
        """Call it now: nothing else is under way."""
        tell()


class Lanes:
    """Named groups of threads, begun when first used; "cpu" has a few, any other name one.

    They are daemons, so that a program ends soon after it is asked to, whatever is computed.
    """

    def __init__(self, cpu_threads: int | None = None) -> None:
        self._cpu_threads = cpu_threads or min(4, max(2, os.cpu_count() or 2))
        self._queues: dict[str, SimpleQueue[Task | None]] = {}
        self._lock = threading.Lock()
        self._watch = Watch()
        self._end = weakref.finalize(self, _end, self._queues, self._cpu_threads)
        _open.add(self)

    def submit(self, lane: str, work: Callable[..., None], *args: Any) -> None:
        """Run `work(*args)` on a lane."""
        with self._lock:
            if lane not in self._queues:
                self._begin(lane)
            self._queues[lane].put(lambda: work(*args))

    def notice(self, tell: Callable[[], None]) -> None:
        """Call `tell` on a thread of its own when work that begins now counts as long."""
        self._watch.begin(tell, LONG)

    def soon(self, tell: Callable[[], None]) -> None:
        """Call `tell` on a thread of its own when what is ready now should wait no longer."""
        self._watch.begin(tell, SOON)

    def _begin(self, lane: str) -> None:
        queue = self._queues[lane] = SimpleQueue()
        for number in range(self._cpu_threads if lane == "cpu" else 1):
            name = f"hdvis-{lane}-{number}"
            thread = threading.Thread(target=_work, args=(queue,), name=name, daemon=True)
            _threads.add(thread)
            thread.start()

    def close(self) -> None:
        """Let running work end and forget what waits; a later `submit` begins anew."""
        with self._lock:
            for queue in self._queues.values():
                while not queue.empty():
                    queue.get()
            self._watch.close()
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
            log.exception("work on a lane failed")
        del task


@atexit.register
def _leave() -> None:
    """Let work end: Python up to 3.13 aborts under a thread that is inside C++, torch's say."""
    for lanes in list(_open):
        lanes.close()
    end = time.monotonic() + LAST
    for thread in list(_threads):
        thread.join(max(0.0, end - time.monotonic()))
