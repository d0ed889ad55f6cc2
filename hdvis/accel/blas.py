"""BLAS kept to one thread where the caller's own threads share the work."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any


class _Limit:
    """The limit of the process: set by the first who asks, lifted by the last."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.users = 0
        self.held: Any = None

    def enter(self) -> None:
        from threadpoolctl import threadpool_limits

        with self.lock:
            if not self.users:
                self.held = threadpool_limits(1, user_api="blas")
            self.users += 1

    def leave(self) -> None:
        with self.lock:
            self.users -= 1
            if not self.users:
                self.held.restore_original_limits()


_limit = _Limit()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """While any caller is inside, a matrix product runs on the thread that asks for it.

    threadpoolctl's own context restores what it found, which is wrong when two overlap.
    """
    _limit.enter()
    try:
        yield
    finally:
        _limit.leave()
