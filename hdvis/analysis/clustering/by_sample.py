"""Mean shift and spectral clustering: a sample of many rows is clustered, the others follow it."""

import warnings
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import nearest_among, neighbor_graph
from hdvis.checkpoint import Checkpoint, no_checkpoint

BOUND = 5_000
"""Above this many rows a sample is clustered; each other row takes its nearest row's label."""


@dataclass
class _Sampled:
    seed: int = 0
    bound: int = BOUND

    least: ClassVar[int] = 3

    def fit_predict(
        self, vectors: NDArray[np.floating], checkpoint: Checkpoint = no_checkpoint
    ) -> NDArray[np.int64]:
        """A label (n,) for each of `vectors` (n, d)."""
        checkpoint(0.0)
        points = np.asarray(vectors, np.float64)
        if len(points) <= self.bound:
            return self._labels(points)
        rows = np.random.default_rng(self.seed).choice(len(points), self.bound, replace=False)
        found = self._labels(points[rows])
        checkpoint(0.7)
        return np.asarray(found[nearest_among(points, points[rows], 1)[0][:, 0]])

    def note_for(self, n: int) -> str:
        """What a reader must know about the result for n rows."""
        if n <= self.bound:
            return ""
        return f"found on {self.bound:,} of {n:,} rows; the others took their nearest row's label"

    def _labels(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        raise NotImplementedError


@dataclass
class MeanShift(_Sampled):
    """Rows that climb to the same peak of density (Comaniciu and Meer 2002).

    A `bandwidth` of 0 is estimated from the data; `bandwidth_` is what was used.
    """

    bandwidth: float = 0.0
    bandwidth_: float = field(default=0.0, init=False)

    def _labels(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        from sklearn import cluster

        self.bandwidth_ = self.bandwidth or float(
            cluster.estimate_bandwidth(
                points, quantile=0.2, n_samples=min(500, len(points)), random_state=self.seed
            )
        )
        if not self.bandwidth_ > 0:
            return np.zeros(len(points), np.int64)
        found = cluster.MeanShift(bandwidth=self.bandwidth_, bin_seeding=True, max_iter=100)
        with warnings.catch_warnings():  # where bins do not help it begins from every row
            warnings.simplefilter("ignore")
            return np.asarray(found.fit(points).labels_, np.int64)


@dataclass
class Spectral(_Sampled):
    """K-means among eigenvectors of the neighbour graph's Laplacian (Ng, Jordan and Weiss 2001)."""

    clusters: int = 8
    neighbors: int = 10

    def _labels(self, points: NDArray[np.float64]) -> NDArray[np.int64]:
        from scipy.sparse import csr_matrix
        from sklearn import cluster

        n = len(points)
        graph = neighbor_graph(points, self.neighbors)
        ends = np.arange(0, n * graph.k + 1, graph.k)
        links = csr_matrix((np.ones(n * graph.k), graph.indices.ravel(), ends), shape=(n, n))
        with warnings.catch_warnings():  # separate groups of rows are ordinary in real data
            warnings.simplefilter("ignore")
            found = cluster.SpectralClustering(
                min(self.clusters, n - 1),
                affinity="precomputed",
                assign_labels="cluster_qr",
                random_state=self.seed,
            ).fit_predict((links + links.T) / 2)
        return np.asarray(found, np.int64)
