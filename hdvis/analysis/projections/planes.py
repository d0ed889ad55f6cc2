"""Planes as orthonormal frames (d, 2), and how far apart they are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError

Frame = NDArray[np.float64]


def orthonormal(frame: ArrayLike) -> Frame:
    """The frame (d, 2) nearest to `frame` whose columns are orthonormal, by polar decomposition.

    `DataError` for columns that span no plane.
    """
    matrix = np.asarray(frame, np.float64)
    if matrix.ndim != 2 or matrix.shape[1] != 2 or len(matrix) < 2:
        raise DataError(f"projection: got shape {matrix.shape}, expected (dims, 2). Correct it")
    if not np.isfinite(matrix).all():
        raise DataError("projection: has values that are not finite. Correct it")
    lengths = np.linalg.norm(matrix, axis=0)
    if not lengths.all():
        raise DataError("projection: has a column of zeros. Give two directions")
    left, values, right = np.linalg.svd(matrix / lengths, full_matrices=False)
    if values[1] < 1e-7:
        raise DataError("projection: its columns are parallel. Give two directions")
    return np.asarray(left @ right)


def axis_plane(d: int, first: int, second: int) -> Frame:
    """The plane (d, 2) of two axes."""
    frame = np.zeros((d, 2))
    frame[first, 0] = frame[second, 1] = 1
    return frame


def principal_planes(vectors: NDArray[np.floating], count: int = 3) -> list[Frame]:
    """Planes of principal components 1 and 2, 3 and 4, … of the rows (n, d), `count` at most."""
    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    pairs = min(count, axes.shape[1] // 2)
    return [np.ascontiguousarray(axes[:, 2 * at : 2 * at + 2]) for at in range(pairs)]


def subspace_distance(first: Frame, second: Frame) -> float:
    """Chordal distance sqrt(2 - |P'Q|²) of two planes, 0 for one plane and √2 for right angles.

    Frames are orthonormal; which basis of a plane a frame is makes no difference (Conway, Hardin
    and Sloane 1996).
    """
    return float(np.sqrt(max(0.0, 2.0 - float(np.square(first.T @ second).sum()))))


def distances(frames: Sequence[Frame]) -> NDArray[np.float64]:
    """Chordal distances (v, v) of all planes."""
    out = np.zeros((len(frames), len(frames)))
    for i, first in enumerate(frames):
        for j in range(i):
            out[i, j] = out[j, i] = subspace_distance(first, frames[j])
    return out


def view_map(apart: NDArray[np.floating]) -> NDArray[np.float64]:
    """Places (v, 2) in the plane whose distances are near `apart` (v, v): classical scaling.

    (Torgerson 1952.) Axes point so that the largest entry of each is positive.
    """
    count = len(apart)
    out = np.zeros((count, 2))
    if count < 2:
        return out
    middle = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-middle @ np.square(apart) @ middle / 2)
    for at in range(min(2, count)):
        axis = vectors[:, -1 - at] * np.sqrt(max(0.0, values[-1 - at]))
        out[:, at] = axis * np.sign(axis[np.abs(axis).argmax()] or 1.0)
    return out


def near_views(apart: NDArray[np.floating], each: int = 2) -> list[tuple[int, int]]:
    """Pairs of views, smaller first, in which one is among the `each` nearest of the other."""
    pairs = set()
    for i, row in enumerate(apart):
        order = np.argsort(np.where(np.arange(len(row)) == i, np.inf, row), kind="stable")
        pairs |= {(min(i, int(j)), max(i, int(j))) for j in order[: min(each, len(row) - 1)]}
    return sorted(pairs)
