"""Neighborhood: which rows are neighbours, by which rule, and whether all hang together."""

from hdvis_projection.neighborhood.module import Neighborhood

__all__ = ["Neighborhood"]
