"""DecodedBatch pictures kept by content, the least recently used dropped first."""

import hashlib
import threading
from collections import OrderedDict

from hdvis.models.spec import Array


class ByteCache:
    """Arrays by key, at most `limit` bytes of them; safe to use from several threads."""

    def __init__(self, limit: int = 256 * 1024 * 1024) -> None:
        self.limit = limit
        self.bytes = self.hits = self.misses = 0
        self._items: OrderedDict[bytes, Array] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: bytes) -> Array | None:
        """The array kept under `key`, or None."""
        with self._lock:
            found = self._items.get(key)
            if found is None:
                self.misses += 1
                return None
            self.hits += 1
            self._items.move_to_end(key)
            return found

    def put(self, key: bytes, value: Array) -> None:
        """Keep `value`; one that is larger than the whole cache is not kept."""
        if value.nbytes > self.limit:
            return
        with self._lock:
            old = self._items.pop(key, None)
            self.bytes += value.nbytes - (0 if old is None else old.nbytes)
            self._items[key] = value
            while self.bytes > self.limit:
                _, dropped = self._items.popitem(last=False)
                self.bytes -= dropped.nbytes

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._items.clear()
            self.bytes = 0


def row_keys(fingerprint: str, z: Array) -> list[bytes]:
    """One key for each latent of `z` (B, *shape): model and the float32 bytes."""
    prefix = fingerprint.encode()
    return [hashlib.sha1(prefix + row.tobytes(), usedforsecurity=False).digest() for row in z]
