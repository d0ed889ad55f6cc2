"""UMAP by umap-learn, for results that can be compared with everybody else's."""

import warnings
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.apart import call_apart
from hdvis.analysis.neighbors import NeighborGraph, neighbor_graph
from hdvis.analysis.reducers.watching import OnPositions, Plane
from hdvis.checkpoint import Checkpoint, no_checkpoint


@dataclass
class UMAP:
    """Uniform manifold approximation and projection (McInnes, Healy and Melville 2018).

    umap-learn compiles itself at its first use in a process and cannot be interrupted, so it runs
    in a process of its own, which is kept for the next time and ended when it is to stop.
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
        options = {"min_dist": self.min_dist, "metric": self.metric, "random_state": self.seed}
        near = graph.sliced(min(k, graph.k))
        positions = call_apart(
            place_by_umap,
            np.asarray(vectors),
            _with_self(near),
            options,
            checkpoint=lambda f: checkpoint(0.3 + 0.7 * f),
        )
        checkpoint(1.0)
        return np.asarray(positions, np.float32)


def place_by_umap(
    vectors: NDArray[np.floating],
    nearest: tuple[NDArray[np.int32], NDArray[np.float32]],
    options: dict[str, Any],
    told: Checkpoint,
) -> Plane:
    """What umap-learn makes of neighbours that are known, the row itself first."""
    import umap

    rows, count = nearest[0].shape
    reducer = umap.UMAP(
        n_neighbors=count,
        n_jobs=1,
        init="spectral" if rows > 10 else "random",
        precomputed_knn=nearest,
        tqdm_kwds={"disable": False, "file": _Epochs(told), "bar_format": "{n}/{total}"},
        **options,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        positions: Plane = reducer.fit_transform(vectors)
    return positions


class _Epochs:
    """The file that umap-learn writes its progress to: "n/total" now and then."""

    def __init__(self, told: Checkpoint) -> None:
        self._told = told

    def write(self, text: str) -> None:
        done, _, total = text.strip().partition("/")
        if done.isdecimal() and total.isdecimal():
            self._told(int(done) / max(1, int(total)))

    def flush(self) -> None:
        """Nothing is kept back."""


def _with_self(graph: NeighborGraph) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Neighbours with the row itself first, as umap-learn counts them."""
    own = np.arange(graph.n, dtype=np.int32)[:, None]
    zero = np.zeros((graph.n, 1), np.float32)
    return np.hstack([own, graph.indices]), np.hstack([zero, graph.distances])
