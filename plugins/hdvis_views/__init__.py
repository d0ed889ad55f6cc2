"""The basic views: Parallel Coordinate, Scatter Plot, Image, Table and Filtering."""

from hdvis import hookimpl


@hookimpl
def hdvis_modules():
    from hdvis_views.image import ImagePanel
    from hdvis_views.scatter import ScatterPlot

    return [ImagePanel, ScatterPlot]
