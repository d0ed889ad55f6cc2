"""Concept Map: a bubble for every category, near those it resembles."""

from hdvis_semantics.concepts.module import ConceptMapView

__all__ = ["ConceptMapView"]
