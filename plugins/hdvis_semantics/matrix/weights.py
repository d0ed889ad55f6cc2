"""Weight Matrix: a direction over the latent dimensions, a dimension over the attributes."""

from __future__ import annotations

from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis import Directions
from hdvis.analysis.directions.value import Units
from hdvis.components.theme import diverging
from hdvis_semantics.dimensions import collapsed_text, dimension_names
from hdvis_semantics.matrix.view import MatrixView

Array = NDArray[Any]


class WeightMatrix(Module):
    """The weights of every direction on every latent dimension, as shares of the largest."""

    title = "Weight Matrix"
    needs = ("dataset", "directions")

    order = param.Selector(
        default="as given",
        objects=["as given", "by the picked direction", "by the picked dimension"],
        doc="Dimensions by the weights of the picked direction, or directions by a dimension's.",
    )
    scale = param.Selector(
        default="each direction",
        objects=["each direction", "all together"],
        doc="What a full colour stands for: the largest weight of the row, or of all.",
    )

    units = param.Selector(
        default="σ",
        objects=["σ", "raw"],
        doc="What a weight is for: a standard deviation of the dimension, or one in its numbers.",
    )

    def __panel__(self) -> Viewable:
        self._picked = ("", "")
        self.view = self.part(MatrixView, self._on_message)
        self._draw()
        return self.view

    @param.depends("state.directions", "order", "scale", "units", watch=True)
    def _draw(self) -> None:
        directions = self.state.directions
        names = dimension_names(self.dataset, directions)
        values = shares(directions, self.units, self.scale == "each direction")
        rows, columns = self._orders(values, directions, names)
        self.view.param.update(
            panels=[{
                "title": "weight per σ" if self.units == "σ" else "weight, raw", "chance": 0.0,
                "values": np.ascontiguousarray(values[np.ix_(rows, columns)], "f4").tobytes(),
            }],
            rows=[directions.names[i] for i in rows],
            columns=[names[i] for i in columns],
            map=diverging(self.state.theme).tobytes(),
            label=f"weights of {len(directions)} directions on {len(names)} dimensions",
        )  # fmt: skip
        self._mark()
        collapsed = collapsed_text(self.dataset, directions)
        more = f" · {collapsed}" if collapsed else ""
        self.caption = f"{len(directions)} directions × {len(names)} dimensions{more}"

    def _orders(
        self, values: Array, directions: Directions, names: list[str]
    ) -> tuple[Array, Array]:
        rows, columns = np.arange(len(directions)), np.arange(len(names))
        row, column = self._picked
        if self.order == "by the picked direction" and row in directions.names:
            weights = np.nan_to_num(values[directions.index(row)])
            columns = np.argsort(-np.abs(weights), kind="stable")
        if self.order == "by the picked dimension" and column in names:
            rows = np.argsort(-np.nan_to_num(values[:, names.index(column)]), kind="stable")
        return rows, columns

    @param.depends("state.theme", watch=True)
    def _recolor(self) -> None:
        self.view.map = diverging(self.state.theme).tobytes()

    @param.depends("state.direction", watch=True)
    def _follow(self) -> None:
        self._picked = (self.state.direction or "", self._picked[1])
        self._draw() if self.order == "by the picked direction" else self._mark()

    def _mark(self) -> None:
        row, column = self._picked
        known = row in self.view.rows and column in self.view.columns
        place = [self.view.rows.index(row), self.view.columns.index(column)] if known else []
        self.view.picked = place

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "pick", "row": int(row), "column": int(column)}:
                if 0 <= row < len(self.view.rows) and 0 <= column < len(self.view.columns):
                    self._picked = (self.view.rows[row], self.view.columns[column])
                    self.state.direction = self._picked[0]
                    self._draw()


def shares(directions: Directions, units: Units, each: bool) -> Array:
    """Weights (k, d) as shares of the largest, of each direction or of all; NaN where undefined."""
    weights = directions.raw * (directions.spread if units == "σ" else 1.0)
    sizes = np.nan_to_num(np.abs(weights))
    largest = sizes.max(axis=1, keepdims=True) if each else sizes.max()
    return weights / np.where(largest > 0, largest, 1.0)
