"""Scatter Plot as a module: what it shows, what it publishes, what it follows."""

from __future__ import annotations

from typing import Any

import numpy as np
import param

from hdvis import Module
from hdvis.modules import ColumnName
from hdvis.selection import OneOf, Polygon, Predicate, brushed_box
from hdvis.state import DrawnPath, RowSets
from hdvis_views.legend import legend
from hdvis_views.scatter.drawing import Tint, base_picture, chosen_picture, shared_planes, tint
from hdvis_views.scatter.marks import marks
from hdvis_views.scatter.view import RasterView
from hdvis_views.scatter.window import HOME, Window, pair_name
from hdvis_views.tooltip import tooltip

LASSO_POINTS = 160


class ScatterPlot(Module):
    """Rows over two columns: density for many, discs for few, images when there is room."""

    title = "Scatter Plot"

    x = ColumnName(doc="Across; automatic takes the newest embedding, else the first column.")
    y = ColumnName(doc="Upwards; automatic takes the newest embedding, else the second column.")
    color = ColumnName(doc="Colour by a column; automatic follows the other views.")
    palette = param.Selector(
        default="cividis", objects=["cividis", "viridis", "diverging"], doc="Map for numbers."
    )
    middle = param.Number(0.0, doc="The value in the middle of the diverging map.")
    size = param.Number(3.0, bounds=(1.0, 12.0), doc="Radius of a point in pixels.")
    drawing = param.Selector(
        default="automatic", objects=["automatic", "points", "density"], doc="Points or density."
    )
    images = param.Boolean(True, doc="Show images as marks when few rows are in view.")

    def __panel__(self) -> Any:
        self._viewport = HOME
        self._pixels: tuple[int, int] | None = None
        self._planes: Any = None
        self._tint: Tint | None = None
        self._shown = (self.state.dataset, self.columns)
        self.view = self.part(RasterView, self._hear)
        self._describe()
        return self.view

    # -- what is shown --------------------------------------------------------------------

    @property
    def columns(self) -> tuple[str, str]:
        """The names of the two columns on the axes."""
        names, embedding = self.table.names, self.state.embedding
        auto = tuple(names[:2]) if len(names) > 1 else (names[0], names[0])
        if embedding is not None and all(name in names for name in embedding.names):
            auto = embedding.names
        known = [c if c in names else auto[i] for i, c in enumerate((self.x, self.y))]
        return known[0], known[1]

    @property
    def color_column(self) -> str:
        """The column that colours the rows, or an empty text."""
        if self.color in self.table.names:
            return self.color
        shared = self.state.color
        return shared.column if shared is not None and shared.column in self.table.names else ""

    @param.depends("state.dataset", "x", "y", "state.embedding", watch=True)
    def _go_home(self) -> None:
        """Show all of other columns; an embedding that only moved or was measured stays in view."""
        shown = (self.state.dataset, self.columns)
        if self._shown == shown:
            return
        self._shown = shown
        self._viewport = HOME
        self._redraw()

    @param.depends("color", "palette", "middle", "size", "drawing", "images", watch=True)
    def _redraw(self) -> None:
        self._describe()
        if self._pixels is None:
            return
        x, y = (self.table.columns[name] for name in self.columns)
        color = self.color_column
        column = self.table.columns[color] if color else None
        palette, middle = self._map(color)
        self.run(
            _pictures, x, y, self._viewport, self._pixels, self.size, self.drawing, column,
            palette, middle, self.state.theme, self.state.rows,
            then=self._show, key="draw",
        )  # fmt: skip

    def _map(self, color: str) -> tuple[str, float]:
        """The palette and its middle: those of the shared colour where it has any, else its own."""
        shared = self.state.color
        if shared is None or shared.column != color or not shared.palette:
            return self.palette, self.middle
        return shared.palette, self.middle if shared.middle is None else shared.middle

    @param.depends("state.color", "state.filters", "state.theme", watch=True)
    def _recolor(self) -> None:
        self._redraw()

    @param.depends("state.columns", watch=True)
    def _follow_columns(self) -> None:
        names = {*self.columns, self.color_column}
        if names & set(self.state.columns):
            self._redraw()

    def _show(self, made: Any) -> None:
        self._planes, self._tint, picture = made
        self.view.param.update(
            base=picture, axes=self._window.axes, legend=legend(self._tint), **self._overlays()
        )
        self._select_again()
        self._draw_marks()

    def _describe(self) -> None:
        x, y = self.columns
        color = self.color_column
        self.caption = f"{pair_name(x, y)}{f' · colour {color}' if color else ''}"
        self.view.label = f"scatter plot of {x} and {y}"
        self.view.tools = ["box", "lasso", "pan"] + (["path"] if self.state.model else [])

    @param.depends("state.model", watch=True)
    def _offer_path(self) -> None:
        self._describe()

    @property
    def _window(self) -> Window:
        x, y = (self.table.columns[name] for name in self.columns)
        return Window(x, y, self._viewport)

    # -- following the selection and the focus --------------------------------------------

    @param.depends("state.selection", watch=True)
    def _select_again(self) -> None:
        if self._planes is None:
            return
        selection = self.state.selection
        if not selection.live:
            self.view.param.update(**self._overlays())
        if not selection:
            self.cancel("selected")
            self.view.show_chosen(None)
            return
        self.run(
            chosen_picture,
            self._planes,
            self.state.rows,
            self._tint,
            then=self._show_chosen,
            key="selected",
        )

    def _show_chosen(self, made: Any) -> None:
        selection, picture = made
        if selection.is_passed_by(self.state.selection):
            return
        self.view.show_chosen(picture, live=selection.live)
        if not selection.live:
            self._draw_marks()

    @param.depends("state.focus", watch=True)
    def _follow_focus(self) -> None:
        self.view.param.update(**self._overlays())

    def _overlays(self) -> dict[str, Any]:
        window, focus = self._window, self.state.focus
        brushes = [
            {"kind": clause.extent["kind"], "gesture": clause.gesture,
             "points": [window.place(*point) for point in clause.extent["points"]]}
            for clause in self.state.selection
            if clause.source == self.id and clause.extent
            and clause.extent["columns"] == self.columns
        ]  # fmt: skip
        row = None if focus is None else focus.row
        return {"brushes": brushes, "focus": None if row is None else window.row_place(row)}

    def _draw_marks(self) -> None:
        dataset = self.state.dataset
        if not (self.images and dataset.images and self._planes is not None):
            self.view.marks = None
            return
        self.run(
            marks,
            self._planes,
            next(iter(dataset.images.values())),
            self.state.rows,
            then=self._show_marks,
            key="marks",
        )

    def _show_marks(self, made: Any) -> None:
        if made is not self.view.marks:
            self.view.marks = made

    # -- what the browser says ------------------------------------------------------------

    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "size", "width": int(width), "height": int(height)}:
                self._pixels = (min(max(width, 16), 4000), min(max(height, 16), 4000))
                self._redraw()
            case {"type": "gesture", "shape": dict(shape), "live": bool(live)}:
                mode = message.get("mode")
                self._brush(shape, live, str(message.get("gesture", "")), mode)
            case {"type": "view"}:
                edges = (float(message[k]) for k in ("x0", "x1", "y0", "y1"))
                self._viewport = self._window.part(*edges)
                self._redraw()
            case {"type": "home"}:
                self._viewport = HOME
                self._redraw()
            case {"type": "click", "x": x, "y": y}:
                self._click(float(x), float(y))
            case {"type": "hover", "x": x, "y": y} if self._planes is not None:
                self._hover(float(x), float(y))
            case {"type": "legend", "value": str(value)}:
                predicate = OneOf(self.color_column, (value,))
                self.select(predicate, gesture=f"legend {value}", mode=message.get("mode"))
            case {"type": "path", "points": list(points)}:
                x, y = self.columns
                self.state.path = DrawnPath(x, y, np.array(self._window.values(points)))

    def _brush(self, shape: dict[str, Any], live: bool, gesture: str, mode: Any) -> None:
        window = self._window
        points = window.values(_thinned(shape["points"], LASSO_POINTS))
        predicate: Predicate
        if shape["kind"] == "box":
            xs, ys = zip(*points, strict=True)
            predicate = brushed_box(window.x, window.y, (min(xs), max(xs), min(ys), max(ys)))
        elif len(points) > 2:
            predicate = Polygon(*self.columns, tuple(points))
        else:
            return
        extent = {"kind": shape["kind"], "points": points, "columns": self.columns}
        self.select(predicate, extent=extent, gesture=gesture, live=live, mode=mode)

    def _click(self, x: float, y: float) -> None:
        row = self._nearest(x, y)
        if row is not None:
            self.focus(row=row)
        elif any(clause.source == self.id for clause in self.state.selection):
            self.state.selection = self.state.selection.without(self.id)
        else:
            self.focus()

    def _nearest(self, x: float, y: float) -> int | None:
        if self._planes is None or not (0 <= x <= 1 and 0 <= y <= 1):
            return None
        width, height = self._pixels or (1, 1)
        return self._planes.nearest(x * width, (1 - y) * height, 12.0)

    def _hover(self, x: float, y: float) -> None:
        self.run(self._nearest, x, y, then=self._show_card, key="hover")

    def _show_card(self, row: int | None) -> None:
        names = [*self.columns, self.color_column]
        card = {"row": None} if row is None else tooltip(self.state, row, names)
        self.view.send(type="card", **card)


def _pictures(
    x: Any, y: Any, viewport: Any, pixels: Any, radius: float, mode: str, column: Any,
    palette: str, middle: float, theme: str, rows: RowSets,
) -> Any:  # fmt: skip
    planes = shared_planes(rows.table.dataset, x, y, viewport, pixels, radius, mode)
    tinted = None if column is None else tint(column, palette, middle, theme)
    return planes, tinted, base_picture(planes, tinted, rows)


def _thinned(points: list[Any], most: int) -> list[Any]:
    if len(points) <= most:
        return points
    return [points[int(i)] for i in np.linspace(0, len(points) - 1, most)]
