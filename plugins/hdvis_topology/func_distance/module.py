"""FuncDistance as a module: which columns, over which rows, by which measure."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis.dependence import DEPENDENCES
from hdvis.analysis.embedding import Embedding
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column
from hdvis.modules import ColumnNames
from hdvis.modules.options import set_option
from hdvis.state import RowSets
from hdvis_topology.func_distance.view import DependenceView

MOST = 24
MOST_ROWS = 100_000


class FuncDistance(Module):
    """How much columns have to do with each other, over the selected rows or all."""

    title = "FuncDistance"

    measure = param.Selector(
        default="Pearson",
        objects=list(DEPENDENCES),
        doc="Straight, ranked, shared information, or any dependence at all.",
    )
    columns = ColumnNames(
        kinds=("numeric",),
        doc="Which columns; none chosen means those outside the function's domain, or all.",
    )

    def __panel__(self) -> Viewable:
        self.view = self.part(DependenceView, self._on_message, measures=list(DEPENDENCES))
        self._measure()
        return self.view

    def _chosen(self) -> list[Column]:
        table, function = self.table, self.state.function
        numbers = [n for n in table.names if table.columns[n].kind == "numeric"]
        chosen = [name for name in self.columns if name in numbers]
        if not chosen and function is not None:
            chosen = [name for name in numbers if name not in function.domain]
        if len(chosen) < 2 and not self.columns:
            chosen = numbers
        return [table.columns[name] for name in chosen[:MOST]]

    @param.depends(
        "state.dataset", "state.selection", "state.filters", "state.function", "columns",
        "measure", watch=True,
    )  # fmt: skip
    def _measure(self) -> None:
        if self.state.rows.live:
            return
        columns = self._chosen()
        self.run(
            measured, columns, self.state.rows, self.measure,
            then=lambda made: self._show(columns, *made), key="measure",
        )  # fmt: skip

    def _show(self, columns: list[Column], matrix: npt.NDArray[np.float64], rows: int) -> None:
        what = "selected rows" if self.state.selection else "rows"
        self.view.param.update(
            names=[column.name for column in columns],
            values=[[None if np.isnan(v) else float(v) for v in row] for row in matrix],
            measure=self.measure,
            note=f"over {rows:,} {what}",
        )
        self.caption = f"{self.measure} of {len(columns)} columns"

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "measure", "name": str(name)} if name in DEPENDENCES:
                set_option(self, "measure", name)
            case {"type": "pick", "row": int(row), "column": int(column)}:
                columns = self._chosen()
                if 0 <= row < len(columns) and 0 <= column < len(columns) and row != column:
                    self._plot(columns[row], columns[column])

    def _plot(self, x: Column, y: Column) -> None:
        """Show two columns in every view that follows the embedding."""
        places = np.stack([x.values, y.values], axis=1).astype(np.float32)
        name = f"{x.name} × {y.name}"
        self.state.embedding = Embedding(places, "axis pair", name=name, axes=(x.name, y.name))


def measured(
    columns: list[Column], rows: RowSets, measure: str, checkpoint: Checkpoint = no_checkpoint
) -> tuple[npt.NDArray[np.float64], int]:
    """The matrix (k, k) of a measure, and over how many rows."""
    chosen = np.flatnonzero(rows.in_hand)
    checkpoint(0.0)
    some = chosen
    if len(chosen) > MOST_ROWS:
        some = np.sort(np.random.default_rng(0).choice(chosen, MOST_ROWS, replace=False))
    values = np.empty((len(some), len(columns)))
    for at, column in enumerate(columns):
        values[:, at] = np.where(np.isfinite(column.values[some]), column.values[some], np.nan)
    return DEPENDENCES[measure](values), len(chosen)
