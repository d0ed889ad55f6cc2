"""Projections and groups of the rows: maps, clusters, neighbourhoods, planes and tours."""

from hdvis import hookimpl


@hookimpl
def hdvis_modules():
    from hdvis_projection.axis_align import OptimalAxisAlign
    from hdvis_projection.clustering import Clustering
    from hdvis_projection.dim_reduction import DimReduction
    from hdvis_projection.neighborhood import Neighborhood

    return [DimReduction, Clustering, Neighborhood, OptimalAxisAlign]


@hookimpl
def hdvis_reducers():
    from hdvis_projection.reducers import offered

    return offered()


@hookimpl
def hdvis_clusterers():
    from hdvis_projection.clusterers import offered

    return offered()


@hookimpl
def hdvis_slots():
    from hdvis_projection.named_views import SLOTS

    return dict(SLOTS)
