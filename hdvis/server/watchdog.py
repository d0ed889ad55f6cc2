"""Names who holds the thread of all pages for so long that they stand still."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType

log = logging.getLogger("hdvis")

LIMIT = 0.25
"""Seconds after which a page that waits is felt."""
PAUSE = 0.1
OURS = frozenset(
    {"hdvis", "panel", "bokeh", "param", "tornado", "pyviz_comms", "__main__"}
    | set(sys.stdlib_module_names)
)

LIBRARIES = frozenset({"numpy", "numba", "scipy", "sklearn", "pandas", "torch", "PIL", "pyarrow"})

Held = Callable[[str, float, str], None]


class Watchdog:
    """Asks the loop for a sign of life, and looks at its thread when none comes.

    `held(package, seconds, place)` is told afterwards, on the watchdog's own thread.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, held: Held | None = None) -> None:
        self._loop, self._held = loop, held
        self._watched = threading.get_ident()
        self._ended = threading.Event()
        threading.Thread(target=self._run, name="hdvis-watchdog", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.wait(PAUSE):
            answered, asked = threading.Event(), time.monotonic()
            try:
                self._loop.call_soon_threadsafe(answered.set)
            except RuntimeError:  # the loop was closed
                return
            if answered.wait(LIMIT):
                continue
            found = culprit(sys._current_frames().get(self._watched))
            while not answered.wait(LIMIT) and not self._ended.is_set():
                pass
            if found is not None:
                self._tell(time.monotonic() - asked, *found)

    def _tell(self, seconds: float, package: str, place: str) -> None:
        log.warning("%s held all pages for %.1f s: %s", package, seconds, place)
        if self._held is not None:
            self._held(package, seconds, place)


def culprit(frame: FrameType | None) -> tuple[str, str] | None:
    """The package and place of the outermost code that is neither ours nor the libraries' below.

    None when nobody else's code runs.
    """
    found = None
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module == "asyncio.base_events":
            break  # beyond it is whoever runs the loop
        package = module.partition(".")[0]
        if package and package not in OURS and package not in LIBRARIES:
            found = package, f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back
    return found
