"""Clustering as a module: what it asks for, the groups it publishes, what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import param

from hdvis.analysis import CLUSTERERS, SCALINGS, Inputs
from hdvis.data import Column, Dataset
from hdvis.errors import DataError, LayoutError
from hdvis.modules import ColumnNames
from hdvis.modules.options import read_option
from hdvis.selection import OneOf, Rows
from hdvis.state import Color, NamedFilter
from hdvis_projection.clusterers import hint, params_for
from hdvis_projection.clustering.drawing import LISTED, NOISE, boxes, distinct, lines
from hdvis_projection.clustering.text import HEADS, map_words
from hdvis_projection.clustering.view import ClusterPanel
from hdvis_projection.clustering.work import ClusterSpec, Grouping, Progress, Trust, group, judge
from hdvis_projection.form import choice, parameter_fields, seed_field, source_fields
from hdvis_projection.method_module import MethodModule

COLUMN = "cluster"


class Clustering(MethodModule):
    """Groups of rows by a method of choice: their sizes, how far apart and how stable they are."""

    title = "Clustering"
    shows_work = True

    method = param.Selector(
        default="HDBSCAN", objects=list(CLUSTERERS), check_on_set=False, doc="What Run would use."
    )
    parameters = param.Dict(
        {}, doc="The method's parameters by name; the others have its defaults."
    )
    seed = param.Integer(0, bounds=(0, 2**31 - 1), doc="The same seed gives the same groups.")
    space = param.String(
        "", doc="Which vectors: a space, or a map by its name; automatic takes the primary space."
    )
    columns = ColumnNames(doc="Which columns of the space; none chosen means all.")
    scaling = param.Selector(
        default="none",
        objects=list(SCALINGS),
        doc="standard gives every column mean 0 and standard deviation 1.",
    )

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._forget()
        self.param.method.objects = list(self.clusterers)

    def __panel__(self) -> Any:
        self.view = self.part(
            ClusterPanel,
            self._on_message,
            more_label="seed, scaling and columns",
            heads=[{"label": label, "doc": doc} for label, doc in HEADS],
        )
        self._fill_form()
        self._tell()
        return self.view

    def _forget(self) -> None:
        self._spec_made: ClusterSpec | None = None
        self._grouping: Grouping | None = None
        self._trust: Trust | None = None
        self._names: list[str] = []
        self._running: Progress | None = None
        self._problem = ""

    @property
    def clusterers(self) -> Mapping[str, Any]:
        """All clusterers on offer, third parties' included."""
        offered: Mapping[str, Any] = CLUSTERERS if self.catalog is None else self.catalog.clusterers
        return offered or CLUSTERERS

    # -- what is asked for ----------------------------------------------------------------

    @param.depends("state.dataset", watch=True)
    def _begin(self) -> None:
        for key in ("group", "judge"):
            self.cancel(key)
        self._forget()
        self._fill_form()
        self._tell()

    @param.depends("method", watch=True)
    def _forget_parameters(self) -> None:
        known = self._method_params()
        self.parameters = {k: v for k, v in self.parameters.items() if k in known}

    @param.depends(
        "method", "parameters", "seed", "space", "columns", "scaling", "state.embeddings",
        watch=True,
    )  # fmt: skip
    def _fill_form(self) -> None:
        factory, doc = self._factory(), self.param.method.doc
        dataset = self.dataset
        places = [*dataset.spaces, *self.state.embeddings]
        more = [field for field in source_fields(dataset, self) if field["name"] != "space"]
        more.insert(0, seed_field(self))
        if len(places) > 1:
            shown = self.space if self.space in places else dataset.primary
            more.insert(0, choice("space", "of", shown, places, self.param.space.doc))
        self.view.param.update(
            fields=[
                choice("method", "method", self.method, self.clusterers, doc),
                *parameter_fields(params_for(factory), self.parameters),
            ],
            more=more,
            hint=hint(factory),
        )

    def _factory(self) -> Any:
        if self.method not in self.clusterers:
            self.method = next(iter(self.clusterers))
        return self.clusterers[self.method]

    def _spec(self) -> ClusterSpec:
        """What Run would do now."""
        factory = self._factory()
        known = params_for(factory)
        given = {k: read_option(known[k], v, k) for k, v in self.parameters.items() if k in known}
        parameters = {name: p.default for name, p in known.items()} | given
        embedding = self.state.embeddings.get(self.space)
        space = self.space if embedding is None else ""
        inputs = Inputs(space, tuple(self.columns), self.scaling)
        return ClusterSpec(self.method, factory, parameters, self.seed, inputs, embedding)

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "set", "name": str(name), "value": value}:
                self._problem = self._set(name, value)
                self._tell()
            case {"type": "run"}:
                self.start()
            case {"type": "stop"}:
                self.stop()
            case {"type": "pick", "group": int(group)}:
                self._pick(group, message.get("mode"))
            case {"type": "node", "cluster": int(cluster)}:
                self._pick_node(cluster, message.get("mode"))
            case {"type": "filter", "group": int(group)} if self._known(group):
                name = self._name(group)
                made = NamedFilter(name, OneOf(COLUMN, (name,)))
                others = tuple(f for f in self.state.filters if f.name != name)
                self.state.filters = (*others, made)
            case {"type": "rename", "group": int(group), "name": str(name)}:
                if 0 <= group < len(self._names):
                    self._rename({group: name})
            case {"type": "propose"} if self._trust is not None:
                self._rename({g: name for g, name in enumerate(self._trust.names) if name})

    def _method_params(self) -> Mapping[str, param.Parameter]:
        return params_for(self._factory())

    # -- runs -----------------------------------------------------------------------------

    def start(self) -> None:
        """Find the groups that the form asks for."""
        self._problem = ""
        try:
            spec = self._spec()
        except LayoutError as error:
            self._problem = error.message
            self._tell()
            return
        self.cancel("judge")
        self._running = Progress("waiting for its turn")
        self.run(
            group, self.state.dataset, spec,
            then=partial(self._found, self.dataset, spec), partly=self._progressed,
            key="group",
        )  # fmt: skip
        self._tell()

    def stop(self) -> None:
        """Give up what is being found; the groups there are stay."""
        if self._running is not None:
            self.cancel("group")
            self._running, self._problem = None, "stopped"
            self._tell()

    def _progressed(self, progress: Progress) -> None:
        if self._running is not None:
            self._running = progress
            self.view.running = progress.words()

    def _found(self, dataset: Dataset, spec: ClusterSpec, made: Grouping | DataError) -> None:
        if dataset is not self.state.dataset:
            return
        self._running = None
        if isinstance(made, DataError):
            self._problem = made.message
            self._tell()
            return
        self._spec_made, self._grouping, self._trust = spec, made, None
        self._names = [f"{COLUMN} {number + 1}" for number in range(made.count)]
        self._publish()
        self.state.color = Color(COLUMN)
        self._judge()
        self._tell()

    def _judge(self) -> None:
        assert self._spec_made is not None
        assert self._grouping is not None
        columns = tuple(self.dataset.columns.values())
        self.run(
            judge, self.state.dataset, self._spec_made, self._grouping, self.state.embedding,
            columns, then=partial(self._judged, self._grouping), key="judge",
        )  # fmt: skip

    def _judged(self, grouping: Grouping, trust: Trust) -> None:
        if grouping is self._grouping:
            self._trust = trust
            self._tell()

    # -- what is published ----------------------------------------------------------------

    def _publish(self) -> None:
        """The label column; noise is the last category, where there is any."""
        assert self._grouping is not None
        labels, count = self._grouping.labels, self._grouping.count
        noise = bool((labels < 0).any())
        codes = np.where(labels < 0, count, labels).astype(np.int32)
        names = (*self._names, *([NOISE] if noise else []))
        self.publish(Column(COLUMN, codes, "category", names))

    def _known(self, group: int) -> bool:
        return self._grouping is not None and -1 <= group < self._grouping.count

    def _name(self, group: int) -> str:
        return NOISE if group < 0 else self._names[group]

    def _pick(self, group: int, mode: Any) -> None:
        if self._known(group):
            predicate = OneOf(COLUMN, (self._name(group),))
            self.select(predicate, mode=mode, extent={"group": group})

    def _pick_node(self, cluster: int, mode: Any) -> None:
        tree = None if self._grouping is None else self._grouping.tree
        if tree is not None and 0 <= cluster < len(tree):
            self.select(Rows.of(tree.rows(cluster)), mode=mode, extent={"node": cluster})

    def _rename(self, names: Mapping[int, str]) -> None:
        """Give groups other names; one that is taken is numbered."""
        before = dict(enumerate(self._names))
        self._names = distinct([names.get(group, old) for group, old in before.items()])
        self._publish()
        selection = self.state.selection
        if any(clause.source == self.id for clause in selection):
            self.state.selection = selection.without(self.id)
        self._tell()

    def _picked(self) -> set[int]:
        """Groups that this view has selected."""
        return {
            clause.extent["group"]
            for clause in self.state.selection
            if clause.source == self.id and clause.extent and "group" in clause.extent
        }

    # -- what is said ---------------------------------------------------------------------

    @param.depends("state.selection", watch=True)
    def _tell(self) -> None:
        made, trust = self._grouping, self._trust
        self.view.param.update(
            running=self._running.words() if self._running else None,
            problem=self._problem,
            groups=[] if made is None else lines(made, self._names, trust, self._picked()),
            boxes=[] if made is None else boxes(made, self._names),
            proposals=trust is not None and any(trust.names) and trust.names != self._names,
            note=self._note(),
        )
        self.caption = ""
        if made is not None and self._spec_made is not None:
            self.caption = f"{made.count:,} · {self._spec_made.words(self.dataset)}"

    def _note(self) -> str:
        made = self._grouping
        if made is None:
            return ""
        parts = [made.note]
        if made.count > LISTED:
            parts.append(f"the {LISTED} largest of {made.count:,} groups are listed")
        if made.count == 0:
            parts.append("all rows are noise: ask for smaller groups")
        elif made.count == 1 and not (made.labels < 0).any():
            parts.append("all rows are one group")
        if self._trust is not None and self._trust.plane is not None:
            parts.append(map_words(self.state.embedding))
        return " · ".join(part for part in parts if part)
