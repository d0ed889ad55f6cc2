"""The one thread that owns a device: it answers requests, and uses its spare time."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from types import TracebackType

from hdvis.errors import ModelError
from hdvis.models.requests import Request, RequestQueue

log = logging.getLogger(__name__)


class Worker:
    """One worker thread; engines on one device share it.

    A batch that takes longer than `timeout` seconds fails its futures and is abandoned together
    with its thread (a thread cannot be killed); a fresh thread goes on with the rest. Background
    work is an iterator advanced one step at a time while no request waits; a step may take
    `patience` times as long.
    """

    def __init__(self, *, timeout: float = 10.0, patience: float = 12.0) -> None:
        self.timeout, self.patience = timeout, patience
        self.lost = 0
        self._queue = RequestQueue()
        self._background: deque[Iterator[None]] = deque()
        self._ready = threading.Condition()
        self._busy = threading.Event()
        self._running: list[Request] = []
        self._lost_owner: Callable[[ModelError], None] | None = None
        self._deadline: float | None = None
        self._epoch = 0
        self._closed = False
        self._started = False

    def submit(self, request: Request) -> Request | None:
        """Queue `request`; the waiting one that it supersedes is returned."""
        with self._ready:
            if self._closed:
                raise ModelError("engine: got a request after it was closed. Attach the model anew")
            superseded = self._queue.put(request)
            self._start()
            self._ready.notify()
        return superseded

    def background(self, steps: Iterator[None]) -> None:
        """Advance `steps` whenever nothing else waits, until it ends."""
        with self._ready:
            if not self._closed:
                self._background.append(steps)
                self._start()
                self._ready.notify()

    def drop(self, keep: Callable[[Request], bool]) -> list[Request]:
        """Remove waiting requests that are not to be kept."""
        with self._ready:
            return self._queue.drop(keep)

    def waiting(self, owner: object) -> int:
        """How many requests wait for one engine."""
        with self._ready:
            return self._queue.waiting(owner)

    def close(self) -> None:
        """Cancel what waits and let the thread end."""
        with self._ready:
            self._closed = True
            dropped = self._queue.drop(lambda request: False)
            self._background.clear()
            self._ready.notify_all()
        self._busy.set()
        for request in dropped:
            request.future.cancel()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _start(self) -> None:
        if not self._started:
            self._started = True
            self._spawn()
            threading.Thread(target=self._watch, name="hdvis-watch", daemon=True).start()

    def _spawn(self) -> None:
        threading.Thread(
            target=self._loop, args=(self._epoch,), name=f"hdvis-device-{self._epoch}", daemon=True
        ).start()

    def _loop(self, epoch: int) -> None:
        while True:
            with self._ready:
                while not (self._queue or self._background or self._gone(epoch)):
                    self._ready.wait()
                if self._gone(epoch):
                    return
                batch = self._queue.take()
                steps = None if batch else self._background.popleft()
                self._begin(batch)
            more = self._answer(batch) if steps is None else self._advance(steps)
            with self._ready:
                if self._gone(epoch):
                    return
                self._deadline, self._running = None, []
                if more and steps is not None:
                    self._background.append(steps)

    def _gone(self, epoch: int) -> bool:
        return self._closed or epoch != self._epoch

    def _begin(self, batch: list[Request]) -> None:
        factor = 1.0 if batch and batch[0].work is None else self.patience
        self._running = batch
        self._deadline = time.monotonic() + self.timeout * factor
        self._busy.set()

    def _answer(self, batch: list[Request]) -> bool:
        wanted = [r for r in batch if r.future.set_running_or_notify_cancel()]
        if wanted:
            wanted[0].owner.answer(wanted)
        return False

    def _advance(self, steps: Iterator[None]) -> bool:
        try:
            next(steps)
        except StopIteration:
            return False
        except BaseException:
            log.warning("background work on a model stopped", exc_info=True)
            return False
        return True

    def _watch(self) -> None:
        """Look now and then whether the running batch has overrun; sleep while there is none."""
        pause = min(1.0, max(0.02, self.timeout / 10))
        while not self._closed:
            self._busy.wait()
            time.sleep(pause)
            lost = self._overrun()
            for owner in {id(r.owner): r.owner for r in lost}.values():
                owner.lost([r for r in lost if r.owner is owner], self.timeout)

    def _overrun(self) -> list[Request]:
        with self._ready:
            if self._deadline is None:
                self._busy.clear()
                return []
            if time.monotonic() < self._deadline or self._closed:
                return []
            lost, self._running, self._deadline = self._running, [], None
            self._epoch += 1
            self.lost += 1
            self._spawn()
        log.warning("a model hung for %.0f s; its worker thread is given up", self.timeout)
        return lost
