"""Rows as the two factors of a matrix product that gives squared distances."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from hdvis.accel.pair_search import FAR, UNFILLED
from hdvis.errors import DataError

BLOCK = 512
"""Rows of each side of a block: its products stay in the cache of one core."""

Lists = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Names (n, k) and distances, squared or not, of the neighbours of n rows, nearest first."""


@dataclass(frozen=True, eq=False)
class Factors:
    """`left[a] @ right[b]` is the block of squared distances of rows in a and rows in b.

    left (m, d + 2) and each of right (d + 2, BLOCK): the squared lengths ride along as two more
    columns. Rows beyond n are infinitely far from all.
    """

    left: NDArray[Any]
    right: tuple[NDArray[Any], ...]


def factors(points: NDArray[np.float32], multiple: int, dtype: DTypeLike = np.float32) -> Factors:
    """The factors of `points` (n, d), padded to a `multiple` of rows that BLOCK divides."""
    n, d = points.shape
    m = -(-n // multiple) * multiple
    left = np.zeros((m, d + 2), dtype)
    left[:n, :d] = points
    norms = np.einsum("ij,ij->i", left[:, :d], left[:, :d])
    right = np.zeros((d + 2, m), dtype)
    right[:d] = left[:, :d].T
    right[d], right[d, :n] = FAR, norms[:n]
    right[d + 1] = 1
    left[:, :d] *= -2
    left[:, d] = 1
    left[:, d + 1], left[:n, d + 1] = FAR, norms[:n]
    blocks = (np.ascontiguousarray(right[:, at : at + BLOCK]) for at in range(0, m, BLOCK))
    return Factors(left, tuple(blocks))


def unfilled(n: int, k: int, dtype: DTypeLike = np.float32) -> tuple[NDArray[np.int32], Any]:
    """Empty lists: names (n, k) and squared distances."""
    return np.full((n, k), -1, np.int32), np.full((n, k), UNFILLED, dtype)


def prepared(points: NDArray[np.floating], metric: str) -> tuple[NDArray[np.float32], float]:
    """Float32 rows about their middle and of size one at most, or of unit length; and their unit.

    A distance between them times the unit is the distance between `points`; products of such rows
    neither overflow nor lose digits to an offset. The unit is a power of two, which rounds nothing.
    """
    wide = points.astype(np.float64)
    if metric == "cosine":
        with np.errstate(over="ignore"):
            wide /= np.abs(wide).max(axis=1, keepdims=True, initial=np.finfo(float).tiny)
        length = np.linalg.norm(wide, axis=1, keepdims=True)
        return np.asarray(wide / np.where(length > 0, length, 1), np.float32), 1.0
    wide -= np.median(wide[:: max(1, len(wide) // 1000)], axis=0)  # a far row moves a mean
    largest = float(np.abs(wide).max(initial=0.0))
    if not largest < 1e38:
        raise DataError("vectors: got values beyond 1e38, no float32. Scale them down")
    unit = 2.0 ** np.ceil(np.log2(largest)) if largest > 0 else 1.0
    return np.ascontiguousarray(wide / unit, np.float32), float(unit)
