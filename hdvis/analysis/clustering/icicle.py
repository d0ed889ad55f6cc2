"""The tree of clusters as boxes that can be read: as wide as their rows, as long as they last."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.clustering.condensed_tree import CondensedTree

MOST_BOXES = 300


@dataclass(frozen=True, eq=False)
class Icicle:
    """Boxes of the clusters `cluster` (b,), parents before children.

    left and right (b,) are shares of all rows, top and bottom (b,) shares of the range of
    log density, from the birth of a cluster to its split or end. parent (b,) is a box, -1 for
    the whole; chosen (b,) marks the clusters chosen.
    """

    cluster: NDArray[np.int64]
    parent: NDArray[np.int64]
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    top: NDArray[np.float64]
    bottom: NDArray[np.float64]
    chosen: NDArray[np.bool_]


def icicle(tree: CondensedTree, most: int = MOST_BOXES) -> Icicle:
    """The chosen clusters, those that last longest, and what they split off from."""
    kept = _kept(tree, most)
    number = np.full(len(tree), -1)
    number[kept] = np.arange(len(kept))
    parent = np.array([number[tree.parent[c]] if c else -1 for c in kept], np.int64)
    left, right = _spread(parent, tree.size[kept])
    top, bottom = _level(tree, tree.birth[kept]), _level(tree, _ends(tree)[kept])
    top[0] = 0.0
    return Icicle(kept, parent, left, right, top, bottom, tree.chosen[kept])


def _kept(tree: CondensedTree, most: int) -> NDArray[np.int64]:
    """Clusters in order: the whole, then by stability, each with all it split off from."""
    kept = {0}
    rank = np.lexsort((-tree.stability, ~tree.chosen))
    for cluster in rank.tolist():
        line = []
        while cluster not in kept:
            line.append(cluster)
            cluster = int(tree.parent[cluster])
        if len(kept) + len(line) <= most:
            kept.update(line)
    return np.array(sorted(kept), np.int64)


def _ends(tree: CondensedTree) -> NDArray[np.float64]:
    """Density (c,) at which each cluster splits, or loses its last row."""
    ends = tree.birth.copy()
    np.maximum.at(ends, tree.home, tree.left_at)
    splits = np.unique(tree.parent[1:])
    first = np.full(len(tree), np.inf)
    np.minimum.at(first, tree.parent[1:], tree.birth[1:])
    ends[splits] = first[splits]
    return ends


def _level(tree: CondensedTree, density: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where densities lie between the least and the greatest, by logarithm, 0 to 1."""
    seen = tree.left_at[tree.left_at > 0]
    if not len(seen):
        return np.zeros(len(density))
    low, high = np.log(seen.min()), np.log(seen.max())
    height = np.log(np.maximum(density, seen.min())) - low
    return np.asarray(height / max(high - low, 1e-9))


def _spread(
    parent: NDArray[np.int64], size: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Children side by side in the middle of their parent, as wide as their rows."""
    left, right = np.zeros(len(parent)), np.ones(len(parent))
    for box in range(len(parent)):
        children = np.flatnonzero(parent == box)
        if not len(children):
            continue
        width = right[box] - left[box]
        shares = size[children] / size[box] * width
        at = left[box] + (width - shares.sum()) / 2
        for child, share in zip(children, shares, strict=True):
            left[child], right[child] = at, at + share
            at += share
    return left, right
