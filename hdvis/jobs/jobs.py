"""One session's slow work: the newest request per key wins, and the last is always answered."""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hdvis.errors import Cancelled
from hdvis.jobs.lanes import Lanes

Deliver = Callable[[Callable[[], None]], Any]
PROGRESS_INTERVAL = 0.05


@dataclass(eq=False)
class Job:
    """One piece of work under a key: what to do, whom to tell, and how far it is."""

    key: str
    work: Callable[..., Any]
    args: tuple[Any, ...]
    lane: str
    then: Callable[[Any], None] | None
    failed: Callable[[BaseException], None] | None
    started: float = field(default_factory=time.perf_counter)
    progress: float | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def slow(self) -> bool:
        """Whether it reports progress, and can therefore be stopped."""
        return self.progress is not None


class Jobs:
    """Runs work on lanes and brings results home through `deliver`.

    `deliver` is given a callable to run on the document thread; `changed` is told there which
    key began, moved or ended. Work that takes a `checkpoint` argument is given one.
    """

    def __init__(
        self,
        lanes: Lanes,
        deliver: Deliver = lambda callback: callback(),
        changed: Callable[[str, Job | None], None] = lambda key, job: None,
    ) -> None:
        self._lanes, self._deliver, self._changed = lanes, deliver, changed
        self._lock = threading.Lock()
        self._running: dict[str, Job] = {}
        self._waiting: dict[str, Job] = {}
        self._closed = False

    def run(
        self,
        work: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        key: str = "",
        lane: str = "cpu",
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do `work(*args)` on a lane, then `then(result)` on the document thread.

        While a request with this key runs, the newest other one waits and older ones are
        dropped; a running one that takes a checkpoint is cancelled by a newer one.
        """
        job = Job(key or f"{id(work)}", work, args, lane, then, failed)
        with self._lock:
            if self._closed:
                return
            running = self._running.get(job.key)
            if running is not None:
                running.cancelled.set()
                self._waiting[job.key] = job
                return
            self._running[job.key] = job
        self._start(job)

    def cancel(self, key: str) -> None:
        """Drop what waits under `key` and ask what runs to stop."""
        with self._lock:
            self._waiting.pop(key, None)
            running = self._running.get(key)
        if running is not None:
            running.cancelled.set()

    def cancel_all(self, prefix: str = "") -> None:
        """Cancel every key that begins with `prefix`."""
        with self._lock:
            keys = {k for k in (*self._running, *self._waiting) if k.startswith(prefix)}
        for key in keys:
            self.cancel(key)

    def active(self, prefix: str = "") -> list[Job]:
        """The jobs running under keys that begin with `prefix`."""
        with self._lock:
            return [job for key, job in self._running.items() if key.startswith(prefix)]

    def close(self) -> None:
        """End the session's work: nothing more is delivered."""
        self._closed = True
        self.cancel_all()

    def _start(self, job: Job) -> None:
        self._lanes.submit(job.lane, self._do, job)

    def _do(self, job: Job) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            if "checkpoint" in inspect.signature(job.work).parameters:
                result = job.work(*job.args, checkpoint=self._checkpoint(job))
            else:
                result = job.work(*job.args)
        except Cancelled as stopped:
            error = stopped
        except (Exception, SystemExit) as failure:
            error = failure
        self._end(job, result, error)

    def _checkpoint(self, job: Job) -> Callable[[float], None]:
        told = [0.0]

        def checkpoint(fraction: float) -> None:
            if job.cancelled.is_set() or self._closed:
                raise Cancelled
            now = time.perf_counter()
            job.progress = float(fraction)
            if now - told[0] >= PROGRESS_INTERVAL:
                told[0] = now
                self._send(lambda: self._changed(job.key, job))

        return checkpoint

    def _end(self, job: Job, result: Any, error: BaseException | None) -> None:
        with self._lock:
            following = self._waiting.pop(job.key, None)
            if following is None:
                self._running.pop(job.key, None)
            else:
                self._running[job.key] = following

        def home() -> None:
            self._changed(job.key, following)
            if error is None:
                if job.then is not None:
                    job.then(result)
            elif not isinstance(error, Cancelled) and job.failed is not None:
                job.failed(error)

        self._send(home)
        if following is not None:
            self._start(following)

    def _send(self, callback: Callable[[], None]) -> None:
        if not self._closed:
            self._deliver(callback)
