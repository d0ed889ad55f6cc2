"""Which columns are axes, in which order, and which of them are on the page."""

from __future__ import annotations

import param

from hdvis.data import Dataset
from hdvis.modules import ColumnName, ColumnNames
from hdvis.render import AxisPlanes
from hdvis_views.parallel.axis_choice import (
    FEWEST,
    SPACING,
    Order,
    candidates,
    correlated,
    effective_ranking,
    fitting,
    ordered,
)
from hdvis_views.parallel.brushes import Extent
from hdvis_views.plane_module import PlaneModule

REMEMBERED = 512
"""Columns whose order a layout keeps after an axis was moved."""


class AxisBase(PlaneModule[AxisPlanes]):
    """A module with an axis for each column, ranked and in pages where not all fit.

    Subclasses draw in `_redraw` and say what they brush.
    """

    columns = ColumnNames(doc="Which columns, in order; none chosen takes those of the vectors.")
    rank = param.Selector(
        default="automatic",
        objects=["automatic", "given order", "variance", "correlation", "separation"],
        doc="What comes first; automatic ranks by variance when not all columns fit.",
    )
    by = ColumnName(
        label="correlate with", kinds=("numeric", "time"), doc="The column of the correlation."
    )
    most = param.Integer(0, bounds=(0, 64), label="axes at once", doc="0 fits them to the width.")

    def _begin(self) -> None:
        self._order, self._first = Order(), 0

    # -- what is asked of a subclass ------------------------------------------------------

    @property
    def _extent(self) -> Extent:
        """The ranges brushed on each axis."""
        raise NotImplementedError

    # -- which axes -----------------------------------------------------------------------

    @property
    def candidates(self) -> list[str]:
        """The columns to choose from, in their given order."""
        return candidates(self.columns, self.table, self._fit)

    def _fit(self, count: int) -> int:
        width = round(self._pixels[0] / self._ratio) if self._pixels else SPACING * FEWEST
        return fitting(count, width, self.most)

    def _ranking(self, names: list[str]) -> tuple[str, str]:
        """The ranking in force and, for a correlation, its column."""
        function = self.state.function.range if self.state.function else ""
        labels = self.table.dataset.labels
        wanted: list[str] = [self.by, function, self.color_column, *labels]
        target = correlated(wanted, self.table.columns) if self.rank == "correlation" else ""
        fits = bool(self.columns) or len(names) <= self._fit(len(names))
        return effective_ranking(self.rank, fits, bool(self.state.selection), target), target

    @param.depends("state.dataset", "columns", "rank", "by", watch=True)
    def _rank_anew(self) -> None:
        self._first = 0
        self._rank()

    def _rank(self) -> None:
        if self._pixels is None:
            return
        names = self.candidates
        how, target = self._ranking(names)
        if how == "given order":
            self.cancel("rank")
            self._use_order(Order(tuple(names)))
            return
        dataset = self.table.dataset
        self.run(
            ordered, names, how, target, self.state.rows,
            then=lambda order: self._ranked(order, dataset), key="rank",
        )  # fmt: skip

    def _ranked(self, order: Order, dataset: Dataset) -> None:
        if dataset is not self.table.dataset:
            return
        if order.how == "separation":
            order = order.with_first([n for n in self._order.names if n in self._extent])
        self._use_order(order)

    def _use_order(self, order: Order) -> None:
        self._order = order
        self._redraw()

    @property
    def shown(self) -> list[str]:
        """The names of the axes on this page."""
        names = self._order.names
        count = self._fit(len(names))
        self._first = max(0, min(self._first, len(names) - count))
        return list(names[self._first : self._first + count])

    def _pages(self, shown: int) -> dict[str, int]:
        """How many axes there are before and after those shown."""
        after = len(self._order.names) - self._first - shown
        return {"before": self._first, "after": max(0, after)}

    def _turn_page(self, by: int) -> None:
        self._first += (1 if by > 0 else -1) * self._fit(len(self._order.names))
        self._redraw()

    def _reorder(self, names: list[str]) -> bool:
        """Put the shown axes in the order of `names`, if these are theirs."""
        shown = self.shown
        if sorted(map(str, names)) != sorted(shown):
            return False
        order = list(self._order.names)
        order[self._first : self._first + len(shown)] = names
        with param.parameterized.discard_events(self):
            self.param.update(columns=order[:REMEMBERED], rank="given order")
        self._use_order(Order(tuple(self.candidates)))
        return True
