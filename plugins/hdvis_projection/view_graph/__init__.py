"""ViewGraph: planes as thumbnails, near each other where they show much the same."""

from hdvis_projection.view_graph.module import ViewGraph

__all__ = ["ViewGraph"]
