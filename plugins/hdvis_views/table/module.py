"""The Table as a module: what it shows, what it publishes, what it follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.data import Images
from hdvis.data.text import display
from hdvis.modules import ColumnName, ColumnNames, ImagesName
from hdvis.selection import Mode, Rows
from hdvis.selection.predicates import Mask
from hdvis_views.column_order import labels_first
from hdvis_views.table.cells import Cells, full_text
from hdvis_views.table.files import table_file
from hdvis_views.table.headings import heading, moved
from hdvis_views.table.picking import between, toggled
from hdvis_views.table.row_order import RowOrder
from hdvis_views.table.table_rows import Orders, TableRows, Wanted, attempt, count_selected
from hdvis_views.table.view import TableView

TILE = 28
MOST = 500


class Table(Module):
    """All rows with their values: sorted, searched, selected and exported."""

    title = "Table"

    columns = ColumnNames(doc="Which columns, in order; none chosen shows all.")
    sort = ColumnName(label="sort by", doc="Sorted by this column; missing values come last.")
    descending = param.Boolean(False, doc="Largest first.")
    first = param.Boolean(True, label="selection first", doc="Selected rows stand on top.")
    only = param.Boolean(False, label="only the selection", doc="Hide rows that are not selected.")
    search = param.String(doc="An expression such as x0 > 1.5, or words found in labels.")
    thumbnails = param.Boolean(True, doc="Show each row's image.")
    stack = ImagesName(label="images", doc="Which images, when rows have several.")
    widths = param.Dict(default={}, doc="Widths of columns in pixels, by name.")

    def __panel__(self) -> Viewable:
        self._cells = Cells()
        self._anchor: int | None = None
        self._arranged = TableRows(RowOrder(np.zeros(0, np.int64)), 0, 0)
        self._arranging, self._reveals, self._publishing = False, True, False
        self.view = self.part(TableView, self._hear)
        self._head()
        self._arrange()
        return self.view

    # -- what is shown --------------------------------------------------------------------

    @property
    def shown_columns(self) -> list[str]:
        """The names of the columns shown: those chosen, else all with the labels first."""
        names = self.table.columns
        return [name for name in self.columns if name in names] or labels_first(self.state)

    @property
    def images(self) -> Images | None:
        """The images shown, or None."""
        known: Mapping[str, Images] = self.state.dataset.images
        if not (known and self.thumbnails):
            return None
        return known[self.stack] if self.stack in known else next(iter(known.values()))

    @param.depends("state.dataset", "state.columns", "columns", "thumbnails", "stack", watch=True)
    def _head(self) -> None:
        columns = [self.table.columns[name] for name in self.shown_columns]
        self.view.param.update(
            columns=[heading(column, self.widths.get(column.name)) for column in columns],
            sorted=self._sorted(),
            tile=TILE if self.images is not None else 0,
            version=self.view.version + 1,
        )

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
            self.state.dataset.derived("orders", Orders),
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
        else:
            self._mark_again()

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

    # -- what the browser says ------------------------------------------------------------

    def _hear(self, message: dict[str, Any]) -> None:
        names, count = self.shown_columns, self._arranged.rows.size
        fresh = message.get("stamp") == self.view.stamp
        match message:
            case {"type": "view", "first": int(first), "count": int(many)} if fresh:
                self._answer(max(0, first), min(many, MOST), message)
            case {"type": "click", "place": int(place), "how": str(how)} if fresh:
                if 0 <= place < count:
                    self._click(place, how)
            case {"type": "move", "to": int(place)} if count:
                self.focus(row=int(self._arranged.rows[min(max(place, 0), count - 1)]))
            case {"type": "full", "place": int(place), "column": int(i)} if fresh:
                if 0 <= place < count and 0 <= i < len(names):
                    row = int(self._arranged.rows[place])
                    text = full_text(self.table.columns[names[i]], row)
                    self.view.send(type="full", place=place, column=i, text=text)
            case {"type": "sort", "column": int(i)} if 0 <= i < len(names):
                self._sort_by(names[i])
            case {"type": "drop", "column": int(i), "before": int(to)} if 0 <= i < len(names):
                self.param.update(columns=moved(names, i, to))
            case {"type": "width", "column": int(i), "width": int(width)} if 0 <= i < len(names):
                self.widths = {**self.widths, names[i]: min(max(width, 36), 900)}
            case {"type": "search", "text": str(text)}:
                self.search = text[:10_000]
            case {"type": "export", "form": str(form)}:
                self._export(form)

    def _answer(self, first: int, count: int, asked: dict[str, Any]) -> None:
        names = self.shown_columns
        start, stop = (int(asked[k]) for k in ("start", "stop"))
        rows = self._arranged.rows[first : first + count]
        columns = [self.table.columns[name] for name in names[start : min(stop, start + 200)]]
        now = {"stamp": self.view.stamp, "version": self.view.version}
        self.run(
            self._cells.window,
            columns,
            rows,
            self.state.rows,
            self.images,
            2 * TILE,
            key="view",
            then=lambda made: self.view.send(type="view", first=first, start=start, **now, **made),
        )

    def _sort_by(self, name: str) -> None:
        """Ascending, then descending, then not at all."""
        if self.sort != name:
            self.param.update(sort=name, descending=False)
        elif not self.descending:
            self.descending = True
        else:
            self.param.update(sort="", descending=False)

    def _click(self, place: int, how: str) -> None:
        row = int(self._arranged.rows[place])
        if how == "range":
            self._select(Rows.of(between(self._arranged.rows, self._anchor, place)), "replace")
        elif how == "extend":
            rows = between(self._arranged.rows, self._anchor, place)
            self._toggle(rows[~self._mask()[rows]])
        elif how == "toggle":
            self._toggle([row])
        if how in ("", "toggle"):
            self._anchor = row
        self.focus(row=row)

    def _mask(self) -> Mask:
        return self.state.rows.selected

    def _toggle(self, rows: npt.ArrayLike) -> None:
        clause = self.state.selection.clause_of(self.id, "rows")
        self._select(toggled(clause, rows), "toggle")

    def _select(self, rows: Rows | None, mode: Mode) -> None:
        self._publishing = True
        try:
            self.select(rows, mode=mode, gesture="rows")
        finally:
            self._publishing = False

    def _export(self, form: str) -> None:
        columns = {name: self.table.columns[name] for name in self.shown_columns}
        chosen = self._mask() if self.state.selection else None
        self.run(
            table_file, form, columns, self._arranged.rows, chosen, key="export",
            then=lambda made: self.view.send(type="download", name=made[0], data=made[1]),
        )  # fmt: skip
