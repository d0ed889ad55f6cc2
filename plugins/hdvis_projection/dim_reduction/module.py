"""DimReduction as a module: what it asks for, what it runs and what it publishes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import param

from hdvis.analysis import SCALINGS, EmbeddingCache, Inputs, user_folder
from hdvis.analysis.category_trust import NEIGHBORS
from hdvis.analysis.embedding import Embedding
from hdvis.data import Column
from hdvis.errors import LayoutError
from hdvis.modules import ColumnNames, SpaceName
from hdvis_projection.dim_reduction.embedding_job import EmbeddingJob
from hdvis_projection.dim_reduction.embedding_spec import EmbeddingSpec
from hdvis_projection.dim_reduction.text import caption, cells, heads, note
from hdvis_projection.dim_reduction.trust import HEADS, CategoryTrust, category_trust
from hdvis_projection.dim_reduction.view import RunPanel
from hdvis_projection.dim_reduction.work import Outcome, Progress, look, make, measure
from hdvis_projection.form import (
    choice,
    parameter_fields,
    seed_field,
    source_fields,
)
from hdvis_projection.method_module import MethodModule
from hdvis_projection.reducers import REDUCERS, hint

FIRST, NEXT = "PCA", "Neighbor embedding"
ONLY_PCA, THEN_NEXT = "PCA", "PCA, then neighbor embedding"
POOL = "embedding"
UNASKED_ROWS = 20_000
"""Up to this many rows quality is measured, and more than PCA made, without being asked for."""

PATIENCE = 1.0


class DimReduction(MethodModule):
    """Rows in the plane by a method of choice, watched while it works, with its quality."""

    title = "DimReduction"
    shows_work = True

    automatic = param.Selector(
        default=THEN_NEXT,
        objects=[ONLY_PCA, THEN_NEXT],
        doc="What is made of new data unasked; beyond 20,000 rows always PCA alone.",
    )
    method = param.Selector(
        default=NEXT, objects=list(REDUCERS), check_on_set=False, doc="What Run would use."
    )
    parameters = param.Dict(
        {}, doc="The method's parameters by name; the others have its defaults."
    )
    seed = param.Integer(0, bounds=(0, 2**31 - 1), doc="The same seed gives the same picture.")
    space = SpaceName(doc="Which vectors; automatic takes the primary space.")
    columns = ColumnNames(doc="Which columns of the space; none chosen means all.")
    scaling = param.Selector(
        default="none",
        objects=list(SCALINGS),
        doc="standard gives every column mean 0 and standard deviation 1.",
    )

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._cache = EmbeddingCache(user_folder())
        self._job: EmbeddingJob | None = None
        self._problem = ""
        self._from_cache: set[str] = set()
        self._tried: set[int] = set()
        self._sent, self._painted = 0.0, True
        self.param.method.objects = list(self.reducers)

    def __panel__(self) -> Any:
        self.view = self.part(RunPanel, self._on_message, more_label="seed, scaling and columns")
        self._begin()
        return self.view

    @property
    def reducers(self) -> Mapping[str, Any]:
        """All reducers on offer, third parties' included."""
        offered: Mapping[str, Any] = REDUCERS if self.catalog is None else self.catalog.reducers
        return offered or REDUCERS

    # -- what is asked for ----------------------------------------------------------------

    @param.depends("method", watch=True)
    def _forget_parameters(self) -> None:
        known = self._method_params()
        self.parameters = {k: v for k, v in self.parameters.items() if k in known}

    @param.depends("method", "parameters", "seed", "space", "columns", "scaling", watch=True)
    def _fill_form(self) -> None:
        spec, doc = self._spec(), self.param.method.doc
        self.view.param.update(
            fields=[
                choice("method", "method", self.method, self.reducers, doc),
                *parameter_fields(spec.params, self.parameters),
            ],
            more=[seed_field(self), *source_fields(self.dataset, self)],
            hint=hint(spec.factory),
        )

    def _spec(self) -> EmbeddingSpec:
        """What Run would do now; an unknown method falls back to the first."""
        if self.method not in self.reducers:
            self.method = next(iter(self.reducers))
        inputs = Inputs(self.space, tuple(self.columns), self.scaling)
        factory = self.reducers[self.method]
        return EmbeddingSpec(self.method, factory, self.parameters, self.seed, inputs)

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "set", "name": str(name), "value": value}:
                self._problem = self._set(name, value)
                self._tell()
            case {"type": "run"}:
                self.start(self._spec())
            case {"type": "stop"}:
                self.stop()
            case {"type": "show", "name": str(name)} if name in self.state.embeddings:
                self.state.embedding = self.state.embeddings[name]
            case {"type": "painted"}:
                self._painted = True

    def _method_params(self) -> Mapping[str, param.Parameter]:
        return self._spec().params

    # -- runs -----------------------------------------------------------------------------

    @param.depends("state.dataset", watch=True)
    def _begin(self) -> None:
        """PCA of new data at once; what follows it waits until it is seen."""
        self._leave()
        self._problem, self._from_cache, self._tried = "", set(), set()
        self._fill_form()
        if FIRST in self.state.embeddings or FIRST not in self.reducers:
            self._tell()
            self._measure_next()
            return
        spec = EmbeddingSpec(FIRST, self.reducers[FIRST])
        job = self._job = EmbeddingJob(spec, self.dataset, FIRST, self.state.embedding)
        self._make(job, pool="cpu", cache=None)

    def start(self, spec: EmbeddingSpec) -> None:
        """Make the embedding of `spec`, or show it at once if it has been made before."""
        self._leave()
        self._problem = ""
        made = self.state.embeddings.values()
        try:
            name = spec.name(self.dataset, made)
        except LayoutError as error:
            self._problem = error.message
            self._tell()
            return
        known = self.state.embeddings.get(name)
        if known is not None and known.complete:
            self.state.embedding = known
            return
        job = self._job = EmbeddingJob(spec, self.dataset, name, self.state.embedding)
        self.run(look, job.dataset, spec, self._cache, then=partial(self._looked, job), key="look")
        self._tell()

    def stop(self) -> None:
        """Stop; the positions reached so far become the result."""
        job = self._job
        if job is None:
            return
        job.stopped.set()
        if not job.begun:
            self._leave()
            self._problem = "stopped before it began"
        self._tell()

    def _leave(self) -> None:
        """Let go of the job in hand, and of what is being measured."""
        job, self._job = self._job, None
        for key in ("look", "reduce", "measure"):
            self.cancel(key)
        if job is not None:
            self._withdraw(job)

    def _is_current(self, job: EmbeddingJob) -> bool:
        return job is self._job and job.dataset is self.state.dataset

    def _looked(self, job: EmbeddingJob, outcome: Outcome) -> None:
        if not self._is_current(job):
            return
        if outcome.embedding is None and not outcome.problem:
            self._make(job, pool=POOL, cache=self._cache)
        else:
            self._made(job, outcome)

    def _make(self, job: EmbeddingJob, pool: str, cache: EmbeddingCache | None) -> None:
        self.run(
            make, job.dataset, job.spec, self.reducers, cache, job.stopped,
            then=partial(self._made, job), partly=partial(self._progressed, job),
            key="reduce", pool=pool,
        )  # fmt: skip
        self._tell()

    def _progressed(self, job: EmbeddingJob, progress: Progress) -> None:
        if job is not self._job:
            return
        if not self._is_current(job):
            self.cancel("reduce")
            return
        job.begun = True
        now = time.monotonic()
        if not self._painted and now - self._sent < PATIENCE:
            return
        self._painted, self._sent = False, now
        job.progress = progress
        if progress.positions is not None and not job.stopped.is_set():
            self._move(job, progress.positions)
        self.view.running = job.words()

    def _move(self, job: EmbeddingJob, positions: npt.NDArray[np.float32]) -> None:
        """Positions on the way, as columns that views follow."""
        method, inputs = job.spec.method, job.spec.inputs
        moving = Embedding(positions, method, name=job.name, space=inputs.space, complete=False)
        self._publish(moving)
        if job.moving is None:
            job.moving = self.state.embedding = moving

    def _made(self, job: EmbeddingJob, outcome: Outcome) -> None:
        if not self._is_current(job):
            return
        self._job = None
        if outcome.embedding is None:
            self._withdraw(job)
            self._problem = outcome.problem
        else:
            self._accept(replace(outcome.embedding, name=job.name), outcome.cached)
        self._tell()
        self._go_on(job)

    def _accept(self, embedding: Embedding, cached: bool) -> None:
        self._from_cache.discard(embedding.name)
        if cached:
            self._from_cache.add(embedding.name)
        self._publish(embedding)
        self._keep(embedding)
        self.state.embedding = embedding

    def _keep(self, embedding: Embedding) -> None:
        self.state.embeddings = {**self.state.embeddings, embedding.name: embedding}
        if embedding.kept.size:
            self.publish(Column(f"kept neighbors ({embedding.name})", embedding.kept))

    def _publish(self, embedding: Embedding) -> None:
        values = embedding.coordinates.T
        self.publish(*(Column(n, v) for n, v in zip(embedding.names, values, strict=True)))

    def _withdraw(self, job: EmbeddingJob) -> None:
        """Take positions on the way off the table, and put back what they stood in for."""
        if job.moving is None or job.dataset is not self.state.dataset:
            return
        earlier = self.state.embeddings.get(job.name)
        if self.state.embedding is job.moving:
            self.state.embedding = earlier or job.before
        if earlier is not None:
            self._publish(earlier)
        else:
            gone = job.moving.names
            self.state.columns = {k: v for k, v in self.state.columns.items() if k not in gone}

    def _go_on(self, job: EmbeddingJob) -> None:
        unasked = self.automatic == THEN_NEXT and job.dataset.n <= UNASKED_ROWS
        if job.name == FIRST and unasked and NEXT in self.reducers and not self._problem:
            self.start(EmbeddingSpec(NEXT, self.reducers[NEXT]))
        else:
            self._measure_next()

    # -- quality --------------------------------------------------------------------------

    @param.depends("visible", watch=True)
    def _measure_next(self) -> None:
        """Measure one embedding that is not; of many rows, only where neighbours were sought."""
        if self._job is not None or not self.visible:
            return
        embeddings = list(self.state.embeddings.values())
        asked = {_source(e) for e in embeddings if e.method != FIRST}
        for embedding in embeddings:
            worth = embedding.n <= UNASKED_ROWS or _source(embedding) in asked
            if worth and not embedding.kept.size and id(embedding) not in self._tried:
                self._tried.add(id(embedding))
                self._measure(embedding)
                return

    def _measure(self, embedding: Embedding) -> None:
        factory = self.reducers[embedding.method]
        inputs = Inputs(*_source(embedding))
        spec = EmbeddingSpec(
            embedding.method, factory, embedding.parameters, embedding.seed, inputs
        )
        self.run(
            measure, self.state.dataset, spec, embedding, self._cache,
            then=partial(self._measured, embedding), key="measure", pool=POOL,
        )  # fmt: skip
        self._tell()

    def _measured(self, before: Embedding, outcome: Outcome) -> None:
        if self.state.embeddings.get(before.name) is not before:
            return
        if outcome.embedding is None:
            self._problem = outcome.problem
        else:
            self._keep(outcome.embedding)
            if self.state.embedding is before:
                self.state.embedding = outcome.embedding
        self._tell()
        self._measure_next()

    # -- categories in colour -------------------------------------------------------------

    @param.depends("state.color", "state.embedding", watch=True)
    def _trust(self) -> None:
        """Score the categories in colour, on the map in hand and in its space."""
        self.view.trust = []
        shown, color = self.state.embedding, self.state.color
        if color is None or shown is None or not shown.complete or not shown.kept.size:
            return
        column = self.table.columns.get(color.column)
        if column is not None and column.kind == "category" and shown.n > NEIGHBORS:
            self.run(
                category_trust, self.dataset, shown, column,
                then=partial(self._trusted, shown), key="trust", pool=POOL,
            )  # fmt: skip

    def _trusted(self, shown: Embedding, made: CategoryTrust) -> None:
        if shown is self.state.embedding:
            self.view.param.update(trust_heads=list(HEADS), trust=made.lines)

    # -- what is said ---------------------------------------------------------------------

    @param.depends("state.embedding", "state.embeddings", watch=True)
    def _tell(self) -> None:
        embeddings, shown = self.state.embeddings, self.state.embedding
        name = shown.name if shown is not None and embeddings.get(shown.name) is shown else ""
        about = embeddings[name] if name else None
        measuring = self._job is None and self.visible
        self.view.param.update(
            running=self._job.words() if self._job else None,
            problem=self._problem,
            heads=heads(about),
            results=[
                {"name": e.name, "cells": cells(e, measuring and id(e) in self._tried),
                 "shown": e.name == name}
                for e in embeddings.values()
            ],
            note=note(about, name in self._from_cache) if about else "",
        )  # fmt: skip
        if self._job is not None:
            self.caption = f"{self._job.name} · {self._job.spec.inputs.words(self.dataset)}"
        else:
            self.caption = caption(about, self.dataset) if about else ""


def _source(embedding: Embedding) -> tuple[str, tuple[str, ...], str]:
    return embedding.space, embedding.inputs, embedding.scaling
