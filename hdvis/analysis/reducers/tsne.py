"""t-SNE by openTSNE: the most faithful neighbourhoods, watched and stopped by one callback."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import NeighborGraph, neighbor_graph
from hdvis.analysis.reducers.linear import PCA
from hdvis.analysis.reducers.watching import OnPositions, Plane
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import HdvisError

_EARLY, _LATE = 250, 500
_START = 1e-4


@dataclass
class TSNE:
    """t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008).

    Starts from PCA; 250 iterations with exaggeration 12 and 500 without, as openTSNE has them.
    """

    perplexity: float = 30.0
    seed: int = 0
    graph: NeighborGraph | None = None

    least: ClassVar[int] = 4

    @property
    def graph_neighbors(self) -> int:
        """Neighbours it looks at: three times the perplexity."""
        return int(3 * self.perplexity)

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: OnPositions | None = None,
    ) -> Plane:
        """Positions (n, 2) float32; `on_positions` sees them every few of 750 iterations."""
        try:
            import openTSNE
        except ImportError:
            raise HdvisError(
                "t-SNE needs openTSNE, which is not installed. Run: pip install 'hdvis[tsne]'"
            ) from None
        affinities = self._affinities(vectors, lambda share: checkpoint(0.1 * share))
        many = len(vectors) > 5_000
        every, jobs = (1, -1) if many else (5, 1)  # threads cost few rows more than they save
        done = [0]

        def watch(_: int, __: float, embedding: Any) -> bool:
            done[0] += every
            checkpoint(0.1 + 0.9 * min(1.0, done[0] / (_EARLY + _LATE)))
            if on_positions is not None:
                on_positions(np.array(embedding, np.float32), done[0], _EARLY + _LATE)
            return False

        fitted = openTSNE.TSNE(
            early_exaggeration_iter=_EARLY,
            n_iter=_LATE,
            callbacks=watch,
            callbacks_every_iters=every,
            random_state=self.seed,
            n_jobs=jobs,
        ).fit(affinities=affinities, initialization=self._start(vectors))
        return np.array(fitted, np.float32)

    def _affinities(self, vectors: NDArray[np.floating], checkpoint: Checkpoint) -> Any:
        from openTSNE.affinity import PerplexityBasedNN
        from openTSNE.nearest_neighbors import PrecomputedNeighbors

        perplexity = min(self.perplexity, max(1.0, (len(vectors) - 1) / 3))
        k = max(1, min(int(3 * perplexity), len(vectors) - 1))
        graph = self.graph or neighbor_graph(vectors, k, seed=self.seed, checkpoint=checkpoint)
        checkpoint(1.0)
        near = graph.sliced(min(k, graph.k))
        return PerplexityBasedNN(
            perplexity=perplexity,
            k_neighbors=near.k,
            knn_index=PrecomputedNeighbors(
                np.ascontiguousarray(near.indices, np.int64),
                np.ascontiguousarray(near.distances, np.float64),
            ),
            random_state=self.seed,
        )

    def _start(self, vectors: NDArray[np.floating]) -> NDArray[np.float64]:
        """PCA at a standard deviation of 1e-4, a little jitter parting equal rows."""
        plane = PCA(seed=self.seed).fit_transform(vectors).astype(np.float64)
        scale = float(plane[:, 0].std()) or 1.0
        jitter = np.random.default_rng(self.seed).normal(0, _START / 100, plane.shape)
        return np.asarray(plane * (_START / scale) + jitter)
