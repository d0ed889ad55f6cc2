"""One picture per row, from arrays or files."""

from hdvis.data.images.image_set import Images

__all__ = ["Images"]
