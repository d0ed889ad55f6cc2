"""Random directions, the control that every semantic direction is held against."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_latents
from hdvis.analysis.directions.estimators.base import Linear
from hdvis.analysis.directions.spread import deviations_along

Array = NDArray[Any]


class RandomDirections(Linear):
    """`count` unit vectors, uniform on the sphere, through the mean of the latents."""

    def __init__(self, count: int = 1, seed: int = 0) -> None:
        self.count, self.seed = count, seed

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Draw for the width of `Z` (n, d); `y` is not looked at."""
        latents = as_latents(Z)
        axes = random_units(self.count, latents.shape[1], self.seed)
        self._keep_axes(axes, np.ones(self.count), latents.mean(0, dtype=np.float64), "random")
        self.displacements_ = self.normals_ * deviations_along(latents, self.normals_)[:, None]
        return self


def random_units(count: int, d: int, seed: int = 0) -> Array:
    """`count` vectors uniform on the unit sphere, (count, d) float64."""
    vectors = np.random.default_rng(seed).standard_normal((count, d))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
