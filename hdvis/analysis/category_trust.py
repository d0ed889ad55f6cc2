"""What a map shows of categories, beside the same in the space it was made from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.clustering.facts import silhouette
from hdvis.analysis.neighbors import NeighborGraph
from hdvis.analysis.quality import plane_neighbors
from hdvis.checkpoint import Checkpoint, no_checkpoint

NEIGHBORS = 10
PERMUTATIONS = 20


@dataclass(frozen=True, eq=False)
class CategoryScores:
    """Scores (c,) of each category in one set of vectors, NaN where there are none.

    `alike` is the mean share of a row's nearest that are of its category, `chance` the largest of
    that share over random permutations of the categories; `silhouette` the mean silhouette.
    """

    alike: NDArray[np.float64]
    chance: NDArray[np.float64]
    silhouette: NDArray[np.float64]


def neighbor_agreement(
    graph: NeighborGraph, labels: NDArray[np.integer], k: int = NEIGHBORS
) -> NDArray[np.float64]:
    """The mean share (c,) of the `k` nearest rows that are of a row's own category.

    labels (n,) are codes, -1 for none; rows without a category or neighbours do not count.
    """
    near = graph.sliced(min(k, graph.k)).indices
    count = int(labels.max(initial=-1)) + 1
    rows = np.flatnonzero((labels >= 0) & (near[:, 0] >= 0))
    own = labels[rows]
    share = np.empty(len(rows))
    for start in range(0, len(rows), 65_536):
        part = slice(start, start + 65_536)
        share[part] = (labels[near[rows[part]]] == own[part, None]).mean(axis=1)
    sizes = np.bincount(own, minlength=count)
    sums = np.bincount(own, share, minlength=count)
    return np.where(sizes > 0, sums / np.maximum(sizes, 1), np.nan)


def category_scores(
    vectors: NDArray[np.floating],
    graph: NeighborGraph,
    labels: NDArray[np.integer],
    *,
    k: int = NEIGHBORS,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> CategoryScores:
    """Scores of the categories `labels` (n,), -1 for none, in `vectors` (n, d) with `graph`."""
    alike = neighbor_agreement(graph, labels, k)
    known = np.flatnonzero((labels >= 0) & np.isfinite(vectors).all(axis=1))
    rng, chance = np.random.default_rng(seed), np.full(len(alike), np.nan)
    for turn in range(permutations):
        checkpoint(turn / permutations)
        mixed = np.full_like(labels, -1)
        mixed[known] = rng.permutation(labels[known])
        chance = np.fmax(chance, _padded(neighbor_agreement(graph, mixed, k), len(alike)))
    inside = labels.astype(np.int64).copy()
    inside[~np.isfinite(vectors).all(axis=1)] = -1
    return CategoryScores(alike, chance, _padded(silhouette(vectors, inside), len(alike)))


def plane_scores(
    plane: NDArray[np.floating], labels: NDArray[np.integer], *, seed: int = 0
) -> CategoryScores:
    """The same scores of a map (n, 2)."""
    return category_scores(plane, plane_neighbors(plane, NEIGHBORS), labels, seed=seed)


def _padded(values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    return np.concatenate([values, np.full(count - len(values), np.nan)])
