"""The app's worker threads: a few for the processor, one for each device."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class Lanes:
    """Named thread pools, made when first used; "cpu" has a few threads, any other name one."""

    def __init__(self, cpu_threads: int | None = None) -> None:
        self._cpu_threads = cpu_threads or min(4, max(2, os.cpu_count() or 2))
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._lock = threading.Lock()

    def submit(self, lane: str, work: Callable[..., Any], *args: Any) -> Future[Any]:
        """Run `work(*args)` on a lane."""
        with self._lock:
            if lane not in self._pools:
                threads = self._cpu_threads if lane == "cpu" else 1
                self._pools[lane] = ThreadPoolExecutor(threads, f"hdvis-{lane}")
            pool = self._pools[lane]
        return pool.submit(work, *args)

    def close(self) -> None:
        """Let running work end and take no more."""
        with self._lock:
            for pool in self._pools.values():
                pool.shutdown(wait=False, cancel_futures=True)
            self._pools.clear()
