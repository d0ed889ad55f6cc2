"""How wide the hill of each extremum is at each height: what the contours of a spine show."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.topology import ExtremumGraph, MergeTree

Values = NDArray[np.float64]
STEPS, NAMED = 10, 8
"""Even contours between the ends of the function, and saddles that get a contour of their own."""


@dataclass(frozen=True, eq=False)
class Terrain:
    """Contours of an extremum graph.

    levels (l,) float64 values, from the foot of the hills to the extreme; extrema (e, l) and
    saddles (s, l) float64 radii, the widest 1; counts (e, l) int, the rows of each segment
    between a level and the next; bands (n,) int32 the contour each row lies on, -1 for none;
    places (n,) int32 the place of each row's extremum, -1 for none.
    """

    levels: Values
    extrema: Values
    saddles: Values
    counts: NDArray[np.int64]
    bands: NDArray[np.int32]
    places: NDArray[np.int32]

    def occupancy(self, mask: NDArray[np.bool_]) -> Values:
        """Share (e, l) of the rows of each band for which `mask` (n,) holds, 0 in empty bands."""
        inside = _table(self.places[mask], self.bands[mask], self.counts.shape)
        out: Values = inside / np.maximum(self.counts, 1)
        return out


def terrain(
    tree: MergeTree, graph: ExtremumGraph, segments: NDArray[np.int32], dimensions: int
) -> Terrain:
    """The contours of `graph`, whose extrema own the rows as `segments` (n,) says.

    The radius at a level is that of a ball, in as many `dimensions` as the domain has, that
    holds as many rows as the segment has beyond the level: their number to the power
    1 / dimensions (an area in the plane goes with its power 2 / dimensions; Correa, Lindstrom and
    Bremer 2011).
    """
    sign = 1.0 if graph.ascending else -1.0
    height = sign * tree.values
    passes = height[graph.saddles]
    saddles = tree.pairs[np.isin(tree.pairs[:, 1], graph.saddles)][:NAMED, 1]
    levels = contour_levels(height, height[saddles])
    places = _places(graph.extrema, segments)
    bands = np.where(places >= 0, np.searchsorted(levels, height, side="right") - 1, -1)
    bands = np.maximum(bands, np.where(places >= 0, 0, -1)).astype(np.int32)
    counts = _table(places, bands, (len(graph.extrema), len(levels)))
    beyond = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
    power = 1 / max(1, dimensions)
    widest = max(1.0, float(beyond.max(initial=1))) ** power
    radii = np.asarray(beyond**power / widest, np.float64)
    at_pass = _beyond(height[tree.rows], places[tree.rows], graph.links, passes)
    wide = radii[graph.links] - (at_pass**power / widest)[:, :, None]  # (s, 2, l)
    gained = np.maximum(wide, 0.0).max(axis=1)
    gained[levels > passes[:, None]] = 0.0
    return Terrain(sign * levels, radii, gained, counts, bands, places)


def contour_levels(height: Values, passes: Values) -> Values:
    """Levels (l,) rising: the lowest value, even steps, and `passes` in place of those beside them.

    Passes that lie too near to one before them are left out.
    """
    low, high = float(np.nanmin(height)), float(np.nanmax(height))
    if not high > low:
        return np.array([low])
    levels = [low]
    for level in [*passes, *(low + (high - low) * np.arange(1, STEPS) / STEPS)]:
        if min(abs(level - other) for other in levels) >= (high - low) / (2.5 * STEPS):
            levels.append(float(level))
    return np.sort(np.asarray(levels, np.float64))


def _places(extrema: NDArray[np.int32], segments: NDArray[np.int32]) -> NDArray[np.int32]:
    place = np.full(max(len(segments), 1) + 1, -1, np.int32)
    place[extrema] = np.arange(len(extrema), dtype=np.int32)
    return place[segments]  # -1 reads the last


def _table(
    places: NDArray[np.int32], bands: NDArray[np.int32], shape: tuple[int, ...]
) -> NDArray[np.int64]:
    there = places >= 0
    flat = places[there].astype(np.int64) * shape[1] + bands[there]
    return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape)


def _beyond(
    falling: Values, places: NDArray[np.int32], links: NDArray[np.int32], passes: Values
) -> Values:
    """Rows (s, 2) of the segments on both sides of each pass that lie at least as high as it.

    `falling` are the heights of the rows, highest first, and `places` their segments.
    """
    narrow = places.astype(np.int16) if len(places) and places.max() < 2**15 else places
    order = np.argsort(narrow, kind="stable")  # by radix where it is narrow
    starts = np.searchsorted(places[order], links)
    ends = np.searchsorted(places[order], links, side="right")
    depth = -falling[order]
    out = np.zeros(links.shape)
    for s, at in enumerate(passes):
        for side in range(2):
            segment = depth[starts[s, side] : ends[s, side]]
            out[s, side] = np.searchsorted(segment, -at, side="right")
    return out
