"""The model on the table: what views ask it for, and how its answers reach them."""

import itertools
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import Cancelled, ModelError
from hdvis.models.adapters.adapt import Attempt, adapt
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.adapters.validate import check_latents
from hdvis.models.engine.decode_result import DecodeResult, result_of
from hdvis.models.engine.encoding import Encoded
from hdvis.models.engine.engine import Engine
from hdvis.models.engine.requests import DecodedBatch
from hdvis.models.engine.statistics import Statistics
from hdvis.models.latent_distribution import LatentDistribution
from hdvis.models.spec import Array, LatentSpec, OutputSpec, Posterior

Deliver = Callable[[Callable[[], None]], Any]
TILE = 64


def at_once(callback: Callable[[], None]) -> None:
    """Deliver on the thread that has the answer: for scripts and tests."""
    callback()


class LatentModel:
    """An adapter with its engine, tied to the space of the dataset that it decodes.

    What `state.model` holds: made once for the app, shared by its sessions, and safe to call from
    any thread. A view that decodes while the user drags writes

        model.decode(z, self._show, key=f"{self.id}/edited", session=…, deliver=…)

    and gets `DecodeResult` values, newest last, on the thread that `deliver` calls on (the
    session's document thread). Nothing is raised into the view: a failure arrives as a
    `DecodeResult` too, with the last good picture, greyed, and a message.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        space: str = "",
        vectors: Array | None = None,
        own: bool = True,
    ) -> None:
        """`vectors` (n, d) of `space` say where the data are; the prior does without them.

        One that does not `own` its engine leaves it running when it is closed.

        Raises `ModelError` HDV-M8 when their width is not the model's.
        """
        if vectors is not None:
            check_latents(engine.adapter, vectors)
        self.engine, self.space, self._own = engine, space, own
        self._vectors = vectors
        self._count = itertools.count(1)
        self._seen: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()

    @classmethod
    def attach(
        cls,
        model: Any,
        *,
        space: str = "",
        vectors: Array | None = None,
        adapters: Sequence[Attempt] = (),
        device: str = "auto",
        deterministic: bool = False,
        **hints: Any,
    ) -> "LatentModel":
        """Adapt `model` (or load the file it names) and start its engine.

        Hints are those of `adapt`, or of `load` for a file. Raises `ModelError`.
        """
        if isinstance(model, LatentModel):
            return cls(model.engine, space=space, vectors=vectors, own=False)
        if isinstance(model, (str, Path)):
            adapter = adapt.load(model, **hints)
        else:
            adapter = adapt(model, adapters=adapters, **hints)
        if vectors is not None:
            check_latents(adapter, vectors)
        engine = Engine(adapter, device=device, deterministic=deterministic)
        return cls(engine, space=space, vectors=vectors)

    # -- what it is -----------------------------------------------------------------------

    @property
    def adapter(self) -> ModelAdapter:
        """The adapter, for analyses that run it themselves on a pool."""
        return self.engine.adapter

    @property
    def name(self) -> str:
        """What the model is called."""
        return self.adapter.name

    @property
    def latent(self) -> LatentSpec:
        """The latents it decodes; `latent.size` numbers each."""
        return self.adapter.latent

    @property
    def output(self) -> OutputSpec:
        """What one decoded latent is: an image, curves, an array or scalars."""
        return self.adapter.output

    @property
    def device(self) -> str:
        """Where it runs."""
        return self.engine.backend.device

    @property
    def text(self) -> str:
        """One line for the header: "ConvVAE · 32 latents · cpu"."""
        width = " × ".join(map(str, self.latent.shape))
        return f"{self.name} · {width} latents · {self.device}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know: a device left, outputs out of range, an unsteady decoder."""
        return tuple(self.engine.messages)

    def why_not(self, capability: str) -> str:
        """Why a view cannot have `capability`, in words for the user; empty when it can.

        Capabilities are decode, encode, map, layers, gradients, loss and likelihood.
        """
        return self.adapter.why_not(capability)

    def can_at_once(self, capability: str) -> bool:
        """Whether the model has `capability` and is quick enough at it for a drag."""
        return not self.why_not(capability) and capability not in self.adapter.slow

    def statistics(self) -> Statistics:
        """Decode time, queue and drops; `.text()` is a line to show."""
        return self.engine.statistics()

    # -- what it does while the user drags ------------------------------------------------

    def decode(
        self,
        z: Any,
        then: Callable[[DecodeResult], None],
        *,
        key: str,
        session: str = "",
        deliver: Deliver = at_once,
        space: str = "",
    ) -> None:
        """Decode latents `z`, (B, *shape) or (B, d) or one latent, of a latent `space`.

        `key` names the place of the pictures, such as view and slot: only the newest request per
        (session, key) is answered for certain, older ones may be dropped, and no answer is
        overtaken by an older one. `then(shown)` is called through `deliver`, once, or once for
        every 64 latents of a longer batch, as they are ready (`shown.start` says where they
        belong).
        """
        with self._lock:
            stamp = next(self._count)
        try:
            latents = self.adapter.space(space).batch(z)
        except ModelError as error:
            deliver(partial(then, DecodeResult.failed(np.atleast_1d(z), stamp, error)))
            return
        for start in range(0, len(latents), TILE):
            tile = _Tile((session, key), stamp, start, latents[start : start + TILE])
            future = self.engine.submit(tile.key, tile.z, session=session, stamp=stamp, space=space)
            future.add_done_callback(partial(self._arrived, then, deliver, tile))

    def encode(
        self,
        images: Any,
        then: Callable[[Posterior], None],
        *,
        key: str,
        session: str = "",
        deliver: Deliver = at_once,
        failed: Callable[[BaseException], None] = lambda error: None,
    ) -> None:
        """Encode a few uint8 images (B, H, W[, C]); the newest request per (session, key) wins."""
        images = np.array(images)
        future = self.engine.run(
            lambda adapter: _encoded(adapter, images), key=key, session=session
        )
        future.add_done_callback(partial(_tell, then, failed, deliver))

    def encode_all(
        self,
        images: Any,
        then: Callable[[Encoded], None],
        *,
        progress: Callable[[float], None] = lambda share: None,
        failed: Callable[[BaseException], None] = lambda error: None,
        deliver: Deliver = at_once,
        cache: str | Path | None = None,
    ) -> Future[Encoded]:
        """Encode a data set's `Images` (or an array) in the engine's spare time.

        With a `cache` folder the latents are kept by content and an interrupted run is resumed.
        Cancel by `future.cancel()`. `then`, `progress` and `failed` are called through `deliver`.
        """
        future = self.engine.encode_all(
            images, lambda share: deliver(partial(progress, share)), cache=cache
        )
        future.add_done_callback(partial(_tell, then, failed, deliver))
        return future

    def retry(self) -> None:
        """Ask a model again that was paused after three failures."""
        self.engine.retry()

    def forget(self, session: str) -> None:
        """A tab has closed: drop what it waits for."""
        self.engine.forget(session)
        with self._lock:
            self._seen = {at: stamp for at, stamp in self._seen.items() if at[0] != session}

    def close(self) -> None:
        """The model is taken off the table."""
        if self._own:
            self.engine.close()

    # -- what it does for slow work, on a pool --------------------------------------------

    def render(self, z: Any, checkpoint: Checkpoint = no_checkpoint, *, space: str = "") -> Array:
        """Decode any number of latents and wait: uint8 (n, H, W, C), or float32 (n, *shape).

        For strips, films and lattices that are exported; not for the document thread. Raises
        `ModelError`.
        """
        latents = self.adapter.space(space).batch(z)
        name, parts = f"render {next(self._count)}", []
        for start in range(0, len(latents), TILE):
            checkpoint(start / len(latents))
            future = self.engine.submit(name, latents[start : start + TILE], space=space)
            parts.append(future.result())
        checkpoint(1.0)
        return np.concatenate([_outputs(part) for part in parts])

    def read(self, outputs: Any, checkpoint: Checkpoint = no_checkpoint) -> Array:
        """Encode any number of what `render` gives and wait: the latents found, float32 (n, d).

        Not for the document thread. Raises `ModelError` HDV-M10 when the model has no encoder.
        """
        parts = []
        for start in range(0, len(outputs), TILE):
            checkpoint(start / len(outputs))
            part = np.array(outputs[start : start + TILE])
            found = self.engine.run(partial(_encoded, images=part)).result()
            parts.append(np.asarray(found.mean, np.float32).reshape(len(part), -1))
        checkpoint(1.0)
        return np.concatenate(parts)

    @cached_property
    def distribution(self) -> LatentDistribution:
        """Where the data's latents lie, or the prior's where the data have none."""
        vectors = self._vectors
        if vectors is not None and np.isfinite(vectors).all(axis=1).any():
            return LatentDistribution.fit(vectors)
        return LatentDistribution.prior(self.latent)

    def _arrived(
        self,
        then: Callable[[DecodeResult], None],
        deliver: Deliver,
        tile: "_Tile",
        future: Future[DecodedBatch],
    ) -> None:
        """Pass on what came of one request, unless a newer one of its seat was passed on."""
        if future.cancelled() or not self._is_news(tile):
            return
        session, _ = tile.seat
        last = self.engine.last(tile.key, session)
        shown = result_of(future, tile.z, tile.start, tile.stamp, last)
        if future.exception() is None:
            distribution = self.distribution
            share = distribution.percentile(future.result().latents)
            shown = replace(shown, percentile=share, whose=distribution.whose)
        deliver(partial(then, shown))

    def _is_news(self, tile: "_Tile") -> bool:
        with self._lock:
            if tile.stamp < self._seen.get(tile.seat, 0):
                return False
            self._seen[tile.seat] = tile.stamp
            return True


@dataclass(frozen=True, eq=False)
class _Tile:
    """Up to 64 latents of one request, and where they belong."""

    seat: tuple[str, str]
    stamp: int
    start: int
    z: Array

    @property
    def key(self) -> str:
        """The engine's key: one for each tile, so that a newer request replaces it."""
        return f"{self.seat[1]}/{self.start}" if self.start else self.seat[1]


def _encoded(adapter: ModelAdapter, images: Array) -> Posterior:
    from hdvis.models.pixels import model_inputs

    if "encode" not in adapter.capabilities:
        raise ModelError(adapter.why_not("encode"), code="HDV-M10")
    shape = getattr(adapter, "input_shape", None)
    return adapter.encode(model_inputs(images, adapter.output, shape))


def _outputs(part: DecodedBatch) -> Array:
    rows = part.pixels if part.pixels is not None else part.values
    assert rows is not None
    return rows


def _tell(
    then: Callable[[Any], None],
    failed: Callable[[BaseException], None],
    deliver: Deliver,
    future: Future[Any],
) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if isinstance(error, Cancelled):
        return
    deliver(partial(then, future.result()) if error is None else partial(failed, error))
