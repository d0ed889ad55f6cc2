"""The app's worker threads: a few for the processor, one for each device."""

from __future__ import annotations

import atexit
import os
import threading
import weakref
from collections.abc import Callable
from typing import Protocol

from hdvis.jobs.pool import Pool, wait_for_threads
from hdvis.jobs.task import Batch, Task
from hdvis.jobs.timer import Timer

SESSIONS = 8
"""Sessions whose long work goes on at once; processors share themselves out."""
LAST = 2.0
"""Seconds that the end of the program waits for work to end."""

_open: weakref.WeakSet[Pool] = weakref.WeakSet()
_devices: dict[str, Pool] = {}
_sharing = threading.Lock()


class Executor(Protocol):
    """Something that does tasks in a pool, given or named.

    `together` is how many seconds an answer may wait for others of the same moment.
    """

    together: float

    def submit(self, pool: str | Pool, task: Task) -> None:
        """Do `task` in a pool."""

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call `callback` in `seconds`, on some thread."""


class Inline:
    """Does tasks where they are asked for: without a page there is one thread, the caller's."""

    together = 0.0

    def submit(self, pool: str | Pool, task: Task) -> None:
        """Do `task` now, the whole of it."""
        more: list[Task] = [task]
        while more:
            batch = Batch(more)
            batch.work()
            more = batch.tell()

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Nobody could look meanwhile."""


class Pools:
    """Pools by name, begun when first used.

    "cpu" has a few threads for short work of all. In a pool of any other name a session has one
    task done at a time, and up to eight sessions are served beside each other.

    They are daemons, so that a program ends soon after it is asked to, whatever is computed.
    """

    def __init__(self, cpu_threads: int | None = None, *, together: float = 0.03) -> None:
        self.together = together
        self._cpu_threads = cpu_threads or min(4, max(2, os.cpu_count() or 2))
        self._pools: dict[str, Pool] = {}
        self._lock = threading.Lock()
        self._timer = Timer()
        weakref.finalize(self, _close, self._pools)

    def submit(self, pool: str | Pool, task: Task) -> None:
        """Do `task` in a pool."""
        (pool if isinstance(pool, Pool) else self._named(pool)).submit(task)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call `callback` in `seconds`, on a thread for all such calls."""
        self._timer.call_later(seconds, callback)

    def close(self) -> None:
        """Let running work end and forget what waits; a later `submit` begins anew."""
        with self._lock:
            _close(self._pools)
            self._timer.close()

    def _named(self, name: str) -> Pool:
        with self._lock:
            if name not in self._pools:
                pool = self._pools[name] = self._made(name)
                _open.add(pool)
            return self._pools[name]

    def _made(self, name: str) -> Pool:
        if name == "cpu":
            return Pool(name, self._cpu_threads)
        return Pool(name, SESSIONS, by_turns=True)


def device_pool(device: str) -> Pool:
    """The process's one pool for `device`, of one thread: no two tabs race for a card."""
    with _sharing:
        if device not in _devices:
            pool = _devices[device] = Pool(f"device-{device}")
            _open.add(pool)
        return _devices[device]


def _close(pools: dict[str, Pool]) -> None:
    for pool in pools.values():
        pool.close()
    pools.clear()


@atexit.register
def _leave() -> None:
    """Let work end: Python up to 3.13 aborts under a thread that is inside C++, torch's say."""
    for pool in list(_open):
        pool.close()
    wait_for_threads(LAST)
