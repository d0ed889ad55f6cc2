"""The thread that owns a session, and how other threads reach it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Generic, TypeVar

from hdvis.components.esm import together
from hdvis.errors import HdvisError, reraise_interrupt
from hdvis.state import State

T = TypeVar("T")
Call = Callable[[], object]
Deliver = Callable[[Call], object]


class SessionThread:
    """Runs callables where the session lives.

    `deliver` takes a callable to that thread. Without it there is no page: work is done where
    it is asked for, so that every answer is there when a call returns.
    """

    def __init__(
        self, state: State, deliver: Deliver | None, failed: Callable[[BaseException], None]
    ) -> None:
        self._state, self._deliver, self._failed = state, deliver, failed
        self._home = threading.get_ident()
        self._alone = threading.RLock()
        self.closed = False

    def deliver(self, *callbacks: Call) -> None:
        """Run `callbacks` on the session's thread, the page told of all their changes at once.

        What one raises is said, and the others have their turn.
        """

        def call() -> None:
            with together():
                for callback in callbacks:
                    try:
                        if not self.closed:
                            callback()
                    except BaseException as error:
                        reraise_interrupt(error)
                        self._failed(error)

        if self._deliver is None:
            call()
        else:
            self._deliver(call)

    def do(self, action: Callable[[], T], timeout: float = 30.0) -> T:
        """Run `action` on the session's thread and wait for its result."""
        if self._deliver is None:
            with self._alone, self._owned():
                return action()
        if threading.get_ident() == self._home:
            return action()
        outcome = _Outcome(action)
        self._deliver(outcome.work)
        end = time.monotonic() + timeout
        while not outcome.done.wait(min(0.2, timeout)):
            if self.closed:
                raise HdvisError("the page was closed. Open its address again")
            if time.monotonic() > end:
                raise TimeoutError(f"the page did not answer within {timeout:g} s")
        return outcome.result()

    def _owned(self) -> AbstractContextManager[None]:
        same = threading.get_ident() == self._home
        return nullcontext() if same else self._state.lent()


class _Outcome(Generic[T]):
    """What became of an action that another thread does."""

    def __init__(self, action: Callable[[], T]) -> None:
        self._action = action
        self._values: list[T] = []
        self._error: BaseException | None = None
        self.done = threading.Event()

    def work(self) -> None:
        try:
            self._values.append(self._action())
        except BaseException as error:
            self._error = error
        finally:
            self.done.set()

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._values[0]
