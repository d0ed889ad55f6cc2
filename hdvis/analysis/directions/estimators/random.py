"""Random directions, the control that every semantic direction is held against."""

from dataclasses import replace
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_latents
from hdvis.analysis.directions.estimators.base import Linear
from hdvis.analysis.directions.value import Directions, deviations_along
from hdvis.errors import DataError

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


def random_controls(directions: Directions, name: str, count: int = 1, seed: int = 0) -> Directions:
    """Random directions with the norms and the deviation of the direction called `name`.

    All of its scales then move a control as far as they move the direction itself.
    """
    i = directions.index(name)
    if not directions.defined[i]:
        raise DataError(f"{name}: got an undefined direction, expected one with a length")
    units = random_units(count, directions.d, seed)
    return replace(
        directions,
        names=tuple(f"random {j + 1}" for j in range(count)),
        normals=units,
        displacements=units * np.linalg.norm(directions.displacements[i]),
        intercepts=np.zeros(count),
        lengths=np.full(count, directions.lengths[i]),
        deviations=np.full(count, directions.deviations[i]),
        rows=np.zeros(count),
        reasons=("",) * count,
        method="random",
    )
