"""The shared value of this plugin."""

from __future__ import annotations

from hdvis.data import Dataset
from hdvis.state import Slot
from hdvis_topology.topology import Recipe, Topology, function_of, make_topology


def _example(dataset: Dataset) -> Topology:
    function = function_of(dataset, None)
    return make_topology(Recipe(function), dataset.columns)


SLOTS = {
    "topology": Slot(
        Topology,
        doc="The Topology in hand (a function, its graph, its merge tree and a level), or None.",
        waiting="Waiting for a topology.\nTopological Spine makes one.",
        example=_example,
    )
}
