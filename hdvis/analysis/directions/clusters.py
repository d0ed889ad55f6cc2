"""Groups of directions that point alike, in an order that shows them as blocks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.similarity import cosine_matrix
from hdvis.errors import DataError, shorten

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class DirectionClusters:
    """labels (n,), −1 for undefined directions; `order` (n,) of rows that makes clusters blocks
    and leaves alike neighbours; `sizes` (k,)."""

    labels: Array
    order: Array
    sizes: Array


def cluster_directions(
    directions: ArrayLike,
    clusters: int = 5,
    method: str = "spherical k-means",
    before: Array | None = None,
) -> DirectionClusters:
    """Group the rows of `directions` (n, d) by cosine; `method` is a name in CLUSTERINGS.

    Fewer clusters come back when there are fewer distinct directions. They are numbered from the
    largest, ties by the earliest row, or as most of their rows were `before` (n,), so that colours
    and names stay with their clusters.
    """
    if method not in CLUSTERINGS:
        raise DataError(
            f"method: got {shorten(method)!r}, expected one of {', '.join(CLUSTERINGS)}"
        )
    rows = np.atleast_2d(np.asarray(directions, np.float64))
    lengths = np.linalg.norm(rows, axis=1)
    usable = np.flatnonzero(np.isfinite(lengths) & (lengths > 0))
    labels = np.full(len(rows), -1)
    if not len(usable):
        return DirectionClusters(labels, np.arange(len(rows)), np.zeros(0, int))
    units = rows[usable] / lengths[usable, None]
    wanted = min(max(clusters, 1), len(units))
    labels[usable] = by_size(CLUSTERINGS[method](units, wanted))
    if before is not None:
        labels[usable] = as_before(labels[usable], np.asarray(before)[usable])
    places = np.empty(len(rows))
    places[usable] = np.argsort(leaf_order(units))
    # Undefined rows come last.
    order = np.lexsort((places, np.where(labels < 0, len(rows), labels)))
    return DirectionClusters(labels, order, np.bincount(labels[usable]))


def spherical_kmeans(units: Array, clusters: int, restarts: int = 20, seed: int = 0) -> Array:
    """Lloyd's algorithm with centroids put back on the sphere, best of `restarts`: labels (n,)."""
    draw = np.random.default_rng(seed)
    best, best_labels = -np.inf, np.zeros(len(units), int)
    for _ in range(restarts):
        labels = _settle(units, _spread_seeds(units, clusters, draw))
        sums = [units[labels == i].sum(axis=0) for i in range(clusters)]
        total = float(np.linalg.norm(sums, axis=1).sum())
        if total > best + 1e-12:
            best, best_labels = total, labels
    return best_labels


def _spread_seeds(units: Array, clusters: int, draw: np.random.Generator) -> Array:
    """k-means++ seeds by 1 − cosine."""
    chosen = [int(draw.integers(len(units)))]
    while len(chosen) < clusters:
        far = np.maximum(1.0 - (units @ units[chosen].T).max(axis=1), 0.0)
        far[chosen] = 0.0
        total = far.sum()
        free = np.setdiff1d(np.arange(len(units)), chosen)
        pick = draw.choice(len(units), p=far / total) if total > 0 else free[0]
        chosen.append(int(pick))
    return units[chosen]


def _settle(units: Array, centres: Array, rounds: int = 100) -> Array:
    labels = np.full(len(units), -1)
    for _ in range(rounds):
        near = units @ centres.T
        found = near.argmax(axis=1)
        if (found == labels).all():
            break
        labels = found
        for i in range(len(centres)):
            total = units[labels == i].sum(axis=0)
            size = np.linalg.norm(total)
            if size > 1e-12:
                centres[i] = total / size
            else:
                # An empty or self-cancelling cluster starts again at the worst served row.
                centres[i] = units[near.max(axis=1).argmin()]
    return labels


def kmeans_on_cosines(units: Array, clusters: int, restarts: int = 20, seed: int = 0) -> Array:
    """Plain k-means on the rows of the cosine matrix: labels (n,)."""
    from sklearn.cluster import KMeans

    rows = cosine_matrix(units)
    distinct = len(np.unique(rows.round(12), axis=0))
    model = KMeans(min(clusters, distinct), n_init=restarts, random_state=seed)
    return np.asarray(model.fit_predict(rows))


def average_linkage(units: Array, clusters: int) -> Array:
    """The tree of average cosine distance, cut into `clusters`: labels (n,)."""
    from scipy.cluster.hierarchy import cut_tree

    if len(units) == 1:
        return np.zeros(1, int)
    return np.asarray(cut_tree(linkage_tree(units), clusters)[:, 0])


def linkage_tree(units: Array) -> Array:
    """Average linkage on 1 − cosine as scipy's (n − 1, 4) tree, leaves ordered alike to alike."""
    from scipy.cluster.hierarchy import linkage, optimal_leaf_ordering

    apart = 1.0 - cosine_matrix(units)
    condensed = np.maximum(apart[np.triu_indices(len(units), 1)], 0.0)
    tree = linkage(condensed, "average")
    # Ordering is cubic; beyond this the plain leaf order has to do.
    return np.asarray(optimal_leaf_ordering(tree, condensed) if len(units) <= 500 else tree)


def leaf_order(units: Array) -> Array:
    """Rows in the order of the leaves of `linkage_tree`, (n,)."""
    from scipy.cluster.hierarchy import leaves_list

    if len(units) < 2:
        return np.arange(len(units))
    return np.asarray(leaves_list(linkage_tree(units)))


def by_size(labels: Array) -> Array:
    """Labels (n,) renumbered 0, 1, … from the largest cluster, ties by first row."""
    names, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    rank = np.lexsort((first, -sizes))
    number = np.empty(len(names), int)
    number[rank] = np.arange(len(names))
    return np.asarray(number[np.searchsorted(names, labels)])


def as_before(labels: Array, before: Array) -> Array:
    """Labels (n,) renumbered so that most rows keep their number in `before` (n,), −1 for none."""
    from scipy.optimize import linear_sum_assignment

    count = int(labels.max()) + 1
    shared = 1e-6 * np.eye(count)
    known = (before >= 0) & (before < count)
    np.add.at(shared, (labels[known], before[known]), 1)
    _, number = linear_sum_assignment(shared, maximize=True)
    return np.asarray(number[labels])


CLUSTERINGS: Mapping[str, Callable[[Array, int], Array]] = {
    "spherical k-means": spherical_kmeans,
    "k-means on cosines": kmeans_on_cosines,
    "average linkage": average_linkage,
}
