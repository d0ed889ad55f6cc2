"""OptimalAxisAlign: the axis pairs that show what the best linear projections show."""

from hdvis_projection.axis_align.module import OptimalAxisAlign

__all__ = ["OptimalAxisAlign"]
