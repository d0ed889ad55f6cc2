"""A map of concepts: the mean latents of categories, placed so that distances can be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_attributes, as_latents, as_signs
from hdvis.analysis.directions.estimators.base import fix_signs
from hdvis.errors import DataError, shorten

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class ConceptMap:
    """k concepts: `means` (k, d), `counts` (k,), `positions` (k, 2) and Kruskal's `stress`.

    A concept without rows has NaN for its mean and position.
    """

    names: tuple[str, ...]
    means: Array
    counts: Array
    positions: Array
    stress: float


def concept_map(
    Z: ArrayLike,
    Y: ArrayLike | Mapping[str, ArrayLike],
    names: Sequence[str] | None = None,
    method: str = "classical",
) -> ConceptMap:
    """Place the means of the rows that have each attribute of `Y` (n, k) by scaling.

    The distances are Euclidean in the latents (n, d); `method` is a name in SCALINGS. Attributes of
    more than two values count the rows above their median. Rows with a latent that is not finite
    are left out.
    """
    if method not in SCALINGS:
        raise DataError(f"method: got {shorten(method)!r}, expected {', '.join(SCALINGS)}")
    latents = as_latents(Z)
    attributes = as_attributes(Y, len(latents), names)
    finite = np.isfinite(latents).all(axis=1)
    k, d = len(attributes.names), latents.shape[1]
    means, counts = np.full((k, d), np.nan), np.zeros(k, int)
    for i in range(k):
        column = attributes.values[:, i]
        rows = np.flatnonzero(finite & np.isfinite(column))
        members = rows[as_signs(column[rows][:, None])[:, 0]] if len(rows) else rows
        counts[i] = len(members)
        if len(members):
            means[i] = latents[members].mean(axis=0, dtype=np.float64)
    positions = np.full((k, 2), np.nan)
    placed = counts > 0
    distances = distance_matrix(means[placed])
    positions[placed] = SCALINGS[method](distances)
    return ConceptMap(
        attributes.names, means, counts, positions, stress(distances, positions[placed])
    )


def distance_matrix(points: Array) -> Array:
    """Euclidean distances (k, k) of the rows of `points` (k, d)."""
    from scipy.spatial.distance import cdist

    return np.asarray(cdist(points, points))


def classical_scaling(distances: Array, dimensions: int = 2) -> Array:
    """Torgerson's scaling: positions (k, dimensions) from the doubly centred squared distances.

    Deterministic; on each axis the entry of largest size is positive. Missing axes are zero.
    """
    k = len(distances)
    positions = np.zeros((k, dimensions))
    if k < 2:
        return positions
    squares = np.square(distances)
    inner = -0.5 * (squares - squares.mean(0) - squares.mean(1)[:, None] + squares.mean())
    values, axes = np.linalg.eigh(inner)
    kept = min(dimensions, k)
    largest = np.maximum(values[::-1][:kept], 0.0)
    positions[:, :kept] = fix_signs(axes.T[::-1][:kept]).T * np.sqrt(largest)
    return positions


def smacof(distances: Array, dimensions: int = 2, rounds: int = 300) -> Array:
    """Positions of least squared distance error by Guttman's transform, from the classical ones."""
    positions = classical_scaling(distances, dimensions)
    if len(distances) < 3:
        return positions
    last = np.inf
    for _ in range(rounds):
        now = distance_matrix(positions)
        error = np.square(distances - now).sum()
        if last - error <= 1e-10 * max(error, 1e-300):
            break
        last = error
        with np.errstate(all="ignore"):
            pull = np.where(now > 0, -distances / now, 0.0)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        positions = pull @ positions / len(distances)
    return positions


def stress(distances: Array, positions: Array) -> float:
    """Kruskal's stress-1: 0 when the map keeps every distance; NaN when all distances are zero."""
    total = np.square(distances).sum()
    if not total > 0:
        return float("nan")
    return float(np.sqrt(np.square(distances - distance_matrix(positions)).sum() / total))


SCALINGS: Mapping[str, Callable[[Array], Array]] = {
    "classical": classical_scaling,
    "SMACOF": smacof,
}
