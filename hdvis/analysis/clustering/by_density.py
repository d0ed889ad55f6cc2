"""HDBSCAN and DBSCAN: groups of dense rows, both read off one spanning tree."""

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.spanning_kernel import join_parts, roots
from hdvis.analysis.clustering.condensed_tree import CondensedTree, condensed_tree
from hdvis.analysis.clustering.spanning_tree import spanning_tree
from hdvis.analysis.neighbors import NeighborGraph, neighbor_graph
from hdvis.checkpoint import Checkpoint, no_checkpoint

_GRAPH_K = 64


@dataclass
class HDBSCAN:
    """Hierarchical density-based clustering (Campello, Moulavi and Sander 2013).

    A group has `min_cluster_size` rows or more; a row is dense where `min_samples` rows, itself
    included, are near. `leaves` takes the finest groups instead of the most stable. `graph` saves
    the neighbour search; `tree_` (the clusters by density) and `strength_` follow `fit_predict`.
    """

    min_cluster_size: int = 15
    min_samples: int = 10
    leaves: bool = False
    graph: NeighborGraph | None = None
    tree_: CondensedTree | None = field(default=None, init=False)
    strength_: NDArray[np.float32] | None = field(default=None, init=False)

    least: ClassVar[int] = 3

    @property
    def graph_neighbors(self) -> int:
        """Neighbours it looks at."""
        return max(_GRAPH_K, self.min_samples)

    def fit_predict(
        self, vectors: NDArray[np.floating], checkpoint: Checkpoint = no_checkpoint
    ) -> NDArray[np.int64]:
        """A label (n,) for each of `vectors` (n, d), -1 for noise."""
        graph = _graph(self.graph, vectors, self.graph_neighbors, checkpoint)
        tree = spanning_tree(
            vectors, graph, self.min_samples, lambda share: checkpoint(0.4 + 0.6 * share)
        )
        self.tree_ = condensed_tree(tree, self.min_cluster_size, self.leaves)
        self.strength_ = self.tree_.strength()
        return self.tree_.labels()


@dataclass
class DBSCAN:
    """Density-based clustering (Ester, Kriegel, Sander and Xu 1996).

    A row is dense where `min_samples` rows, itself included, lie within `radius`; dense rows
    within that distance share a group, and others join a dense neighbour's. A radius of 0 is
    replaced by the one within which nine of ten rows are dense; `radius_` is what was used.
    """

    radius: float = 0.0
    min_samples: int = 10
    graph: NeighborGraph | None = None
    radius_: float = field(default=0.0, init=False)

    least: ClassVar[int] = 3

    @property
    def graph_neighbors(self) -> int:
        """Neighbours it looks at."""
        return max(_GRAPH_K, self.min_samples)

    def fit_predict(
        self, vectors: NDArray[np.floating], checkpoint: Checkpoint = no_checkpoint
    ) -> NDArray[np.int64]:
        """A label (n,) for each of `vectors` (n, d), -1 for noise."""
        graph = _graph(self.graph, vectors, self.graph_neighbors, checkpoint)
        tree = spanning_tree(
            vectors, graph, self.min_samples, lambda share: checkpoint(0.4 + 0.6 * share)
        )
        last = min(self.min_samples - 1, graph.k) - 1
        core = graph.distances[:, last] if last >= 0 else np.zeros(graph.n, np.float32)
        self.radius_ = self.radius or float(np.quantile(core, 0.9))
        dense = core <= self.radius_
        near = tree.weight <= self.radius_
        labels = _joined(tree.edges[near], graph.n)
        labels[~dense] = -1
        return _with_border(labels, dense, graph, self.radius_)


def _graph(
    given: NeighborGraph | None, vectors: NDArray[np.floating], k: int, checkpoint: Checkpoint
) -> NeighborGraph:
    return given or neighbor_graph(vectors, k, checkpoint=lambda share: checkpoint(0.4 * share))


def _joined(edges: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """The connected component (n,) of each row."""
    up = np.arange(n)
    weight = np.zeros(len(edges))
    join_parts(up, weight, edges, np.empty_like(edges), weight.copy())
    return np.asarray(np.unique(roots(up), return_inverse=True)[1], np.int64)


def _with_border(
    labels: NDArray[np.int64], dense: NDArray[np.bool_], graph: NeighborGraph, radius: float
) -> NDArray[np.int64]:
    """Rows that are not dense take the label of their nearest dense row within `radius`."""
    rows = np.flatnonzero(~dense)
    reached = dense[graph.indices[rows]] & (graph.distances[rows] <= radius)
    first = reached.argmax(axis=1)
    found = reached[np.arange(len(rows)), first]
    labels[rows[found]] = labels[graph.indices[rows[found], first[found]]]
    return labels
