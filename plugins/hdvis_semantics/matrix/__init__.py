"""Directions as matrices: how alike they are, and what they weigh."""

from hdvis_semantics.matrix.module import SimilarityMatrix
from hdvis_semantics.matrix.weights import WeightMatrix

__all__ = ["SimilarityMatrix", "WeightMatrix"]
