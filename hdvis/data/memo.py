"""Values worked out once per key, also when several threads ask at the same time."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """Made values by key; different keys are made side by side, one key only once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._locks: dict[Hashable, Lock] = {}
        self._values: dict[Hashable, Any] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of `key`, made by `make` on the first call; nothing is kept if it raises."""
        if key in self._values:
            kept: T = self._values[key]
            return kept
        with self._lock:
            lock = self._locks.setdefault(key, Lock())
        with lock:
            if key not in self._values:
                self._values[key] = make()
        value: T = self._values[key]
        return value
