"""How the peaks of a function join as the level sinks, down to one for each part of a graph."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.topology.adjacency import Graph, as_adjacency
from hdvis.analysis.topology.extremum_graph import ExtremumGraph
from hdvis.analysis.topology.levels import level_by_gap
from hdvis.errors import DataError


@dataclass(frozen=True, eq=False)
class MergeTree:
    """The extrema of a function, where each ends, and in which other it goes on.

    values (n,) float64, NaN for rows that take no part; extrema (e,) int32 rows, the most extreme
    first; saddles (e,) int32, the row at which each ends, -1 for the last of its part of the
    graph; heirs (e,) int32, the place in `extrema` of the one that outlives it there, -1 for
    none; hills (n,) int32, the place in `extrema` to which the steepest path from a row leads,
    -1 for rows that take no part. Extrema are maxima when `ascending`, else minima.

    Where neighbouring hills meet: borders (p,) int32 are the best rows, sides (p, 2) int32 the
    places of the two extrema, joins (p,) bool whether that border is where one of them ends.
    """

    values: NDArray[np.float64]
    extrema: NDArray[np.int32]
    saddles: NDArray[np.int32]
    heirs: NDArray[np.int32]
    hills: NDArray[np.int32]
    borders: NDArray[np.int32]
    sides: NDArray[np.int32]
    joins: NDArray[np.bool_]
    ascending: bool = True

    @property
    def span(self) -> float:
        """Highest less lowest value."""
        return float(np.nanmax(self.values) - np.nanmin(self.values))

    @cached_property
    def drops(self) -> NDArray[np.float64]:
        """Persistence (e,): distance in value from extremum to saddle, inf where none ends it."""
        drops = np.abs(self.values[self.extrema] - self.values[self.saddles])
        drops[self.saddles < 0] = np.inf
        return drops

    @cached_property
    def _ranked(self) -> NDArray[np.intp]:
        """Places of the extrema that end, the most persistent first."""
        order = np.argsort(-self.drops, kind="stable")
        return order[np.isfinite(self.drops[order])]

    @property
    def pairs(self) -> NDArray[np.int32]:
        """Rows (pairs, 2) of each extremum that ends and its saddle, most persistent first."""
        return np.stack([self.extrema, self.saddles], axis=1)[self._ranked]

    @property
    def persistence(self) -> NDArray[np.float64]:
        """Persistence (pairs,) of `pairs`, in the unit of the function, falling.

        Pairs of persistence 0 come from plateaus, which the order by index breaks up; every
        level, 0 included, puts them together again.
        """
        return self.drops[self._ranked]

    @property
    def diagram(self) -> NDArray[np.float64]:
        """Value (e, 2) at which each extremum appears and ends, ±inf where it never ends."""
        never = -np.inf if self.ascending else np.inf
        ends = np.where(self.saddles < 0, never, self.values[self.saddles])
        return np.stack([self.values[self.extrema], ends], axis=1)

    @property
    def parts(self) -> int:
        """Number of connected parts of the graph: extrema that no level removes."""
        return int(np.count_nonzero(self.saddles < 0))

    def default_level(self) -> float:
        """The level above the widest gap in persistence, 0 where there is nothing to part."""
        return level_by_gap(self.persistence, self.span)

    def count(self, level: float) -> int:
        """Number of extrema more persistent than `level`."""
        return int(np.count_nonzero(self.drops > level))

    def survivors(self, level: float) -> NDArray[np.int32]:
        """Place (e,) of the extremum that stands for each once `level` is filled."""
        from hdvis.accel.jit import fixed
        from hdvis.accel.merge_kernel import survivors

        return survivors(fixed(self.drops), fixed(self.heirs), float(level))

    def segments(self, level: float = 0.0) -> NDArray[np.int32]:
        """Row (n,) of the extremum whose hill each row is on, -1 for rows that take no part.

        Extrema of persistence up to `level` (in the unit of the function) give their hills to
        their heirs.
        """
        owners = np.append(self.extrema[self.survivors(level)], np.int32(-1))
        return owners[self.hills]  # -1 reads the last

    def simplified(self, level: float) -> "MergeTree":
        """The tree of the extrema more persistent than `level` alone."""
        owner = self.survivors(level)
        kept = np.flatnonzero(owner == np.arange(len(owner)))
        place = np.full(len(owner) + 1, -1, np.int32)
        place[kept] = np.arange(len(kept), dtype=np.int32)
        moved = np.append(place[owner], np.int32(-1))
        borders, sides, joins = _merged_borders(self.borders, moved[self.sides], self.joins)
        return MergeTree(
            self.values,
            self.extrema[kept],
            self.saddles[kept],
            place[self.heirs[kept]],
            moved[self.hills],
            borders,
            sides,
            joins,
            self.ascending,
        )

    def extremum_graph(self, level: float = 0.0, variation: float = 0.0) -> ExtremumGraph:
        """Extrema above `level` and the saddles that link them.

        Beside the saddle at which each ends, a pair of neighbouring hills is linked by its best
        saddle when that lies less than `variation` from the nearer of the two extrema; those
        links close rings (Correa, Lindstrom and Bremer 2011).
        """
        tree = self.simplified(level)
        tops = tree.values[tree.extrema]
        least = np.abs(tops[tree.sides] - tree.values[tree.borders][:, None]).min(axis=1)
        kept = tree.joins | (least < variation)
        return ExtremumGraph(
            tree.extrema, tree.borders[kept], tree.sides[kept], ~tree.joins[kept], self.ascending
        )


def merge_tree(graph: Graph, f: ArrayLike, ascending: bool = True) -> MergeTree:
    """The merge tree of the values `f` (n,) on `graph`: its maxima, or minima, and their saddles.

    `graph` is a `NeighborGraph`, an edge list or an integer array (see `as_adjacency`); its edges
    count both ways. Rows whose value is not finite take no part. Equal values are ordered by row,
    so the answer never depends on the order of edges. With edge lengths a row belongs to the
    extremum that the steepest path leads to, else to the one found over best neighbours;
    extrema, saddles and persistence do not depend on lengths. Near-linear in the edges. Raises
    `DataError` for wrong lengths, and when no value is finite.
    """
    values = _checked(f)
    adjacency = as_adjacency(graph, len(values))
    return _tree(adjacency.starts, adjacency.ends, adjacency.lengths, values, ascending)


def _tree(
    starts: NDArray[np.int64],
    ends: NDArray[np.int32],
    lengths: NDArray[np.float32],
    values: NDArray[np.float64],
    ascending: bool,
) -> MergeTree:
    from hdvis.accel import merge_kernel as kernels
    from hdvis.accel.jit import fixed

    height = fixed(values if ascending else -values)
    starts, ends, lengths = fixed(starts), fixed(ends), fixed(lengths)
    top = kernels.summits(kernels.steepest_neighbors(starts, ends, lengths, height))
    extrema = np.flatnonzero((top == np.arange(len(top))) & ~np.isnan(height)).astype(np.int32)
    extrema = extrema[_falling(height, extrema)]
    place = np.full(len(height), -1, np.int32)
    place[extrema] = np.arange(len(extrema), dtype=np.int32)
    hills = place[top]
    keys, borders = kernels.border_saddles(starts, ends, height, fixed(hills), len(extrema))
    order = np.lexsort((keys, borders, -height[borders]))
    borders = borders[order]
    sides = np.stack(np.divmod(keys[order], len(extrema)), axis=1).astype(np.int32)
    saddles, heirs, joins = kernels.join_hills(fixed(borders), fixed(sides), len(extrema))
    return MergeTree(values, extrema, saddles, heirs, hills, borders, sides, joins, ascending)


def _falling(height: NDArray[np.float64], rows: NDArray[np.int32]) -> NDArray[np.intp]:
    return np.lexsort((rows, -height[rows]))


def _merged_borders(
    borders: NDArray[np.int32], sides: NDArray[np.int32], joins: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.bool_]]:
    """The best border of each pair of different sides, in the order given, and every join."""
    apart = sides[:, 0] != sides[:, 1]
    borders, sides, joins = borders[apart], np.sort(sides[apart], axis=1), joins[apart]
    keys = sides[:, 0].astype(np.int64) << 32 | sides[:, 1]
    first = np.unique(keys, return_index=True)[1]
    kept = joins.copy()
    kept[first] = True
    return borders[kept], sides[kept], joins[kept]


def _checked(f: ArrayLike) -> NDArray[np.float64]:
    values = np.asarray(f)
    if values.dtype.kind not in "fiub" or values.ndim != 1:
        raise DataError(
            f"function: got {values.dtype} of shape {values.shape}, expected numbers (n,). "
            "Give one value per row"
        )
    values = values.astype(np.float64)
    values[~np.isfinite(values)] = np.nan
    if np.isnan(values).all():
        raise DataError(
            f"function: none of {len(values):,} values is finite, so it has no extremum. "
            "Choose another column"
        )
    values.flags.writeable = False
    return values
