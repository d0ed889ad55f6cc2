"""Planes through a latent space: which latents stand at the crossings of a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis import inverse_normal_grid, lattice

Array = NDArray[Any]

SAMPLE = 20_000


@dataclass(frozen=True, eq=False)
class Plane:
    """`latents` (steps, steps, d) float32, top row first; `across` and `up` say what the axes are.

    `ticks` (steps,) are the places along both axes, in standard deviations or quantiles. `rows`
    (m, 2) are places 0..1 of data rows on the plane, `numbers` (m,) which rows they are.
    """

    latents: Array
    across: str
    up: str
    ticks: Array
    rows: Array
    numbers: Array


def principal_plane(vectors: Array, centre: Array, extent: float, steps: int) -> Plane:
    """The plane of largest variance through `centre` (d,)."""
    sample = _sample(vectors)
    _, _, axes = np.linalg.svd(sample - sample.mean(axis=0), full_matrices=False)
    axes = np.vstack([axes, np.zeros((2, sample.shape[1]))])[:2]
    return spanned(vectors, centre, axes[0], axes[1], ("PC 1", "PC 2"), extent, steps)


def spanned(
    vectors: Array, centre: Array, first: Array, second: Array, names: tuple[str, str],
    extent: float, steps: int,
) -> Plane:  # fmt: skip
    """The plane through `centre` along two unit vectors (d,), the second made orthogonal.

    `extent` counts standard deviations of the data along each.
    """
    right = first / (np.linalg.norm(first) or 1.0)
    up = second - (second @ right) * right
    up = up / (np.linalg.norm(up) or 1.0)
    sample = _sample(vectors)
    sigmas = [_spread(sample @ axis) for axis in (right, up)]
    return stepped(vectors, centre, sigmas[0] * right, sigmas[1] * up, names, extent, steps)


def stepped(
    vectors: Array, centre: Array, right: Array, up: Array, names: tuple[str, str],
    extent: float, steps: int,
) -> Plane:  # fmt: skip
    """The plane through `centre` whose axes count the steps `right` and `up` (d,), at any angle.

    Rows stand where the nearest point of the plane is.
    """
    grid = lattice(centre, right, -up, extent=extent, steps=steps)
    places = (vectors - centre) @ np.linalg.pinv(np.stack([right, up]))
    rows, numbers = _inside((places / extent + 1) / 2)
    return Plane(grid, *names, np.linspace(-extent, extent, steps), rows, numbers)


def normal_plane(vectors: Array, names: tuple[str, str], steps: int) -> Plane:
    """The inverse-normal grid of a two-dimensional latent space: equal shares of the prior."""
    from scipy.special import ndtr

    grid = inverse_normal_grid(steps)[::-1]
    shares = np.linspace(0.05, 0.95, steps)
    places = (ndtr(np.asarray(vectors, np.float64)) - 0.05) / 0.9
    rows, numbers = _inside(places)
    return Plane(np.ascontiguousarray(grid), *names, shares, rows, numbers)


def _spread(values: Array) -> float:
    """Standard deviation of values (m,); 1 where they have none that is a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        sigma = float(values.std()) if values.size else 0.0
    return sigma if sigma > 0 and np.isfinite(sigma) else 1.0


def _sample(vectors: Array) -> Array:
    chosen = vectors if len(vectors) <= SAMPLE else vectors[:: len(vectors) // SAMPLE]
    return np.asarray(chosen[np.isfinite(chosen).all(axis=1)], np.float64)


def _inside(places: Array, most: int = 3000) -> tuple[Array, Array]:
    numbers = np.flatnonzero(((places >= 0) & (places <= 1)).all(axis=1))
    if numbers.size > most:
        numbers = np.sort(np.random.default_rng(0).choice(numbers, most, replace=False))
    return places[numbers].astype(np.float32), numbers
