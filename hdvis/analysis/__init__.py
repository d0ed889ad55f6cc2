"""Pure functions over arrays: embeddings, neighbours, directions, paths, quality."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

_HOMES = {
    "embedding": ("Embedding", "embed", "measured", "place"),
    "reducer": ("REDUCERS", "Reducer"),
    "array_files": ("digest", "user_folder"),
    "cache": ("EmbeddingCache", "cache_key"),
    "empty_region": ("RegionGraph", "empty_region_graph"),
    "inputs": ("SCALINGS", "Inputs"),
    "neighbors": ("NeighborGraph", "Recall", "neighbor_graph"),
    "quality": ("Quality", "kept_neighbors", "measure_quality", "plane_neighbors"),
    "topology": ("MergeTree", "merge_tree"),
    "traversal": ("film", "inverse_normal_grid", "lattice", "lerp", "slerp"),
    "clustering.methods": ("CLUSTERERS", "run_clusterer"),
    "clustering.facts": ("GroupFacts", "group_facts"),
    "clustering.icicle": ("icicle",),
    "clustering.naming": ("proposed_names",),
    "directions": ("Directions",),
    "directions.fit": ("fit_directions",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME)

if TYPE_CHECKING:
    from hdvis.analysis.array_files import digest as digest
    from hdvis.analysis.array_files import user_folder as user_folder
    from hdvis.analysis.cache import EmbeddingCache as EmbeddingCache
    from hdvis.analysis.cache import cache_key as cache_key
    from hdvis.analysis.clustering.facts import GroupFacts as GroupFacts
    from hdvis.analysis.clustering.facts import group_facts as group_facts
    from hdvis.analysis.clustering.icicle import icicle as icicle
    from hdvis.analysis.clustering.methods import CLUSTERERS as CLUSTERERS
    from hdvis.analysis.clustering.methods import run_clusterer as run_clusterer
    from hdvis.analysis.clustering.naming import proposed_names as proposed_names
    from hdvis.analysis.directions import Directions as Directions
    from hdvis.analysis.directions.fit import fit_directions as fit_directions
    from hdvis.analysis.embedding import Embedding as Embedding
    from hdvis.analysis.embedding import embed as embed
    from hdvis.analysis.embedding import measured as measured
    from hdvis.analysis.embedding import place as place
    from hdvis.analysis.empty_region import RegionGraph as RegionGraph
    from hdvis.analysis.empty_region import empty_region_graph as empty_region_graph
    from hdvis.analysis.inputs import SCALINGS as SCALINGS
    from hdvis.analysis.inputs import Inputs as Inputs
    from hdvis.analysis.neighbors import NeighborGraph as NeighborGraph
    from hdvis.analysis.neighbors import Recall as Recall
    from hdvis.analysis.neighbors import neighbor_graph as neighbor_graph
    from hdvis.analysis.quality import Quality as Quality
    from hdvis.analysis.quality import kept_neighbors as kept_neighbors
    from hdvis.analysis.quality import measure_quality as measure_quality
    from hdvis.analysis.quality import plane_neighbors as plane_neighbors
    from hdvis.analysis.reducer import REDUCERS as REDUCERS
    from hdvis.analysis.reducer import Reducer as Reducer
    from hdvis.analysis.topology import MergeTree as MergeTree
    from hdvis.analysis.traversal import film as film
    from hdvis.analysis.traversal import inverse_normal_grid as inverse_normal_grid
    from hdvis.analysis.traversal import lattice as lattice
    from hdvis.analysis.traversal import lerp as lerp
    from hdvis.analysis.traversal import slerp as slerp


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
