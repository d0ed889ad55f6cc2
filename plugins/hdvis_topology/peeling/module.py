"""PlotPeeling as a module: what it peels by, and what is left as a selection."""

from __future__ import annotations

from typing import Any

import numpy as np
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.data import Column, Dataset
from hdvis.errors import DataError, LayoutError
from hdvis.modules import ColumnName
from hdvis.modules.options import field_of, set_option
from hdvis.render.palette import sequential
from hdvis.selection import Range
from hdvis_topology.peeling.view import PeelingView
from hdvis_topology.peeling.work import CRITERIA, DRAWN_ROWS, Layers, layers

ORDER = "peeling"

MEANINGS = {
    "depth": "from the rim to the middle, by half-space depth",
    "hull layers": "one convex hull after the other",
    "density": "from sparse to dense, by the distance to the 15th neighbour in the space",
    "fidelity": "from the rows whose neighbours the plot loses to those that it keeps",
    "column": "from the least to the greatest value",
}


class PlotPeeling(Module):
    """Rows peeled off a plot in ordered layers; the order is hdvis's own definition."""

    title = "PlotPeeling"

    criterion = param.Selector(
        default="depth", objects=list(CRITERIA), doc="What decides which rows come off first."
    )
    column = ColumnName(kinds=("numeric",), doc="The column to peel by, where that is chosen.")
    x = ColumnName(doc="Across; automatic takes the embedding in hand, else the first column.")
    y = ColumnName(doc="Upwards; automatic takes the embedding in hand, else the second column.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._layers: Layers | None = None

    def __panel__(self) -> Viewable:
        colors = np.ascontiguousarray(sequential("cividis"), np.uint8).tobytes()
        self.view = self.part(PeelingView, self._on_message, colors=colors)
        self._fill_form()
        self._peel()
        return self.view

    @property
    def _columns(self) -> tuple[str, str]:
        names, embedding = self.table.names, self.state.embedding
        auto = (names[0], names[min(1, len(names) - 1)])
        if embedding is not None and all(name in names for name in embedding.names):
            auto = embedding.names
        known = [c if c in names else auto[i] for i, c in enumerate((self.x, self.y))]
        return known[0], known[1]

    @param.depends("state.dataset", "criterion", "column", watch=True)
    def _fill_form(self) -> None:
        fields = [field_of(self.param.criterion, "criterion", self.criterion)]
        if self.criterion == "column":
            names = [n for n, c in self.table.columns.items() if c.kind != "category"]
            listed = [{"value": name, "label": name} for name in ["", *names][:500]]
            fields.append({
                "name": "column", "label": "column", "value": self.column, "kind": "choice",
                "doc": self.param.column.doc, "choices": listed,
            })  # fmt: skip
        self.view.fields = [field for field in fields if field is not None]

    @param.depends("state.dataset", "state.embedding", "criterion", "column", "x", "y", watch=True)
    def _peel(self) -> None:
        dataset, columns = self.dataset, self.table.columns
        x, y = (columns[name] for name in self._columns)
        column = columns.get(self.column)
        self.caption = f"{x.name} × {y.name}"
        self.run(
            layers, dataset, x, y, self.criterion, column,
            then=lambda made: self._show(dataset, x, y, made), key="peel",
        )  # fmt: skip

    def _show(self, dataset: Dataset, x: Column, y: Column, made: Layers | DataError) -> None:
        if dataset is not self.state.dataset:
            return
        if isinstance(made, DataError):
            self._layers = None
            self.view.param.update(order=b"", places=b"", note=made.message, problem=True)
            return
        self._layers = made
        self.publish(Column(ORDER, made.order))
        rows = np.arange(dataset.n)[:: max(1, dataset.n // DRAWN_ROWS)]
        places = np.stack([x.units_at(rows), y.units_at(rows)], axis=1)
        self.view.param.update(
            places=np.ascontiguousarray(places, np.float32).tobytes(),
            order=made.order[rows].tobytes(),
            note=f"Peeled {MEANINGS[self.criterion]}.",
            problem=False,
        )

    @param.depends("state.selection", watch=True)
    def _follow(self) -> None:
        """The slider goes home when what it selected is gone."""
        if not any(clause.source == self.id for clause in self.state.selection):
            self.view.share = 0.0

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "set", "name": str(name), "value": value}:
                try:
                    set_option(self, name, value)
                except LayoutError as error:
                    self.view.param.update(note=error.message, problem=True)
            case {"type": "peel", "share": share} if self._layers is not None:
                value = min(0.99, max(0.0, float(share)))
                self.view.share = value
                predicate = Range(ORDER, value, np.inf) if value else None
                self.select(predicate, mode=message.get("mode"), extent={"share": value})
