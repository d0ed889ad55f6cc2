"""The Table as a module: what it shows, what it publishes, what it follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy.typing as npt
import param
from panel.viewable import Viewable

from hdvis.data import Images
from hdvis.modules import ImagesName
from hdvis.selection import Mode, Rows, search_predicate
from hdvis.selection.predicates import Mask
from hdvis_views.table.cells import Cells, full_text
from hdvis_views.table.files import table_file
from hdvis_views.table.headings import heading, moved
from hdvis_views.table.order_base import OrderBase
from hdvis_views.table.picking import between, toggled
from hdvis_views.table.view import TableView

TILE = 28
MOST = 500


class Table(OrderBase):
    """All rows with their values: sorted, searched, selected and exported."""

    title = "Table"

    thumbnails = param.Boolean(True, doc="Show each row's image.")
    stack = ImagesName(label="images", doc="Which images, when rows have several.")
    widths = param.Dict(default={}, doc="Widths of columns in pixels, by name.")

    def __panel__(self) -> Viewable:
        self._cells = Cells()
        self._anchor: int | None = None
        self.view = self.part(TableView, self._on_message)
        self._head()
        self._arrange()
        return self.view

    # -- what is shown --------------------------------------------------------------------

    @property
    def images(self) -> Images | None:
        """The images shown, or None."""
        known: Mapping[str, Images] = self.table.dataset.images
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

    # -- what the browser says ------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        names, count = self.shown_columns, self._arranged.rows.size
        fresh = message.get("stamp") == self.view.stamp
        match message:
            case {"type": "view", "first": int(first), "count": int(many)} if fresh:
                self._top = first
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
            case {"type": "choose"} if self.search.strip():
                self._choose_found(message.get("mode"))
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

    def _choose_found(self, mode: Mode | None) -> None:
        """What was searched for becomes the selection, as the condition it is."""
        text = self.search.strip()
        self.run(
            search_predicate, text, self.table, key="choose",
            then=lambda found: self.select(found, mode=mode, gesture=f"search {text}"),
        )  # fmt: skip

    def _export(self, form: str) -> None:
        columns = {name: self.table.columns[name] for name in self.shown_columns}
        chosen = self._mask() if self.state.selection else None
        self.run(
            table_file, form, columns, self._arranged.rows, chosen, key="export",
            then=lambda made: self.view.send(type="download", name=made[0], data=made[1]),
        )  # fmt: skip
