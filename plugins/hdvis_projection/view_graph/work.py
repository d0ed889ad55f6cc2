"""What a worker does for ViewGraph: more planes to choose from, their places and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from hdvis.analysis.embedding import Embedding
from hdvis.analysis.projections import view_map
from hdvis.analysis.projections.planes import distances, near_views
from hdvis.data import Dataset
from hdvis_projection.named_views import (
    NamedView,
    axis_view,
    from_map,
    principal_views,
    vectors_of,
)
from hdvis_projection.thumbnails import thumbnail

MOST = 40
AXES = 5
"""Pairs among so many columns of greatest spread are offered of themselves."""


@dataclass(frozen=True, eq=False)
class Graph:
    """Planes with their places (shares), pictures, and pairs that are near each other."""

    views: list[NamedView]
    places: list[list[float]]
    shades: list[bytes]
    edges: list[list[Any]]


def draw(
    dataset: Dataset, space: str, known: list[NamedView], maps: list[Embedding], pairs: bool
) -> Graph:
    """The graph of `known` planes of a space, principal ones, those of maps, and axis pairs."""
    vectors = vectors_of(dataset, space)
    finite = vectors[np.isfinite(vectors).all(axis=1)]
    views = {view.name: view for view in known if len(view.frame) == vectors.shape[1]}
    for view in principal_views(dataset, space):
        views.setdefault(view.name, view)
    for embedding in maps:
        made = (
            from_map(dataset, embedding) if (embedding.space or dataset.primary) == space else None
        )
        if made is not None:
            views.setdefault(made.name, made)
    if pairs and len(finite):
        for first, second in _pairs(dataset, space):
            view = axis_view(dataset, space, first, second)
            views.setdefault(view.name, view)
    chosen = list(views.values())[:MOST]
    apart = distances([view.frame for view in chosen])
    edges = [[i, j, float(1 - apart[i, j] / np.sqrt(2))] for i, j in near_views(apart)]
    shades = [thumbnail(finite @ view.frame) for view in chosen]
    return Graph(chosen, _shares(view_map(apart)), shades, edges)


def _pairs(dataset: Dataset, space: str) -> list[tuple[int, int]]:
    """Pairs of the columns of greatest spread for their size."""
    values = dataset.spaces[space]
    spread = np.nan_to_num(np.nanstd(np.where(np.isfinite(values), values, np.nan), axis=0))
    best = np.sort(np.argsort(-spread, kind="stable")[:AXES])
    return [(int(i), int(j)) for at, i in enumerate(best) for j in best[at + 1 :]]


def _shares(places: np.ndarray[Any, np.dtype[np.float64]]) -> list[list[float]]:
    """Places within 0..1, both axes on one scale."""
    if not len(places):
        return []
    low, high = places.min(axis=0), places.max(axis=0)
    span = max(float((high - low).max()), 1e-9)
    shares: list[list[float]] = ((places - (low + high) / 2) / span + 0.5).round(4).tolist()
    return shares
