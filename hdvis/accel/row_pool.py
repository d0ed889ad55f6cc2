"""Run a kernel over slices of rows on a few threads."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from types import TracebackType

from hdvis.checkpoint import Checkpoint, no_checkpoint


def worker_count() -> int:
    """Threads of a pool that is not told how many to have."""
    return min(16, os.cpu_count() or 1)


class RowPool:
    """Threads for kernels that release the lock and write only the rows they are given.

    Ordinary threads instead of numba's: those may not be entered from two sessions at once on
    every platform, and their barriers cost more than the work when the machine is busy.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or worker_count()
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

    def run(
        self,
        work: Callable[[int, int], object],
        n: int,
        block: int,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        """Call `work(start, stop)` for slices of `block` rows that cover 0..n.

        `checkpoint` is called on the calling thread; the first error, its own included, is
        raised once no slice is running any more.
        """
        ends = [(start, min(start + block, n)) for start in range(0, n, block)]
        slices = [self._pool.submit(work, *pair) for pair in ends]
        try:
            for (start, _), slice_ in zip(ends, slices, strict=True):
                checkpoint(start / n)
                slice_.result()
        finally:
            for slice_ in slices:
                slice_.cancel()
            wait(slices)
