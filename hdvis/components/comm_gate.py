"""What a notebook's page is told waits, in order, until the page says that it hears."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

MOST_BYTES = 64 << 20
"""What may wait; when it is more, all is told anew instead once the page hears."""


class CommGate:
    """Before a comm of JupyterLab.

    Panel sends before the page has built what it draws, which then drops parts of messages, and
    tells what was changed before the comm was open later than what was changed after it.
    """

    def __init__(self, comm: Any, told_anew: Callable[[], None]) -> None:
        self.comm, self._told_anew = comm, told_anew
        self._send: Callable[..., None] = comm.send
        self._held: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        self._bytes = 0
        self._overflowed = False
        self.is_open = False
        if comm._comm is None:
            comm._comm = self  # Panel asks whether there is one, and else waits out of order
        comm.send = self.send

    def send(self, data: Any = None, metadata: Any = None, buffers: Sequence[bytes] = ()) -> None:
        """What Panel calls."""
        if self.is_open:
            self._send(data, metadata=metadata, buffers=list(buffers))
            return
        self._bytes += len(data or "") + sum(map(len, buffers))
        if self._bytes > MOST_BYTES:
            self._overflowed = True
            self._held.clear()
        if not self._overflowed:
            self._held.append(((data,), {"metadata": metadata, "buffers": list(buffers)}))

    @contextmanager
    def ajar(self) -> Iterator[None]:
        """What is sent inside goes through at once."""
        was, self.is_open = self.is_open, self.comm._comm is not self
        try:
            yield
        finally:
            self.is_open = was

    def open(self) -> None:
        """The page hears: tell it what waited, or all if it heard before and forgot."""
        if self.comm._comm is self:
            self.comm.init()
        anew, self.is_open = self.is_open or self._overflowed, True
        held, self._held, self._overflowed, self._bytes = self._held, [], False, 0
        for arguments, named in held:
            self._send(*arguments, **named)
        if anew:
            self._told_anew()
