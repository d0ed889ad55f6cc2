"""DynamicProjection: the space turned from one plane to the next."""

from hdvis_projection.dynamic.module import DynamicProjection

__all__ = ["DynamicProjection"]
