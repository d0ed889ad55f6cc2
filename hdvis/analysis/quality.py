"""How faithful an embedding is to the neighbourhoods it was made from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.matrix import as_matrix, finite_rows
from hdvis.analysis.neighbors import NeighborGraph
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

SAMPLE_ROWS = 1_000
"""Ranks among all rows are measured at this many rows at most, chosen by the seed."""

_BLOCK = 128


@dataclass(frozen=True)
class Quality:
    """Trustworthiness and continuity at k, measured at `rows` rows (all of them, or a sample)."""

    trustworthiness: float
    continuity: float
    k: int
    rows: int
    note: str = ""


def measure_quality(
    vectors: ArrayLike,
    embedding: ArrayLike,
    k: int = 10,
    *,
    sample: int = SAMPLE_ROWS,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> Quality:
    """Trustworthiness and continuity of `embedding` (n, m) for `vectors` (n, d).

    Trustworthiness is lost by rows that are near in the embedding only, continuity by rows that
    are near in the vectors only; both lie in 0..1 (Venna and Kaski, ICANN 2001). With more
    than `sample` rows the sums run over a seeded sample, their ranks still over all rows; `note`
    says so. `k` is cut below half the rows, where the measure is defined. Needs 3 finite rows.
    """
    high, low = as_matrix(vectors), as_matrix(embedding, "embedding")
    if len(high) != len(low):
        raise DataError(
            f"embedding: {len(low)} rows for {len(high)} vectors; one per row is needed"
        )
    rows = np.intersect1d(finite_rows(high), finite_rows(low))
    n = len(rows)
    if n < 3:
        raise DataError(f"quality: needs at least 3 rows, got {n}. Add rows", code="HDV-A6")
    k = max(1, min(k, (n - 1) // 2))
    chosen = _sampled(n, sample, seed)
    high, low = _centred(high[rows]), _centred(low[rows])
    lost = np.zeros(2)
    for start in range(0, len(chosen), _BLOCK):
        checkpoint(start / len(chosen))
        block = chosen[start : start + _BLOCK]
        far_high, far_low = _squared(high, block), _squared(low, block)
        lost += _intruders(far_high, far_low, k), _intruders(far_low, far_high, k)
    worst = len(chosen) * k * (2 * n - 3 * k - 1) / 2
    trust, kept = 1 - lost / worst
    note = "" if len(chosen) == n else f"measured at {len(chosen):,} of {n:,} rows"
    return Quality(float(trust), float(kept), k, len(chosen), note)


def kept_neighbors(
    high: NeighborGraph, low: NeighborGraph, k: int | None = None
) -> NDArray[np.float32]:
    """Share (n,) of each row's `k` nearest in `high` that are among its `k` nearest in `low`.

    Its mean is the neighbour recall. NaN for rows that have no neighbours in either graph.
    """
    if high.n != low.n:
        raise DataError(f"graphs: got {high.n} and {low.n} rows, expected as many. Use one row set")
    k = min(high.k, low.k) if k is None else k
    first, second = high.sliced(k).indices, low.sliced(k).indices
    share = np.empty(high.n, np.float32)
    for start in range(0, high.n, 8192):
        ends = slice(start, start + 8192)
        same = first[ends, :, None] == second[ends, None, :]
        share[ends] = same.any(axis=2).mean(axis=1)
    share[(first[:, 0] < 0) | (second[:, 0] < 0)] = np.nan
    return share


def plane_neighbors(embedding: ArrayLike, k: int) -> NeighborGraph:
    """Exact neighbours of an embedding (n, m) of few dimensions, by a k-d tree."""
    from scipy.spatial import cKDTree

    points = as_matrix(embedding, "embedding")
    rows = finite_rows(points)
    if len(rows) < 2:
        raise DataError(f"embedding: needs at least 2 rows, got {len(rows)}", code="HDV-A6")
    k = min(k, len(rows) - 1)
    _, found = cKDTree(points[rows]).query(points[rows], k + 1)
    others = _without_self(np.asarray(found, np.int32))
    indices = np.full((len(points), k), -1, np.int32)
    indices[rows] = rows[others]
    steps = points[rows][:, None, :] - points[rows[others]]
    distances = np.full((len(points), k), np.nan, np.float32)
    distances[rows] = np.linalg.norm(steps, axis=2)
    return NeighborGraph(indices, distances)


def _without_self(found: NDArray[np.int32]) -> NDArray[np.int32]:
    """Each row's list less the row itself, or less its last entry where equal rows crowd it out."""
    own = found == np.arange(len(found), dtype=np.int32)[:, None]
    own[~own.any(axis=1), -1] = True
    return np.asarray(found[~own].reshape(len(found), -1), np.int32)


def _sampled(n: int, sample: int, seed: int) -> NDArray[np.intp]:
    if n <= sample:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, sample, replace=False))


def _centred(points: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows less their mean; in float32 when they are many, where it halves the time."""
    wide = points.astype(np.float64)
    return np.asarray(wide - wide.mean(axis=0), np.float64 if len(wide) <= 5_000 else np.float32)


def _squared(points: NDArray[np.floating], rows: NDArray[np.intp]) -> NDArray[np.floating]:
    """Squared distances (r, n) of some rows to all, infinite to themselves."""
    norms = np.einsum("ij,ij->i", points, points)
    far: NDArray[np.floating] = norms[rows, None] + norms - 2 * (points[rows] @ points.T)
    far[np.arange(len(rows)), rows] = np.inf
    return far


def _intruders(true: NDArray[np.floating], shown: NDArray[np.floating], k: int) -> float:
    """Sum of rank - k over the `k` nearest of `shown` whose rank in `true` is beyond `k`."""
    near = np.argpartition(shown, k - 1, axis=1)[:, :k]
    total = 0
    for row, who in zip(true, near, strict=True):
        ranks = 1 + np.searchsorted(np.sort(row), row[who]) if k > 40 else _ranks(row, who)
        total += int(np.maximum(ranks - k, 0).sum())
    return float(total)


def _ranks(row: NDArray[np.floating], who: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.array([1 + np.count_nonzero(row < row[other]) for other in who])
