"""Edges of the neighbourhood graph in view, and the lines from one row to its neighbours."""

from __future__ import annotations

import numpy as np

from hdvis.analysis.empty_region import RegionGraph, neighbors_of
from hdvis.state import RowSets
from hdvis_views.scatter.drawing import ScatterPlanes

MOST = 20_000


def edge_places(planes: ScatterPlanes, graph: RegionGraph, rows: RowSets) -> bytes:
    """Both ends of every edge between shown rows in view, as shares: float32 (e, 4).

    Nothing where they are more than 20,000, which would cover the rows.
    """
    if graph.n != rows.n:
        return b""
    view = planes.viewport
    inside = (planes.x >= view.x0) & (planes.x <= view.x1)
    inside &= (planes.y >= view.y0) & (planes.y <= view.y1)
    inside &= rows.shown
    ends = graph.edges[inside[graph.edges].all(axis=1)]
    if not 0 < len(ends) <= MOST:
        return b""
    across = (planes.x[ends] - view.x0) / (view.x1 - view.x0)
    up = (planes.y[ends] - view.y0) / (view.y1 - view.y0)
    places = np.stack([across[:, 0], up[:, 0], across[:, 1], up[:, 1]], axis=1)
    return np.ascontiguousarray(places, np.float32).tobytes()


def rays(planes: ScatterPlanes, graph: RegionGraph, row: int) -> list[list[float]]:
    """The place of a row and those of its neighbours in the graph, as shares."""
    if graph.n != len(planes.x):
        return []
    view = planes.viewport
    who = np.concatenate([[row], neighbors_of(graph, row)])
    across = (planes.x[who] - view.x0) / (view.x1 - view.x0)
    up = (planes.y[who] - view.y0) / (view.y1 - view.y0)
    places = np.stack([across, up], axis=1)
    made: list[list[float]] = places[np.isfinite(places).all(axis=1)].astype(float).tolist()
    return made if np.isfinite(places[0]).all() else []
