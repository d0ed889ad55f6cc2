"""Neighborhood as a module: the rule it asks for, the graph it publishes, what is said of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import param

from hdvis import Module
from hdvis.analysis import SCALINGS, Inputs
from hdvis.analysis.empty_region import BETA, KINDS, RELAXED
from hdvis.data import Column, Dataset
from hdvis.errors import DataError, LayoutError
from hdvis.modules import ColumnNames, SpaceName
from hdvis.modules.options import field_of, set_option
from hdvis.selection import Range
from hdvis_projection.form import source_fields
from hdvis_projection.neighborhood.view import NeighborhoodPanel
from hdvis_projection.neighborhood.work import Built, Progress, Rule, build, degree_bars

UNASKED_ROWS = 20_000
"""Up to this many rows a graph is made without being asked for."""

DEGREE, COMPONENT = "neighbors", "component"
WITH_BETA = ("beta skeleton", "diamond")


class Neighborhood(Module):
    """Neighbours with nobody between them: how many each row has, and whether all hang together."""

    title = "Neighborhood"
    shows_work = True

    method = param.Selector(
        default="relaxed Gabriel", objects=list(KINDS), doc="What must be empty between neighbours."
    )
    most = param.Integer(20, bounds=(1, 600), doc="Of how many nearest rows neighbours are chosen.")
    beta = param.Number(
        BETA, bounds=(0.01, 10.0), step=0.01, doc="How wide a beta skeleton or diamond is."
    )
    space = SpaceName(doc="Which vectors; automatic takes the primary space.")
    columns = ColumnNames(doc="Which columns of the space; none chosen means all.")
    scaling = param.Selector(
        default="none",
        objects=list(SCALINGS),
        doc="standard gives every column mean 0 and standard deviation 1.",
    )

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._built: Built | None = None
        self._running: Progress | None = None
        self._problem = ""

    def __panel__(self) -> Any:
        self.view = self.part(
            NeighborhoodPanel, self._on_message, more_label="beta, scaling and columns"
        )
        self._begin()
        return self.view

    @param.depends("state.dataset", watch=True)
    def _begin(self) -> None:
        self.cancel("build")
        self._built, self._running, self._problem = None, None, ""
        self._fill_form()
        self._tell()
        self._start_unasked()

    @param.depends("visible", watch=True)
    def _start_unasked(self) -> None:
        """Make the graph of a small set once it is seen."""
        idle = self._built is None and self._running is None and not self._problem
        if self.visible and idle and 2 < self.dataset.n <= UNASKED_ROWS:
            self.start()

    @param.depends("method", "most", "beta", "space", "columns", "scaling", watch=True)
    def _fill_form(self) -> None:
        dataset = self.dataset
        main = [field_of(self.param[n], n, getattr(self, n)) for n in ("method", "most")]
        more: list[dict[str, Any] | None] = [*source_fields(dataset, self)]
        if self.method.removeprefix(RELAXED) in WITH_BETA:
            more.insert(0, field_of(self.param.beta, "beta", self.beta))
        self.view.param.update(
            fields=[field for field in main if field is not None],
            more=[field for field in more if field is not None],
            hint="Chosen from the shared nearest neighbours; edges show in Scatter Plot.",
        )

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "set", "name": str(name), "value": value}:
                self._problem = ""
                try:
                    set_option(self, name, value)
                except LayoutError as error:
                    self._problem = error.message
                    self._fill_form()
                self._tell()
            case {"type": "run"}:
                self.start()
            case {"type": "stop"} if self._running is not None:
                self.cancel("build")
                self._running, self._problem = None, "stopped"
                self._tell()
            case {"type": "bar", "index": int(index)} if 0 <= index < len(self.view.bars):
                ends = self.view.bars[index][0].split("–")
                self.select(
                    Range(DEGREE, float(ends[0]), float(ends[-1])),
                    mode=message.get("mode"), extent={"bar": index},
                )  # fmt: skip

    def start(self) -> None:
        """Make the graph that the form asks for."""
        inputs = Inputs(self.space, tuple(self.columns), self.scaling)
        rule = Rule(self.method, self.most, self.beta, inputs)
        dataset = self.dataset
        self._problem, self._running = "", Progress("waiting for its turn")
        self.run(
            build, dataset, rule, then=lambda made: self._found(dataset, made),
            partly=self._progressed, key="build",
        )  # fmt: skip
        self._tell()

    def _progressed(self, progress: Progress) -> None:
        if self._running is not None:
            self._running = progress
            self.view.running = self._running_words()

    def _found(self, dataset: Dataset, made: Built | DataError) -> None:
        if dataset is not self.state.dataset:
            return
        self._running = None
        if isinstance(made, DataError):
            self._problem = made.message
        else:
            self._built = made
            degrees = made.graph.degrees.astype(np.float32)
            parts = made.graph.components.astype(np.float32)
            self.publish(Column(DEGREE, degrees), Column(COMPONENT, parts))
            self.state.neighborhood = made.graph
        self._tell()

    def _running_words(self) -> dict[str, Any] | None:
        if self._running is None:
            return None
        return {"text": self._running.text, "progress": self._running.fraction, "stop": "stop"}

    def _tell(self) -> None:
        made = self._built
        self.view.param.update(
            running=self._running_words(),
            problem=self._problem,
            facts=[] if made is None else _facts(made),
            warning="" if made is None else _warning(made),
            bars=[] if made is None else [list(bar) for bar in degree_bars(made.graph.degrees)],
        )
        self.caption = (
            "" if made is None else f"{len(made.graph.edges):,} edges · {made.graph.kind}"
        )


def _facts(made: Built) -> list[list[str]]:
    graph, rows = made.graph, max(1, made.rows)
    return [
        ["edges", f"{len(graph.edges):,}, {2 * len(graph.edges) / rows:.1f} a row"],
        ["components", f"{graph.component_count:,}"],
        ["chosen from", f"{graph.recall}, {made.method}"],
    ]


def _warning(made: Built) -> str:
    graph = made.graph
    if graph.is_connected:
        return ""
    largest = int((graph.components == 0).sum())
    lone = int((graph.degrees == 0).sum())
    words = (
        f"not connected: the largest of {graph.component_count:,} components has {largest:,} rows"
    )
    return f"{words}; {lone:,} rows have no neighbour" if lone else words
