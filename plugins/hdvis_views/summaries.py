"""NDDAV's Summary Scatter and Summary P.C.: the density modes under their old names."""

from __future__ import annotations

import param

from hdvis_views.parallel import ParallelCoordinate
from hdvis_views.scatter import ScatterPlot

GAMMA = 0.5
"""The power that NDDAV shades its joint densities by (Liu et al. 2019)."""


class SummaryScatter(ScatterPlot):
    """The joint density of two columns, of all rows and over it of the selected."""

    title = "Summary Scatter"

    drawing = param.Selector(default="density")
    gamma = param.Number(GAMMA)
    images = param.Boolean(False)


class SummaryParallel(ParallelCoordinate):
    """The joint densities of neighbouring axes, of all rows and over them of the selected."""

    title = "Summary P.C."

    drawing = param.Selector(default="density")
    gamma = param.Number(GAMMA)
