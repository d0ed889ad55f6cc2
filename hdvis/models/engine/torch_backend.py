"""Decoding torch models on their device, by the fastest way known for each batch size."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

import numpy as np
import torch

from hdvis.models.adapters.torch_adapter import TorchDecoder
from hdvis.models.engine.backends import Batch, Measured, bucket_of
from hdvis.models.engine.decode_variants import DecodeVariant, DecodeVariants
from hdvis.models.engine.measure import measure
from hdvis.models.spec import Array

CANONICAL = 8


class TorchBackend:
    """Runs on the worker's thread only; `deterministic` keeps to eager in batches of eight."""

    def __init__(
        self, adapter: TorchDecoder, device: str, *, deterministic: bool, explore: bool
    ) -> None:
        self.adapter, self.device = adapter, device
        self.deterministic, self.explore = deterministic, explore and not deterministic
        self.measured: list[Measured] = []
        self.variants = DecodeVariants(adapter, device)
        self._chosen: dict[int, DecodeVariant] = {}
        self._asked: set[tuple[int, int]] = set()

    def run(self, z: Array) -> Batch:
        if self.deterministic:
            return self._run_canonical(z)
        variant = self._chosen.get(bucket_of(len(z)), self.variants.eager)
        with torch.inference_mode():
            rows, share = variant.once(z)
        return Batch(rows, share, variant.name)

    def unmeasured(self, size: int) -> Iterator[None] | None:
        """Steps for the bucket of `size`; again once more variants have become ready."""
        bucket = bucket_of(size)
        state = (bucket, len(self.variants.names))
        if not self.explore or state in self._asked:
            return None
        self._asked.add(state)
        return self._explore(bucket)

    def release(self, size: int) -> None:
        """Drop derived modules and the allocator's cache; halve from the plain module on."""
        self._chosen = {b: c for b, c in self._chosen.items() if b < bucket_of(size)}
        self.variants.release()
        if self.device.startswith("cuda"):
            torch.cuda.empty_cache()

    def save(self) -> bool:
        """Tiling where the model has it, then the CPU."""
        if self.adapter.save_memory():
            return True
        if self.device == "cpu":
            return False
        self.adapter.to("cpu")
        self.device = "cpu"
        self.refresh()
        return True

    def refresh(self) -> None:
        self.variants = DecodeVariants(self.adapter, self.device)
        self._chosen.clear()
        self._asked.clear()
        self.measured.clear()

    def _run_canonical(self, z: Array) -> Batch:
        parts = []
        flags: AbstractContextManager[object] = nullcontext()
        if self.device.startswith("cuda"):
            flags = torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True)
        with torch.inference_mode(), flags:
            for start in range(0, len(z), CANONICAL):
                parts.append(self.variants.eager.once(pad(z[start : start + CANONICAL], CANONICAL)))
        rows, shares = (np.concatenate(found)[: len(z)] for found in zip(*parts, strict=True))
        return Batch(rows, shares, "eager, deterministic")

    def _explore(self, bucket: int) -> Iterator[None]:
        done = [row for row in self.measured if row.bucket == bucket]
        found = yield from measure(self.variants, bucket, done)
        table, best = found
        self.measured = [row for row in self.measured if row.bucket != bucket] + table
        if best is not None:
            self._chosen[bucket] = best


def pad(z: Array, size: int) -> Array:
    """`z` with its last row repeated up to `size` rows."""
    if len(z) == size:
        return z
    return np.concatenate([z, np.repeat(z[-1:], size - len(z), axis=0)])


def settle_device(adapter: TorchDecoder, device: str, messages: list[str]) -> str:
    """Move the model to the first device that decodes one and two probes to finite outputs."""
    wanted = available() if device == "auto" else [device, "cpu"]
    for place in dict.fromkeys(wanted):
        problem = _problem(adapter, place)
        if not problem:
            return place
        messages.append(f"{adapter.name}: not on {place}: {problem}")
    return "cpu"


def available() -> list[str]:
    """Devices to try, the best first."""
    found = ["cuda"] if torch.cuda.is_available() else []
    if hasattr(torch, "xpu") and torch.xpu.is_available():
        found.append("xpu")
    if torch.backends.mps.is_available():
        found.append("mps")
    return [*found, "cpu"]


def _problem(adapter: TorchDecoder, place: str) -> str:
    try:
        adapter.to(place)
        for size in (1, 2):
            y = adapter.decode(adapter.latent.sample(size))
            if len(y) != size:
                return f"{len(y)} outputs for {size} latents"
            if place != "cpu" and not np.isfinite(y).all():
                return "outputs are not finite"
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        return " ".join(str(error).split())[:120]
    return ""
