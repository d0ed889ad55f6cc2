"""Topological Multi-Spine: the hills of two functions over each other."""

from hdvis_topology.multi_spine.module import TopologicalMultiSpine

__all__ = ["TopologicalMultiSpine"]
