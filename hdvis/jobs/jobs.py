"""One session's slow work: the newest request per key wins, and the last is always answered."""

from __future__ import annotations

import inspect
import logging
import secrets
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hdvis.errors import Cancelled
from hdvis.jobs.pools import Executor

log = logging.getLogger("hdvis")

Deliver = Callable[..., Any]
PROGRESS_INTERVAL = 0.05
QUICK = 0.15
"""Seconds within which work is expected to be done, so that answers may wait for its."""
LONG = 0.3
"""Seconds after which work is worth a word on the page."""


def _in_turn(*callbacks: Callable[[], None]) -> None:
    for callback in callbacks:
        callback()


@dataclass(eq=False)
class Job:
    """One piece of work under a key: what to do, whom to tell, and how far it is."""

    key: str
    work: Callable[..., Any]
    args: tuple[Any, ...]
    pool: str
    then: Callable[[Any], None] | None
    failed: Callable[[BaseException], None] | None
    partly: Callable[[Any], None] | None = None
    started: float = field(default_factory=time.perf_counter)
    progress: float | None = None
    long: bool = False
    ended: bool = False
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def slow(self) -> bool:
        """Whether it is worth a word: it goes on for long or reports progress."""
        return self.long or self.progress is not None

    @property
    def is_quick(self) -> bool:
        """Whether it may still end in a moment."""
        return not self.slow and time.perf_counter() - self.started < QUICK


class Jobs:
    """Runs work on pools and brings results home through `deliver`.

    `deliver` is given callables to run on the document thread one after another; `changed` is
    told there which key began, moved or ended. Answers of one moment go home together, so that
    linked views change in one message and one frame. Work that takes a
    `checkpoint` argument is given one, and work that takes `show` a callable that brings what it
    has so far to `partly`. Work that still waits for a thread gives its place to a newer request
    of its key.
    """

    def __init__(
        self,
        pools: Executor,
        deliver: Deliver = _in_turn,
        changed: Callable[[str, Job | None], None] = lambda key, job: None,
    ) -> None:
        self._pools, self._deliver, self._changed = pools, deliver, changed
        self._lock = threading.Lock()
        self._running: dict[str, Job] = {}
        self._waiting: dict[str, Job] = {}
        self._ready: list[Callable[[], None]] = []
        self._closed = False
        self.name = secrets.token_hex(8)  # tells this session from others in a model's engine

    def run(
        self,
        work: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        key: str = "",
        pool: str = "cpu",
        failed: Callable[[BaseException], None] | None = None,
        partly: Callable[[Any], None] | None = None,
    ) -> None:
        """Do `work(*args)` on a pool, then `then(result)` on the document thread.

        While a request with this key runs, the newest other one waits and older ones are
        dropped; a running one that takes a checkpoint is cancelled by a newer one.
        """
        job = Job(key or f"{id(work)}", work, args, pool, then, failed, partly)
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
        self._pools.submit(job.pool, self._do, job)

    def _do(self, job: Job) -> None:
        job = self._newest(job)
        result: Any = None
        error: BaseException | None = None
        try:
            if job.cancelled.is_set() or self._closed:
                raise Cancelled
            self._pools.call_later(LONG, self._noticer(job))
            offered = {"checkpoint": self._checkpoint, "show": self._shower}
            taken = offered.keys() & _parameters(job.work)
            result = job.work(*job.args, **{name: offered[name](job) for name in taken})
        except Cancelled as stopped:
            error = stopped
        except (Exception, SystemExit) as failure:
            error = failure
        self._end(job, result, error)

    def _noticer(self, job: Job) -> Callable[[], None]:
        known, jobs = weakref.ref(job), weakref.ref(self)

        def tell() -> None:
            job, home = known(), jobs()
            if job is not None and home is not None and not job.ended:
                home.deliver(lambda: home._grow_long(job))

        return tell

    def _grow_long(self, job: Job) -> None:
        if not job.ended:
            job.long = True
            self._changed(job.key, job)

    def _newest(self, job: Job) -> Job:
        with self._lock:
            newer = self._waiting.get(job.key)
            if newer is None or newer.pool != job.pool:
                return job
            self._running[job.key] = self._waiting.pop(job.key)
            return newer

    def _checkpoint(self, job: Job) -> Callable[[float], None]:
        told = [0.0]

        def checkpoint(fraction: float) -> None:
            if job.cancelled.is_set() or self._closed:
                raise Cancelled
            now = time.perf_counter()
            is_news = job.progress != fraction
            job.progress = float(fraction)
            if is_news and now - told[0] >= PROGRESS_INTERVAL:
                told[0] = now
                self.deliver(lambda: self._changed(job.key, job))

        return checkpoint

    def _shower(self, job: Job) -> Callable[[Any], None]:
        on_its_way = threading.Event()

        def show(value: Any) -> None:
            """Bring `value` home unless the one before is still on its way."""
            if job.partly is None or job.cancelled.is_set() or on_its_way.is_set():
                return
            on_its_way.set()
            self.deliver(lambda: home(value))

        def home(value: Any) -> None:
            on_its_way.clear()
            if job.partly is not None and not job.cancelled.is_set():
                job.partly(value)

        return show

    def _end(self, job: Job, result: Any, error: BaseException | None) -> None:
        job.ended = True
        following: Job | None = None

        def home() -> None:
            self._changed(job.key, following)
            if error is None:
                if job.then is not None:
                    job.then(result)
            elif not isinstance(error, Cancelled):
                _report(job, error)

        with self._lock:
            following = self._waiting.pop(job.key, None)
            self._running.pop(job.key, None)
            others_come = any(other.is_quick for other in self._running.values())
            if following is not None:
                self._running[job.key] = following
            self._ready.append(home)
            is_first = len(self._ready) == 1
        if not (others_come and self._pools.together):
            self._bring()
        elif is_first:
            self._pools.call_later(self._pools.together, _weakly(self._bring))
        if following is not None:
            self._start(following)

    def _bring(self) -> None:
        """Take home all that is ready."""
        with self._lock:
            ready, self._ready = self._ready, []
        if ready:
            self.deliver(*ready)

    def deliver(self, *callbacks: Callable[[], None]) -> None:
        """Call `callbacks` on the document thread in one go, unless the session has ended."""
        if not self._closed:
            self._deliver(*callbacks)


def _weakly(method: Callable[[], None]) -> Callable[[], None]:
    """`method` for as long as somebody else keeps its object."""
    known = weakref.WeakMethod(method)

    def call() -> None:
        still = known()
        if still is not None:
            still()

    return call


def _parameters(work: Callable[..., Any]) -> frozenset[str]:
    try:
        return frozenset(inspect.signature(work).parameters)
    except ValueError:  # some functions written in C do not tell
        return frozenset()


def _report(job: Job, error: BaseException) -> None:
    if job.failed is not None:
        job.failed(error)
    else:
        log.error("%s failed and nobody was to be told", job.key, exc_info=error)
