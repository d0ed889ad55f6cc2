"""The classical manifold methods of scikit-learn, bounded so that they end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import neighbor_graph
from hdvis.checkpoint import Checkpoint, no_checkpoint

BOUND = 5_000
"""Above this many rows a sample is embedded, the others placed among their neighbours."""

_PLACING = 5


@dataclass
class _Manifold:
    """What the four methods share: the sample, the rows placed after it and the note about both."""

    seed: int = 0
    bound: int = BOUND

    note: ClassVar[str] = ""

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: Callable[[NDArray[np.float32]], None] | None = None,
    ) -> NDArray[np.float32]:
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
        found = np.asarray(self._estimator(len(points)).fit_transform(points), np.float32)
        return found if found.shape[1] == 2 else np.pad(found, ((0, 0), (0, 2 - found.shape[1])))

    def _estimator(self, n: int) -> Any:
        raise NotImplementedError
