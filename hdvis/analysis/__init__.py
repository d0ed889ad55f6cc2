"""Pure functions over arrays: embeddings, neighbours, directions, paths, quality."""

from importlib import import_module
from typing import Any

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


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
