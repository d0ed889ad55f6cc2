"""One piece of work under a key: what is asked, whom to tell, and how far it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hdvis.jobs.batched import ALONE, Batched
from hdvis.jobs.pool import Pool

QUICK = 0.15
"""Seconds within which work is expected to be done, so that answers may wait for its."""


@dataclass(eq=False)
class Job:
    """Requests of one `work`, answered one after the other; most jobs have one."""

    key: str
    work: Batched[Any, Any]
    requests: Sequence[Any]
    pool: str | Pool
    then: Callable[[Any], None] | None
    failed: Callable[[BaseException], None] | None = None
    partly: Callable[[Any], None] | None = None
    started: float = field(default_factory=time.perf_counter)
    progress: float | None = None
    long: bool = False
    ended: bool = False
    answered: int = 0
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def request(self) -> Any:
        """The next of its requests."""
        return self.requests[self.answered]

    @property
    def slow(self) -> bool:
        """Whether it is worth a word: it goes on for long or reports progress."""
        return self.long or self.progress is not None

    @property
    def is_quick(self) -> bool:
        """Whether it may still end in a moment; what is answered at once is not waited for."""
        young = time.perf_counter() - self.started < QUICK
        return young and not self.slow and self.work is ALONE

    def gives_way_to(self, newer: Job) -> bool:
        """Whether `newer` may have its place in the queue."""
        return self.pool == newer.pool and self.work is newer.work
