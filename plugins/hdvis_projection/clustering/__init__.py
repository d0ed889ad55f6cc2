"""Clustering: groups of rows by a method of choice, named, measured and drawn as a tree."""

from hdvis_projection.clustering.module import Clustering

__all__ = ["Clustering"]
