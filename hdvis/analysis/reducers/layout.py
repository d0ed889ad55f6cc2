"""Neighbor embedding: the neighbour graph laid out in the plane by stochastic descent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import NeighborGraph, neighbor_graph
from hdvis.analysis.reducers.linear import PCA
from hdvis.checkpoint import Checkpoint, no_checkpoint

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Plane = NDArray[np.float32]
OnPositions = Callable[[Plane], None]


@dataclass
class NeighborEmbedding:
    """Fast, watchable, seeded layout of rows by their nearest neighbours.

    Fuzzy neighbour weights as in UMAP (McInnes, Healy and Melville 2018); attraction and sampled
    repulsion under the Cauchy kernel 1 / (1 + steepness r^2). Starts from PCA. The outcome
    depends on the seed alone, not on the number of threads.
    """

    neighbors: int = 15
    epochs: int = 200
    negatives: int = 5
    steepness: float = 2.0
    repulsion: float = 1.0
    rate: float = 1.0
    seed: int = 0
    graph: NeighborGraph | None = None

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: OnPositions | None = None,
    ) -> Plane:
        """Positions (n, 2) float32 of `vectors` (n, d); `on_positions` sees every epoch."""
        graph = self.graph or neighbor_graph(
            vectors, self.neighbors, seed=self.seed, checkpoint=lambda f: checkpoint(0.3 * f)
        )
        graph = graph.sliced(min(self.neighbors, graph.k))
        start = _spread(PCA(seed=self.seed).fit_transform(vectors), 3.0, self.seed)
        return self._descend(
            start, fuzzy_union(graph), 0, self.epochs, _after(0.3, checkpoint), on_positions
        )

    def _descend(
        self,
        start: Plane,
        edges: "csr_matrix",
        first: int,
        epochs: int,
        checkpoint: Checkpoint,
        on_positions: OnPositions | None,
    ) -> Plane:
        """`start` after all epochs; rows before `first` are frozen."""
        from hdvis.accel.layout_kernel import epoch
        from hdvis.accel.row_pool import RowPool

        weights = (edges.data / edges.data.max()).astype(np.float32)
        pointers = edges.indptr.astype(np.int64)
        neighbors = edges.indices.astype(np.int32)
        due = np.random.default_rng(self.seed).random(len(weights)).astype(np.float32)
        here, there = start.copy(), start.copy()
        n = len(start) - first
        with RowPool() as pool:
            for turn in range(epochs):
                rate = self.rate * (1 - turn / epochs)

                def move(
                    begin: int, end: int, turn: int = turn, rate: float = rate
                ) -> None:
                    checkpoint((turn + begin / n) / epochs)
                    epoch(
                        here, there, pointers, neighbors, due, weights, rate, self.negatives,
                        self.seed * 1_000_003 + turn, self.steepness, self.repulsion,
                        first + begin, first + end,
                    )  # fmt: skip

                pool.run(move, n)
                here, there = there, here
                if on_positions is not None:
                    on_positions(here.copy())
        return here


def fuzzy_union(graph: NeighborGraph) -> "csr_matrix":
    """Symmetric weights w + w' - w w' (n, n) of a graph without missing rows."""
    from scipy.sparse import csr_matrix

    from hdvis.accel.layout_kernel import fuzzy_weights

    n, k = graph.n, graph.k
    one = csr_matrix(
        (
            fuzzy_weights(np.ascontiguousarray(graph.distances)).ravel(),
            graph.indices.ravel(),
            np.arange(0, n * k + 1, k),
        ),
        shape=(n, n),
    )
    other = one.T.tocsr()
    return (one + other - one.multiply(other)).tocsr()


def _after(share: float, checkpoint: Checkpoint) -> Checkpoint:
    return lambda fraction: checkpoint(share + (1 - share) * fraction)


def _spread(start: Plane, deviation: float, seed: int) -> Plane:
    """`start` scaled to a standard deviation, with a little noise so that equal rows can part."""
    scale = float(start.std(dtype=np.float64)) or 1.0
    noise = np.random.default_rng(seed).normal(0, 1e-3, start.shape)
    return np.ascontiguousarray(start * (deviation / scale) + noise, dtype=np.float32)
