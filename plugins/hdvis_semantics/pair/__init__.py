"""Direction Pair: two directions at their true angle, their ends to drag."""

from hdvis_semantics.pair.module import DirectionPair

__all__ = ["DirectionPair"]
