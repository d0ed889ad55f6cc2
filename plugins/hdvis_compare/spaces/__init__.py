"""Space Comparison: how alike spaces are, and two of them side by side."""

from hdvis_compare.spaces.module import SpaceComparison

__all__ = ["SpaceComparison"]
