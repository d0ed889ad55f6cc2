"""Directions of a latent space: fitted, judged, compared, kept in files."""

from hdvis.analysis.directions.value import Directions

__all__ = ["Directions"]
