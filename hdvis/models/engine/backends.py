"""How a batch is decoded: the backend of an adapter, here for those that only know numpy."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.pixels import display, nonfinite_share, to_pixels
from hdvis.models.spec import Array

BUCKETS = (1, 2, 4, 8, 16, 32, 48, 64)


def bucket_of(size: int) -> int:
    """The smallest bucket that holds `size` latents."""
    return next((b for b in BUCKETS if b >= size), BUCKETS[-1])


@dataclass(frozen=True, eq=False)
class Batch:
    """Decoded rows: uint8 pixels (B, H, W, C) for images, float32 values (B, *shape) otherwise."""

    rows: Array
    nonfinite: Array
    variant: str


@dataclass(frozen=True)
class Measured:
    """One row of the table of variants; `note` says why one is not used."""

    bucket: int
    device: str
    variant: str
    milliseconds: float
    difference: float
    chosen: bool = False
    note: str = ""


class Backend(Protocol):
    """Decodes batches of at most 64 latents, on the worker thread only."""

    device: str
    measured: list[Measured]

    def run(self, z: Array) -> Batch: ...

    def unmeasured(self, size: int) -> Iterator[None] | None:
        """Steps that find the fastest way for `size` latents, or None when that is known."""

    def release(self, size: int) -> None:
        """Free what can be freed after a batch of `size` did not fit."""

    def save(self) -> bool:
        """Turn to a way that needs less memory; False when there is none left."""

    def refresh(self) -> None:
        """The weights have changed: forget what was derived from them."""


class ArrayBackend:
    """Runs any adapter through `decode`, numpy in and out."""

    def __init__(self, adapter: ModelAdapter) -> None:
        self.adapter = adapter
        self.device = "cpu"
        self.measured: list[Measured] = []

    def run(self, z: Array) -> Batch:
        values = display(self.adapter.decode(z.copy()), self.adapter.output)
        share = nonfinite_share(values)
        if self.adapter.output.kind == "image":
            return Batch(to_pixels(values, self.adapter.output), share, "numpy")
        return Batch(values.copy(), share, "numpy")  # the model may use its own array again

    def unmeasured(self, size: int) -> Iterator[None] | None:
        return None

    def release(self, size: int) -> None:
        return None

    def save(self) -> bool:
        return self.adapter.save_memory()

    def refresh(self) -> None:
        return None


def backend_for(
    adapter: ModelAdapter, device: str, *, deterministic: bool, explore: bool, messages: list[str]
) -> Backend:
    """The torch backend for torch decoders, the numpy one for all others.

    A device that does not decode two probes properly is left, with a message.
    """
    if "torch" not in sys.modules or "gradients" not in adapter.capabilities:
        return ArrayBackend(adapter)
    from hdvis.models.adapters.torch_adapter import TorchDecoder

    inner = getattr(adapter, "inner", adapter)
    if not isinstance(inner, TorchDecoder):
        return ArrayBackend(adapter)
    from hdvis.models.engine.torch_backend import TorchBackend, settle_device

    place = settle_device(inner, device, messages)
    return TorchBackend(inner, place, deterministic=deterministic, explore=explore)
