"""A histogram of one column, drawn in the browser; brushed bars select their rows."""

import numpy as np
import param

from hdvis import Module, hookimpl
from hdvis.modules import ColumnName
from hdvis.selection import Range
from hdvis_histogram.view import HistogramView


class Histogram(Module):
    """How often the values of a column occur, and how many of them are selected."""

    title = "Histogram"

    column = ColumnName(doc="What is counted; automatic takes the first column.")
    bins = param.Integer(24, bounds=(2, 200), doc="Bars over the range of the column.")

    def __panel__(self):
        self.view = self.part(HistogramView, self._on_message)
        self._count()
        return self.view

    @param.depends("state.dataset", "column", "bins", watch=True)
    def _count(self):
        names = self.table.names
        self.counted = self.table.columns[self.column if self.column in names else names[0]]
        finite = np.nan_to_num(self.counted.unit_values)
        self.bar_of = np.minimum((finite * self.bins).astype(int), self.bins - 1)
        self.view.param.update(
            bars=self._bars(np.isfinite(self.counted.unit_values)),
            chosen=[0] * self.bins,
            title=self.counted.name,
        )
        self._choose()

    @param.depends("state.selection", "state.filters", watch=True)
    def _choose(self):
        chosen = self._bars(self.state.rows.chosen) if self.state.selection else [0] * self.bins
        self.view.keep(chosen=chosen)
        self.view.send(type="chosen", chosen=chosen)

    def _bars(self, rows):
        return np.bincount(self.bar_of[rows], minlength=self.bins).tolist()

    def _on_message(self, message):
        match message:
            case {"type": "brush", "low": int(low), "high": int(high), "live": bool(live)}:
                self._brush(low, high, live, message.get("mode"))

    def _brush(self, low, high, live, mode):
        start, end = self.counted.limits
        width = (end - start) / self.bins
        predicate = Range(self.counted.name, start + low * width, start + (high + 1) * width)
        self.select(predicate, live=live, mode=mode)


@hookimpl
def hdvis_modules():
    return [Histogram]
