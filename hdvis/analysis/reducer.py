"""Reducers by name: made from parameters, and called with what each one accepts."""

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import NeighborGraph
from hdvis.analysis.reducers.linear import PCA
from hdvis.analysis.reducers.manifold import LLE, MDS, Isomap, Spectral
from hdvis.analysis.reducers.neighbor_embedding import NeighborEmbedding
from hdvis.analysis.reducers.tsne import TSNE
from hdvis.analysis.reducers.umap import UMAP
from hdvis.analysis.reducers.watching import OnPositions, Plane
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError, HdvisError, shorten

SEEDS = ("seed", "random_state")
"""Names under which a reducer takes its seed."""


class Reducer(Protocol):
    """Turns (n, d) vectors without missing values into (n, 2); parameters are the constructor's.

    `checkpoint` and `on_positions` are given where `fit_transform` takes them. Optional members:
    `least` (rows needed), `graph` (a neighbour graph used instead of its own) with
    `graph_neighbors` or `neighbors` (how many of its neighbours are used), and `note_for(n)`
    (what a reader must know about the result for n rows).
    """

    def fit_transform(
        self,
        vectors: NDArray[np.floating],
        checkpoint: Checkpoint = no_checkpoint,
        on_positions: OnPositions | None = None,
    ) -> Plane:
        """Positions (n, 2) float32; `on_positions` sees those on the way, if there are any."""
        ...


Factories = Mapping[str, Callable[..., Any]]

REDUCERS: Factories = {
    "PCA": PCA,
    "Neighbor embedding": NeighborEmbedding,
    "t-SNE": TSNE,
    "UMAP": UMAP,
    "MDS": MDS,
    "Isomap": Isomap,
    "LLE": LLE,
    "Spectral": Spectral,
}


def make_reducer(reducers: Factories, method: str, seed: int, parameters: Mapping[str, Any]) -> Any:
    """The reducer called `method`, or a `DataError` for a name or parameter it does not know.

    The seed is passed as `seed` or `random_state`, and `n_components` as 2, where these exist.
    """
    if method not in reducers:
        known = ", ".join(reducers)
        raise DataError(f"method: got {method!r}, expected one of {known}. Choose one of these")
    factory = reducers[method]
    accepted = signature(factory).parameters
    unknown = [name for name in parameters if name not in accepted]
    if unknown and not any(p.kind is Parameter.VAR_KEYWORD for p in accepted.values()):
        raise DataError(
            f"{method}: got a parameter {unknown[0]!r}, expected {', '.join(accepted) or 'none'}. "
            "Leave it out"
        )
    given = {name: seed for name in SEEDS if name in accepted}
    given |= {"n_components": 2} if "n_components" in accepted else {}
    return _spoken(method, lambda: factory(**{**given, **parameters}))


def run_reducer(
    reducer: Any,
    method: str,
    points: NDArray[np.floating],
    checkpoint: Checkpoint = no_checkpoint,
    on_positions: OnPositions | None = None,
) -> Plane:
    """Its positions (n, 2) of `points` (n, d), a complaint of its library as a `DataError`."""
    if points.shape[1] == 1:  # scikit-learn and openTSNE refuse a plane for a line
        points = np.pad(points, ((0, 0), (0, 1)))
    accepted = signature(reducer.fit_transform).parameters
    offered = {"checkpoint": checkpoint, "on_positions": on_positions}
    taken = {name: value for name, value in offered.items() if name in accepted}
    found = _spoken(method, lambda: reducer.fit_transform(points, **taken))
    return _as_plane(found, method, len(points))


def use_graph(reducer: Any, graph: NeighborGraph | None, n: int) -> bool:
    """Give `graph` to a reducer that wants one, if it is large enough and of the same metric."""
    if graph is None or graph.n != n or not hasattr(reducer, "graph") or reducer.graph is not None:
        return False
    rows = graph.restricted()
    enough = rows.k >= min(graph_neighbors(reducer), rows.n - 1)
    fits = enough and graph.metric == getattr(reducer, "metric", "euclidean")
    if fits:
        reducer.graph = rows
    return bool(fits)


def graph_neighbors(reducer: Any) -> int:
    """How many neighbours the reducer looks at, 0 if it uses no graph."""
    wanted = getattr(reducer, "graph_neighbors", getattr(reducer, "neighbors", 0))
    return int(wanted) if hasattr(reducer, "graph") else 0


def clip_neighbors(reducer: Any, n: int) -> str:
    """Cut the neighbours asked for to the other rows there are, and say so."""
    wanted = getattr(reducer, "neighbors", 0)
    if not isinstance(wanted, int) or wanted < n:
        return ""
    reducer.neighbors = n - 1
    return f"{wanted} neighbours asked for, {n - 1} other rows there are"


def _spoken(method: str, call: Callable[[], Any]) -> Any:
    try:
        return call()
    except (ValueError, TypeError, ArithmeticError, np.linalg.LinAlgError) as error:
        if isinstance(error, HdvisError):
            raise
        raise DataError(f"{method}: {shorten(error, 160)}. Try another method") from error


def _as_plane(found: Any, method: str, n: int) -> Plane:
    try:
        plane = np.asarray(found, np.float32)
    except (TypeError, ValueError) as error:
        raise DataError(f"{method}: gave {type(found).__name__}, expected an array") from error
    if plane.ndim != 2 or len(plane) != n or not plane.shape[1]:
        raise DataError(
            f"{method}: gave shape {plane.shape}, expected ({n:,}, 2). Correct its fit_transform"
        )
    if not np.isfinite(plane).all(axis=1).any():
        raise DataError(f"{method}: gave no finite position. Try another method or scaling")
    return plane[:, :2] if plane.shape[1] > 1 else np.pad(plane, ((0, 0), (0, 1)))
