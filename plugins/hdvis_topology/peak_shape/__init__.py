"""PeakShape: how a function falls away from a row or from a peak."""

from hdvis_topology.peak_shape.module import PeakShape

__all__ = ["PeakShape"]
