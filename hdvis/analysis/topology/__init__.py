"""Peaks, basins and passes of a function on a neighbourhood graph."""

from hdvis.analysis.topology.adjacency import Adjacency
from hdvis.analysis.topology.cells import MorseSmaleCells, morse_smale_cells
from hdvis.analysis.topology.diagrams import bottleneck_distance, wasserstein_distance
from hdvis.analysis.topology.extremum_graph import ExtremumGraph
from hdvis.analysis.topology.merge_tree import MergeTree, merge_tree

__all__ = [
    "Adjacency",
    "ExtremumGraph",
    "MergeTree",
    "MorseSmaleCells",
    "bottleneck_distance",
    "merge_tree",
    "morse_smale_cells",
    "wasserstein_distance",
]
