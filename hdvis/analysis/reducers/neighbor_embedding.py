"""Neighbor embedding: the neighbour graph laid out in the plane by stochastic descent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import NeighborGraph, nearest_among, neighbor_graph
from hdvis.analysis.reducers.linear import PCA
from hdvis.analysis.reducers.watching import OnPositions, Plane
from hdvis.checkpoint import Checkpoint, no_checkpoint

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_BLOCK = 8_192
_SPREAD = 3.0

_Springs = tuple[NDArray[np.int64], NDArray[np.int32], Plane, Plane]


@dataclass
class NeighborEmbedding:
    """Fast, watchable, seeded layout of rows by their nearest neighbours.

    Fuzzy neighbour weights as in UMAP (McInnes, Healy and Melville 2018); attraction and sampled
    repulsion under the Cauchy kernel 1 / (1 + steepness r^2). Starts from PCA. The outcome
    depends on the seed alone, not on the number of threads.
    """

    neighbors: int = 15
    epochs: int = 200
    negatives: int = 3
    steepness: float = 2.0
    repulsion: float = 8.0
    rate: float = 1.0
    seed: int = 0
    graph: NeighborGraph | None = None

    least: ClassVar[int] = 3

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
        start = _spread(PCA(seed=self.seed).fit_transform(vectors), _SPREAD, self.seed)
        edges = fuzzy_union(graph)
        return self._descend(
            start, edges, 0, self.epochs, self.rate, _between(0.3, 1.0, checkpoint), on_positions
        )

    def transform(
        self,
        new: NDArray[np.floating],
        vectors: NDArray[np.floating],
        positions: Plane,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> Plane:
        """Positions (m, 2) of `new` rows (m, d) in the layout `positions` (n, 2) of `vectors`.

        The same descent with the rows of `vectors` held where they are.
        """
        indices, distances = nearest_among(new, vectors, self.neighbors)
        edges = _edges_to(len(vectors), indices, distances)
        among = edges[len(vectors) :, : len(vectors)]
        start = (among @ positions) / np.asarray(among.sum(axis=1))
        both = np.ascontiguousarray(np.concatenate([positions, start]), dtype=np.float32)
        epochs = max(1, self.epochs // 3)
        placed = self._descend(
            both, edges, len(vectors), epochs, self.rate / 4, checkpoint, on_positions=None
        )
        return placed[len(vectors) :]

    def _descend(
        self,
        start: Plane,
        edges: "csr_matrix",
        first: int,
        epochs: int,
        peak: float,
        checkpoint: Checkpoint,
        on_positions: OnPositions | None,
    ) -> Plane:
        """`start` after all epochs; rows before `first` are frozen."""
        from hdvis.accel.row_pool import RowPool

        weights = (edges.data / edges.data.max()).astype(np.float32)
        due = np.random.default_rng(self.seed).random(len(weights)).astype(np.float32)
        springs = (edges.indptr.astype(np.int64), edges.indices.astype(np.int32), due, weights)
        here, there = start.copy(), start.copy()
        with RowPool() as pool:
            for turn in range(epochs):
                move = self._mover(here, there, springs, first, turn, peak * (1 - turn / epochs))
                watch = _between(turn / epochs, (turn + 1) / epochs, checkpoint)
                pool.run(move, len(start) - first, _BLOCK, watch)
                here, there = there, here
                if on_positions is not None:
                    on_positions(here.copy(), turn + 1, epochs)
        return here

    def _mover(
        self, here: Plane, there: Plane, springs: _Springs, first: int, turn: int, rate: float
    ) -> Callable[[int, int], None]:
        """The step of epoch `turn` for a slice of the rows after `first`."""
        from hdvis.accel.embedding_kernel import epoch

        chance = self.seed * 1_000_003 + turn

        def move(begin: int, end: int) -> None:
            ends = (first + begin, first + end)
            how = (self.steepness, self.repulsion)
            epoch(here, there, *springs, rate, self.negatives, chance, *how, *ends)

        return move


def fuzzy_union(graph: NeighborGraph) -> "csr_matrix":
    """Symmetric weights w + w' - w w' (n, n) of a graph without missing rows."""
    from scipy.sparse import csr_matrix

    from hdvis.accel.embedding_kernel import fuzzy_weights

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


def _edges_to(n: int, indices: NDArray[np.int32], distances: Plane) -> "csr_matrix":
    """Weights (n + m, n + m) from m new rows to the n old ones, which have none of their own."""
    from scipy.sparse import csr_matrix

    from hdvis.accel.embedding_kernel import fuzzy_weights

    m, k = indices.shape
    pointers = np.concatenate([np.zeros(n, np.int64), np.arange(0, m * k + 1, k)])
    weights = fuzzy_weights(np.ascontiguousarray(distances)).ravel()
    return csr_matrix((weights, indices.ravel(), pointers), shape=(n + m, n + m))


def _between(low: float, high: float, checkpoint: Checkpoint) -> Checkpoint:
    return lambda share: checkpoint(low + (high - low) * share)


def _spread(start: Plane, deviation: float, seed: int) -> Plane:
    """`start` scaled to a standard deviation, with a little noise so that equal rows can part."""
    scale = float(start.std(dtype=np.float64)) or deviation
    noise = np.random.default_rng(seed).normal(0, 1e-3, start.shape)
    return np.ascontiguousarray(start * (deviation / scale) + noise, dtype=np.float32)
