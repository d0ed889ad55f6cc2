"""Everything a spine shows at one level, worked out away from the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.topology import ExtremumGraph
from hdvis.data import Column
from hdvis.render import number
from hdvis.render.palette import sequential
from hdvis.state import RowSets
from hdvis_topology.spine.layout import spine_positions
from hdvis_topology.spine.terrain import Terrain, terrain
from hdvis_topology.topology import Topology

MOST = 250
"""Extrema that are drawn at most; segments know no such limit."""

STEPS = 400
"""Points of the staircase of persistence that are sent at most."""


@dataclass(frozen=True)
class Look:
    """How a spine is drawn: rings, the name of its column, and whether areas are rows."""

    variation: float = 0.0
    column: str = "segment"
    by_rows: bool = False


@dataclass(frozen=True, eq=False)
class Spine:
    """A topology at its level, its graph and contours, where its rows stand, and its column."""

    topology: Topology
    graph: ExtremumGraph
    terrain: Terrain
    places: dict[int, NDArray[np.float64]] = field(repr=False)
    column: Column

    @property
    def left_out(self) -> int:
        """Extrema above the level that are not drawn."""
        return self.topology.tree.count(self.topology.level) - len(self.graph.extrema)


def draw_spine(
    topology: Topology, look: Look, before: Spine | None = None, settled: bool = True
) -> Spine:
    """The spine of `topology`; rows keep the places they have in `before`.

    Once the level has `settled`, the places are worked out anew from there.
    """
    tree = topology.tree
    level = _drawn_level(topology)
    graph = tree.extremum_graph(level, look.variation * tree.span)
    segments = topology.segments if level == topology.level else tree.segments(level)
    known = None if before is None or before.topology.tree is not tree else before.places
    placed = spine_positions(graph, topology.domain, known, settled)
    rows = np.concatenate([graph.extrema, graph.saddles])
    places = dict(known or {}) | {int(row): place for row, place in zip(rows, placed, strict=True)}
    dimensions = 2 if look.by_rows else topology.domain.shape[1]
    contours = terrain(tree, graph, segments, dimensions)
    return Spine(topology, graph, contours, places, topology.column(look.column))


def _drawn_level(topology: Topology) -> float:
    persistence, parts = topology.tree.persistence, topology.tree.parts
    most = max(0, MOST - parts)
    if topology.tree.count(topology.level) <= MOST or len(persistence) <= most:
        return topology.level
    return max(topology.level, float(persistence[most]))


def picture_of(spine: Spine) -> dict[str, Any]:
    """What the browser draws: nodes (extrema, then saddles), links, levels and radii."""
    graph, contours, tree = spine.graph, spine.terrain, spine.topology.tree
    rows = np.concatenate([graph.extrema, graph.saddles])
    places = np.array([spine.places[int(row)] for row in rows]).reshape(-1, 2)
    values = tree.values[rows]
    drop = dict(zip(tree.extrema.tolist(), tree.drops.tolist(), strict=True))
    return {
        "name": spine.topology.name,
        "ascending": spine.topology.recipe.ascending,
        "rows": rows.tolist(),
        "x": places[:, 0].round(6).tolist(),
        "y": places[:, 1].round(6).tolist(),
        "values": values.tolist(),
        "texts": [number(value, 4) for value in values.tolist()],
        "labels": [spine.topology.label(int(row)) for row in graph.extrema],
        "drops": [_finite(drop[int(row)]) for row in graph.extrema],
        "sizes": contours.counts.sum(axis=1).tolist(),
        "links": np.column_stack([graph.links, graph.rings]).astype(int).tolist(),
        "levels": contours.levels.tolist(),
        "radii": np.concatenate([contours.extrema, contours.saddles]).round(5).ravel().tolist(),
        "map": sequential("viridis").tobytes(),
    }


def staircase(topology: Topology) -> dict[str, Any]:
    """Persistence as shares of the span, falling, and where the level stands."""
    span = topology.tree.span or 1.0
    shares = topology.tree.persistence / span
    return {
        "shares": shares[:STEPS].round(6).tolist(),
        "parts": topology.tree.parts,
        "level": topology.level / span,
        "automatic": topology.tree.default_level() / span,
        "count": topology.tree.count(topology.level),
    }


def occupied(spine: Spine, rows: RowSets) -> tuple[Spine, NDArray[np.float64] | None]:
    """The spine, and the share of each band that is chosen, or None when nothing is selected."""
    return spine, spine.terrain.occupancy(rows.chosen) if rows.selection else None


def _finite(value: float) -> str:
    return number(value, 3) if np.isfinite(value) else "never ends"
