"""A Python process that calls functions for us, and can be ended in the midst of one."""

import atexit
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

from hdvis.checkpoint import Checkpoint
from hdvis.errors import HdvisError, shorten

LOOK = 0.1
"""Seconds between two looks whether the answer is still wanted."""


Work = Callable[..., Any]
"""A function of a module; its argument `told` is a checkpoint that returns when it may go on."""

_idle: list["Apart"] = []
_sharing = threading.Lock()


def call_apart(work: Work, *args: Any, checkpoint: Checkpoint) -> Any:
    """`work(*args, told=…)` in another process; what `checkpoint` raises ends it at once.

    The process is kept for the next call, since it has compiled by then what it needs. It does
    not import the program's main module, so scripts need no guard. Raises `HdvisError` with what
    the work raised.
    """
    with _sharing:
        apart = _idle.pop() if _idle else Apart()
    try:
        answer = apart.call(work, args, checkpoint)
    except BaseException:
        apart.end()
        raise
    with _sharing:
        if _idle:
            apart.end()
        else:
            _idle.append(apart)
    return answer


class Apart:
    """The other process, by the pipe to it and the queue of what comes back."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", "from hdvis.analysis.apart import serve; serve()"]
        path = os.pathsep.join(place for place in sys.path if place)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._heard: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="hdvis-apart", daemon=True).start()

    def call(self, work: Work, args: tuple[Any, ...], checkpoint: Checkpoint) -> Any:
        """What `work` gives there."""
        self._say((work, args))
        done = 0.0
        while True:
            with suppress(queue.Empty):
                kind, value = self._heard.get(timeout=LOOK)
                if kind == "answer":
                    return value
                if kind == "error":
                    raise HdvisError(value)
                done = value
                checkpoint(done)
                self._say("on")
                continue
            checkpoint(done)

    def end(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.wait(5.0)
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    def _say(self, what: Any) -> None:
        assert self._process.stdin is not None
        try:
            pickle.dump(what, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except OSError:
            raise HdvisError("the process for it ended by itself. Try again") from None

    def _listen(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        with stdout, suppress(EOFError, OSError, pickle.UnpicklingError):
            while True:
                self._heard.put(pickle.load(stdout))
        self._heard.put(("error", "the process for it ended by itself. Try again"))


def serve() -> None:
    """Answer on the standard streams until they close; what the work prints goes to the log."""
    inward, outward = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_leave_with_parent, args=(os.getppid(),), daemon=True).start()
    with suppress(EOFError, BrokenPipeError):
        while True:
            work, args = pickle.load(inward)
            _say(outward, _answer(work, args, inward, outward))


def _answer(
    work: Work, args: tuple[Any, ...], inward: BinaryIO, outward: BinaryIO
) -> tuple[str, Any]:
    def told(fraction: float) -> None:
        _say(outward, ("progress", fraction))
        pickle.load(inward)

    try:
        return ("answer", work(*args, told=told))
    except Exception as error:
        return ("error", f"{type(error).__name__}: {shorten(error, 200)}")


def _say(outward: BinaryIO, what: tuple[str, Any]) -> None:
    pickle.dump(what, outward, pickle.HIGHEST_PROTOCOL)
    outward.flush()


def _leave_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


@atexit.register
def _end() -> None:
    for apart in _idle:
        apart.end()
