"""Projections of the rows: DimReduction with its reducers."""

from hdvis import hookimpl


@hookimpl
def hdvis_modules():
    from hdvis_projection.dim_reduction import DimReduction

    return [DimReduction]


@hookimpl
def hdvis_reducers():
    from hdvis_projection.reducers import offered

    return offered()
