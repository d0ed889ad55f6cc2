"""Places in the plane for extrema and saddles, as far apart as they are in the domain."""

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.topology import ExtremumGraph

Points = NDArray[np.float64]
_FULL, _FEW = 80, 6
_TOLERANCE = 2e-3
_NOWHERE = np.full(2, np.nan)
_GAP = 0.35  # between unconnected parts, in units of the larger one's width


def spine_positions(
    graph: ExtremumGraph,
    domain: NDArray[np.floating],
    before: dict[int, Points] | None = None,
    settled: bool = False,
) -> Points:
    """Positions (e + s, 2) of the extrema and then the saddles of `graph`.

    Along each link the wanted length is the distance in `domain` (n, d); between all others the
    shortest way over links, weighted by one over its square (stress majorisation: Gansner, Koren
    and North 2004). Rows that `before` has a place for start there, and few steps follow so
    that nothing jumps; else the start is FastMap. Parts that no link joins stand side
    by side.
    """
    rows = np.concatenate([graph.extrema, graph.saddles])
    sweeps = _FULL if settled else _FEW
    wanted, parts = _link_distances(graph, domain)
    out = np.zeros((len(rows), 2))
    right = 0.0
    for part in range(parts.max(initial=-1) + 1):
        inside = np.flatnonzero(parts == part)
        placed = _placed(wanted[np.ix_(inside, inside)], rows[inside], before, sweeps)
        width = float(np.ptp(placed[:, 0])) if len(placed) else 0.0
        if before is None or not all(int(row) in before for row in rows[inside]):
            placed = placed - [placed[:, 0].min(), placed[:, 1].mean()] + [right, 0]
        out[inside] = placed
        right = float(out[inside, 0].max()) + _GAP * max(width, _typical(wanted))
    return out


def _typical(wanted: Points) -> float:
    there = wanted[np.isfinite(wanted) & (wanted > 0)]
    return float(np.median(there)) if len(there) else 1.0


def _link_distances(
    graph: ExtremumGraph, domain: NDArray[np.floating]
) -> tuple[Points, NDArray[np.int32]]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components, shortest_path

    e, s = len(graph.extrema), len(graph.saddles)
    ends = graph.links.ravel()
    saddles = np.repeat(np.arange(s), 2)
    steps = domain[graph.extrema[ends]] - domain[graph.saddles[saddles]]
    long = np.maximum(np.linalg.norm(steps, axis=1), 1e-9)
    links = coo_array((long, (ends, e + saddles)), shape=(e + s, e + s)).tocsr()
    parts = connected_components(links, directed=False)[1]
    return shortest_path(links, directed=False), parts


def _placed(
    wanted: Points, rows: NDArray[np.int32], before: dict[int, Points] | None, sweeps: int
) -> Points:
    if len(rows) == 1:
        known = before.get(int(rows[0])) if before else None
        return np.zeros((1, 2)) if known is None else known[None].copy()
    if not before:
        return _relaxed(wanted, _fast_map(wanted), _FULL)
    start = np.array([before.get(int(row), _NOWHERE) for row in rows])
    if np.isnan(start).all():
        return _relaxed(wanted, _fast_map(wanted), _FULL)
    return _relaxed(wanted, _near_known(wanted, start), sweeps)


def _near_known(wanted: Points, start: Points) -> Points:
    """Rows without a place beside the nearest that has one."""
    known = np.flatnonzero(np.isfinite(start[:, 0]))
    out = start.copy()
    for new in np.flatnonzero(np.isnan(start[:, 0])):
        near = known[np.argmin(wanted[new, known])]
        angle = 2.4 * new  # the golden angle spreads those beside one row
        out[new] = start[near] + 0.3 * wanted[new, near] * np.array([np.cos(angle), np.sin(angle)])
    return out


def _fast_map(wanted: Points) -> Points:
    """Two coordinates from distances to far apart rows (Faloutsos and Lin 1995).

    A chain has no second one: it is bent a little, or its rows could never leave the line.
    """
    squared = wanted**2
    axes = []
    for _ in range(2):
        a = int(np.argmax(squared[int(np.argmax(squared[0]))]))
        b = int(np.argmax(squared[a]))
        length = float(squared[a, b])
        if not length > 0:
            axes.append(np.zeros(len(wanted)))
            continue
        axis = (squared[a] + length - squared[b]) / (2 * np.sqrt(length))
        axes.append(axis)
        squared = np.maximum(squared - (axis[:, None] - axis[None]) ** 2, 0)
    angles = 2.399963 * np.arange(len(wanted))
    bent = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return np.stack(axes, axis=1) + 1e-2 * _typical(wanted) * bent


def _relaxed(wanted: Points, start: Points, sweeps: int) -> Points:
    from hdvis.accel.jit import fixed
    from hdvis.accel.stress_kernel import relax_stress

    return relax_stress(fixed(start), fixed(wanted), sweeps, _TOLERANCE)
