"""The nearest neighbours of every row: found exactly where that is affordable, else measured."""

from hdvis.analysis.neighbors.approximate import Announce
from hdvis.analysis.neighbors.graph import NeighborGraph, Recall
from hdvis.analysis.neighbors.kept import GraphStore, SharedGraph
from hdvis.analysis.neighbors.nearest import nearest_among
from hdvis.analysis.neighbors.search import METRICS, neighbor_graph, unheard

__all__ = [
    "METRICS",
    "Announce",
    "GraphStore",
    "NeighborGraph",
    "Recall",
    "SharedGraph",
    "nearest_among",
    "neighbor_graph",
    "unheard",
]
