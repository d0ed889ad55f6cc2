"""Scatter Plot as a module: what it shows, what it publishes, what it follows."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import param
from panel.viewable import Viewable

from hdvis.data import Dataset
from hdvis.data.text import display
from hdvis.modules import ColumnName
from hdvis.render import Viewport
from hdvis.selection import Mode, Polygon, Predicate, brushed_box
from hdvis.state import DrawnPath
from hdvis_views.legend import legend
from hdvis_views.plane_module import PlaneModule, plane_size
from hdvis_views.plane_pictures import Picture, Tint
from hdvis_views.scatter.drawing import (
    REACH,
    Frame,
    ScatterPlanes,
    chosen_picture,
    nearest,
    pictures,
)
from hdvis_views.scatter.edges import edge_places, rays
from hdvis_views.scatter.marks import marks
from hdvis_views.scatter.view import RasterView
from hdvis_views.scatter.window import HOME, Window, pair_name
from hdvis_views.tooltip import tooltip

Point = list[float]
LASSO_POINTS = 160


class ScatterPlot(PlaneModule[ScatterPlanes]):
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
    gamma = param.Number(
        0.0, bounds=(0.0, 2.0), label="density curve",
        doc="0 shades density by its logarithm, else by this power of its share of the densest.",
    )  # fmt: skip
    images = param.Boolean(True, doc="Show images as marks when few rows are in view.")
    edges = param.Boolean(True, doc="Show the edges of the neighbourhood graph, if not too many.")

    chosen_picture = staticmethod(chosen_picture)

    def __panel__(self) -> Viewable:
        self._viewport = HOME
        self._shown = (self.table.dataset, self.columns)
        self.view = self.part(RasterView, self._on_message)
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

    @param.depends("state.dataset", "x", "y", "state.embedding", watch=True)
    def _go_home(self) -> None:
        """Show all of other columns; an embedding that only moved or was measured stays in view."""
        shown = (self.table.dataset, self.columns)
        if self._shown == shown:
            return
        self._shown = shown
        self._look_at(HOME)

    def _look_at(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._redraw()

    @param.depends("color", "palette", "middle", "size", "drawing", "gamma", "images", watch=True)
    def _redraw(self) -> None:
        self._describe()
        if self._pixels is None:
            return
        x, y = (self.table.columns[name] for name in self.columns)
        frame = Frame(
            self._viewport, self._pixels, self.size * self._ratio, self.drawing, self.gamma
        )
        self.run(
            pictures, x, y, frame, self._coloring(self.palette, self.middle), self.state.rows,
            then=partial(self._show, self.table.dataset), key="draw",
        )  # fmt: skip

    @param.depends("state.columns", watch=True)
    def _follow_columns(self) -> None:
        names = {*self.columns, self.color_column}
        if names & set(self.state.columns):
            self._redraw()

    def _show(self, dataset: Dataset, made: tuple[ScatterPlanes, Tint | None, Picture]) -> None:
        planes, tinted, picture = made
        if not self._keep(planes, tinted, dataset):
            return
        self.view.param.update(
            base=picture, axes=self._window.axes, legend=legend(self._tint), **self._overlays()
        )
        self._select_again()
        self._settle()
        self._draw_edges()

    def _describe(self) -> None:
        x, y = self.columns
        color = self.color_column
        self.caption = f"{pair_name(x, y)}{f' · colour {display(color, 60)}' if color else ''}"
        self.view.label = f"scatter plot of {display(x)} and {display(y)}"
        self.view.tools = ["box", "lasso", "pan"] + (["path"] if self.state.model else [])

    @param.depends("state.model", watch=True)
    def _offer_path(self) -> None:
        self._describe()

    @property
    def _reach(self) -> float:
        """How near a pointer must be, in cells of the planes."""
        planes, size = self._planes, self._pixels
        cells = 1.0 if planes is None or size is None else planes.width / size[0]
        return REACH * self._ratio * cells

    @property
    def _window(self) -> Window:
        x, y = (self.table.columns[name] for name in self.columns)
        return Window(x, y, self._viewport)

    # -- following the selection and the focus --------------------------------------------

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

    @param.depends("state.neighborhood", "edges", watch=True)
    def _draw_edges(self) -> None:
        """Tie neighbours that are in view."""
        graph = self.state.neighborhood
        self.view.rays = []
        if graph is None or not self.edges or self._planes is None:
            self.view.edges = b""
            return
        self.run(
            edge_places, self._planes, graph, self.state.rows,
            then=partial(setattr, self.view, "edges"), key="edges",
        )  # fmt: skip

    def _settle(self) -> None:
        """Put images in place of points where there is room."""
        dataset = self.table.dataset
        if not (self.images and dataset.images and self._planes is not None):
            self.view.marks = None
            return
        self.run(
            marks, self._planes, next(iter(dataset.images.values())), self.state.rows,
            then=self._show_marks, key="marks",
        )  # fmt: skip

    def _show_marks(self, made: dict[str, Any] | None) -> None:
        if made is not self.view.marks:
            self.view.marks = made

    # -- what the browser says ------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "size", "width": int(width), "height": int(height)}:
                self._pixels = plane_size(width, height)
                self._ratio = float(message.get("ratio", 1))
                self._redraw()
            case {"type": "gesture", "shape": dict(shape), "live": bool(live)}:
                mode = message.get("mode")
                self._brush(shape, live, str(message.get("gesture", "")), mode)
            case {"type": "view"}:
                edges = (float(message[k]) for k in ("x0", "x1", "y0", "y1"))
                self._look_at(self._window.part(*edges))
            case {"type": "home"}:
                self._look_at(HOME)
            case {"type": "click", "x": x, "y": y}:
                self._click(float(x), float(y))
            case {"type": "hover", "x": x, "y": y} if self._planes is not None:
                self.run(
                    nearest, self._planes, float(x), float(y), self.state.rows, self._reach,
                    then=self._show_card, key="hover",
                )  # fmt: skip
            case {"type": "legend", "value": str(value)}:
                self._select_label(value, message.get("mode"))
            case {"type": "path", "points": list(points)}:
                x, y = self.columns
                self.state.path = DrawnPath(x, y, np.array(self._window.values(points)))

    def _brush(self, shape: dict[str, Any], live: bool, gesture: str, mode: Mode | None) -> None:
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
        planes, rows = self._planes, self.state.rows
        row = None if planes is None else nearest(planes, x, y, rows, self._reach)
        if row is not None:
            self.focus(row=row)
        elif any(clause.source == self.id for clause in self.state.selection):
            self.state.selection = self.state.selection.without(self.id)
        else:
            self.focus()

    def _show_card(self, row: int | None) -> None:
        names = [*self.columns, self.color_column]
        graph = self.state.neighborhood
        if graph is not None and self.edges and self._planes is not None:
            self.view.rays = [] if row is None else rays(self._planes, graph, row)
        card = {"row": None} if row is None else tooltip(self.state, row, names)
        self.view.send(type="card", **card)


def _thinned(points: list[Point], most: int) -> list[Point]:
    if len(points) <= most:
        return points
    return [points[int(i)] for i in np.linspace(0, len(points) - 1, most)]
