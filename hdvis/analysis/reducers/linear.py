"""PCA: the plane in which the rows vary most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.reducers.watching import OnPositions, Plane
from hdvis.checkpoint import Checkpoint, no_checkpoint

_COVARIANCE_DIMS = 2_000


@dataclass
class PCA:
    """Principal components by the covariance matrix, or by a seeded random range when d is large.

    The sign of an axis is fixed: its largest loading is positive.
    """

    seed: int = 0

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: OnPositions | None = None,
    ) -> Plane:
        """Scores (n, 2) float32 of `vectors` (n, d); a missing second component is 0."""
        checkpoint(0.0)
        points = _centred(vectors)
        axes = _covariance_axes(points) if _small(points) else _random_axes(points, self.seed)
        checkpoint(0.9)
        scores = np.zeros((len(points), 2), np.float32)
        scores[:, : axes.shape[1]] = points @ axes
        return scores


def _small(points: NDArray[np.floating]) -> bool:
    return bool(min(points.shape) <= _COVARIANCE_DIMS)


def _centred(vectors: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows less their mean, in float32 unless float64 is given."""
    mean = vectors.mean(axis=0, dtype=np.float64)
    kind = np.float64 if vectors.dtype == np.float64 else np.float32
    return np.asarray(vectors - mean.astype(kind), kind)


def _covariance_axes(points: NDArray[np.floating]) -> NDArray[np.floating]:
    """The two leading right singular vectors (d, 2), through the smaller of the Gram matrices."""
    n, d = points.shape
    if d <= n:
        _, axes = np.linalg.eigh((points.T @ points).astype(np.float64))
        return _signed(axes[:, ::-1][:, :2]).astype(points.dtype)
    _, scores = np.linalg.eigh((points @ points.T).astype(np.float64))
    axes = points.T @ scores[:, ::-1][:, :2]
    length = np.linalg.norm(axes, axis=0)
    return _signed(axes / np.where(length > 0, length, 1)).astype(points.dtype)


def _random_axes(points: NDArray[np.floating], seed: int) -> NDArray[np.floating]:
    """The same by a random range and four power steps (Halko, Martinsson and Tropp 2011)."""
    rng = np.random.default_rng(seed)
    basis = rng.normal(size=(points.shape[1], 12)).astype(points.dtype)
    for _ in range(4):
        basis, _ = np.linalg.qr(points.T @ np.linalg.qr(points @ basis)[0])
    _, _, axes = np.linalg.svd(points @ basis, full_matrices=False)
    return _signed((basis @ axes.T)[:, :2])


def _signed(axes: NDArray[np.floating]) -> NDArray[np.floating]:
    largest = np.abs(axes).argmax(axis=0)
    signs = np.sign(axes[largest, np.arange(axes.shape[1])])
    return axes * np.where(signs < 0, -1, 1)
