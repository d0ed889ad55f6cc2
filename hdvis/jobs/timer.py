"""One thread that calls back a while after it was asked to."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress


class Timer:
    """An event loop for `call_later` from any thread, begun when first used."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lock = threading.Lock()

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call `callback` in `seconds`, on the timer's thread; it must not hold what it looks at.

        What it raises is logged, and the others are called all the same.
        """
        with self._lock:
            loop = self._loop or self._begin()
            loop.call_soon_threadsafe(loop.call_later, seconds, callback)

    def close(self) -> None:
        """Let the thread end; a later `call_later` begins another."""
        with self._lock:
            if self._loop is not None:
                _stop(self._loop)
            self._loop = None

    def _begin(self) -> asyncio.AbstractEventLoop:
        loop = self._loop = asyncio.new_event_loop()
        threading.Thread(target=_run, args=(loop,), name="hdvis-timer", daemon=True).start()
        weakref.finalize(self, _stop, loop)
        return loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


def _stop(loop: asyncio.AbstractEventLoop) -> None:
    with suppress(RuntimeError):  # it has ended already
        loop.call_soon_threadsafe(loop.stop)
