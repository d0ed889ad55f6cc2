"""What work may say while it goes on: how far it is, and what it has so far."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from hdvis.checkpoint import Checkpoint
from hdvis.errors import Cancelled
from hdvis.jobs.job import Job

INTERVAL = 0.05
"""Seconds between two words on progress."""


def checkpoint_of(
    job: Job, is_wanted: Callable[[Job], bool], moved: Callable[[Job], None]
) -> Checkpoint:
    """A checkpoint that tells `moved` now and then, and raises when `job` is not wanted."""
    told = [0.0]

    def checkpoint(fraction: float) -> None:
        if not is_wanted(job):
            raise Cancelled
        now = time.perf_counter()
        is_news = job.progress != fraction
        job.progress = float(fraction)
        if is_news and now - told[0] >= INTERVAL:
            told[0] = now
            moved(job)

    return checkpoint


def shower_of(job: Job, deliver: Callable[[Callable[[], None]], None]) -> Callable[[Any], None]:
    """A callable that brings home what there is, unless the one before is still on its way."""
    on_its_way = threading.Event()

    def show(value: Any) -> None:
        if job.partly is None or job.cancelled.is_set() or on_its_way.is_set():
            return
        on_its_way.set()
        deliver(lambda: home(value))

    def home(value: Any) -> None:
        on_its_way.clear()
        if job.partly is not None and not job.cancelled.is_set():
            job.partly(value)

    return show
