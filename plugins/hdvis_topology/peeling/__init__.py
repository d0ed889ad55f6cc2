"""PlotPeeling: rows peeled off a plot in ordered layers, from the outside in."""

from hdvis_topology.peeling.module import PlotPeeling

__all__ = ["PlotPeeling"]
