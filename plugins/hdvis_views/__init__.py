"""The basic views: Parallel Coordinate, Scatter Plot, Image, Table and Filtering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hdvis import hookimpl

if TYPE_CHECKING:
    from hdvis import Module


@hookimpl
def hdvis_modules() -> list[type[Module]]:
    from hdvis_views.filtering import Filtering
    from hdvis_views.image import ImagePanel
    from hdvis_views.parallel import ParallelCoordinate
    from hdvis_views.scatter import ScatterPlot
    from hdvis_views.summaries import SummaryParallel, SummaryScatter
    from hdvis_views.table import Table

    basic = [Filtering, ImagePanel, ParallelCoordinate, ScatterPlot, Table]
    return [*basic, SummaryParallel, SummaryScatter]
