"""Scatter Plot: any two columns, or an embedding, with brushes, colour and images as marks."""

from hdvis_views.scatter.module import ScatterPlot

__all__ = ["ScatterPlot"]
