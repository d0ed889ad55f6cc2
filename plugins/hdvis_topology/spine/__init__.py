"""Topological Spine: the peaks of a function as a map of hills."""

from hdvis_topology.spine.module import TopologicalSpine

__all__ = ["TopologicalSpine"]
