"""Which rows keep their neighbours from one space to another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.comparison.cross_products import as_spaces
from hdvis.analysis.neighbors import NeighborGraph, neighbor_graph
from hdvis.analysis.quality import kept_neighbors
from hdvis.checkpoint import Checkpoint, no_checkpoint


@dataclass(frozen=True, eq=False)
class MutualNeighbors:
    """Shared neighbours at k: kept (n,) float32 per row, NaN where a row has none; their mean
    `score`; and `null`, the score of two unrelated spaces, k/(n - 1)."""

    kept: NDArray[np.float32]
    k: int
    score: float
    null: float

    @property
    def changed(self) -> NDArray[np.float32]:
        """Share (n,) of each row's neighbours that are others in the second space."""
        return 1 - self.kept


def mutual_neighbors(
    Z1: ArrayLike | NeighborGraph,
    Z2: ArrayLike | NeighborGraph,
    k: int = 10,
    checkpoint: Checkpoint = no_checkpoint,
) -> MutualNeighbors:
    """How many of the `k` nearest rows of each row in Z1 (n, d1) are so in Z2 (n, d2) too.

    Takes spaces or their neighbour graphs; k is cut to what both have.
    """
    first, second = _graphs(Z1, Z2, k, checkpoint)
    k = min(k, first.k, second.k)
    kept = kept_neighbors(first, second, k)
    there = kept[np.isfinite(kept)]
    score = float(there.mean(dtype=np.float64)) if len(there) else float("nan")
    null = k / (len(there) - 1) if len(there) > 1 else float("nan")
    return MutualNeighbors(kept, k, score, null)


def _graphs(
    Z1: ArrayLike | NeighborGraph,
    Z2: ArrayLike | NeighborGraph,
    k: int,
    checkpoint: Checkpoint,
) -> tuple[NeighborGraph, NeighborGraph]:
    if not isinstance(Z1, NeighborGraph) and not isinstance(Z2, NeighborGraph):
        Z1, Z2 = as_spaces([Z1, Z2])
    return _graph(Z1, k, checkpoint), _graph(Z2, k, checkpoint)


def _graph(Z: ArrayLike | NeighborGraph, k: int, checkpoint: Checkpoint) -> NeighborGraph:
    return Z if isinstance(Z, NeighborGraph) else neighbor_graph(Z, k, checkpoint=checkpoint)
