"""The one thread that owns a device: it answers requests, and uses its spare time."""

import atexit
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from weakref import WeakSet

from hdvis.errors import Cancelled, ModelError
from hdvis.models.engine.requests import Request, RequestQueue

log = logging.getLogger(__name__)
_SHARED: dict[str, "Worker"] = {}
_SHARING = threading.Lock()
_AT_WORK: "WeakSet[Worker]" = WeakSet()


@dataclass(eq=False)
class BackgroundTask:
    """Background work, advanced one step at a time; `stopped` hears why it did not finish."""

    owner: object
    steps: Iterator[None]
    stopped: Callable[[BaseException], None]


class Worker:
    """One worker thread; engines on one device share it.

    A batch that takes longer than `timeout` seconds fails its futures and is abandoned together
    with its thread (a thread cannot be killed); a fresh thread goes on with the rest. Chores are
    advanced while no request waits and none came within the last `quiet` seconds, so that a drag
    is not held up between two of its moves; one step may take `patience` times as long.
    """

    def __init__(
        self, *, timeout: float = 10.0, patience: float = 12.0, quiet: float = 0.2
    ) -> None:
        self.timeout, self.patience, self.quiet = timeout, patience, quiet
        self.lost = 0
        self._queue = RequestQueue()
        self._tasks: deque[BackgroundTask] = deque()
        self._ready = threading.Condition()
        self._busy = threading.Event()
        self._running: list[Request] = []
        self._task: BackgroundTask | None = None
        self._deadline: float | None = None
        self._allowed = timeout
        self._asked = float("-inf")
        self._epoch = 0
        self._closed = False
        self._thread: threading.Thread | None = None

    def submit(self, request: Request) -> Request | None:
        """Queue `request`; the waiting one that it supersedes is returned."""
        with self._ready:
            if self._closed:
                raise ModelError("engine: got a request after it was closed. Attach the model anew")
            superseded = self._queue.put(request)
            self._asked = time.monotonic()
            self._start()
            self._ready.notify()
        return superseded

    def background(self, task: BackgroundTask) -> None:
        """Advance `task` whenever nothing else waits, until it ends."""
        with self._ready:
            if not self._closed:
                self._tasks.append(task)
                self._start()
                self._ready.notify()
                return
        task.stopped(Cancelled())

    def drop(self, keep: Callable[[Request], bool]) -> list[Request]:
        """Remove waiting requests that are not to be kept."""
        with self._ready:
            return self._queue.drop(keep)

    def abandon(self, owner: object) -> None:
        """Cancel what `owner` waits for and its tasks."""
        with self._ready:
            dropped = self._queue.drop(lambda request: request.owner is not owner)
            tasks = [task for task in self._tasks if task.owner is owner]
            self._tasks = deque(task for task in self._tasks if task.owner is not owner)
        _cancel(dropped, tasks)

    def waiting(self, owner: object) -> int:
        """How many requests wait for one engine."""
        with self._ready:
            return self._queue.waiting(owner)

    def close(self, *, wait: float = 0.0) -> None:
        """Cancel what waits and let the thread end, `wait` seconds at most."""
        with self._ready:
            self._closed = True
            dropped = self._queue.drop(lambda request: False)
            tasks, self._tasks = list(self._tasks), deque()
            self._ready.notify_all()
        self._busy.set()
        _cancel(dropped, tasks)
        if wait and self._thread is not None:
            self._thread.join(wait)

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
        if self._thread is None:
            _AT_WORK.add(self)
            self._spawn()
            threading.Thread(target=self._watch, name="hdvis-watch", daemon=True).start()

    def _spawn(self) -> None:
        name = f"hdvis-device-{self._epoch}"
        thread = threading.Thread(target=self._loop, args=(self._epoch,), name=name, daemon=True)
        self._thread = thread
        thread.start()

    def _loop(self, epoch: int) -> None:
        while True:
            with self._ready:
                while not (self._queue or self._may_rest() or self._gone(epoch)):
                    self._ready.wait(self._pause() if self._tasks else None)
                if self._gone(epoch):
                    return
                batch = self._queue.take()
                task = None if batch else self._tasks.popleft()
                self._begin(batch, task)
            more = self._answer(batch) if task is None else self._advance(task)
            with self._ready:
                if self._gone(epoch):
                    return
                self._deadline, self._running, self._task = None, [], None
                if more and task is not None:
                    self._tasks.append(task)

    def _gone(self, epoch: int) -> bool:
        return self._closed or epoch != self._epoch

    def _may_rest(self) -> bool:
        """Whether a task can be advanced without being in anybody's way."""
        return bool(self._tasks) and self._pause() <= 0.0

    def _pause(self) -> float:
        return self._asked + self.quiet - time.monotonic()

    def _begin(self, batch: list[Request], task: BackgroundTask | None) -> None:
        brisk = bool(batch) and batch[0].work is None
        self._running, self._task = batch, task
        self._allowed = self.timeout * (1.0 if brisk else self.patience)
        self._deadline = time.monotonic() + self._allowed
        self._busy.set()

    def _answer(self, batch: list[Request]) -> bool:
        wanted = [r for r in batch if r.future.set_running_or_notify_cancel()]
        if wanted:
            wanted[0].owner.answer(wanted)
        return False

    def _advance(self, task: BackgroundTask) -> bool:
        try:
            next(task.steps)
        except StopIteration:
            return False
        except BaseException as error:
            log.warning("background work on a model stopped", exc_info=True)
            task.stopped(error)
            return False
        return True

    def _watch(self) -> None:
        """Look now and then whether what runs has overrun; sleep while nothing does."""
        pause = min(1.0, max(0.02, self.timeout / 10))
        while not self._closed:
            self._busy.wait()
            time.sleep(pause)
            lost, task = self._overrun()
            for owner in {id(r.owner): r.owner for r in lost}.values():
                owner.lost([r for r in lost if r.owner is owner], self._allowed)
            if task is not None:
                seconds = self.timeout * self.patience
                task.stopped(ModelError(f"model: no answer within {seconds:g} s", code="HDV-M13"))

    def _overrun(self) -> tuple[list[Request], BackgroundTask | None]:
        with self._ready:
            if self._deadline is None:
                self._busy.clear()
                return [], None
            if time.monotonic() < self._deadline or self._closed:
                return [], None
            lost, task = self._running, self._task
            self._running, self._task, self._deadline = [], None, None
            self._epoch += 1
            self.lost += 1
            self._spawn()
        log.warning("a model hung for %.0f s; its worker thread is given up", self._allowed)
        return lost, task


def shared_worker(device: str) -> Worker:
    """The process's one worker for `device`, made when first asked for and never closed."""
    with _SHARING:
        return _SHARED.setdefault(device, Worker())


@atexit.register
def _end() -> None:
    """Let every worker finish its step: Python ends badly under a thread that is inside torch."""
    for worker in list(_AT_WORK):
        worker.close(wait=2.0)


def _cancel(requests: list[Request], tasks: list[BackgroundTask]) -> None:
    for request in requests:
        request.future.cancel()
    for task in tasks:
        task.stopped(Cancelled())
