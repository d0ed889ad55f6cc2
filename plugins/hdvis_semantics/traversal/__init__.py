"""Semantic Traversal: a handle for every direction, and what the model makes of it."""

from hdvis_semantics.traversal.module import SemanticTraversal

__all__ = ["SemanticTraversal"]
