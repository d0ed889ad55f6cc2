"""The model on the table: what views ask it for, and what slow work may wait for."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import Cancelled, ModelError
from hdvis.jobs import Batched, Pool, device_pool
from hdvis.models.adapters.adapt import Attempt, adapt
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.adapters.validate import check_latents
from hdvis.models.batched import TILE, Decoding, Encoding
from hdvis.models.engine.engine import Engine
from hdvis.models.engine.requests import DecodeRequest
from hdvis.models.latent_distribution import LatentDistribution
from hdvis.models.spec import Array, LatentSpec, OutputSpec

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class LatentModel:
    """An adapter with its engine, tied to the space of the dataset that it decodes.

    What `state.model` holds: made once for the app, shared by its sessions, and safe to call from
    any thread. Views ask it by `Module.decode` and `Module.encode`, so that the newest of each
    place wins; nothing is raised into them. Slow work and scripts call `render` and `read`, and
    wait. All that any of them asks is done on the one thread of the model's device.
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
        # Kept when the engine leaves the device for want of memory: it has one thread at a time.
        self.pool: Pool = device_pool(engine.device)
        self.decoding = Decoding(engine, lambda: self.distribution)
        self.encoding = Encoding(engine)

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
        """Adapt `model` (or load the file it names) and make its engine.

        Hints are those of `adapt`, or of `load` for a file. Raises `ModelError`.
        """
        if isinstance(model, LatentModel):
            return cls(model.engine, space=space, vectors=vectors, own=False)
        if isinstance(model, (str, Path)):
            adapter = adapt.load(model, **hints)
        else:
            width = None if vectors is None else vectors.shape[1]
            adapter = adapt(model, adapters=adapters, width=width, **hints)
        if vectors is not None:
            check_latents(adapter, vectors)
        engine = Engine(adapter, device=device, deterministic=deterministic)
        return cls(engine, space=space, vectors=vectors)

    # -- what it is -----------------------------------------------------------------------

    @property
    def adapter(self) -> ModelAdapter:
        """The adapter, for analyses that run it themselves."""
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
    def text(self) -> str:
        """One line for the header: "ConvVAE · 32 latents · cpu"."""
        width = " × ".join(map(str, self.latent.shape))
        return f"{self.name} · {width} latents · {self.engine.device}"

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

    @cached_property
    def distribution(self) -> LatentDistribution:
        """Where the data's latents lie, or the prior's where the data have none."""
        vectors = self._vectors
        if vectors is not None and np.isfinite(vectors).all(axis=1).any():
            return LatentDistribution.fit(vectors)
        return LatentDistribution.prior(self.latent)

    # -- what is asked of it --------------------------------------------------------------

    def requests(self, z: ArrayLike, space: str = "") -> list[DecodeRequest]:
        """What to ask `decoding` for latents `z`, (B, *shape) or (B, d) or one: 64 at a time.

        Latents that do not fit are one request, whose answer says so.
        """
        try:
            latents = self.adapter.space(space).batch(z)
        except ModelError:
            return [DecodeRequest(np.atleast_1d(z), space)]
        tiles = range(0, len(latents), TILE)
        return [DecodeRequest(latents[at : at + TILE], space, at) for at in tiles]

    def render(
        self, z: ArrayLike, checkpoint: Checkpoint = no_checkpoint, *, space: str = ""
    ) -> Array:
        """Decode any number of latents and wait: uint8 (n, H, W, C), or float32 (n, *shape).

        For scripts, and for strips, films and lattices that are exported; not for the document
        thread. Raises `ModelError`.
        """
        requests = self.requests(z, space)
        parts = []
        for number, request in enumerate(requests):
            checkpoint(number / len(requests))
            result = self._ask(self.decoding, request)
            if result.error is not None:
                raise result.error
            parts.append(result.rows)
        checkpoint(1.0)
        return np.concatenate([part for part in parts if part is not None])

    def read(self, outputs: Array, checkpoint: Checkpoint = no_checkpoint) -> Array:
        """Encode any number of what `render` gives and wait: the latents found, float32 (n, d).

        Not for the document thread. Raises `ModelError` HDV-M10 when the model has no encoder.
        """
        parts = []
        for start in range(0, len(outputs), TILE):
            checkpoint(start / len(outputs))
            result = self._ask(self.encoding, np.array(outputs[start : start + TILE]))
            if result.error is not None:
                raise result.error
            assert result.mean is not None
            parts.append(np.asarray(result.mean, np.float32).reshape(len(result.mean), -1))
        checkpoint(1.0)
        return np.concatenate(parts)

    def _ask(self, work: Batched[Request, Answer], request: Request) -> Answer:
        if not self.engine.closed:
            with suppress(Cancelled):
                return self.pool.ask(work, request)
        raise ModelError(f"{self.name}: got a request after it was closed. Attach the model anew")

    def retry(self) -> None:
        """Ask a model again that was paused after three failures."""
        self.engine.retry()

    def close(self) -> None:
        """The model is taken off the table."""
        if self._own:
            self.engine.close()
