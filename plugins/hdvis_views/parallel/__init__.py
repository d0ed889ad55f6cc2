"""Parallel Coordinate: many columns side by side, brushed, ordered and ranked."""

from hdvis_views.parallel.module import ParallelCoordinate

__all__ = ["ParallelCoordinate"]
