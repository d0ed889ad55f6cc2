"""A few hundred rows compared with all others: how hard the data is, and how good an answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.row_pool import RowPool
from hdvis.analysis.neighbors.exact import SPARE, nearest_of_all
from hdvis.analysis.neighbors.factors import Lists
from hdvis.analysis.neighbors.graph import Recall
from hdvis.checkpoint import Checkpoint, no_checkpoint

PILOT_ROWS = 500
_TIES = 1e-5


@dataclass(frozen=True, eq=False)
class Pilot:
    """The true neighbours (r, k) of some `rows`, and the squared distance (r,) of the k-th."""

    rows: NDArray[np.int32]
    indices: NDArray[np.int32]
    last: NDArray[np.float64]

    def recall(self, lists: Lists) -> Recall:
        """The recall of lists of k neighbours with their squared distances (n, k)."""
        squared = lists[1][self.rows].astype(np.float64)
        share = (squared <= self.last[:, None] * (1 + _TIES)).mean(axis=1)
        error = share.std(ddof=1) / np.sqrt(len(share))
        return Recall(float(share.mean()), float(error), len(share))


def send_pilot(
    points: NDArray[np.float32], k: int, seed: int, pool: RowPool,
    checkpoint: Checkpoint = no_checkpoint,
) -> Pilot:  # fmt: skip
    """The true `k` neighbours of up to 500 of the rows `points` (n, d), drawn by `seed`."""
    n = len(points)
    drawn = np.random.default_rng(seed).choice(n, min(PILOT_ROWS, n), replace=False)
    rows = np.sort(drawn).astype(np.int32)
    kept, _ = nearest_of_all(points, rows, k + SPARE, pool, np.float64, checkpoint)
    steps = points[kept].astype(np.float64) - points[rows][:, None]
    squared = np.where(kept >= 0, np.einsum("rkd,rkd->rk", steps, steps), np.inf)
    order = np.argsort(squared, axis=1, kind="stable")[:, :k]
    indices = np.take_along_axis(kept, order, axis=1)
    return Pilot(rows, indices, np.take_along_axis(squared, order, axis=1)[:, -1])
