"""Empty-region graphs: neighbours with nobody between them."""

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.matrix import as_matrix
from hdvis.analysis.neighbors import NeighborGraph, Recall
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

RELAXED = "relaxed "
SHAPES = ("Gabriel", "relative neighbor", "beta skeleton", "diamond")
KINDS = ("nearest", *SHAPES, *(RELAXED + shape for shape in SHAPES))
BETA = 2**-0.5


@dataclass(frozen=True, eq=False)
class RegionGraph:
    """Undirected edges (e, 2) int32 among n rows, smaller row first, each once and in order.

    `kind` and `beta` say what was kept; `recall` is that of the neighbours they were chosen from.
    """

    edges: NDArray[np.int32]
    n: int
    kind: str
    beta: float
    recall: Recall

    @cached_property
    def degrees(self) -> NDArray[np.int64]:
        """Edges (n,) at each row."""
        return np.bincount(self.edges.ravel(), minlength=self.n)

    @cached_property
    def components(self) -> NDArray[np.int32]:
        """The connected component (n,) of each row, numbered from the largest down."""
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        ends = self.edges.T
        links = coo_matrix((np.ones(len(self.edges), np.int8), ends), shape=(self.n, self.n))
        _, found = connected_components(links, directed=False)
        by_size = np.argsort(-np.bincount(found), kind="stable")
        number = np.empty_like(by_size)
        number[by_size] = np.arange(len(by_size))
        return np.asarray(number[found], np.int32)

    @property
    def component_count(self) -> int:
        """How many connected components there are, lone rows included."""
        return int(self.components.max(initial=-1)) + 1

    @property
    def is_connected(self) -> bool:
        """Whether every row can be reached from every other."""
        return self.component_count <= 1


def empty_region_graph(
    graph: NeighborGraph,
    vectors: ArrayLike,
    kind: str = "relaxed Gabriel",
    beta: float = BETA,
    checkpoint: Checkpoint = no_checkpoint,
) -> RegionGraph:
    """The Euclidean neighbours p, q of `graph` whose region no other row of `vectors` (n, d) is in.

    Regions: Gabriel, the ball with pq as diameter; relative neighbor, all that is nearer to both
    ends than they are to each other; beta skeleton, the lune of two balls of diameter beta |pq|
    (beta < 1: the lens of two balls of diameter |pq| / beta through both); diamond, two cones base
    to base whose half angle at p and at q has the tangent `beta`; nearest, none. Only p's own
    neighbours are looked at, which for beta up to 2 misses nobody in the region. Relaxed kinds
    look, from near to far, at those already kept only: denser, and more surely connected (Correa
    and Lindstrom 2011). An edge found from one end is kept; rows without neighbours have none.
    """
    kind = _known(kind)
    points = as_matrix(vectors)
    if len(points) != graph.n:
        raise DataError(f"graph: {graph.n:,} rows for {len(points):,} vectors; use one row set")
    if not 0 < beta < 100:
        raise DataError(f"beta: got {beta:g}, expected more than 0. The usual value is {BETA:.3f}")
    kept = _kept(graph, points, kind, beta, checkpoint)
    first, place = np.nonzero(kept)
    other = graph.indices[first, place]
    low, high = np.minimum(first, other).astype(np.int64), np.maximum(first, other)
    pairs = np.sort(low * graph.n + high)
    once = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if len(pairs) else pairs
    edges = np.stack([once // graph.n, once % graph.n], axis=1).astype(np.int32)
    return RegionGraph(edges, graph.n, kind, beta, graph.recall)


def _known(kind: str) -> str:
    found = [known for known in KINDS if known.casefold() == kind.casefold()]
    if not found:
        raise DataError(f"kind: got {kind!r}, expected one of {', '.join(KINDS)}. Choose one")
    return found[0]


def _kept(
    graph: NeighborGraph,
    points: NDArray[np.floating],
    kind: str,
    beta: float,
    checkpoint: Checkpoint,
) -> NDArray[np.bool_]:
    """Which neighbours (n, k) are kept."""
    from hdvis.accel import region_kernel as kernels
    from hdvis.accel.row_pool import RowPool

    if kind == "nearest":
        return graph.indices >= 0
    shape = kind.removeprefix(RELAXED)
    regions = {
        "Gabriel": kernels.GABRIEL,
        "relative neighbor": kernels.RELATIVE,
        "beta skeleton": kernels.CIRCLES if beta < 1 else kernels.LUNE,
        "diamond": kernels.DIAMOND,
    }
    wide = np.ascontiguousarray(points, np.float64)
    rows = np.ascontiguousarray(graph.indices)
    kept = np.zeros(rows.shape, bool)
    keep = partial(kernels.keep_empty, wide, rows, regions[shape], float(beta), kind != shape, kept)
    with RowPool() as pool:
        pool.run(keep, graph.n, 2048, checkpoint)
    return kept


def neighbors_of(graph: RegionGraph, row: int) -> NDArray[np.int32]:
    """The rows that share an edge with `row`, ascending."""
    ends = graph.edges
    return np.sort(np.concatenate([ends[ends[:, 0] == row, 1], ends[ends[:, 1] == row, 0]]))
