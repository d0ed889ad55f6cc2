"""What waits for a thread of a pool, and what is done of it in one call."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Protocol

from hdvis.jobs.batched import ALONE, Batched

log = logging.getLogger("hdvis")


class Task(Protocol):
    """A request for `work`, asked by a `session`."""

    session: str

    @property
    def work(self) -> Batched[Any, Any]: ...

    @property
    def request(self) -> Any: ...

    def begin(self) -> bool:
        """Whether it is still wanted; `request` is what is wanted by now."""

    def end(self, answer: Any) -> bool:
        """Take the answer; whether there is more to ask, after others have had their turn."""

    def fail(self, error: BaseException) -> None:
        """Hear that the work raised."""


class Call:
    """A function to be called for nobody in particular."""

    session = ""
    work = ALONE

    def __init__(self, function: Callable[..., object], *args: object) -> None:
        self.request = lambda: function(*args)

    def begin(self) -> bool:
        """It is wanted."""
        return True

    def end(self, answer: object) -> bool:
        """Nobody waits for the answer."""
        return False

    def fail(self, error: BaseException) -> None:
        """Say it in the log."""
        log.error("work in a pool failed", exc_info=error)


class Waiting:
    """A request that a thread outside the pool waits for."""

    session = ""

    def __init__(self, work: Batched[Any, Any], request: object) -> None:
        self.work, self.request = work, request
        self.future: Future[Any] = Future()

    def begin(self) -> bool:
        """It is wanted."""
        return True

    def end(self, answer: object) -> bool:
        """Hand the answer over."""
        self.future.set_result(answer)
        return False

    def fail(self, error: BaseException) -> None:
        """Hand the error over."""
        self.future.set_exception(error)


class Batch:
    """Tasks of one work, done in one call."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._tasks = [task for task in tasks if task.begin()]
        self._answers: Sequence[object] = ()
        self._error: BaseException | None = None

    def work(self) -> None:
        """Have all of them answered; nobody is told yet."""
        if not self._tasks:
            return
        try:
            self._answers = self._tasks[0].work.answer([task.request for task in self._tasks])
        except (Exception, SystemExit) as error:
            self._error = error

    def tell(self) -> list[Task]:
        """Give each task its answer; those that have more to ask."""
        if self._error is not None:
            for task in self._tasks:
                task.fail(self._error)
            return []
        answers = zip(self._tasks, self._answers, strict=True)
        return [task for task, answer in answers if task.end(answer)]

    def time_out(self, seconds: float) -> list[Task]:
        """Tell each task that there is no answer within `seconds`."""
        late = ((task, task.work.timed_out(task.request, seconds)) for task in self._tasks)
        return [task for task, answer in late if task.end(answer)]
