"""A plane for every row: what reducers make, with how it came about and how far to trust it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.matrix import as_matrix, finite_rows
from hdvis.analysis.neighbors import NeighborGraph, Recall, neighbor_graph
from hdvis.analysis.quality import kept_neighbors, measure_quality, plane_neighbors
from hdvis.analysis.reducer import (
    REDUCERS,
    Factories,
    clip_neighbors,
    graph_neighbors,
    make_reducer,
    run_reducer,
    use_graph,
)
from hdvis.analysis.reducers.watching import OnPositions, Plane
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

QUALITY_K = 10
"""Neighbours that trustworthiness, continuity and kept neighbours are measured at."""


@dataclass(frozen=True, eq=False)
class Embedding:
    """Positions of n rows in the plane, with how they came about and how far to trust them.

    coordinates (n, 2) float32, NaN for rows with missing values; kept (n,) float32 the share of
    each row's `k` nearest that stayed so; trustworthiness and continuity at `k` are NaN until
    measured. `space`, `inputs` (columns; none means all) and `scaling` say what it was made from;
    `complete` is false when it was stopped on the way; `search` is how many true neighbours the
    graph has that it was made from or measured by. `axes` are columns that it is no more than.
    """

    coordinates: Plane
    method: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    name: str = ""
    space: str = ""
    inputs: tuple[str, ...] = ()
    scaling: str = "none"
    trustworthiness: float = float("nan")
    continuity: float = float("nan")
    k: int = QUALITY_K
    kept: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))
    seconds: float = 0.0
    note: str = ""
    complete: bool = True
    search: Recall | None = None
    axes: tuple[str, str] | None = None

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.coordinates)

    @property
    def label(self) -> str:
        """Its name, or its method's when it has none."""
        return self.name or self.method

    @property
    def names(self) -> tuple[str, str]:
        """Names of its two columns: its `axes`, or "t-SNE 1" and "t-SNE 2"."""
        return self.axes or (f"{self.label} 1", f"{self.label} 2")

    @property
    def recall(self) -> float:
        """Mean share of kept neighbours, NaN until measured."""
        known = self.kept[np.isfinite(self.kept)]
        return float(known.mean()) if len(known) else float("nan")


def embed(
    vectors: ArrayLike,
    method: str = "PCA",
    *,
    seed: int = 0,
    graph: NeighborGraph | None = None,
    checkpoint: Checkpoint = no_checkpoint,
    on_positions: OnPositions | None = None,
    reducers: Factories = REDUCERS,
    **parameters: Any,
) -> Embedding:
    """`vectors` (n, d) in the plane by the reducer called `method`, its quality measured.

    `graph` saves the neighbour search where the method can use it. `on_positions` sees positions
    (n, 2) where the method has any on the way, with how many of all iterations are done. Errors:
    `DataError` for an unknown method or parameter and for too few rows.
    """
    matrix = _tamed(as_matrix(vectors))
    if graph is None and len(finite_rows(matrix)) > 1:
        k = max(QUALITY_K, graph_neighbors(make_reducer(reducers, method, seed, parameters)))
        graph = neighbor_graph(matrix, k, seed=seed, checkpoint=lambda f: checkpoint(0.2 * f))
    placed = place(
        matrix,
        method,
        seed=seed,
        graph=graph,
        checkpoint=lambda f: checkpoint(0.2 + 0.7 * f),
        on_positions=on_positions,
        reducers=reducers,
        **parameters,
    )
    return measured(placed, matrix, graph, checkpoint=lambda f: checkpoint(0.9 + 0.1 * f))


def place(
    vectors: ArrayLike,
    method: str = "PCA",
    *,
    seed: int = 0,
    graph: NeighborGraph | None = None,
    checkpoint: Checkpoint = no_checkpoint,
    on_positions: OnPositions | None = None,
    reducers: Factories = REDUCERS,
    **parameters: Any,
) -> Embedding:
    """As `embed`, its quality not yet measured: PCA of 70,000 rows shows at once."""
    began = time.perf_counter()
    matrix = _tamed(as_matrix(vectors))
    rows = finite_rows(matrix)
    reducer = make_reducer(reducers, method, seed, parameters)
    least = int(getattr(reducer, "least", 2))
    if len(rows) < least:
        raise DataError(
            f"{method}: needs at least {least} rows, got {len(rows)}. Add rows", code="HDV-A6"
        )
    notes = [_missing(len(matrix), len(rows)), clip_neighbors(reducer, len(rows))]
    used = use_graph(reducer, graph, len(matrix))

    def widened(positions: Plane) -> Plane:
        out = np.full((len(matrix), 2), np.nan, np.float32)
        out[rows] = positions
        return out

    def watch(positions: Plane, done: int, total: int) -> None:
        if on_positions is not None:
            on_positions(widened(positions), done, total)

    whole = matrix if len(rows) == len(matrix) else matrix[rows]
    if np.ptp(whole, axis=0).any():
        positions = run_reducer(
            reducer, method, whole, checkpoint, None if on_positions is None else watch
        )
    else:
        positions = np.zeros((len(rows), 2), np.float32)
        notes.append("all rows are equal")
    notes.append(reducer.note_for(len(rows)) if hasattr(reducer, "note_for") else "")
    return Embedding(
        widened(positions),
        method,
        dict(parameters),
        seed,
        seconds=time.perf_counter() - began,
        note="; ".join(filter(None, notes)),
        search=graph.recall if used and graph is not None else None,
    )


def measured(
    embedding: Embedding,
    vectors: ArrayLike,
    graph: NeighborGraph | None = None,
    *,
    checkpoint: Checkpoint = no_checkpoint,
) -> Embedding:
    """`embedding` with trustworthiness, continuity and kept neighbours for `vectors` (n, d)."""
    matrix = _tamed(as_matrix(vectors))
    if len(finite_rows(matrix)) < 3:
        return replace(embedding, kept=np.full(len(matrix), np.nan, np.float32))
    graph = graph or neighbor_graph(matrix, QUALITY_K, seed=embedding.seed)
    k = min(QUALITY_K, graph.k)
    quality = measure_quality(
        matrix, embedding.coordinates, k, seed=embedding.seed, checkpoint=checkpoint
    )
    said = f"quality at {k} neighbours{f', {quality.note}' if quality.note else ''}"
    return replace(
        embedding,
        trustworthiness=quality.trustworthiness,
        continuity=quality.continuity,
        k=k,
        kept=kept_neighbors(graph, plane_neighbors(embedding.coordinates, k), k),
        search=graph.recall,
        note="; ".join(filter(None, [embedding.note, said])),
    )


def _missing(n: int, finite: int) -> str:
    if finite == n:
        return ""
    return f"{n - finite:,} of {n:,} rows have values that are not finite; not embedded"


def _tamed(matrix: NDArray[np.floating]) -> NDArray[np.floating]:
    """`matrix` scaled down where squares of its values would overflow."""
    largest = float(np.abs(matrix[finite_rows(matrix)]).max(initial=0.0))
    return matrix / largest if largest > 1e15 else matrix
