"""From waiting requests to their pictures: one batch, cached rows left out."""

import time

import numpy as np

from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.engine.backends import BUCKETS, Backend, Batch
from hdvis.models.engine.cache import ByteCache, row_keys
from hdvis.models.engine.oom import Ceiling, within_memory
from hdvis.models.engine.requests import DecodedBatch, Request
from hdvis.models.spec import Array


class Decoding:
    """Decodes for one engine, on the worker's thread only."""

    def __init__(self, adapter: ModelAdapter, backend: Backend, cache: ByteCache) -> None:
        self.adapter, self.backend, self.cache = adapter, backend, cache
        self.ceiling = Ceiling(BUCKETS[-1])
        self.variant = ""
        self._fingerprint = ""

    def answers(self, requests: list[Request]) -> list[DecodedBatch]:
        """One answer for each request, all decoded together."""
        started = time.perf_counter()
        z = np.concatenate([self._latents(request) for request in requests])
        rows, nonfinite = self.rows(z)
        milliseconds = 1000.0 * (time.perf_counter() - started)
        found, start = [], 0
        image = self.adapter.output.kind == "image"
        for request in requests:
            part = slice(start, start + request.rows)
            start = part.stop
            found.append(
                DecodedBatch(
                    key=request.key,
                    stamp=request.stamp,
                    z=request.latents,
                    latents=z[part],
                    pixels=rows[part] if image else None,
                    values=None if image else rows[part],
                    nonfinite=nonfinite[part],
                    milliseconds=milliseconds,
                    variant=self.variant,
                )
            )
        return found

    def rows(self, z: Array) -> tuple[Array, Array]:
        """Output rows of latents `z` (B, *shape) and the share of each that was not finite."""
        keys = row_keys(self.fingerprint(), z)
        kept = ((key, self.cache.get(key)) for key in dict.fromkeys(keys))
        known = {key: row for key, row in kept if row is not None}
        missing = {key: i for i, key in enumerate(keys) if key not in known}
        shares: dict[bytes, float] = {}
        if missing:
            batches = self._decode(z[list(missing.values())])
            if len(batches) == 1 and len(missing) == len(z):
                return self._kept(keys, batches[0])
            fresh = (row for batch in batches for row in batch.rows)
            share = (float(value) for batch in batches for value in batch.nonfinite)
            for key, row, bad in zip(missing, fresh, share, strict=True):
                known[key], shares[key] = row, bad
                if bad == 0.0:
                    self.cache.put(key, row.copy())
        output = np.stack([known[key] for key in keys])
        return output, np.array([shares.get(key, 0.0) for key in keys])

    def _kept(self, keys: list[bytes], batch: Batch) -> tuple[Array, Array]:
        """The rows of a batch that is the whole answer."""
        if self.cache.limit:
            for key, row, bad in zip(keys, batch.rows, batch.nonfinite, strict=True):
                if bad == 0.0:
                    self.cache.put(key, row.copy())
        return batch.rows, batch.nonfinite

    def fingerprint(self) -> str:
        """The adapter's, computed once."""
        if not self._fingerprint:
            self._fingerprint = self.adapter.fingerprint()
        return self._fingerprint

    def refresh(self) -> None:
        """Forget what was derived from the weights."""
        self._fingerprint = ""
        self.cache.clear()
        self.backend.refresh()

    def _latents(self, request: Request) -> Array:
        z = request.latents
        if request.space in ("", self.adapter.latent.name):
            return z
        mapped = self.adapter.map(z.copy(), request.space, self.adapter.latent.name)
        return self.adapter.latent.batch(mapped)

    def _decode(self, z: Array) -> list[Batch]:
        batches = within_memory(
            self.backend.run, z, self.ceiling, release=self.backend.release, save=self.backend.save
        )
        self.variant = batches[-1].variant
        return batches
