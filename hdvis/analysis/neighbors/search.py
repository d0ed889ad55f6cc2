"""The neighbour graph of any vectors, by the search that suits their number and shape."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.accel.device_neighbors import nearest_on_device, neighbor_device
from hdvis.accel.row_pool import RowPool, worker_count
from hdvis.analysis.matrix import as_matrix, finite_rows
from hdvis.analysis.neighbors.approximate import Announce, Found, approximate_neighbors
from hdvis.analysis.neighbors.exact import exact_neighbors, predicted_seconds, ranked
from hdvis.analysis.neighbors.factors import prepared
from hdvis.analysis.neighbors.graph import NeighborGraph, Recall
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

METRICS = ("euclidean", "cosine")

EXACT_SECONDS = 10.0
"""Every pair is looked at where this is predicted to take no longer."""

DEVICE_ROWS = 20_000, 1_000_000
"""Between these numbers of rows a graphics card, where there is one, looks at every pair."""


def unheard(words: str) -> None:
    """Nobody is told what comes next."""


def neighbor_graph(
    vectors: ArrayLike,
    k: int = 64,
    *,
    metric: str = "euclidean",
    seed: int = 0,
    exact_seconds: float = EXACT_SECONDS,
    checkpoint: Checkpoint = no_checkpoint,
    announce: Announce = unheard,
) -> NeighborGraph:
    """The `k` nearest rows of each row of `vectors` (n, d), never the row itself.

    `metric` is "euclidean" or "cosine" (1 - cosine). Every pair is looked at where a graphics
    card is at hand or that is predicted to take `exact_seconds` at most; else near lists are
    searched, compared with 500 rows known exactly, and refined until recall is .95 or, where
    that cannot be, replaced by the exact answer. `recall` says what was reached and `announce`
    hears what comes next. `k` is cut to the number of other finite rows. Needs 2 finite rows.
    """
    if metric not in METRICS:
        raise DataError(f"metric: got {metric!r}, expected one of {', '.join(METRICS)}. Choose one")
    if k < 1:
        raise DataError(f"neighbours: got k = {k}, expected at least 1. Give a larger k")
    matrix = as_matrix(vectors)
    rows = finite_rows(matrix)
    if len(rows) < 2:
        raise DataError(
            f"neighbours: needs at least 2 rows, got {len(rows)}. Add rows", code="HDV-A6"
        )
    points, unit = prepared(matrix[rows], metric)
    k = min(k, len(rows) - 1)
    found = _search(points, k, seed, exact_seconds, checkpoint, announce)
    indices, apart = found.lists
    distances = np.asarray(apart**2 / 2 if metric == "cosine" else apart * unit, np.float32)
    graph = NeighborGraph(indices, distances, metric, found.method, found.recall)
    return graph.widened(rows, len(matrix))


def _search(
    points: NDArray[np.float32], k: int, seed: int, exact_seconds: float,
    checkpoint: Checkpoint, announce: Announce,
) -> Found:  # fmt: skip
    few, many = DEVICE_ROWS
    device = neighbor_device() if few < len(points) <= many and exact_seconds > 0 else ""
    if device:
        found = _on_device(points, k, device, checkpoint)
        if found is not None:
            return found
    if predicted_seconds(len(points), points.shape[1], k, worker_count()) > exact_seconds:
        return approximate_neighbors(points, k, seed, checkpoint, announce)
    return Found(exact_neighbors(points, k, checkpoint), "exact", Recall())


def _on_device(
    points: NDArray[np.float32], k: int, device: str, checkpoint: Checkpoint
) -> Found | None:
    indices = nearest_on_device(points, k, device, checkpoint)
    if indices is None:
        return None
    with RowPool() as pool:
        lists, squared = ranked(points, indices, k, pool)
    return Found((lists, np.sqrt(squared)), f"exact on {device}", Recall())
