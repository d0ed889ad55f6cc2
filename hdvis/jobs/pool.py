"""Some threads that do tasks, look after what hangs, and use their spare time."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hdvis.jobs.batched import Batched
from hdvis.jobs.fair_queue import FairQueue
from hdvis.jobs.task import Batch, Task, Waiting
from hdvis.jobs.timer import Timer

log = logging.getLogger("hdvis")

Request = TypeVar("Request")
Answer = TypeVar("Answer")

QUIET = 0.2
"""Seconds without a task after which time counts as spare: between two moves of a drag none is."""
REST = 2.0
"""Seconds after which a thread that serves one more session at once leaves again."""
PATIENCE = 12.0
"""How many times as long as a call a step in spare time may take."""

_threads: weakref.WeakSet[threading.Thread] = weakref.WeakSet()


@dataclass(eq=False)
class BackgroundTask:
    """Steps for spare time, each within `timeout` seconds."""

    steps: Iterator[None]
    timeout: float | None = None

    def advance(self) -> bool:
        """Take a step; whether there are more."""
        try:
            next(self.steps)
        except StopIteration:
            return False
        except Exception:
            log.warning("work in spare time stopped", exc_info=True)
            return False
        return True


@dataclass(eq=False)
class _Worker:
    """One thread, what it does, and until when.

    It is `leaving` when it is to do nothing more, and `lost` when it has hung.
    """

    batch: Batch | None = None
    session: str | None = None
    seconds: float | None = None
    deadline: float = float("inf")
    leaving: bool = False
    lost: bool = False

    def begin(self, seconds: float | None) -> None:
        self.batch, self.seconds = None, seconds
        self.deadline = float("inf") if seconds is None else time.monotonic() + seconds


class Pool:
    """`threads` daemons, begun when first needed; tasks of one work are done in one call.

    Where it is `by_turns`, a session has one task done at a time, whatever the threads: no session
    waits for the long work of another.

    A call that takes longer than its work allows is answered by `timed_out` and its thread given
    up, since a thread cannot be ended; another takes its place.
    """

    def __init__(
        self, name: str, threads: int = 1, *, by_turns: bool = False, quiet: float = QUIET
    ) -> None:
        self.name, self.lost, self._by_turns = name, 0, by_turns
        self._count, self._quiet = threads, quiet
        self._queue = FairQueue()
        self._background: deque[BackgroundTask] = deque()
        self._ready = threading.Condition()
        self._workers: list[_Worker] = []
        self._born = self._resting = 0
        self._asked = float("-inf")
        self._timer = Timer()
        self._watching = self._closed = False

    def submit(self, task: Task) -> None:
        """Let `task` have its turn."""
        with self._ready:
            self._queue.put(task)
            self._asked = time.monotonic()
            self._wake()

    def ask(self, work: Batched[Request, Answer], request: Request) -> Answer:
        """The answer of `work`, waited for; not for the pool's own threads.

        Raises what the work raises.
        """
        waiting = Waiting(work, request)
        self.submit(waiting)
        answer: Answer = waiting.future.result()
        return answer

    def background(self, task: BackgroundTask) -> None:
        """Advance `task` whenever nothing else has been asked for a moment, until it ends."""
        with self._ready:
            self._background.append(task)
            self._wake()

    def close(self) -> None:
        """Let running work end and forget what waits; a later `submit` begins anew."""
        with self._ready:
            self._queue.clear()
            self._background.clear()
            for worker in self._workers:
                worker.leaving = True
            self._workers = []
            self._ready.notify_all()
            self._timer.close()
            self._watching = False

    def _wake(self) -> None:
        if self._resting < max(1, len(self._queue)) and len(self._workers) < self._count:
            self._begin()
        self._ready.notify()

    def _begin(self) -> None:
        worker = _Worker()
        name = f"hdvis-{self.name}-{self._born}"
        self._born += 1
        thread = threading.Thread(target=self._loop, args=(worker,), name=name, daemon=True)
        _threads.add(thread)
        self._workers.append(worker)
        thread.start()

    def _loop(self, me: _Worker) -> None:
        while True:
            with self._ready:
                tasks: list[Task] = []
                spare: BackgroundTask | None = None
                while not (me.leaving or tasks or spare):
                    tasks = self._queue.take(self._served())
                    spare = None if tasks else self._spare()
                    if not (tasks or spare):
                        self._rest(me)
                if me.leaving:
                    return
                me.begin(spare.timeout if spare else tasks[0].work.timeout)
                me.session = tasks[0].session if tasks else None
                self._watch()
            try:
                if spare is not None:
                    self._advance(me, spare)
                else:
                    self._do(me, tasks)
            except Exception:
                log.exception("work in %s failed", self.name)
                me.session = None
            del tasks, spare

    def _do(self, me: _Worker, tasks: Sequence[Task]) -> None:
        work = tasks[0].work
        me.batch = batch = Batch(tasks)
        batch.work()
        if not self._is_free(me):
            return
        more, steps = batch.tell(), work.spare_time()
        with self._ready:
            me.session = None
            for task in more:
                self._queue.put(task)
            self._ready.notify()
        if steps is not None:
            limit = None if work.timeout is None else PATIENCE * work.timeout
            self.background(BackgroundTask(steps, limit))

    def _advance(self, me: _Worker, spare: BackgroundTask) -> None:
        goes_on = spare.advance()
        if self._is_free(me) and goes_on:
            with self._ready:
                self._background.append(spare)

    def _is_free(self, me: _Worker) -> bool:
        """Whether what has been done still counts: it has not been given up meanwhile."""
        with self._ready:
            me.begin(None)
            return not me.lost

    def _rest(self, me: _Worker) -> None:
        """Wait for something to do; of threads that serve by turns one stays for long."""
        more = self._by_turns and len(self._workers) > 1
        self._resting += 1
        woken = self._ready.wait(self._pause() if self._background else REST if more else None)
        self._resting -= 1
        idle = more and not woken and not self._queue
        if idle and len(self._workers) > 1 and me in self._workers:
            self._workers.remove(me)
            me.leaving = True

    def _served(self) -> set[str]:
        """The sessions that have to wait until their task is done."""
        busy = self._workers if self._by_turns else ()
        return {worker.session for worker in busy if worker.session is not None}

    def _spare(self) -> BackgroundTask | None:
        return self._background.popleft() if self._background and self._pause() <= 0.0 else None

    def _pause(self) -> float:
        return self._asked + self._quiet - time.monotonic()

    def _watch(self) -> None:
        """Look again while something with a limit is being done."""
        ends = [worker.deadline for worker in self._workers if worker.seconds is not None]
        if ends and not self._watching:
            self._watching = True
            wait = min(1.0, max(0.02, min(ends) - time.monotonic()))
            self._timer.call_later(wait, self._look)

    def _look(self) -> None:
        with self._ready:
            self._watching = False
            now = time.monotonic()
            hung = [worker for worker in self._workers if worker.deadline <= now]
            given_up = [self._give_up(worker) for worker in hung]
            self._watch()
        for batch, seconds in given_up:
            log.warning("work in %s hung for %g s; its thread is given up", self.name, seconds)
            for task in batch.time_out(seconds) if batch else ():
                self.submit(task)

    def _give_up(self, worker: _Worker) -> tuple[Batch | None, float]:
        worker.lost = worker.leaving = True
        self._workers.remove(worker)
        self.lost += 1
        self._begin()
        return worker.batch, worker.seconds or 0.0


def wait_for_threads(seconds: float) -> None:
    """Let what is being done in any pool end, if it does within `seconds`."""
    end = time.monotonic() + seconds
    for thread in list(_threads):
        thread.join(max(0.0, end - time.monotonic()))
