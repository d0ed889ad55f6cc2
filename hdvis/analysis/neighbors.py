"""The nearest neighbours of every row, found once and sliced by every consumer."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

if TYPE_CHECKING:
    from hdvis.accel.row_pool import RowPool

EXACT_ROWS = 20_000
"""Up to this many rows every pair is looked at; above, lists of near rows are searched."""

DEVICE_ROWS = 1_000_000
"""Up to this many rows a graphics card looks at every pair."""

METRICS = ("euclidean", "cosine")
_BLOCK = 1024
_REACH = 15
_PROBES = 12
_ROUNDS = 3


@dataclass(frozen=True, eq=False)
class NeighborGraph:
    """The k nearest other rows of each row, nearest first.

    indices (n, k) int32 and distances (n, k) float32. A row with a value that is not finite has
    no neighbours, -1 and NaN, and is nobody's neighbour.
    """

    indices: NDArray[np.int32]
    distances: NDArray[np.float32]
    metric: str = "euclidean"
    approximate: bool = False

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


def finite_rows(vectors: NDArray[np.floating]) -> NDArray[np.intp]:
    """Rows of an (n, d) array whose values are all finite."""
    return np.flatnonzero(np.isfinite(vectors).all(axis=1))


def as_matrix(vectors: ArrayLike, where: str = "vectors") -> NDArray[np.floating]:
    """`vectors` as an (n, d) float array, or a `DataError` that says what came instead."""
    array = np.asarray(vectors)
    if array.dtype.kind not in "fiub":
        raise DataError(f"{where}: got dtype {array.dtype}, expected numbers. Convert them first")
    if array.ndim != 2:
        raise DataError(f"{where}: got shape {array.shape}, expected (rows, dims). Reshape it")
    if array.shape[1] == 0:
        raise DataError(f"{where}: has no columns. Give at least one", code="HDV-A7")
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def neighbor_graph(
    vectors: ArrayLike,
    k: int = 64,
    *,
    metric: str = "euclidean",
    seed: int = 0,
    exact: bool | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> NeighborGraph:
    """The `k` nearest rows of each row of `vectors` (n, d), never the row itself.

    `metric` is "euclidean" or "cosine" (1 - cosine). Up to 20,000 rows, and on a graphics card
    more, every pair is compared; else (or as `exact` says) near lists are searched and three steps
    of neighbour descent follow.
    `k` is cut to the number of other rows. Needs 2 finite rows.
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
    points = _prepared(matrix[rows], metric)
    k = min(k, len(rows) - 1)
    found = None if exact is False else _on_device(points, k, checkpoint)
    exact = found is not None or (len(rows) <= EXACT_ROWS if exact is None else exact)
    if found is None:
        found = _exact(points, k, checkpoint) if exact else _listed(points, k, seed, checkpoint)
    indices, distances = _sorted(points, found)
    if metric == "cosine":
        distances = np.asarray(distances**2 / 2, np.float32)
    return _widened(indices, distances, rows, len(matrix), metric, not exact)


def nearest_among(
    queries: NDArray[np.floating], points: NDArray[np.floating], k: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The `k` nearest `points` (n, d) of each of `queries` (m, d): indices and distances (m, k)."""
    from hdvis.accel.neighbor_kernel import keep_nearest

    n, k = len(points), min(k, len(points))
    both = _prepared(np.concatenate([points, queries]), "euclidean")
    norms = np.einsum("ij,ij->i", both, both)
    indices, squared = _empty(len(both), k)
    candidates = np.arange(n, dtype=np.int32)
    for block in _blocks(np.arange(n, len(both), dtype=np.int32)):
        keep_nearest(both[block] @ both[:n].T, block, candidates, norms, indices, squared)
    return indices[n:], np.sqrt(np.maximum(squared[n:], 0))


def _prepared(points: NDArray[np.floating], metric: str) -> NDArray[np.float32]:
    """Float32 rows, centred and scaled so that inner products lose and overflow nothing."""
    if np.abs(points).max() > 1e18:
        raise DataError("vectors: got values beyond 1e18, whose squares overflow. Scale them down")
    wide = points.astype(np.float64)
    if metric == "cosine":
        length = np.linalg.norm(wide, axis=1, keepdims=True)
        return (wide / np.where(length > 0, length, 1)).astype(np.float32)
    return np.ascontiguousarray(wide - wide.mean(axis=0), dtype=np.float32)


def _empty(n: int, k: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    return np.full((n, k), -1, np.int32), np.full((n, k), np.inf, np.float32)


def _on_device(
    points: NDArray[np.float32], k: int, checkpoint: Checkpoint
) -> NDArray[np.int32] | None:
    from hdvis.accel.device_neighbors import nearest_on_device, neighbor_device

    device = neighbor_device() if EXACT_ROWS < len(points) <= DEVICE_ROWS else ""
    return nearest_on_device(points, k, device, checkpoint) if device else None


def _exact(points: NDArray[np.float32], k: int, checkpoint: Checkpoint) -> NDArray[np.int32]:
    from hdvis.accel.neighbor_kernel import keep_nearest
    from hdvis.accel.row_pool import RowPool

    n = len(points)
    indices, squared = _empty(n, k)
    norms = np.einsum("ij,ij->i", points, points)
    everyone = np.arange(n, dtype=np.int32)

    def search(start: int, stop: int) -> None:
        queries = everyone[start:stop]
        keep_nearest(points[queries] @ points.T, queries, everyone, norms, indices, squared)

    with RowPool() as pool:
        pool.run(search, n, _BLOCK, checkpoint)
    return indices


def _listed(
    points: NDArray[np.float32], k: int, seed: int, checkpoint: Checkpoint
) -> NDArray[np.int32]:
    """Approximate neighbours: lists around centres (an inverted file), then neighbour descent."""
    from hdvis.accel.neighbor_kernel import keep_nearest
    from hdvis.accel.row_pool import RowPool

    indices, squared = _empty(len(points), k)
    norms = np.einsum("ij,ij->i", points, points)
    centers, owner = _lists(points, seed, checkpoint)
    order = np.argsort(owner, kind="stable").astype(np.int32)
    bounds = np.searchsorted(owner[order], np.arange(len(centers) + 1))
    near = _center_order(centers)
    sizes = np.diff(bounds)

    def search(c: int, _: int) -> None:
        enough = int(np.searchsorted(np.cumsum(sizes[near[c]]), 3 * k)) + 1
        probed = near[c, : max(_PROBES, enough)]
        candidates = np.concatenate([order[bounds[p] : bounds[p + 1]] for p in probed])
        others = points[candidates].T
        for block in _blocks(order[bounds[c] : bounds[c + 1]]):
            keep_nearest(points[block] @ others, block, candidates, norms, indices, squared)

    with RowPool() as pool:
        pool.run(search, len(centers), 1, lambda share: checkpoint(0.1 + 0.6 * share))
        return _refined(points, indices, squared, pool, checkpoint)


def _blocks(rows: NDArray[np.int32]) -> Iterator[NDArray[np.int32]]:
    for start in range(0, len(rows), _BLOCK):
        yield rows[start : start + _BLOCK]


def _lists(
    points: NDArray[np.float32], seed: int, checkpoint: Checkpoint
) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Centres (c, d) by a few rounds of k-means on a sample, with the centre of each row."""
    rng = np.random.default_rng(seed)
    count = max(8, min(4096, math.isqrt(len(points))))
    sample = points[rng.choice(len(points), min(len(points), 48 * count), replace=False)]
    centers = sample[:count].copy()
    for turn in range(4):
        checkpoint(0.02 * turn)
        owner = _owners(sample, centers)
        sizes = np.bincount(owner, minlength=count)
        order = np.argsort(owner, kind="stable")
        held = np.flatnonzero(sizes)
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])[held]
        centers[held] = np.add.reduceat(sample[order], starts, axis=0) / sizes[held, None]
    return centers, _owners(points, centers)


def _owners(points: NDArray[np.float32], centers: NDArray[np.float32]) -> NDArray[np.int32]:
    from hdvis.accel.neighbor_kernel import nearest_center

    norms = np.einsum("ij,ij->i", centers, centers)
    parts = [
        nearest_center(points[start : start + 8192] @ centers.T, norms)
        for start in range(0, len(points), 8192)
    ]
    return np.concatenate(parts)


def _center_order(centers: NDArray[np.float32]) -> NDArray[np.intp]:
    norms = np.einsum("ij,ij->i", centers, centers)
    order: NDArray[np.intp] = np.argsort(norms - 2 * centers @ centers.T, axis=1, kind="stable")
    return order


def _refined(
    points: NDArray[np.float32],
    indices: NDArray[np.int32],
    squared: NDArray[np.float32],
    pool: "RowPool",
    checkpoint: Checkpoint,
) -> NDArray[np.int32]:
    from hdvis.accel.neighbor_kernel import choosers, refine_rows

    n, k = indices.shape
    reach = min(k, _REACH)
    for turn in range(_ROUNDS):
        reverse = choosers(indices, reach, reach)
        better, nearer = indices.copy(), squared.copy()
        refine = partial(refine_rows, points, indices, squared, reverse, reach, better, nearer)
        pool.run(refine, n, 4096, partial(_told, checkpoint, turn))
        indices, squared = better, nearer
    return indices


def _told(checkpoint: Checkpoint, turn: int, share: float) -> None:
    checkpoint(0.7 + 0.3 * (turn + share) / _ROUNDS)


def _sorted(
    points: NDArray[np.float32], indices: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Neighbours in the order of distances without the rounding of inner products."""
    from hdvis.accel.neighbor_kernel import exact_distances

    distances = exact_distances(points, indices)
    order = np.argsort(distances, axis=1, kind="stable")
    return (
        np.take_along_axis(indices, order, axis=1),
        np.take_along_axis(distances, order, axis=1),
    )


def _widened(
    indices: NDArray[np.int32],
    distances: NDArray[np.float32],
    rows: NDArray[np.intp],
    n: int,
    metric: str,
    approximate: bool,
) -> NeighborGraph:
    """The graph of the finite `rows` in the numbering of all `n` rows."""
    if len(rows) < n:
        inner, indices = indices, np.full((n, indices.shape[1]), -1, np.int32)
        indices[rows] = rows[inner]
        near, distances = distances, np.full((n, distances.shape[1]), np.nan, np.float32)
        distances[rows] = near
    return NeighborGraph(indices, distances, metric, approximate)
