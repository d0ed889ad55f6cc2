"""Projections and groups of the rows: maps, clusters, neighbourhoods, planes and tours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from hdvis import hookimpl

if TYPE_CHECKING:
    from hdvis import Module, Slot


@hookimpl
def hdvis_modules() -> list[type[Module]]:
    from hdvis_projection.axis_align import OptimalAxisAlign
    from hdvis_projection.clustering import Clustering
    from hdvis_projection.dim_reduction import DimReduction
    from hdvis_projection.dynamic import DynamicProjection
    from hdvis_projection.neighborhood import Neighborhood
    from hdvis_projection.view_graph import ViewGraph

    return [DimReduction, Clustering, Neighborhood, OptimalAxisAlign, DynamicProjection, ViewGraph]


@hookimpl
def hdvis_reducers() -> Mapping[str, Callable[..., object]]:
    from hdvis_projection.reducers import offered

    return offered()


@hookimpl
def hdvis_clusterers() -> Mapping[str, Callable[..., object]]:
    from hdvis_projection.clusterers import offered

    return offered()


@hookimpl
def hdvis_slots() -> dict[str, Slot]:
    from hdvis_projection.named_views import SLOTS

    return dict(SLOTS)
