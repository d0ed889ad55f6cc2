"""The engine: lists of latents in, pictures out, by the fastest way and within the memory."""

import time
from collections.abc import Iterator, Sequence
from types import TracebackType

import numpy as np

from hdvis.errors import Cancelled, ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.engine.backends import BUCKETS, Backend, Batch, Measured, backend_for
from hdvis.models.engine.breaker import Breaker
from hdvis.models.engine.cache import ByteCache, row_keys
from hdvis.models.engine.oom import Ceiling, within_memory
from hdvis.models.engine.requests import DecodedBatch, DecodeRequest
from hdvis.models.spec import Array


class Engine:
    """Decodes for one adapter on one device; it has no thread and is called on one at a time."""

    def __init__(
        self,
        adapter: ModelAdapter,
        *,
        device: str = "auto",
        deterministic: bool = False,
        cache_bytes: int = 256 * 1024 * 1024,
        timeout: float = 10.0,
        explore: bool = True,
    ) -> None:
        """`device` is auto, cpu, cuda, xpu or mps; `explore=False` leaves out the variants.

        A call that takes longer than `timeout` seconds is taken for one that hangs.
        """
        self.adapter, self.timeout = adapter, timeout
        self.messages: list[str] = list(adapter.warnings)
        self.backend: Backend = backend_for(
            adapter, device, deterministic=deterministic, explore=explore, messages=self.messages
        )
        steady = not any("HDV-M15" in warning for warning in adapter.warnings)
        self.cache = ByteCache(cache_bytes if steady else 0)
        self.breaker = Breaker()
        self.ceiling = Ceiling(BUCKETS[-1])
        self.closed = False
        self._variant = ""
        self._fingerprint = ""

    @property
    def device(self) -> str:
        """Where it runs."""
        return self.backend.device

    @property
    def variants(self) -> list[Measured]:
        """The table of variants measured so far, by batch bucket."""
        return list(self.backend.measured)

    def decode(self, requests: Sequence[DecodeRequest]) -> list[DecodedBatch | ModelError]:
        """One answer for each request, all decoded together; a bad one costs no other its own."""
        if self.closed:
            raise Cancelled
        latents = [self._latents(request) for request in requests]
        fitting = [z for z in latents if not isinstance(z, ModelError)]
        decoded = iter(self._decoded(fitting) if fitting else [])
        return [z if isinstance(z, ModelError) else next(decoded) for z in latents]

    def hung(self, seconds: float) -> ModelError:
        """What to say when no answer came within `seconds`; the model is left alone from now on."""
        error = ModelError(
            f"{self.adapter.name}: no answer within {seconds:g} s; it is paused and its thread "
            "given up, which cannot be ended. Press Retry, or attach it as a ProcessAdapter: a "
            "process can be ended",
            code="HDV-M13",
        )
        self.breaker.trip(error)
        return error

    def unmeasured(self, size: int) -> Iterator[None] | None:
        """Steps that find the fastest way for `size` latents, or None when that is known."""
        steps = self.backend.unmeasured(size)
        return None if steps is None else self._until_closed(steps)

    def retry(self) -> None:
        """Close the breaker: the model is asked again."""
        self.breaker.reset()

    def refresh(self) -> None:
        """The model's weights have changed: forget decoded pictures and derived modules."""
        self._fingerprint = ""
        self.cache.clear()
        self.backend.refresh()

    def close(self) -> None:
        """Answer nothing more; end what the adapter holds."""
        self.closed = True
        self.adapter.close()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _latents(self, request: DecodeRequest) -> Array | ModelError:
        """The request's latents in the decoder's own space."""
        try:
            z = self.adapter.space(request.space).batch(request.z)
            if request.space in ("", self.adapter.latent.name):
                return z
            mapped = self.adapter.map(z, request.space, self.adapter.latent.name)
            return self.adapter.latent.batch(mapped)
        except ModelError as error:
            return error.with_traceback(None)
        except Exception as error:
            return self._failed(error)

    def _decoded(self, latents: Sequence[Array]) -> list[DecodedBatch | ModelError]:
        try:
            self.breaker.check(self.adapter.name)
        except ModelError as paused:
            return [paused] * len(latents)
        started = time.perf_counter()
        try:
            rows, nonfinite = self._rows(np.concatenate(latents))
        except (Exception, SystemExit) as error:
            if len(latents) == 1:
                return [self._failed(error)]
        else:
            self.breaker.succeeded()
            milliseconds = 1000.0 * (time.perf_counter() - started)
            return list(self._parts(latents, rows, nonfinite, milliseconds))
        return [answer for z in latents for answer in self._decoded([z])]

    def _parts(
        self, latents: Sequence[Array], rows: Array, nonfinite: Array, milliseconds: float
    ) -> Iterator[DecodedBatch]:
        """To each request its own rows."""
        image = self.adapter.output.kind == "image"
        start = 0
        for z in latents:
            part = slice(start, start + len(z))
            start = part.stop
            pixels, values = (rows[part], None) if image else (None, rows[part])
            yield DecodedBatch(z, pixels, values, nonfinite[part], milliseconds, self._variant)

    def _rows(self, z: Array) -> tuple[Array, Array]:
        """Output rows of latents `z` (B, *shape) and the share of each that was not finite."""
        keys = row_keys(self.fingerprint(), z)
        kept = ((key, self.cache.get(key)) for key in dict.fromkeys(keys))
        known = {key: row for key, row in kept if row is not None}
        missing = {key: i for i, key in enumerate(keys) if key not in known}
        shares: dict[bytes, float] = {}
        if missing:
            run, release, save = self.backend.run, self.backend.release, self.backend.save
            wanted = z[list(missing.values())]
            batches = within_memory(run, wanted, self.ceiling, release=release, save=save)
            self._variant = batches[-1].variant
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

    def _failed(self, error: BaseException) -> ModelError:
        """`error` as what a view can say; three in a row pause the model."""
        told = error.with_traceback(None) if isinstance(error, ModelError) else self._told(error)
        self.breaker.failed(told)
        return told

    def _told(self, error: BaseException) -> ModelError:
        code = "HDV-M19" if isinstance(error, SystemExit) else "HDV-M11"
        text = f"{self.adapter.name}: decoder raised {type(error).__name__}: {shorten(error, 160)}"
        return ModelError(f"{text}. The last good picture stays; move on or retry", code=code)

    def _until_closed(self, steps: Iterator[None]) -> Iterator[None]:
        for step in steps:
            if self.closed:
                return
            yield step
