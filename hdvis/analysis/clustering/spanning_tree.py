"""The minimum spanning tree of mutual reachability, grown from a neighbour graph."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.accel import spanning_kernel as kernels
from hdvis.accel.blas import one_blas_thread
from hdvis.accel.row_pool import RowPool
from hdvis.analysis.neighbors import NeighborGraph
from hdvis.analysis.neighbors.factors import BLOCK, Factors, factors, prepared
from hdvis.checkpoint import Checkpoint, no_checkpoint

_ROUND_OFF = 2.0**-20


@dataclass(frozen=True, eq=False)
class SpanningTree:
    """Edges (n - 1, 2) of n rows in ascending order of their weight (n - 1,)."""

    edges: NDArray[np.int64]
    weight: NDArray[np.float64]


def spanning_tree(
    points: NDArray[np.floating],
    graph: NeighborGraph,
    min_samples: int,
    checkpoint: Checkpoint = no_checkpoint,
) -> SpanningTree:
    """The tree over rows `points` (n, d), all finite, whose Euclidean neighbours are `graph`.

    Mutual reachability is the largest of the distance and the two core distances, a core distance
    reaching `min_samples` rows, the row itself included (Campello, Moulavi and Sander 2013). Parts
    grow by their shortest edges (Borůvka 1926); where the lists cannot tell which that is, rows
    are compared with all others, so the tree is as right as the graph's distances are.
    """
    rows, unit = prepared(points, "euclidean")
    core = np.zeros(graph.n)
    if min_samples > 1:
        core = (graph.distances[:, min(min_samples - 1, graph.k) - 1] / unit).astype(np.float64)
    growing = _Growing(rows, graph, core**2, unit)
    with one_blas_thread(), RowPool() as pool:
        while growing.parts > 1:
            checkpoint(1 - np.log(growing.parts) / np.log(graph.n))
            growing.grow(pool, checkpoint)
    edges, weight = growing.edges, np.sqrt(growing.weight) * unit
    order = np.lexsort((edges[:, 1], edges[:, 0], weight))
    return SpanningTree(edges[order], weight[order])


class _Growing:
    """The tree so far: which part a row is in, and the edges kept."""

    def __init__(
        self,
        points: NDArray[np.float32],
        graph: NeighborGraph,
        core: NDArray[np.float64],
        unit: float,
    ) -> None:
        n = graph.n
        self.points, self.core = points, core
        self.indices = np.ascontiguousarray(graph.indices)
        self.squared = (graph.distances.astype(np.float64) / unit) ** 2
        self.beyond = np.maximum(self.squared[:, -1], core)
        if graph.k >= n - 1:
            self.beyond[:] = np.inf
        self.up, self.parts, self.done = np.arange(n), n, 0
        self.edges, self.weight = np.empty((n - 1, 2), np.int64), np.empty(n - 1)
        norms = np.einsum("ij,ij->i", points, points)
        self.slack = float(_ROUND_OFF * 4 * norms.max(initial=0.0))

    def grow(self, pool: RowPool, checkpoint: Checkpoint) -> None:
        """Join every part with the one its shortest edge leads to."""
        _, part = np.unique(kernels.roots(self.up), return_inverse=True)
        part = part.astype(np.int64)
        weight = np.full(self.parts, np.inf)
        edge = np.full((self.parts, 2), -1, np.int64)
        kernels.shortest_listed(part, self.indices, self.squared, self.core, weight, edge)
        self._search_unsure(part, weight, edge, pool, checkpoint)
        kept, kept_weight = np.empty_like(edge), np.empty_like(weight)
        count = kernels.join_parts(self.up, weight, edge, kept, kept_weight)
        ends = slice(self.done, self.done + count)
        self.edges[ends], self.weight[ends] = kept[:count], kept_weight[:count]
        self.done += count
        self.parts -= count

    def _search_unsure(
        self,
        part: NDArray[np.int64],
        weight: NDArray[np.float64],
        edge: NDArray[np.int64],
        pool: RowPool,
        checkpoint: Checkpoint,
    ) -> None:
        """Compare with all rows those that may have a shorter edge than the lists hold.

        The largest part needs none: the others' edges lead to it.
        """
        largest = np.bincount(part).argmax()
        unsure = np.flatnonzero((self.beyond < weight[part]) & (part != largest))
        if not len(unsure):
            return
        order = np.argsort(part, kind="stable")
        rows = unsure[np.argsort(part[unsure], kind="stable")]
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        sorted_points, sorted_part = self.points[order], part[order]
        asked, found = place[rows], weight[part[rows]].copy()
        other = np.full(len(rows), -1, np.int64)
        both = factors(sorted_points, BLOCK)
        core = self.core[order]
        ends = _block_ends(sorted_part)

        def work(start: int, stop: int) -> None:
            block = asked[start:stop]
            self._search_block(
                both, block, sorted_points, sorted_part, core, ends,
                found[start:stop], other[start:stop],
            )  # fmt: skip

        pool.run(work, len(rows), BLOCK, lambda share: checkpoint(0.5))
        self.beyond[rows] = np.maximum(self.beyond[rows], found)
        names = np.where(other >= 0, order[other], -1)
        kernels.offer_rows(rows, part, found, names, weight, edge)

    def _search_block(
        self,
        both: Factors,
        asked: NDArray[np.int64],
        points: NDArray[np.float32],
        part: NDArray[np.int64],
        core: NDArray[np.float64],
        ends: NDArray[np.int64],
        found: NDArray[np.float64],
        other: NDArray[np.int64],
    ) -> None:
        own = part[asked]
        left, out = both.left[asked], np.empty((len(asked), BLOCK), np.float32)
        for at, right in enumerate(both.right):
            if own[0] == own[-1] == ends[at, 0] == ends[at, 1]:
                continue  # nothing but rows of one part
            np.matmul(left, right, out=out)
            kernels.shortest_of_block(
                out, asked, at * BLOCK, points, part, core, self.slack, found, other
            )


def _block_ends(part: NDArray[np.int64]) -> NDArray[np.int64]:
    """First and last part (b, 2) in each block of the sorted parts (n,)."""
    starts = np.arange(0, len(part), BLOCK)
    return np.stack([part[starts], part[np.minimum(starts + BLOCK, len(part)) - 1]], axis=1)
