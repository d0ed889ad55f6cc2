"""Model Comparison: encoders and decoders of two models, swapped."""

from hdvis_compare.models.module import ModelComparison

__all__ = ["ModelComparison"]
