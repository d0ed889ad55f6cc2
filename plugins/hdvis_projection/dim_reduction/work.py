"""What workers do for DimReduction: look for a kept result, place the rows, measure the result."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.analysis import EmbeddingCache, measured, place
from hdvis.analysis.embedding import QUALITY_K, Embedding
from hdvis.analysis.reducer import graph_neighbors, make_reducer
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Dataset
from hdvis.errors import Cancelled, HdvisError, log_failure, shorten
from hdvis_projection.dim_reduction.embedding_spec import EmbeddingSpec


@dataclass(frozen=True, eq=False)
class Progress:
    """How far the work is: a phase, iterations done of all (0 where unknown), and positions."""

    phase: str
    fraction: float | None = None
    done: int = 0
    total: int = 0
    positions: npt.NDArray[np.float32] | None = None

    @property
    def text(self) -> str:
        """The phase, or the iteration with all there are."""
        return f"iteration {self.done:,} of {self.total:,}" if self.total else self.phase


@dataclass(frozen=True, eq=False)
class Outcome:
    """An embedding, or the sentence that says why there is none."""

    embedding: Embedding | None = None
    problem: str = ""
    cached: bool = False


Show = Callable[[Progress], None]


def look(dataset: Dataset, spec: EmbeddingSpec, cache: EmbeddingCache) -> Outcome:
    """The result kept for this spec and these values, if there is one."""

    def found() -> Outcome:
        embedding = cache.get(spec.key(dataset))
        return Outcome(embedding and _signed(embedding, spec), cached=embedding is not None)

    return _spoken(spec.method, found)


def make(
    dataset: Dataset,
    spec: EmbeddingSpec,
    reducers: Mapping[str, Any],
    cache: EmbeddingCache | None,
    stopped: threading.Event,
    checkpoint: Checkpoint = no_checkpoint,
    show: Show = lambda progress: None,
) -> Outcome:
    """The rows placed; once `stopped` is set, the positions that had been reached.

    A complete result is put in `cache`, if one is given.
    """
    maker = _Maker(dataset, spec, reducers, stopped, checkpoint, show)
    outcome = _spoken(spec.method, maker.outcome)
    if cache is not None and outcome.embedding is not None and outcome.embedding.complete:
        cache.put(spec.key(dataset), outcome.embedding, durable=spec.durable)
    return outcome


def measure(
    dataset: Dataset,
    spec: EmbeddingSpec,
    embedding: Embedding,
    cache: EmbeddingCache,
    checkpoint: Checkpoint = no_checkpoint,
) -> Outcome:
    """`embedding` with its quality, as kept or measured now; kept if it is complete."""
    return _spoken(spec.method, lambda: Outcome(_told(dataset, spec, embedding, cache, checkpoint)))


def _told(
    dataset: Dataset,
    spec: EmbeddingSpec,
    embedding: Embedding,
    cache: EmbeddingCache,
    checkpoint: Checkpoint,
) -> Embedding:
    key = spec.key(dataset)
    kept = cache.get(key) if embedding.complete else None
    if kept is not None and kept.kept.size:
        return replace(kept, coordinates=embedding.coordinates, name=embedding.name)
    vectors = spec.inputs.vectors(dataset)
    graph = None
    if np.isfinite(vectors).all(axis=1).sum() > 2:
        graph = spec.inputs.graph(dataset, QUALITY_K, checkpoint=lambda f: checkpoint(f / 2))
    told = measured(embedding, vectors, graph, checkpoint=lambda f: checkpoint(0.5 + f / 2))
    told.kept.flags.writeable = False
    if told.complete:
        cache.put(key, told, durable=spec.durable)
    return told


class _Maker:
    """One run: its neighbours, its positions on the way, and what a stop leaves of them."""

    def __init__(
        self,
        dataset: Dataset,
        spec: EmbeddingSpec,
        reducers: Mapping[str, Any],
        stopped: threading.Event,
        checkpoint: Checkpoint,
        show: Show,
    ) -> None:
        self.dataset, self.spec, self.reducers = dataset, spec, reducers
        self.stopped, self.checkpoint, self.show = stopped, checkpoint, show
        self.last: Progress | None = None

    def outcome(self) -> Outcome:
        try:
            return Outcome(_signed(self._placed(), self.spec))
        except Cancelled:
            if not self.stopped.is_set():
                raise
            return self._reached()

    def _heed(self, fraction: float) -> None:
        self.checkpoint(fraction)
        if self.stopped.is_set():
            raise Cancelled

    def _placed(self) -> Embedding:
        spec = self.spec
        vectors = spec.inputs.vectors(self.dataset)
        reducer = make_reducer(self.reducers, spec.method, spec.seed, spec.parameters)
        self.show(Progress(f"{spec.method} is at work"))
        return place(
            vectors,
            spec.method,
            seed=spec.seed,
            graph=self._graph(vectors, reducer),
            checkpoint=self._heed,
            on_positions=self._watch,
            reducers=self.reducers,
            **spec.parameters,
        )

    def _graph(self, vectors: npt.NDArray[np.floating[Any]], reducer: Any) -> Any:
        k = graph_neighbors(reducer)
        if not k or np.isfinite(vectors).all(axis=1).sum() < 2:
            return None

        phase = ["finding neighbours"]

        def told(fraction: float) -> None:
            self._heed(fraction)
            self.show(Progress(phase[0], fraction))

        metric = getattr(reducer, "metric", "euclidean")
        graph = self.spec.inputs.graph(
            self.dataset, k, metric=metric, checkpoint=told, announce=partial(phase.__setitem__, 0)
        )
        self.show(Progress(f"{self.spec.method} is at work"))
        return graph

    def _watch(self, positions: npt.NDArray[np.float32], done: int, total: int) -> None:
        self.last = Progress("", done / total, done, total, positions)
        self.show(self.last)

    def _reached(self) -> Outcome:
        last, spec = self.last, self.spec
        if last is None or last.positions is None:
            return Outcome(problem="stopped before there were any positions")
        embedding = Embedding(
            last.positions,
            spec.method,
            spec.parameters,
            spec.seed,
            note=f"stopped at {last.text}",
            complete=False,
        )
        return Outcome(_signed(embedding, spec))


def _signed(embedding: Embedding, spec: EmbeddingSpec) -> Embedding:
    """`embedding` with what it was made from, its arrays for reading only."""
    embedding.coordinates.flags.writeable = False
    embedding.kept.flags.writeable = False
    inputs = spec.inputs
    return replace(
        embedding,
        method=spec.method,
        parameters=spec.parameters,
        space=inputs.space,
        inputs=inputs.columns,
        scaling=inputs.scaling,
    )


def _spoken(method: str, work: Callable[[], Outcome]) -> Outcome:
    """What `work` gives, or its failure as a sentence; earlier results are not lost by it."""
    try:
        return work()
    except HdvisError as error:
        return Outcome(problem=error.message)
    except Cancelled:
        raise
    except Exception as error:
        name = log_failure(f"{method} failed", error)
        words = f"{method}: {type(error).__name__}: {shorten(error, 160)}"
        return Outcome(problem=f"{words}. The log has more under {name}")
