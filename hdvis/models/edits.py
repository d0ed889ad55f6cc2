"""Edits of latents as data: a direction, how far, measured how, and in which layers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from hdvis.errors import ModelError
from hdvis.models.spec import Array

Scale = Literal["raw", "unit", "std", "boundary"]
Mode = Literal["add", "set"]


@dataclass(frozen=True, eq=False)
class Edit:
    """Move latents along `direction`, an array (d,), or (C,) or (L, C) for layered latents.

    `scale` says what `strength` counts: "raw" the direction as fitted, "unit" its unit vector,
    "std" the data's standard deviation along it (`sigma`, see `measured`), "boundary" the signed
    distance from the hyperplane normal · z + intercept = 0, to which the latent is moved; `normal`
    is the direction itself where it is None.
    `mode` "set" replaces the component along the direction, "add" adds to it. `layers` restricts
    the edit; a (C,) direction is broadcast over them.
    """

    direction: Array
    strength: float = 0.0
    scale: Scale = "std"
    layers: tuple[int, ...] | None = None
    mode: Mode = "add"
    intercept: float = 0.0
    sigma: float = 1.0
    name: str = ""
    normal: Array | None = None

    def __post_init__(self) -> None:
        direction = np.asarray(self.direction, dtype=np.float64)
        where = f"edit {self.name}".strip()
        if not np.isfinite(direction).all() or not np.linalg.norm(direction) > 0:
            raise ModelError(f"{where}: got a zero or non-finite direction. Fit it anew")
        if not np.isfinite(self.strength):
            raise ModelError(f"{where}: got strength {self.strength}, expected a finite number")
        if self.layers is not None and (not self.layers or min(self.layers) < 0):
            raise ModelError(f"{where}: got layers {self.layers}, expected numbers from 0 on")
        object.__setattr__(self, "direction", direction)

    def measured(self, vectors: Array) -> "Edit":
        """With `sigma` measured along the direction over the data's latents (n, *shape)."""
        rows = np.asarray(vectors, dtype=np.float64)
        return replace(self, sigma=float(self._along(rows).std()) or 1.0)

    def with_strength(self, strength: float) -> "Edit":
        """The same edit, further or less far."""
        return replace(self, strength=strength)

    def apply(self, z: Array) -> Array:
        """Edited latents, float32, of the shape of `z` (B, *shape)."""
        latents = np.asarray(z, dtype=np.float64)
        return np.asarray(latents + self.displacement(latents), dtype=np.float32)

    def displacement(self, z: Array) -> Array:
        """What is added to each latent of `z` (B, *shape)."""
        latents = np.asarray(z, dtype=np.float64)
        mask = self._mask(latents.shape[1:])
        return self._steps(latents).reshape(-1, *[1] * (latents.ndim - 1)) * mask

    def sigmas(self, z: Array) -> Array:
        """How far each latent of `z` (B, *shape) moves, in standard deviations of the data (B,)."""
        return np.asarray(self._steps(np.asarray(z, dtype=np.float64)) / self.sigma)

    @property
    def _norm(self) -> float:
        return float(np.linalg.norm(self.direction))

    def _steps(self, latents: Array) -> Array:
        """How many unit directions each latent moves (B,)."""
        if self.scale == "boundary" and self.normal is not None:
            plane = replace(self, direction=self.normal, normal=None)
            return plane._steps(latents) / plane._along(self._mask(latents.shape[1:])[None])
        if self.scale == "boundary":
            return self.strength - (self._along(latents) + self.intercept / self._norm)
        length = {"raw": self._norm, "unit": 1.0, "std": self.sigma}[self.scale]
        steps = np.full(len(latents), self.strength * length)
        return steps if self.mode == "add" else steps - self._along(latents)

    def _along(self, latents: Array) -> Array:
        """The component of each latent along the unit direction (B,); layers are averaged."""
        mask = self._mask(latents.shape[1:])
        flat = (latents * mask).reshape(len(latents), -1)
        return np.asarray(flat.sum(axis=1) / (mask * mask).sum())

    def _mask(self, shape: tuple[int, ...]) -> Array:
        """The unit direction in the latent's shape, zero outside the chosen layers."""
        unit = self.direction / self._norm
        if unit.shape != shape and (len(shape) != 2 or unit.shape != shape[1:]):
            raise ModelError(
                f"edit {self.name}: got a direction {unit.shape} for latents {shape}, expected "
                "the same width. Fit it in this space",
                code="HDV-M8",
            )
        whole = np.broadcast_to(unit, shape)
        if self.layers is None:
            return whole
        if len(shape) != 2 or max(self.layers) >= shape[0]:
            raise ModelError(
                f"edit {self.name}: got layers {self.layers} for latents {shape}, expected layers "
                "that they have. Choose others",
                code="HDV-M8",
            )
        mask = np.zeros(shape)
        mask[list(self.layers)] = whole[list(self.layers)]
        return mask


@dataclass(frozen=True)
class EditStack:
    """Edits applied one after the other."""

    edits: tuple[Edit, ...] = ()

    def apply(self, z: Array) -> Array:
        """Edited latents, float32, of the shape of `z` (B, *shape)."""
        latents = np.asarray(z, dtype=np.float32)
        for edit in self.edits:
            latents = edit.apply(latents)
        return latents


def strip(z: Array, edit: Edit, strengths: Sequence[float]) -> Array:
    """One latent (*shape) edited at each of `strengths`: (len(strengths), *shape) float32."""
    start = np.asarray(z, dtype=np.float32)[None]
    return np.concatenate([edit.with_strength(strength).apply(start) for strength in strengths])
