"""Which rows a table shows in which order, and how that is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import param

from hdvis import Module
from hdvis.data.text import display
from hdvis.modules import ColumnName, ColumnNames
from hdvis_views.column_order import labels_first
from hdvis_views.table.row_order import RowOrder
from hdvis_views.table.table_rows import Orders, TableRows, Wanted, attempt, count_selected
from hdvis_views.table.view import TableView


class OrderBase(Module):
    """A module with rows that are sorted, searched and parted; subclasses draw them in `view`."""

    columns = ColumnNames(doc="Which columns, in order; none chosen shows all.")
    sort = ColumnName(label="sort by", doc="Sorted by this column; missing values come last.")
    descending = param.Boolean(False, doc="Largest first.")
    first = param.Boolean(True, label="selection first", doc="Selected rows stand on top.")
    only = param.Boolean(False, label="only the selection", doc="Hide rows that are not selected.")
    search = param.String(doc="An expression such as x0 > 1.5, or words found in labels.")

    view: TableView
    _arranged = TableRows(RowOrder(np.zeros(0, np.int64)), 0, 0)
    _arranging, _reveals, _publishing = False, True, False
    _top = 0
    """The uppermost place that the browser shows, as far as it has said."""

    @property
    def shown_columns(self) -> list[str]:
        """The names of the columns shown: those chosen, else all with the labels first."""
        names = self.table.columns
        return [name for name in self.columns if name in names] or labels_first(self.state)

    def _sorted(self) -> list[int | bool]:
        names = self.shown_columns
        return [names.index(self.sort), self.descending] if self.sort in names else []

    def _wanted(self) -> Wanted:
        column = self.table.columns.get(self.sort)
        return Wanted(column, self.descending, self.search.strip(), self.first, self.only)

    @param.depends(
        "state.dataset",
        "state.filters",
        "sort",
        "descending",
        "first",
        "only",
        "search",
        watch=True,
    )
    def _arrange(self) -> None:
        self._arranging = True
        self.view.param.update(sorted=self._sorted(), text=self.search)
        self.run(
            attempt,
            self._wanted(),
            self.table.dataset.derived("orders", Orders),
            self.state.rows,
            then=self._show,
            key="order",
        )

    @param.depends("state.columns", watch=True)
    def _follow_columns(self) -> None:
        if self.sort in self.state.columns or self.search:
            self._arrange()

    def _show(self, made: TableRows | str) -> None:
        self._arranging = False
        if isinstance(made, str):
            self.view.problem = made
            self._mark_again()
            return
        self._arranged = made
        self._describe()
        self.view.param.update(
            count=made.rows.size,
            stamp=self.view.stamp + 1,
            picked=self._place(),
            problem="",
            empty=self._nothing(),
        )
        self._reveal()

    def _describe(self) -> None:
        made, count = self._arranged, self._arranged.rows.size
        total = f" of {made.shown:,}" if count < made.shown else ""
        words = [f"{count:,}{total} rows"]
        if made.selected:
            words.append(f"{made.selected:,} selected" + (" first" if self._is_parted else ""))
        if self.sort in self.table.columns:
            down = ", largest first" if self.descending else ""
            words.append(f"sorted by {display(self.sort, 40)}{down}")
        self.caption = ", ".join(words)
        self.view.label = f"table of {self.caption}"

    @property
    def _is_parted(self) -> bool:
        return self.first and not self.only and self._arranged.selected < self._arranged.rows.size

    def _nothing(self) -> str:
        if self.search:
            return "no row shown fits the search"
        return "no row is selected" if self.only else "the filters hide every row"

    # -- following the selection and the focus --------------------------------------------

    @param.depends("state.selection", watch=True)
    def _follow_selection(self) -> None:
        if self._publishing:
            self._mark_again()
        elif self.first or self.only:
            self._arrange()
            self._look_at_top()
        else:
            self._mark_again()

    def _look_at_top(self) -> None:
        """Scroll to the selection, which stands first and is news, wherever the focus stood."""
        if self.state.selection and self._top:
            self._top, self._reveals = 0, False
            self.view.send(type="reveal", place=0)

    def _mark_again(self) -> None:
        """Show the marks of another selection with every row where it stands."""
        self.run(
            count_selected,
            self.state.rows,
            self._arranged.rows,
            then=self._marked,
            key="marks",
        )

    def _marked(self, selected: int) -> None:
        self._arranged = replace(self._arranged, selected=selected)
        self._describe()
        self.view.version += 1

    @param.depends("state.focus", watch=True)
    def _follow_focus(self) -> None:
        self._reveals = True
        self.view.picked = self._place()
        self._reveal()

    def _reveal(self) -> None:
        """Scroll to a row that came into focus, once its place is known and the page is there."""
        if self._reveals and not self._arranging and self.view.picked >= 0:
            self._reveals = False
            self.view.send(type="reveal", place=self.view.picked)

    def _place(self) -> int:
        focus = self.state.focus
        if focus is None or focus.row is None:
            return -1
        return self._arranged.rows.place(focus.row)
