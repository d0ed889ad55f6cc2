"""Run a kernel over slices of rows on a few threads."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType


class RowPool:
    """Threads for kernels that release the lock and write only the rows they are given.

    Ordinary threads instead of numba's: those may not be entered from two sessions at once on
    every platform, and their barriers cost more than the work when the machine is busy.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or min(16, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self.workers, "hdvis-rows")

    def __enter__(self) -> "RowPool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def run(self, work: Callable[[int, int], object], n: int, block: int | None = None) -> None:
        """Call `work(start, stop)` for slices that cover 0..n; the first error is raised."""
        step = block or max(1, -(-n // (4 * self.workers)))
        slices = [(start, min(start + step, n)) for start in range(0, n, step)]
        for _ in self._pool.map(lambda ends: work(*ends), slices):
            pass
