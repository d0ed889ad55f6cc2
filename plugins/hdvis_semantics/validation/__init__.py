"""Direction Validation: all that speaks for one direction, and against it."""

from hdvis_semantics.validation.module import DirectionValidation

__all__ = ["DirectionValidation"]
