"""DimReduction: rows placed in the plane, watched while it happens."""

from hdvis_projection.dim_reduction.module import DimReduction

__all__ = ["DimReduction"]
