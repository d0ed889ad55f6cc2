"""PlotPeeling: rows in the order in which they are peeled off, from the outside in.

The definition is hdvis's own: NDDAV names the view but has no algorithm for it.
"""

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import NeighborGraph
from hdvis.checkpoint import Checkpoint, no_checkpoint

DIRECTIONS = 64
_BINS = 4096


def peel_order(score: NDArray[np.floating]) -> NDArray[np.float32]:
    """The share (n,) of rows peeled before each: the lowest scores first, equal ones together.

    What remains after the share p is peeled are the rows of at least p. NaN stays NaN.
    """
    out = np.full(len(score), np.nan, np.float32)
    known = np.flatnonzero(np.isfinite(score))
    values = score[known]
    ordered = np.sort(values)
    out[known] = np.searchsorted(ordered, values, side="left") / max(1, len(known))
    return out


def depth(
    plane: NDArray[np.floating], checkpoint: Checkpoint = no_checkpoint
) -> NDArray[np.float32]:
    """How deep (n,) each row lies in a picture (n, 2), from 0 at the rim to .5 in the middle.

    Tukey's half-space depth (1975) over 64 directions: the least share of rows on one side of a
    line through the row. NaN for rows without a position.
    """
    known = np.flatnonzero(np.isfinite(plane).all(axis=1))
    least = np.full(len(known), np.inf)
    points = plane[known].astype(np.float64)
    if len(known):
        spread = points.std(axis=0)
        points = (points - points.mean(axis=0)) / np.where(spread > 0, spread, 1)
    for turn in range(DIRECTIONS if len(known) else 0):
        checkpoint(turn / DIRECTIONS)
        angle = np.pi * turn / DIRECTIONS
        along = points @ np.array([np.cos(angle), np.sin(angle)])
        below = _share_below(along)
        np.minimum(least, np.minimum(below, 1 - below), out=least)
    out = np.full(len(plane), np.nan, np.float32)
    out[known] = least
    return out


def _share_below(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of values below each, half of its own counted; of many, by fine bins."""
    n = len(values)
    if n <= 20_000:
        order = np.argsort(values, kind="stable")
        share = np.empty(n)
        share[order] = (np.arange(n) + 0.5) / n
        return share
    low, high = values.min(), values.max()
    bins = np.minimum((values - low) * (_BINS / max(high - low, 1e-300)), _BINS - 1).astype(np.intp)
    counts = np.bincount(bins, minlength=_BINS)
    middle = np.cumsum(counts) - counts / 2
    return np.asarray(middle[bins] / n)


def hull_layer(
    plane: NDArray[np.floating], checkpoint: Checkpoint = no_checkpoint
) -> NDArray[np.float32]:
    """The convex layer (n,) of each row of a picture (n, 2), 1 the outermost; NaN without place.

    Onion peeling (Barnett 1976); time grows with rows times layers, so for some thousand rows.
    """
    from scipy.spatial import ConvexHull, QhullError

    left = np.flatnonzero(np.isfinite(plane).all(axis=1))
    out = np.full(len(plane), np.nan, np.float32)
    layer, total = 0, len(left)
    while len(left):
        checkpoint(1 - len(left) / total)
        layer += 1
        try:
            rim = ConvexHull(plane[left].astype(np.float64)).vertices if len(left) > 3 else None
        except QhullError:  # on one line
            rim = None
        if rim is None:
            out[left] = layer
            break
        out[left[rim]] = layer
        left = np.delete(left, rim)
    return out


def local_density(graph: NeighborGraph, k: int = 15) -> NDArray[np.float32]:
    """One over the distance (n,) to the k-th neighbour, infinite among equal rows, NaN for none."""
    last = graph.distances[:, min(k, graph.k) - 1]
    with np.errstate(divide="ignore"):
        return np.asarray(1 / last, np.float32)
