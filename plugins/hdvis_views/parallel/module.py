"""Parallel Coordinate as a module: what it draws, what it publishes, what it follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import param
from panel.viewable import Viewable

from hdvis.data import Column, Dataset
from hdvis.data.text import display
from hdvis.modules import ColumnName, ColumnNames
from hdvis.render.axes import FEW
from hdvis.selection import Mode
from hdvis_views.legend import legend
from hdvis_views.parallel.axis_base import AxisBase
from hdvis_views.parallel.brushes import Extent, condition, heights_of, values_of
from hdvis_views.parallel.drawing import (
    REACH,
    Frame,
    Pictures,
    chosen_picture,
    columns_of,
    nearest,
    pictures,
)
from hdvis_views.parallel.focus_line import focus_heights, moved, row_heights
from hdvis_views.parallel.view import AxesView
from hdvis_views.plane_module import plane_size
from hdvis_views.tooltip import tooltip


class ParallelCoordinate(AxisBase):
    """Rows as lines over many axes: density for many, lines for few."""

    title = "Parallel Coordinate"

    color = ColumnName(doc="Colour by a column; automatic follows the other views.")
    colored = param.Boolean(True, label="in colour", doc="Colour the lines by a column.")
    flipped = ColumnNames(doc="Axes that point down.")
    drawing = param.Selector(
        default="automatic", objects=["automatic", "density"], doc="Lines for few, or density."
    )
    gamma = param.Number(
        0.0, bounds=(0.0, 2.0), label="density curve",
        doc="0 shades density by its logarithm, else by this power of its share of the densest.",
    )  # fmt: skip

    chosen_picture = staticmethod(chosen_picture)

    def __panel__(self) -> Viewable:
        self._begin()
        self.view = self.part(AxesView, self._on_message)
        return self.view

    # -- drawing --------------------------------------------------------------------------

    @property
    def color_column(self) -> str:
        """The column that colours the lines, or an empty text."""
        return super().color_column if self.colored else ""

    @param.depends("most", "flipped", "color", "colored", "drawing", "gamma", watch=True)
    def _redraw(self) -> None:
        if self._pixels is None:
            return
        columns = self.table.columns
        shown = [columns[n] for n in self.shown if n in columns]
        few = 0 if self.drawing == "density" else FEW
        frame = Frame(self._pixels, frozenset(self.flipped), few, self.gamma)
        self.run(
            pictures, shown, frame, self._coloring(), self.state.rows,
            then=partial(self._show, self.table.dataset), key="draw",
        )  # fmt: skip

    @property
    def _axes(self) -> list[Column]:
        """The columns of the axes on the page, left to right."""
        planes = self._planes
        return [] if planes is None else columns_of(planes)

    @param.depends("state.columns", watch=True)
    def _follow_columns(self) -> None:
        if {*self.columns, self.color_column} & set(self.state.columns):
            self._rank()

    def _show(self, dataset: Dataset, made: Pictures) -> None:
        planes, tinted, axes, picture = made
        if not self._keep(planes, tinted, dataset):
            return
        self.view.param.update(
            base=picture,
            axes=axes,
            legend=legend(tinted),
            **self._overlays(),
            pages=self._pages(len(axes)),
        )
        self._describe()
        self._select_again()

    def _describe(self) -> None:
        said = self._order.caption(self._first, len(self._axes))
        self.caption = (
            f"{said} · colour {display(self.color_column, 60)}" if self.color_column else said
        )
        self.view.label = (
            f"parallel coordinates of {', '.join(display(c.name) for c in self._axes[:24])}"
        )

    # -- following the selection and the focus --------------------------------------------

    @property
    def _extent(self) -> Extent:
        clause = self.state.selection.clause_of(self.id)
        return clause.extent if clause is not None and clause.extent else {}

    @param.depends("state.selection", watch=True)
    def _rank_again(self) -> None:
        if self.rank == "separation" and not self.state.selection.live:
            self._rank()

    def _overlays(self) -> dict[str, Any]:
        columns = self.table.columns
        extent = {n: r for n, r in self._extent.items() if n in columns}
        brushes = {name: heights_of(columns[name], ranges) for name, ranges in extent.items()}
        line = focus_heights(self.state.focus, self._axes, self.table.dataset)
        handles = line is not None and self.state.model is not None
        return {"brushes": brushes, "focus": line, "handles": handles}

    # -- what the browser says ------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "size", "width": int(width), "height": int(height)}:
                self._resize(plane_size(width, height), float(message.get("ratio", 1)))
            case {"type": "brush", "axis": str(name), "ranges": list(ranges), "live": bool(live)}:
                self._brush(name, ranges, live, message.get("mode"))
            case {"type": "order", "names": list(names)}:
                if not self._reorder(names):
                    self.view.send(type="ack")
            case {"type": "flip", "axis": str(name)}:
                others = [n for n in self.flipped if n != name]
                self.param.update(flipped=others if name in self.flipped else [*others, name])
            case {"type": "page", "by": int(by)}:
                self._turn_page(by)
            case {"type": "hover" | "click" as what, "x": x, "y": y} if self._planes is not None:
                self._look_near(float(x), float(y), what)
            case {"type": "handle", "axis": str(name), "share": share}:
                self._move_point(name, float(share))
            case {"type": "legend", "value": str(value)}:
                self._select_label(value, message.get("mode"))

    def _resize(self, size: tuple[int, int], ratio: float) -> None:
        first, fitted = self._pixels is None, self.shown
        self._pixels, self._ratio = size, ratio
        if first or self.shown != fitted:
            self._rank()
        else:
            self._redraw()

    def _brush(
        self, name: str, drawn: Iterable[Sequence[float]], live: bool, mode: Mode | None
    ) -> None:
        columns = self.table.columns
        if name not in columns:
            return
        ranges = {name: values_of(columns[name], drawn)} if drawn else {}
        extent = {**{n: r for n, r in self._extent.items() if n != name}, **ranges}
        predicate = condition(extent, columns)
        self.select(predicate, extent=extent, live=live, mode=mode)

    def _look_near(self, x: float, y: float, what: str) -> None:
        then = self._show_card if what == "hover" else self._click
        self.run(
            nearest, self._planes, x, y, self.state.rows, REACH * self._ratio,
            then=lambda row: then(row, x), key=what,
        )  # fmt: skip

    def _show_card(self, row: int | None, x: float) -> None:
        if row is None or self._planes is None:
            self.view.send(type="card", row=None)
            return
        shown = self._axes
        left = max(0, min(int(x * (len(shown) - 1)), len(shown) - 2))
        beside = [column.name for column in shown[left : left + 2]]
        card = tooltip(self.state, row, [*beside, self.color_column])
        self.view.send(type="card", line=row_heights(shown, row), **card)

    def _click(self, row: int | None, x: float) -> None:
        if row is None:
            self.focus()
        else:
            self.focus(row=row)

    def _move_point(self, name: str, height: float) -> None:
        """Set one coordinate of the free point; a focused row gives the point it starts from."""
        focus, column = self.state.focus, self.table.columns.get(name)
        if focus is not None and column is not None and self.state.model is not None:
            point = moved(focus, column, height, self.table.dataset)
            if point is not None:
                self.state.focus = point
        self.view.send(type="ack")
