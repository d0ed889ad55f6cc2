"""Whether kernels are being compiled right now, which a machine does once for each."""

from typing import Any

from numba.core import event


class _Counter(event.Listener):  # type: ignore[misc]
    now = 0

    def on_start(self, event: Any) -> None:
        self.now += 1

    def on_end(self, event: Any) -> None:
        self.now -= 1


_counter = _Counter()
event.register("numba:compile", _counter)  # silent for what is fetched from the cache on disk


def is_compiling() -> bool:
    """Whether some thread of this process waits for a kernel."""
    return _counter.now > 0
