"""How far data spread: along directions, and in each dimension of a latent space."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

CHUNK = 65_536
COLLAPSED = 0.1
"""A collapsed dimension spreads less than this share of the widest one,"""
GAP = 3.0
"""and all of them together lie below the others by at least this factor."""


def deviations_along(vectors: Array, normals: Array) -> Array:
    """Standard deviation (k,) of `vectors` (n, d) along each of `normals` (k, d), by chunks."""
    shift = vectors[0].astype(np.float64)
    axes = normals.T.astype(vectors.dtype)
    total, squares = np.zeros(len(normals)), np.zeros(len(normals))
    for start in range(0, len(vectors), CHUNK):
        along = (vectors[start : start + CHUNK] - shift.astype(vectors.dtype)) @ axes
        total += along.sum(axis=0, dtype=np.float64)
        squares += np.square(along).sum(axis=0, dtype=np.float64)
    mean = total / len(vectors)
    return np.asarray(np.sqrt(np.maximum(squares / len(vectors) - mean**2, 0.0)))


def deviations_of(vectors: Array) -> Array:
    """Standard deviation (d,) of each column of `vectors` (n, d), by chunks, in float64."""
    shift = vectors[0]
    total, squares = np.zeros(vectors.shape[1]), np.zeros(vectors.shape[1])
    for start in range(0, len(vectors), CHUNK):
        away = vectors[start : start + CHUNK] - shift
        total += away.sum(axis=0, dtype=np.float64)
        squares += np.einsum("nd,nd->d", away, away, dtype=np.float64)
    mean = total / len(vectors)
    return np.asarray(np.sqrt(np.maximum(squares / len(vectors) - mean**2, 0.0)))


def steps(normals: Array, displacements: Array, deviations: Array) -> Array:
    """What one standard deviation adds to a latent along each direction, (k, d).

    Along the displacement until the score has moved by the deviation, (k,); along the normal where
    a displacement would not move it forwards.
    """
    gains = np.einsum("kd,kd->k", normals, displacements)
    sound = gains > 0
    along = np.where(sound[:, None], displacements, normals)
    return np.asarray(along * (deviations / np.where(sound, gains, 1.0))[:, None])


def collapsed_dimensions(spread: Array) -> Array:
    """Places of the dimensions that a model does not use, from the `spread` (d,) of the data.

    A variational autoencoder gives every row nearly the same mean in a unit that it does not use
    (Burda et al. 2016 count a unit as active from a variance of 0.01, a deviation of 0.1). Where
    spreads fall off without a gap, as along principal components, no dimension has collapsed.
    """
    largest = spread.max(initial=0.0)
    narrow = spread < COLLAPSED * largest
    if not narrow.any() or not spread[narrow].max() * GAP <= spread[~narrow].min():
        return np.zeros(0, np.int64)
    return np.flatnonzero(narrow)
