"""What a model takes and gives, as plain data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import ModelError

Array = NDArray[Any]
Prior = Literal["normal", "none"] | Callable[[np.random.Generator, int], Array]
Kind = Literal["image", "curve", "array", "scalars", "text"]
Layout = Literal["CHW", "HWC", "HW"]
Transform = Literal["identity", "sigmoid", "tanh"]


@dataclass(frozen=True, eq=False)
class LatentSpec:
    """One latent space: `shape` is that of one latent, (100,), (14, 512) or (4, 32, 32).

    `layer_axis` is the axis of `shape` that counts layers (0 for W+). `scale` and `shift` are the
    factors a pipeline applies and the model does not; latents here are always raw. `mean` and
    `std` (shape) describe the latents of the data, where known.
    """

    shape: tuple[int, ...]
    name: str = "z"
    prior: Prior = "normal"
    layer_axis: int | None = None
    units: str = "raw"
    mean: Array | None = None
    std: Array | None = None
    scale: float = 1.0
    shift: float = 0.0

    @property
    def size(self) -> int:
        """Numbers in one latent."""
        return prod(self.shape)

    def sample(self, n: int, seed: int = 0) -> Array:
        """(n, *shape) float32 drawn from the prior; standard normal where there is none."""
        generator = np.random.default_rng(seed)
        if callable(self.prior):
            return np.asarray(self.prior(generator, n), dtype=np.float32).reshape(n, *self.shape)
        z = generator.standard_normal((n, *self.shape), dtype=np.float32)
        if self.mean is not None and self.std is not None:
            z = np.asarray(self.mean + z * self.std, dtype=np.float32)
        return z

    def batch(self, z: ArrayLike) -> Array:
        """`z` as an own (B, *shape) float32 array; (*shape,), (d,) and (B, d) are accepted.

        Raises `ModelError` HDV-M8 when the width does not fit.
        """
        values = np.array(z, dtype=np.float32, order="C")
        if values.shape == self.shape or (values.ndim == 1 and values.size == self.size):
            return values.reshape(1, *self.shape)
        if values.ndim >= 2 and values.shape[0] > 0 and values[0].size == self.size:
            return values.reshape(len(values), *self.shape)
        raise ModelError(
            f"latent {self.name}: got {values.shape}, expected (n, {_words(self.shape)}). "
            f"Pass latents of the model's own width, or attach a model made for these",
            code="HDV-M8",
        )


@dataclass(frozen=True, eq=False)
class OutputSpec:
    """What one decoded latent is: `shape` is that of one output, the batch axis left out.

    `transform` turns what the model gives (logits, say) into values within `value_range`.
    `axes` are the coordinates along each axis, `labels` name channels, curves or scalars.
    """

    kind: Kind = "image"
    shape: tuple[int, ...] = ()
    value_range: tuple[float, float] | None = None
    layout: Layout = "CHW"
    transform: Transform = "identity"
    axes: tuple[Array, ...] = ()
    labels: tuple[str, ...] = ()
    units: str = ""

    @property
    def channels(self) -> int:
        """Channels of an image output, 0 for anything else."""
        if self.kind != "image":
            return 0
        return 1 if self.layout == "HW" else self.shape[0 if self.layout == "CHW" else -1]

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(H, W, C) of an image output."""
        if self.layout == "HW":
            return (self.shape[0], self.shape[1], 1)
        c, h, w = self.shape if self.layout == "CHW" else (self.shape[2], *self.shape[:2])
        return (h, w, c)


def Curve(
    x: ArrayLike,
    names: Sequence[str] = (),
    *,
    units: str = "",
    value_range: tuple[float, float] | None = None,
) -> OutputSpec:
    """An output of `len(names)` (or one) curves over the points `x` (m,)."""
    points = np.asarray(x, dtype=np.float64)
    shape = (len(names), len(points)) if len(names) > 1 else (len(points),)
    return OutputSpec("curve", shape, value_range, axes=(points,), labels=tuple(names), units=units)


def Scalars(names: Sequence[str], *, units: str = "") -> OutputSpec:
    """An output of named numbers, one for each of `names`."""
    return OutputSpec("scalars", (len(names),), labels=tuple(names), units=units)


@dataclass(frozen=True, eq=False)
class Posterior:
    """q(z | x) for a batch: `mean` (B, *shape) float32 and `logvar` alike, or None without one."""

    mean: Array
    logvar: Array | None = None
    details: Mapping[str, Array] = field(default_factory=dict)

    @property
    def std(self) -> Array | None:
        """Standard deviation (B, *shape), or None for a deterministic encoder."""
        return None if self.logvar is None else np.exp(0.5 * self.logvar)

    def sample(self, seed: int, rows: Sequence[int] | None = None) -> Array:
        """Draw (B, *shape); item i uses its own generator (seed, rows[i]), whatever the batch."""
        std = self.std
        if std is None:
            return self.mean.copy()
        indices = range(len(self.mean)) if rows is None else rows
        noise = [
            np.random.default_rng((seed, int(i))).standard_normal(self.mean.shape[1:])
            for i in indices
        ]
        return np.asarray(self.mean + std * np.stack(noise), dtype=np.float32)


def _words(shape: tuple[int, ...]) -> str:
    return ", ".join(str(size) for size in shape)
