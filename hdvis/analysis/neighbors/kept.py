"""One graph for all who ask about the same vectors, kept on disk by their content."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import asdict
from threading import Lock
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.array_files import ArrayFolder, digest
from hdvis.analysis.neighbors.approximate import Announce
from hdvis.analysis.neighbors.graph import NeighborGraph, Recall
from hdvis.analysis.neighbors.search import neighbor_graph, unheard
from hdvis.checkpoint import Checkpoint, no_checkpoint

SIZES = (64, 192, 600)
"""Neighbours that a kept graph has: the least of these that is enough, sliced by every user."""

MANY_ROWS = 300_000
"""Above this many rows a kept graph begins with 32 neighbours: memory and search follow n k."""

FOLDER_BYTES = 4 << 30
_WORTH = 0.5
_FORMAT = 1


def kept_size(n: int, k: int) -> int:
    """How many neighbours to look for when `k` of `n` rows are asked for."""
    sizes = SIZES if n <= MANY_ROWS else (32, *SIZES)
    return next((size for size in sizes if size >= k), k)


class GraphStore:
    """Graphs in a folder by the vectors' content; what took under half a second is not kept."""

    def __init__(self, folder: str | os.PathLike[str] | None, limit: int = FOLDER_BYTES) -> None:
        self._files = ArrayFolder(folder, limit)

    def graph(
        self,
        vectors: NDArray[np.floating],
        k: int,
        *,
        metric: str = "euclidean",
        checkpoint: Checkpoint = no_checkpoint,
        announce: Announce = unheard,
    ) -> NeighborGraph:
        """A graph of `k` neighbours (or all other rows), as kept or found now."""
        key = hashlib.sha256(f"{_FORMAT} {digest(vectors)} {metric} {k}".encode()).hexdigest()[:32]
        found = self._read(key, len(vectors))
        if found is not None:
            return found
        began = perf_counter()
        made = neighbor_graph(vectors, k, metric=metric, checkpoint=checkpoint, announce=announce)
        if perf_counter() - began > _WORTH:
            self._write(key, made)
        return made

    def _read(self, key: str, n: int) -> NeighborGraph | None:
        stored = self._files.read(key)
        if stored is None:
            return None
        about, arrays = stored
        try:
            recall = Recall(**about.pop("recall"))
            found = NeighborGraph(**arrays, **about, recall=recall)
        except (KeyError, TypeError):
            return None
        whole = found.n == n and found.indices.shape == found.distances.shape
        return found if whole else None

    def _write(self, key: str, graph: NeighborGraph) -> None:
        about = {"metric": graph.metric, "method": graph.method, "recall": asdict(graph.recall)}
        arrays = {"indices": graph.indices, "distances": graph.distances}
        self._files.write(key, about, arrays)


class SharedGraph:
    """The graph of one set of vectors, made once however many ask, larger only when it must be."""

    def __init__(
        self, vectors: Callable[[], NDArray[np.floating]], metric: str, store: GraphStore
    ) -> None:
        self._vectors, self._metric, self._store = vectors, metric, store
        self._graph: NeighborGraph | None = None
        self._lock = Lock()

    def at_least(
        self, k: int, *, checkpoint: Checkpoint = no_checkpoint, announce: Announce = unheard
    ) -> NeighborGraph:
        """A graph of `k` neighbours or more, or of all other rows; all who ask wait for one."""
        with self._lock:
            known = self._graph
            if known is None or known.k < min(k, len(known.rows) - 1):
                vectors = self._vectors()
                size = kept_size(len(vectors), k)
                known = self._graph = self._store.graph(
                    vectors, size, metric=self._metric, checkpoint=checkpoint, announce=announce
                )
            return known
