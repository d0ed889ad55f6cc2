"""UMAP by umap-learn, for results that can be compared with everybody else's."""

import warnings
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import NeighborGraph, neighbor_graph
from hdvis.analysis.reducers.watching import OnPositions, Plane
from hdvis.checkpoint import Checkpoint, no_checkpoint


@dataclass
class UMAP:
    """Uniform manifold approximation and projection (McInnes, Healy and Melville 2018).

    umap-learn compiles itself at its first use in a process and cannot be interrupted: progress
    is known, and a stop is obeyed, after the neighbour search and at the end only.
    """

    neighbors: int = 15
    min_dist: float = 0.1
    metric: str = "euclidean"
    seed: int = 0
    graph: NeighborGraph | None = None

    least: ClassVar[int] = 4

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: OnPositions | None = None,
    ) -> Plane:
        """Positions (n, 2) float32 of `vectors` (n, d); one thread, so that the seed decides."""
        k = min(self.neighbors, len(vectors) - 1)
        graph = self.graph or neighbor_graph(
            vectors,
            k,
            metric=self.metric,
            seed=self.seed,
            checkpoint=lambda f: checkpoint(0.3 * f),
        )
        checkpoint(0.3)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            positions = self._reducer(graph.sliced(min(k, graph.k))).fit_transform(
                np.asarray(vectors)
            )
        checkpoint(1.0)
        return np.asarray(positions, np.float32)

    def _reducer(self, graph: NeighborGraph) -> Any:
        import umap

        return umap.UMAP(
            n_neighbors=graph.k + 1,
            min_dist=self.min_dist,
            metric=self.metric,
            random_state=self.seed,
            n_jobs=1,
            init="spectral" if graph.n > 10 else "random",
            precomputed_knn=_with_self(graph),
        )


def _with_self(graph: NeighborGraph) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Neighbours with the row itself first, as umap-learn counts them."""
    own = np.arange(graph.n, dtype=np.int32)[:, None]
    zero = np.zeros((graph.n, 1), np.float32)
    return np.hstack([own, graph.indices]), np.hstack([zero, graph.distances])
