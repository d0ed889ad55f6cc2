"""Planes through the space of the data: which to look at, how to turn from one to the next."""

from hdvis.analysis.projections.axis_pairs import AxisPair, align_axes
from hdvis.analysis.projections.planes import (
    axis_plane,
    orthonormal,
    principal_planes,
    subspace_distance,
    view_map,
)
from hdvis.analysis.projections.tour import Tour, random_plane, tour

__all__ = [
    "AxisPair",
    "Tour",
    "align_axes",
    "axis_plane",
    "orthonormal",
    "principal_planes",
    "random_plane",
    "subspace_distance",
    "tour",
    "view_map",
]
