"""A plane for every row: reducers by name, and what they make."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from inspect import signature
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.neighbors import NeighborGraph, as_matrix, finite_rows, neighbor_graph
from hdvis.analysis.quality import kept_neighbors, measure_quality, plane_neighbors
from hdvis.analysis.reducers.layout import NeighborEmbedding
from hdvis.analysis.reducers.linear import PCA
from hdvis.analysis.reducers.manifold import LLE, MDS, Isomap, Spectral
from hdvis.analysis.reducers.tsne import TSNE
from hdvis.analysis.reducers.umap import UMAP
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError, HdvisError, shorten

Plane = NDArray[np.float32]
OnPositions = Callable[[Plane], None]

QUALITY_K = 10
"""Neighbours that trustworthiness, continuity and kept neighbours are measured at."""


class Reducer(Protocol):
    """Turns (n, d) vectors without missing values into (n, 2); parameters are the constructor's.

    Optional members: `least` (rows needed), `graph` (a neighbour graph to use instead of its own)
    and `note_for(n)` (what a reader must know about the result for n rows).
    """

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: OnPositions | None = None,
    ) -> Plane:
        """Positions (n, 2) float32; `on_positions` sees those on the way, if there are any."""
        ...


REDUCERS: Mapping[str, Callable[..., Reducer]] = {
    "PCA": PCA,
    "Neighbor embedding": NeighborEmbedding,
    "t-SNE": TSNE,
    "UMAP": UMAP,
    "MDS": MDS,
    "Isomap": Isomap,
    "LLE": LLE,
    "Spectral": Spectral,
}


@dataclass(frozen=True, eq=False)
class Embedding:
    """Positions of n rows in the plane, with how they came about and how far to trust them.

    coordinates (n, 2) float32, NaN for rows with missing values; kept (n,) float32 the share of
    each row's 10 nearest that stayed so; trustworthiness and continuity NaN until measured.
    """

    coordinates: Plane
    method: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    trustworthiness: float = float("nan")
    continuity: float = float("nan")
    kept: NDArray[np.float32] = field(default_factory=lambda: np.empty(0, np.float32))
    seconds: float = 0.0
    note: str = ""

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.coordinates)

    @property
    def names(self) -> tuple[str, str]:
        """Names of its two columns: "t-SNE 1" and "t-SNE 2"."""
        return f"{self.method} 1", f"{self.method} 2"

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
    reducers: Mapping[str, Callable[..., Reducer]] = REDUCERS,
    **parameters: Any,
) -> Embedding:
    """`vectors` (n, d) in the plane by the reducer called `method`, its quality measured.

    `graph` saves the neighbour search where the method can use it. `on_positions` sees (n, 2)
    positions on the way where the method has any. Errors: `DataError` for an unknown method or
    parameter and for too few rows.
    """
    matrix = _tamed(as_matrix(vectors))
    if graph is None and len(finite_rows(matrix)) > 1:
        k = max(QUALITY_K, int(parameters.get("neighbors", 15)))
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
    reducers: Mapping[str, Callable[..., Reducer]] = REDUCERS,
    **parameters: Any,
) -> Embedding:
    """As `embed`, its quality not yet measured: PCA of 70,000 rows shows at once."""
    began = time.perf_counter()
    matrix = _tamed(as_matrix(vectors))
    rows = finite_rows(matrix)
    reducer = _reducer(reducers, method, seed, parameters)
    least = int(getattr(reducer, "least", 2))
    if len(rows) < least:
        raise DataError(
            f"{method}: needs at least {least} rows, got {len(rows)}. Add rows", code="HDV-A6"
        )
    notes = [_missing(len(matrix), len(rows)), _clipped(reducer, len(rows))]
    _use_graph(reducer, graph, len(matrix))

    def widened(positions: Plane) -> Plane:
        out = np.full((len(matrix), 2), np.nan, np.float32)
        out[rows] = positions
        return out

    watch = None if on_positions is None else _composed(on_positions, widened)
    whole = matrix if len(rows) == len(matrix) else matrix[rows]
    if np.ptp(whole, axis=0).any():
        positions = _fitted(reducer, method, whole, checkpoint, watch)
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
    sampled = f"quality {quality.note}" if quality.note else ""
    return replace(
        embedding,
        trustworthiness=quality.trustworthiness,
        continuity=quality.continuity,
        kept=kept_neighbors(graph, plane_neighbors(embedding.coordinates, k), k),
        note="; ".join(filter(None, [embedding.note, sampled])),
    )


def _reducer(
    reducers: Mapping[str, Callable[..., Reducer]],
    method: str,
    seed: int,
    parameters: Mapping[str, Any],
) -> Reducer:
    if method not in reducers:
        known = ", ".join(reducers)
        raise DataError(f"method: got {method!r}, expected one of {known}. Choose one of these")
    factory = reducers[method]
    accepted = signature(factory).parameters
    unknown = [name for name in parameters if name not in accepted]
    if unknown and not any(p.kind is p.VAR_KEYWORD for p in accepted.values()):
        raise DataError(
            f"{method}: got a parameter {unknown[0]!r}, expected {', '.join(accepted) or 'none'}. "
            "Leave it out"
        )
    seeded = {"seed": seed} if "seed" in accepted else {}
    return factory(**{**seeded, **parameters})


def _use_graph(reducer: Any, graph: NeighborGraph | None, n: int) -> None:
    """Give `graph` to a reducer that wants one, if it is large enough and of the same metric."""
    if graph is None or graph.n != n or not hasattr(reducer, "graph") or reducer.graph is not None:
        return
    if graph.metric == getattr(reducer, "metric", "euclidean") and graph.k >= reducer.neighbors:
        reducer.graph = graph.restricted()


def _missing(n: int, finite: int) -> str:
    if finite == n:
        return ""
    return f"{n - finite:,} of {n:,} rows have values that are not finite; not embedded"


def _clipped(reducer: Any, n: int) -> str:
    """Cut the neighbours asked for to the other rows there are, and say so."""
    wanted = getattr(reducer, "neighbors", 0)
    if wanted < n:
        return ""
    reducer.neighbors = n - 1
    return f"{wanted} neighbours asked for, {n - 1} other rows there are"


def _fitted(
    reducer: Reducer,
    method: str,
    points: NDArray[np.floating],
    checkpoint: Checkpoint,
    watch: OnPositions | None,
) -> Plane:
    """The reducer's positions, its library's complaint as a `DataError`."""
    if points.shape[1] == 1:  # scikit-learn and openTSNE refuse a plane for a line
        points = np.pad(points, ((0, 0), (0, 1)))
    try:
        found = reducer.fit_transform(points, checkpoint=checkpoint, on_positions=watch)
    except (ValueError, ArithmeticError, np.linalg.LinAlgError) as error:
        if isinstance(error, HdvisError):
            raise
        raise DataError(f"{method}: {shorten(error, 160)}. Try another method") from error
    return np.asarray(found, np.float32)


def _tamed(matrix: NDArray[np.floating]) -> NDArray[np.floating]:
    """`matrix` scaled down where squares of its values would overflow."""
    largest = float(np.abs(matrix[finite_rows(matrix)]).max(initial=0.0))
    return matrix / largest if largest > 1e15 else matrix


def _composed(outer: OnPositions, inner: Callable[[Plane], Plane]) -> OnPositions:
    return lambda positions: outer(inner(positions))
