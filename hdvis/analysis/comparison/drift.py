"""How far each row moves from one stage of a space to the next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.comparison.alignment import procrustes
from hdvis.analysis.comparison.cross_products import as_spaces
from hdvis.analysis.comparison.mutual_neighbors import mutual_neighbors
from hdvis.analysis.neighbors import NeighborGraph, neighbor_graph
from hdvis.checkpoint import Checkpoint, no_checkpoint


@dataclass(frozen=True, eq=False)
class Drift:
    """Three readings of a row's movement, each (n,) float32, NaN where a row has no value.

    displacement: how far it went, in the unit of the second space, after the first was shifted,
    turned and scaled onto it; lost_neighbors: one less the Jaccard index of its neighbours
    before and after; against_neighbors: how far it went beyond what its neighbours did on
    average, in units of its mean distance to them.
    """

    displacement: NDArray[np.float32]
    lost_neighbors: NDArray[np.float32]
    against_neighbors: NDArray[np.float32]


def drift(
    before: ArrayLike, after: ArrayLike, k: int = 10, checkpoint: Checkpoint = no_checkpoint
) -> Drift:
    """The movement of each row from `before` (n, d1) to `after` (n, d2), with `k` neighbours."""
    first, second = as_spaces([before, after])
    graph = neighbor_graph(first, k, checkpoint=checkpoint)
    kept = mutual_neighbors(graph, neighbor_graph(second, k, checkpoint=checkpoint), k).kept
    # Of two sets of k, a share s in common makes a union of k (2 - s).
    moved = procrustes(first, second)
    start = moved.apply(first)
    steps = second - start
    return Drift(
        np.linalg.norm(steps, axis=1).astype(np.float32),
        1 - kept / (2 - kept),
        _against_neighbors(steps, graph, moved.scale),
    )


def _against_neighbors(
    steps: NDArray[np.floating], graph: NeighborGraph, scale: float
) -> NDArray[np.float32]:
    rows = graph.rows
    out = np.full(graph.n, np.nan, np.float32)
    near = graph.indices[rows]
    together = np.zeros((len(rows), steps.shape[1]))
    for place in range(graph.k):
        together += steps[near[:, place]]
    alone = np.linalg.norm(steps[rows] - together / graph.k, axis=1)
    unit = scale * graph.distances[rows].mean(axis=1, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        out[rows] = np.where(alone == 0, 0.0, alone / unit)
    return out
