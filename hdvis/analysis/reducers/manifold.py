"""The classical manifold methods of scikit-learn, bounded so that they end."""

import warnings
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.reducers.linear import PCA
from hdvis.analysis.reducers.watching import OnPositions, Plane
from hdvis.checkpoint import Checkpoint, no_checkpoint

BOUND = 5_000
"""Above this many rows a sample is embedded, the others placed among their neighbours."""

_PLACING = 5


@dataclass
class _Manifold:
    """What the four methods share: the sample, the rows placed after it and the note about both."""

    seed: int = 0
    bound: int = BOUND

    least: ClassVar[int] = 4

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: OnPositions | None = None,
    ) -> Plane:
        """Positions (n, 2) float32; indeterminate and not to be stopped within a phase."""
        checkpoint(0.0)
        n = len(vectors)
        points = np.asarray(vectors, np.float64)
        if n <= self.bound:
            return self._fitted(points)
        rows = np.random.default_rng(self.seed).choice(n, self.bound, replace=False)
        positions = np.full((n, 2), np.nan, np.float32)
        positions[rows] = self._fitted(points[rows])
        checkpoint(0.8)
        return placed(points, positions, np.sort(rows))

    def note_for(self, n: int) -> str:
        """What a reader must know about the result for n rows."""
        if n <= self.bound:
            return ""
        return (
            f"computed on {self.bound:,} of {n:,} rows; the others were placed at the mean of "
            f"their {_PLACING} nearest"
        )

    def _fitted(self, points: NDArray[np.float64]) -> NDArray[np.float32]:
        with warnings.catch_warnings():  # separate groups of rows are ordinary in real data
            warnings.simplefilter("ignore", UserWarning)
            found = np.asarray(self._estimator(len(points)).fit_transform(points), np.float32)
        return found if found.shape[1] == 2 else np.pad(found, ((0, 0), (0, 2 - found.shape[1])))

    def _estimator(self, n: int) -> Any:
        raise NotImplementedError


@dataclass
class MDS(_Manifold):
    """Metric multidimensional scaling by SMACOF (de Leeuw 1977), started from PCA."""

    bound: int = 2_000

    def _fitted(self, points: NDArray[np.float64]) -> NDArray[np.float32]:
        start = PCA(seed=self.seed).fit_transform(points).astype(np.float64)
        with warnings.catch_warnings():  # scikit-learn announces defaults that are not used here
            warnings.simplefilter("ignore")
            found = self._estimator(len(points)).fit_transform(points, init=start)
        return np.asarray(found, np.float32)

    def _estimator(self, n: int) -> Any:
        from sklearn.manifold import MDS as Scaling

        return Scaling(2, n_init=1, max_iter=200, random_state=self.seed)


@dataclass
class Isomap(_Manifold):
    """Classical scaling of distances along the neighbour graph (Tenenbaum and others 2000)."""

    neighbors: int = 10

    def _estimator(self, n: int) -> Any:
        from sklearn.manifold import Isomap as Geodesic

        return Geodesic(n_neighbors=min(self.neighbors, n - 1), n_components=2)


@dataclass
class LLE(_Manifold):
    """Locally linear embedding (Roweis and Saul 2000)."""

    neighbors: int = 10

    def _estimator(self, n: int) -> Any:
        from sklearn.manifold import LocallyLinearEmbedding

        return LocallyLinearEmbedding(
            n_neighbors=min(self.neighbors, n - 1),
            n_components=2,
            eigen_solver="dense" if n <= 500 else "arpack",
            random_state=self.seed,
        )


@dataclass
class Spectral(_Manifold):
    """Eigenvectors of the neighbour graph's Laplacian (Belkin and Niyogi 2003)."""

    neighbors: int = 10

    def _estimator(self, n: int) -> Any:
        from sklearn.manifold import SpectralEmbedding

        return SpectralEmbedding(
            2,
            affinity="nearest_neighbors",
            n_neighbors=min(self.neighbors, n - 1),
            random_state=self.seed,
        )


def placed(
    points: NDArray[np.floating], positions: NDArray[np.float32], rows: NDArray[np.intp]
) -> NDArray[np.float32]:
    """`positions` (n, 2) with every row beyond `rows` at the mean of its nearest among `rows`."""
    from sklearn.neighbors import NearestNeighbors

    others = np.setdiff1d(np.arange(len(points)), rows)
    k = min(_PLACING, len(rows))
    search = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(points[rows])
    out = positions.copy()
    for start in range(0, len(others), 4096):
        block = others[start : start + 4096]
        near = search.kneighbors(points[block], return_distance=False)
        out[block] = positions[rows[near]].mean(axis=1)
    return out
