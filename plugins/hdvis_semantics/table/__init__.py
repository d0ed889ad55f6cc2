"""Directions as tables: what speaks for each, and what sets a selection apart."""

from hdvis_semantics.table.explanation import SelectionExplained
from hdvis_semantics.table.module import DirectionTable

__all__ = ["DirectionTable", "SelectionExplained"]
