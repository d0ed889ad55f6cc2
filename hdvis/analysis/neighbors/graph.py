"""The k nearest other rows of each row, and how many of them are the true ones."""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from hdvis.errors import DataError


@dataclass(frozen=True)
class Recall:
    """The share of true neighbours that were found.

    Estimated by comparing `rows` rows with all others; `error` is the standard error of that
    mean. An exact search has 1 ± 0 by construction, and `rows` 0.
    """

    value: float = 1.0
    error: float = 0.0
    rows: int = 0

    def __str__(self) -> str:
        if not self.rows:
            return "all true neighbours"
        low = max(0.001, 2 * self.error)
        return f"recall {self.value:.3f} ± {low:.3f} ({self.rows:,} rows looked at)"


@dataclass(frozen=True, eq=False)
class NeighborGraph:
    """The k nearest other rows of each row, nearest first.

    indices (n, k) int32 and distances (n, k) float32. A row with a value that is not finite has
    no neighbours, -1 and NaN, and is nobody's neighbour. `method` names the search, `recall` its
    success.
    """

    indices: NDArray[np.int32]
    distances: NDArray[np.float32]
    metric: str = "euclidean"
    method: str = "exact"
    recall: Recall = field(default_factory=Recall)

    @property
    def n(self) -> int:
        """Number of rows."""
        return int(self.indices.shape[0])

    @property
    def k(self) -> int:
        """Neighbours kept for each row."""
        return int(self.indices.shape[1])

    @property
    def rows(self) -> NDArray[np.intp]:
        """The rows that have neighbours."""
        return np.flatnonzero(self.indices[:, 0] >= 0)

    def sliced(self, k: int) -> "NeighborGraph":
        """The same graph with the `k` nearest only."""
        if not 1 <= k <= self.k:
            raise DataError(
                f"neighbours: got k = {k}, expected 1 to {self.k}. Build a larger graph"
            )
        return replace(self, indices=self.indices[:, :k], distances=self.distances[:, :k])

    def restricted(self) -> "NeighborGraph":
        """The graph of `rows` alone, numbered 0, 1, … in their order."""
        rows = self.rows
        if len(rows) == self.n:
            return self
        number = np.full(self.n, -1, np.int32)
        number[rows] = np.arange(len(rows), dtype=np.int32)
        return replace(self, indices=number[self.indices[rows]], distances=self.distances[rows])

    def widened(self, rows: NDArray[np.intp], n: int) -> "NeighborGraph":
        """The graph of `n` rows of which these, in the order of `rows`, have neighbours."""
        if len(rows) == n:
            return self
        indices = np.full((n, self.k), -1, np.int32)
        indices[rows] = rows[self.indices]
        distances = np.full((n, self.k), np.nan, np.float32)
        distances[rows] = self.distances
        return replace(self, indices=indices, distances=distances)
