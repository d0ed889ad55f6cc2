"""Decoding within the memory there is: halve the batch, remember what fitted, look again later."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from hdvis.errors import ModelError
from hdvis.models.spec import Array

Part = TypeVar("Part")
_WORDS = (
    "out of memory",
    "not enough memory",
    "can't allocate memory",
    "cannot allocate memory",
    "invalid buffer size",
    "bad allocation",
)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether `error` is one of the many ways of saying so (a plain RuntimeError on the CPU)."""
    torch = sys.modules.get("torch")
    if isinstance(error, MemoryError) or (
        torch is not None and isinstance(error, torch.OutOfMemoryError)
    ):
        return True
    return isinstance(error, RuntimeError) and any(w in str(error).lower() for w in _WORDS)


@dataclass
class Ceiling:
    """The largest batch that fitted; forgotten after `minutes`, so that it is tried again."""

    largest: int = 64
    minutes: float = 5.0
    _batch: int = 0
    _since: float = 0.0

    @property
    def batch(self) -> int:
        """The largest batch to try now."""
        if self._batch and time.monotonic() - self._since > 60.0 * self.minutes:
            self._batch = 0
        return self._batch or self.largest

    def lower(self, size: int) -> None:
        """`size` did not fit: try half of it from now on."""
        self._batch, self._since = max(1, size // 2), time.monotonic()


def within_memory(
    run: Callable[[Array], Part],
    z: Array,
    ceiling: Ceiling,
    *,
    release: Callable[[int], object],
    save: Callable[[], bool],
) -> list[Part]:
    """`run` over `z` in batches that fit, the results in order.

    `release(size)` frees what can be freed; `save()` is asked for a thriftier way once even one
    latent does not fit, and answers whether there is one. Raises `ModelError` HDV-M14 otherwise.
    """
    parts: list[Part] = []
    start = 0
    while start < len(z):
        size = min(ceiling.batch, len(z) - start)
        part, fitted = _try(run, z[start : start + size])
        # The except block has been left here: its traceback would keep the tensors alive.
        if fitted and part is not None:
            parts.append(part)
            start += size
            continue
        release(size)
        if size == 1 and not save():
            raise ModelError(
                "decoder: out of memory even for a single latent. Use a smaller model, "
                "close other programs, or pass device='cpu'",
                code="HDV-M14",
            )
        ceiling.lower(size)
    return parts


def _try(run: Callable[[Array], Part], z: Array) -> tuple[Part | None, bool]:
    try:
        return run(z), True
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
    return None, False
