"""The adapter: the one face that every model shows to hdvis."""

import hashlib
from collections.abc import Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from hdvis.errors import ModelError, shorten
from hdvis.models.pixels import display, to_pixels
from hdvis.models.spec import Array, LatentSpec, OutputSpec, Posterior

if TYPE_CHECKING:
    import torch

    from hdvis.models.adapters.series import CheckpointSeries


class ModelAdapter:
    """Override `decode`, and whatever else the model can do; the rest is derived.

    Arrays are numpy at this border, float32, batch first. `decode` gives what the model gives
    (logits included); `values` gives it within `output.value_range`.
    """

    latent: LatentSpec
    output: OutputSpec
    extra_spaces: Mapping[str, LatentSpec] = {}
    name: str = "model"
    slow: frozenset[str] = frozenset()  # capabilities nobody should wait for while dragging
    warnings: tuple[str, ...] = ()

    _OFFERS: ClassVar[Mapping[str, str]] = {
        "decode": "decode",
        "encode": "encode",
        "map": "map",
        "decode_layers": "layers",
        "decode_tensor": "gradients",
        "loss_terms": "loss",
        "log_prob": "likelihood",
    }
    _MISSING: ClassVar[Mapping[str, str]] = {
        "encode": "has no encoder; attach one with encode=…, or project images instead",
        "map": "has a single latent space",
        "layers": "has no layers that can be edited apart",
        "gradients": "gives no gradients, so nothing can be projected into it",
        "loss": "reports no loss terms",
        "likelihood": "gives no likelihood",
        "decode": "has no decoder",
    }

    def decode(self, z: Array) -> Array:
        """Outputs (B, *output.shape) of latents (B, *latent.shape)."""
        raise NotImplementedError

    def encode(self, x: Array) -> Posterior:
        """Posterior of inputs (B, *), scaled and laid out as the model was trained."""
        raise self._lacks("encode")

    def map(self, z: Array, src: str, dst: str) -> Array:
        """Latents of space `src` carried to space `dst`."""
        raise self._lacks("map")

    def decode_layers(self, w: Array, layers: Mapping[int, Array]) -> Array:
        """Decode (B, L, C) with the given layers replaced, each by a (C,) or (B, C) array."""
        axis = self.latent.layer_axis
        if axis is None:
            raise self._lacks("layers")
        edited = np.array(w, dtype=np.float32)
        for layer, values in layers.items():
            edited[(slice(None),) * (axis + 1) + (layer,)] = values
        return self.decode(edited)

    def decode_tensor(self, z: "torch.Tensor") -> "torch.Tensor":
        """As `decode`, torch tensors in and out, with gradients."""
        raise self._lacks("gradients")

    def loss_terms(self, x: Array) -> Mapping[str, Array]:
        """Named loss terms, each (B,), for inputs (B, *)."""
        raise self._lacks("loss")

    def log_prob(self, x: Array, z: Array) -> Array:
        """log p(x | z), shape (B,)."""
        raise self._lacks("likelihood")

    def stages(self) -> "CheckpointSeries | None":
        """The same model at each stage of its training, where they were kept."""
        return None

    def save_memory(self) -> bool:
        """Switch to a way of decoding that needs less memory; False when there is none (left)."""
        return False

    def close(self) -> None:
        """Let go of what lives outside this object, such as a process."""

    def fingerprint(self) -> str:
        """A name for this model's content; the same latents then decode to the same output."""
        return self.hash_of(type(self).__qualname__, repr(self.latent.shape), repr(self.output))

    def values(self, z: Array) -> Array:
        """`decode` followed by the output's transform: float32 (B, *output.shape)."""
        return display(self.decode(self.latent.batch(z)), self.output)

    def pixels(self, z: Array) -> Array:
        """Pictures uint8 (n, H, W, C) of any number of latents, on the calling thread.

        Raises `ModelError` when outputs are no images.
        """
        if self.output.kind != "image":
            raise ModelError(
                f"{self.name}: got outputs of kind {self.output.kind}, expected images. "
                "Use values(z)",
                code="HDV-M10",
            )
        latents = self.latent.batch(z)
        parts = (latents[start : start + 64] for start in range(0, len(latents), 64))
        return np.concatenate([to_pixels(self.values(part), self.output) for part in parts])

    @property
    def capabilities(self) -> frozenset[str]:
        """What this model can do, read off the methods it overrides."""
        offers = {
            capability
            for method, capability in self._OFFERS.items()
            if getattr(type(self), method) is not getattr(ModelAdapter, method)
        }
        if self.latent.layer_axis is not None:
            offers.add("layers")
        return frozenset(offers)

    def why_not(self, capability: str) -> str:
        """Why a view that needs `capability` is greyed out; empty when it is there."""
        if capability in self.capabilities:
            return ""
        return f"{self.name} {self._MISSING.get(capability, f'offers no {capability}')}"

    def space(self, name: str = "") -> LatentSpec:
        """The latent space called `name`; the decoder's own for an empty name."""
        if name in ("", self.latent.name):
            return self.latent
        if name in self.extra_spaces:
            return self.extra_spaces[name]
        known = ", ".join([self.latent.name, *self.extra_spaces])
        raise ModelError(f"{self.name}: got space {name!r}, expected one of {known}", code="HDV-M8")

    def _lacks(self, capability: str) -> ModelError:
        return ModelError(f"{self.name} {self._MISSING[capability]}", code="HDV-M10")

    @staticmethod
    def hash_of(*parts: str | bytes | Array) -> str:
        """A short hexadecimal hash of texts, bytes and arrays, shapes and dtypes included."""
        digest = hashlib.blake2b(digest_size=16)
        for part in parts:
            if isinstance(part, np.ndarray):
                digest.update(f"{part.dtype}{part.shape}".encode())
                digest.update(np.ascontiguousarray(part).view(np.uint8).reshape(-1).data)
            else:
                digest.update(part.encode() if isinstance(part, str) else part)
            digest.update(b"\0")
        return digest.hexdigest()


LARGEST_LATENT = 10_000_000


def as_tuple(shape: object) -> tuple[int, ...]:
    """A latent's shape from the hint a user wrote: 10 or (14, 512). Raises `ModelError`."""
    sizes = tuple(shape) if isinstance(shape, Sequence) and not isinstance(shape, str) else (shape,)
    whole = [isinstance(size, int | np.integer) and not isinstance(size, bool) for size in sizes]
    if sizes and all(whole) and min(sizes) > 0 and prod(sizes) <= LARGEST_LATENT:
        return tuple(map(int, sizes))
    raise ModelError(
        f"latent: got {shorten(repr(shape))}, expected the size of one latent as a whole number "
        f"from 1 on, or its shape as several, {LARGEST_LATENT:,} numbers at most. Pass latent=10 "
        "or latent=(14, 512)",
        code="HDV-M8",
    )
