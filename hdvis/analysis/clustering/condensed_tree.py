"""A tree of clusters by density: which split off, how long each lasts, which rows leave when."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.spanning_kernel import condense, linkage
from hdvis.analysis.clustering.spanning_tree import SpanningTree


@dataclass(frozen=True, eq=False)
class CondensedTree:
    """Clusters of n rows by density 1 / distance (Campello, Moulavi and Sander 2013).

    For each cluster, 0 being all rows: parent (c,) (-1 for 0), birth (c,) and death (c,) in
    density, size (c,), stability (c,) and whether it is one of those chosen (c,). Row i leaves
    cluster home[i] at the density left_at[i].
    """

    parent: NDArray[np.int64]
    birth: NDArray[np.float64]
    death: NDArray[np.float64]
    size: NDArray[np.int64]
    stability: NDArray[np.float64]
    chosen: NDArray[np.bool_]
    home: NDArray[np.int64]
    left_at: NDArray[np.float64]

    def __len__(self) -> int:
        """Number of clusters, the whole included."""
        return len(self.parent)

    def labels(self) -> NDArray[np.int64]:
        """The chosen cluster (n,) of every row, -1 for noise, numbered in the tree's order."""
        number = np.full(len(self), -1)
        number[self.chosen] = np.arange(self.chosen.sum())
        for cluster in range(1, len(self)):  # parents come before their children
            if not self.chosen[cluster]:
                number[cluster] = number[self.parent[cluster]]
        return number[self.home]

    def strength(self) -> NDArray[np.float32]:
        """How deep (n,) in its chosen cluster a row is, 1 at the core and 0 for noise."""
        labels = self.labels()
        kept = labels >= 0
        most = np.zeros(int(self.chosen.sum()))
        np.maximum.at(most, labels[kept], self.left_at[kept])
        out = np.zeros(len(labels), np.float32)
        out[kept] = self.left_at[kept] / np.where(most > 0, most, 1)[labels[kept]]
        return out

    def rows(self, cluster: int) -> NDArray[np.intp]:
        """All rows that belong to a cluster or to one that split off it."""
        inside = np.zeros(len(self), bool)
        inside[cluster] = True
        for other in range(cluster + 1, len(self)):
            inside[other] = inside[self.parent[other]]
        return np.flatnonzero(inside[self.home])


def condensed_tree(
    tree: SpanningTree, min_cluster_size: int, leaves: bool = False
) -> CondensedTree:
    """The tree of clusters of `min_cluster_size` rows or more.

    Chosen are those of greatest excess of mass, never the whole; or the `leaves` of the tree.
    """
    n = len(tree.weight) + 1
    merges, sizes = linkage(tree.edges, n)
    positive = tree.weight[tree.weight > 0]
    least = positive.min() / 2 if len(positive) else 1.0  # equal rows part at a finite density
    density = 1 / np.maximum(tree.weight, least)
    parent, birth, home, left_at = condense(merges, sizes, density, max(2, min_cluster_size))
    count = len(parent)
    own = np.bincount(home, minlength=count)
    size = own.astype(np.int64)
    mass = np.bincount(home, left_at - birth[home], count).astype(np.float64)
    death = birth.copy()
    np.maximum.at(death, home, left_at)
    for cluster in range(count - 1, 0, -1):
        above = parent[cluster]
        size[above] += size[cluster]
        mass[above] += size[cluster] * (birth[cluster] - birth[above])
        death[above] = max(death[above], birth[cluster])
    chosen = _leaves(parent) if leaves else _excess_of_mass(parent, mass)
    return CondensedTree(parent, birth, death, size, mass, chosen, home, left_at)


def _leaves(parent: NDArray[np.int64]) -> NDArray[np.bool_]:
    chosen = np.ones(len(parent), bool)
    chosen[parent[1:]] = False
    chosen[0] = False
    return chosen


def _excess_of_mass(parent: NDArray[np.int64], stability: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Clusters no two of which contain each other, of greatest total stability."""
    count = len(parent)
    below, best = np.zeros(count), np.zeros(count)
    chosen = np.zeros(count, bool)
    for cluster in range(count - 1, 0, -1):
        chosen[cluster] = stability[cluster] >= below[cluster]
        best[cluster] = max(stability[cluster], below[cluster])
        below[parent[cluster]] += best[cluster]
    covered = np.zeros(count, bool)
    for cluster in range(1, count):
        covered[cluster] = covered[parent[cluster]] or chosen[parent[cluster]]
    return chosen & ~covered
