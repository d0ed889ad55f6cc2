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
    first; heirs (e,) int32, the place in `extrema` of the one whose hill a hill becomes part of
    when it is filled, -1 for the last of its part of the graph; hills (n,) int32, the place in
    `extrema` to which the steepest path from a row leads, -1 for rows that take no part.
    Extrema are maxima when `ascending`, else minima.

    Where neighbouring hills meet: borders (p,) int32 are the best rows, sides (p, 2) int32 the
    places of the two extrema; exits (e,) int32 is the place in `borders` of the saddle at which
    an extremum ends, -1 for none. Extrema are filled in the order of persistence, each into the
    hill across its saddle, so that a segment is connected at every level.
    """

    values: NDArray[np.float64]
    extrema: NDArray[np.int32]
    heirs: NDArray[np.int32]
    hills: NDArray[np.int32]
    borders: NDArray[np.int32]
    sides: NDArray[np.int32]
    exits: NDArray[np.int32]
    ascending: bool = True

    @property
    def span(self) -> float:
        """Highest less lowest value."""
        return float(np.nanmax(self.values) - np.nanmin(self.values))

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """Rows that take part, the most extreme first."""
        height = self.values if self.ascending else -self.values
        return np.argsort(-height, kind="stable")[: np.count_nonzero(np.isfinite(height))]

    @cached_property
    def saddles(self) -> NDArray[np.int32]:
        """Row (e,) at which each extremum ends, -1 for the last of its part of the graph."""
        return np.append(self.borders, np.int32(-1))[self.exits]

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
        sides = np.sort(moved[self.sides], axis=1)
        left = _best_borders(sides, self.exits[kept])
        number = np.full(len(self.borders) + 1, -1, np.int32)
        number[left] = np.arange(len(left), dtype=np.int32)
        return MergeTree(
            self.values,
            self.extrema[kept],
            place[self.heirs[kept]],
            moved[self.hills],
            self.borders[left],
            sides[left],
            number[self.exits[kept]],
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
        rings = np.ones(len(tree.borders), np.bool_)
        rings[tree.exits[tree.exits >= 0]] = False
        kept = ~rings | (least < variation)
        return ExtremumGraph(
            tree.extrema, tree.borders[kept], tree.sides[kept], rings[kept], self.ascending
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
    borders, sides = fixed(borders), fixed(sides)
    ends = kernels.end_rows(borders, sides, len(extrema))
    filled = np.flatnonzero(ends >= 0)
    drops = height[extrema[filled]] - height[ends[filled]]
    order = filled[np.lexsort((-filled, drops))]  # of equals the lower, which may lie within
    heirs, exits = kernels.cancel_hills(
        fixed(order, np.int64), _first_places(borders, ends), borders, sides, len(extrema)
    )
    return MergeTree(values, extrema, heirs, hills, borders, sides, exits, ascending)


def _first_places(borders: NDArray[np.int32], ends: NDArray[np.int32]) -> NDArray[np.int64]:
    """Where in `borders`, in which equal rows stand together, each row of `ends` begins."""
    rows, firsts = np.unique(borders, return_index=True)
    if not len(rows):
        return np.zeros(len(ends), np.int64)
    places = np.minimum(np.searchsorted(rows, ends), len(rows) - 1)
    return np.asarray(firsts[places], np.int64)


def _falling(height: NDArray[np.float64], rows: NDArray[np.int32]) -> NDArray[np.intp]:
    return np.lexsort((rows, -height[rows]))


def _best_borders(sides: NDArray[np.int32], exits: NDArray[np.int32]) -> NDArray[np.intp]:
    """Places of the first border of each pair of different `sides` (p, 2), and of all `exits`."""
    keys = sides[:, 0].astype(np.int64) << 32 | sides[:, 1]
    firsts = np.unique(keys, return_index=True)[1]
    kept = np.zeros(len(sides), np.bool_)
    kept[firsts] = True
    kept &= sides[:, 0] != sides[:, 1]
    kept[exits[exits >= 0]] = True
    return np.flatnonzero(kept)


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
