"""Image: the focused row large, the selection as a wall, and its mean and spread."""

from hdvis_views.image.module import ImagePanel

__all__ = ["ImagePanel"]
