"""Edges of a graph over rows, in whatever form they come."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError


@runtime_checkable
class NeighborLists(Protocol):
    """A graph that lists as many neighbours for every row, -1 where there are fewer."""

    @property
    def indices(self) -> NDArray[np.int32]:
        """Neighbours (n, k)."""

    @property
    def distances(self) -> NDArray[np.float32]:
        """Lengths (n, k) of the edges."""


@runtime_checkable
class EdgeList(Protocol):
    """A graph that lists its edges."""

    @property
    def edges(self) -> NDArray[np.int32]:
        """Pairs of rows (m, 2)."""


@dataclass(frozen=True, eq=False)
class Adjacency:
    """Edges ordered by their first row; each is meant both ways, once or twice alike.

    starts (n + 1,) int64 says where the edges of a row begin in ends (m,) int32, in which -1 is
    no edge; lengths (m,) float32, or (0,) when none are known.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int32]
    lengths: NDArray[np.float32]

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.starts) - 1

    @classmethod
    def from_neighbors(cls, indices: ArrayLike, distances: ArrayLike | None = None) -> "Adjacency":
        """The graph in which row i meets the rows indices[i] of an (n, k) array."""
        rows = _integers(indices, "neighbours")
        n, k = rows.shape
        _check_rows(rows, n, lowest=-1)
        return cls(
            np.arange(0, n * k + 1, k) if k else np.zeros(n + 1, np.int64),
            np.ascontiguousarray(rows, np.int32).ravel(),
            _lengths(distances, rows.size),
        )

    @classmethod
    def from_edges(cls, n: int, edges: ArrayLike, lengths: ArrayLike | None = None) -> "Adjacency":
        """The graph over `n` rows with the given pairs of rows (m, 2)."""
        pairs = _integers(edges, "edges").reshape(-1, 2)
        _check_rows(pairs, n, lowest=0)
        order = np.argsort(pairs[:, 0], kind="stable")
        counts = np.bincount(pairs[:, 0], minlength=n)
        long = _lengths(lengths, len(pairs))
        return cls(
            np.concatenate([[0], np.cumsum(counts)]),
            np.ascontiguousarray(pairs[order, 1], np.int32),
            long[order] if len(long) else long,
        )


Graph = Adjacency | NeighborLists | EdgeList | ArrayLike
"""What the functions of this package take for a graph."""


def as_adjacency(graph: Graph, n: int) -> Adjacency:
    """`graph` over `n` rows as an `Adjacency`.

    Takes neighbour lists (`indices`, `distances`), an edge list (`edges`, perhaps `lengths`), or
    an integer array: edges when it has two columns, else one line of neighbours for each row.
    """
    found = _converted(graph, n)
    if found.n != n:
        raise DataError(f"graph: has {found.n:,} rows, the function {n:,}; use one row set")
    return found


def _converted(graph: Graph, n: int) -> Adjacency:
    if isinstance(graph, Adjacency):
        return graph
    if isinstance(graph, NeighborLists):
        return Adjacency.from_neighbors(graph.indices, graph.distances)
    if isinstance(graph, EdgeList):
        return Adjacency.from_edges(n, graph.edges, getattr(graph, "lengths", None))
    rows = _integers(graph, "graph")
    return Adjacency.from_edges(n, rows) if rows.shape[1] == 2 else Adjacency.from_neighbors(rows)


def _integers(array: ArrayLike, where: str) -> NDArray[np.integer]:
    rows = np.asarray(array)
    if rows.size == 0 and rows.ndim < 2:
        return np.empty((0, 2), np.int32)
    if rows.dtype.kind not in "iu" or rows.ndim != 2:
        raise DataError(
            f"{where}: got {rows.dtype} of shape {rows.shape}, expected integers (m, 2) or (n, k). "
            "Give row numbers"
        )
    return rows


def _check_rows(rows: NDArray[np.integer], n: int, lowest: int) -> None:
    if rows.size and (rows.min() < lowest or rows.max() >= n):
        raise DataError(
            f"graph: names rows {rows.min()} to {rows.max()}, the function has rows 0 to {n - 1}. "
            "Use one row set"
        )


def _lengths(lengths: ArrayLike | None, edges: int) -> NDArray[np.float32]:
    if lengths is None:
        return np.empty(0, np.float32)
    long = np.ascontiguousarray(lengths, np.float32).ravel()
    if len(long) != edges:
        raise DataError(f"lengths: {len(long):,} for {edges:,} edges; one per edge is needed")
    return long
