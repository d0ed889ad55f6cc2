"""One session's slow work: the newest request per key wins, and the last is always answered."""

from __future__ import annotations

import logging
import secrets
import threading
import weakref
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from hdvis.errors import Cancelled
from hdvis.jobs.batched import ALONE, Batched
from hdvis.jobs.callables import parameters_of, weakly
from hdvis.jobs.job import Job
from hdvis.jobs.pool import Pool
from hdvis.jobs.pools import Executor
from hdvis.jobs.progress import checkpoint_of, shower_of

log = logging.getLogger("hdvis")

Request = TypeVar("Request")
Answer = TypeVar("Answer")
Deliver = Callable[..., object]
LONG = 0.3
"""Seconds after which work is worth a word on the page."""


def _in_turn(*callbacks: Callable[[], None]) -> None:
    for callback in callbacks:
        callback()


class Jobs:
    """Has work done in pools and brings results home through `deliver`.

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
        self._present = threading.Event()
        self._present.set()
        self._undelivered = 0
        self.started = 0
        self.name = secrets.token_hex(8)  # tells this session from others in a pool's queue

    def run(
        self,
        work: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None] | None = None,
        key: str = "",
        pool: str | Pool = "cpu",
        failed: Callable[[BaseException], None] | None = None,
        partly: Callable[[Any], None] | None = None,
    ) -> None:
        """Do `work(*args)` in a pool, then `then(result)` on the document thread.

        While a request with this key runs, the newest other one waits and older ones are
        dropped; a running one that takes a checkpoint is cancelled by a newer one.
        """
        job = Job(key or f"{id(work)}", ALONE, (), pool, then, failed, partly)
        job.requests = (partial(self._call, job, work, args),)
        self._ask(job)

    def ask(
        self,
        work: Batched[Request, Answer],
        requests: Sequence[Request],
        *,
        then: Callable[[Answer], None],
        key: str,
        pool: str | Pool,
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Have `work` answer each of `requests`, then `then(answer)`, in their order.

        Requests of all sessions that wait for one work are answered in one call. A newer call
        with this key takes the place of what has not begun.
        """
        self._ask(Job(key, work, requests, pool, then, failed))

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

    @property
    def is_busy(self) -> bool:
        """Whether any answer has not been handed to `deliver` yet."""
        with self._lock:
            return self._undelivered > 0

    def pause(self) -> None:
        """Nobody is there: work rests at its next checkpoint, for as long as that is so."""
        self._present.clear()

    def resume(self) -> None:
        """Somebody is there again: work goes on."""
        self._present.set()

    def close(self) -> None:
        """End the session's work: nothing more is delivered."""
        self._closed = True
        self._present.set()
        self.cancel_all()

    def deliver(self, *callbacks: Callable[[], None]) -> None:
        """Call `callbacks` on the document thread in one go, unless the session has ended."""
        if not self._closed:
            self._deliver(*callbacks)

    # -- asking -----------------------------------------------------------------------------

    def _ask(self, job: Job) -> None:
        with self._lock:
            if self._closed:
                return
            running = self._running.get(job.key)
            if running is not None:
                running.cancelled.set()
                self._waiting[job.key] = job
                return
            self._start(job)
        self._pools.submit(job.pool, _Turn(self, job))

    def _start(self, job: Job) -> None:
        self._running[job.key] = job
        self._undelivered += 1
        self.started += 1

    def _newest(self, job: Job) -> Job:
        """What is wanted under the key of a job whose turn has come."""
        with self._lock:
            newer = self._waiting.get(job.key)
            if newer is None or job.answered or not job.gives_way_to(newer):
                return job
            self._running[job.key] = self._waiting.pop(job.key)
            return newer

    def _is_wanted(self, job: Job) -> bool:
        return not (job.cancelled.is_set() or self._closed)

    def _goes_on(self, job: Job) -> bool:
        """Whether a job is wanted, once there is anybody to want it."""
        self._present.wait()
        return self._is_wanted(job)

    # -- while it runs ----------------------------------------------------------------------

    def _call(self, job: Job, work: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        offered: dict[str, Callable[[], Callable[[Any], None]]] = {
            "checkpoint": lambda: checkpoint_of(job, self._goes_on, self._moved),
            "show": lambda: shower_of(job, self.deliver),
        }
        taken = offered.keys() & parameters_of(work)
        return work(*args, **{name: offered[name]() for name in taken})

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

    def _moved(self, job: Job) -> None:
        self.deliver(lambda: self._changed(job.key, job))

    # -- bringing home ----------------------------------------------------------------------

    def _end(self, job: Job, answer: Any = None, error: BaseException | None = None) -> None:
        """The last answer of a job, or why there is none; the next of its key begins."""
        following: Job | None = None

        def home() -> None:
            self._changed(job.key, following)
            if error is None:
                _tell(job, answer)
            elif not isinstance(error, Cancelled):
                _report(job, error)

        with self._lock:
            if job.ended:
                return
            job.ended = True
            following = self._waiting.pop(job.key, None)
            self._running.pop(job.key, None)
            others_come = job.work is ALONE and any(o.is_quick for o in self._running.values())
            if following is not None:
                self._start(following)
            self._ready.append(home)
            is_first = len(self._ready) == 1
        if not (others_come and self._pools.together):
            self._bring()
        elif is_first:
            self._pools.call_later(self._pools.together, weakly(self._bring))
        if following is not None:
            self._pools.submit(following.pool, _Turn(self, following))

    def _bring(self) -> None:
        """Take home all that is ready."""
        with self._lock:
            ready, self._ready = self._ready, []
        if ready:
            self.deliver(*ready)
        with self._lock:
            self._undelivered -= len(ready)


class _Turn:
    """A key's place in the queue of a pool: whatever is newest under it has the turn."""

    def __init__(self, jobs: Jobs, job: Job) -> None:
        self._jobs, self._job, self.session = jobs, job, jobs.name

    @property
    def work(self) -> Batched[Any, Any]:
        return self._job.work

    @property
    def request(self) -> Any:
        return self._job.request

    def begin(self) -> bool:
        self._job = job = self._jobs._newest(self._job)
        if not self._jobs._is_wanted(job):
            self._jobs._end(job, error=Cancelled())
            return False
        if not job.answered:
            self._jobs._pools.call_later(LONG, self._jobs._noticer(job))
        return True

    def end(self, answer: Any) -> bool:
        job = self._job
        if job.answered + 1 < len(job.requests) and not job.ended:
            job.answered += 1
            self._jobs.deliver(lambda: _tell(job, answer))
            return True
        self._jobs._end(job, answer)
        return False

    def fail(self, error: BaseException) -> None:
        self._jobs._end(self._job, error=error)


def _tell(job: Job, answer: Any) -> None:
    if job.then is not None:
        job.then(answer)


def _report(job: Job, error: BaseException) -> None:
    if job.failed is not None:
        job.failed(error)
    else:
        log.error("%s failed and nobody was to be told", job.key, exc_info=error)
