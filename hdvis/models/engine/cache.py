"""Decoded pictures kept by content, the least recently used dropped first."""

import hashlib
import threading
from contextlib import suppress

from cachetools import LRUCache

from hdvis.models.spec import Array


class ByteCache:
    """Arrays by key, at most `limit` bytes of them; safe to use from several threads."""

    def __init__(self, limit: int = 256 * 1024 * 1024) -> None:
        self.limit = limit
        self.hits = self.misses = 0
        self._items: LRUCache[bytes, Array] = LRUCache(limit, getsizeof=lambda value: value.nbytes)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: bytes) -> Array | None:
        """The array kept under `key`, or None."""
        with self._lock:
            found = self._items.get(key)
            self.hits += found is not None
            self.misses += found is None
            return found

    def put(self, key: bytes, value: Array) -> None:
        """Keep `value`; one that is larger than the whole cache is not kept."""
        with self._lock, suppress(ValueError):
            self._items[key] = value

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._items.clear()

    @property
    def bytes(self) -> int:
        """What the arrays take."""
        return int(self._items.currsize)


def row_keys(fingerprint: str, z: Array) -> list[bytes]:
    """One key for each latent of `z` (B, *shape): model and the float32 bytes."""
    prefix = fingerprint.encode()
    return [hashlib.sha1(prefix + row.tobytes(), usedforsecurity=False).digest() for row in z]
