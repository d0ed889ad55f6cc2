"""Peaks, basins and spines: functions over high-dimensional rows, seen as terrain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from hdvis import hookimpl

if TYPE_CHECKING:
    from hdvis import Module
    from hdvis.state import Slot


@hookimpl
def hdvis_modules() -> list[type[Module]]:
    """Topological Spine and Multi-Spine, PeakShape, PlotPeeling and FuncDistance."""
    from hdvis_topology.func_distance import FuncDistance
    from hdvis_topology.multi_spine import TopologicalMultiSpine
    from hdvis_topology.peak_shape import PeakShape
    from hdvis_topology.peeling import PlotPeeling
    from hdvis_topology.spine import TopologicalSpine

    return [TopologicalSpine, TopologicalMultiSpine, PeakShape, PlotPeeling, FuncDistance]


@hookimpl
def hdvis_slots() -> Mapping[str, Slot]:
    """The topology in hand."""
    from hdvis_topology.slots import SLOTS

    return dict(SLOTS)


@hookimpl
def hdvis_demos() -> Mapping[str, Callable[[], Mapping[str, object]]]:
    """`hdvis demo terrain`."""
    return {"terrain": _terrain}


def _terrain() -> Mapping[str, object]:
    from hdvis_topology.demo import terrain_demo

    return terrain_demo()
