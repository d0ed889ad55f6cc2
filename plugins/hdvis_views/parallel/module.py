"""Parallel Coordinate as a module: which axes it shows, what it publishes, what it follows."""

from __future__ import annotations

from typing import Any

import param

from hdvis import Module
from hdvis.components import AxesView
from hdvis.data import Column
from hdvis.modules import ColumnName, ColumnNames
from hdvis.selection import OneOf
from hdvis_views.card import hover_card
from hdvis_views.legend import legend
from hdvis_views.parallel import drawing
from hdvis_views.parallel.brushes import Extent, condition, heights_of, values_of
from hdvis_views.parallel.choosing import (
    FEWEST,
    SPACING,
    Order,
    candidates,
    correlated,
    fitting,
    in_force,
    ordered,
)
from hdvis_views.parallel.focus_line import focus_heights, moved, row_heights

REMEMBERED = 512
"""Columns whose order a layout keeps after an axis was moved."""


class ParallelCoordinate(Module):
    """Rows as lines over many axes: density for many, lines for few."""

    title = "Parallel Coordinate"

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
    color = ColumnName(doc="Colour by a column; automatic follows the other views.")
    colored = param.Boolean(True, label="in colour", doc="Colour the lines by a column.")
    flipped = ColumnNames(doc="Axes that point down.")

    def __panel__(self) -> Any:
        self._pixels: tuple[int, int] | None = None
        self._order, self._first = Order(), 0
        self._made_of: Any = None
        self._made: Any = None
        self._tint: Any = None
        self.view = self.part(AxesView, self._hear)
        return self.view

    # -- which axes -----------------------------------------------------------------------

    @property
    def candidates(self) -> list[str]:
        """The columns to choose from, in their given order."""
        return candidates(self.columns, self.table, self._fit)

    def _fit(self, count: int) -> int:
        width = self._pixels[0] if self._pixels else SPACING * FEWEST
        return fitting(count, width, self.most)

    def _ranking(self, names: list[str]) -> tuple[str, str]:
        """The ranking in force and, for a correlation, its column."""
        function = self.state.function.range if self.state.function else ""
        wanted = [self.by, function, self.color_column, *self.state.dataset.labels]
        target = correlated(wanted, self.table.columns) if self.rank == "correlation" else ""
        fits = bool(self.columns) or len(names) <= self._fit(len(names))
        return in_force(self.rank, fits, bool(self.state.selection), target), target

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
        dataset = self.state.dataset
        self.run(
            ordered, names, how, target, dataset, self.table, self.state.selection,
            self.state.masks, then=lambda order: self._ranked(order, dataset), key="rank",
        )  # fmt: skip

    def _ranked(self, order: Order, dataset: Any) -> None:
        if dataset is not self.state.dataset:
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

    # -- drawing --------------------------------------------------------------------------

    @property
    def color_column(self) -> str:
        """The column that colours the lines, or an empty text."""
        shared = self.state.color
        names = [self.color, shared.column if shared is not None else ""]
        return next((n for n in names if self.colored and n and n in self.table.columns), "")

    @param.depends("most", "flipped", "color", "colored", watch=True)
    def _redraw(self) -> None:
        if self._pixels is None:
            return
        dataset, shared, name = self.state.dataset, self.state.color, self.color_column
        columns = self.table.columns
        shown = [columns[n] for n in self.shown if n in columns]
        palette, middle = (shared.palette, shared.middle) if shared is not None else ("", None)
        coloring = (columns[name], palette, middle, self.state.theme) if name else None
        self.run(
            drawing.pictures, dataset.derived("axis tables", drawing.AxisTables), shown,
            frozenset(self.flipped), self._pixels, coloring, self.state.kept, self.table,
            then=lambda made: self._show(made, dataset), key="draw",
        )  # fmt: skip

    @property
    def _planes(self) -> Any:
        """The planes on the page, or None while they are those of another data set."""
        return self._made if self._made_of is self.state.dataset else None

    @property
    def _shown(self) -> list[Column]:
        """The columns of the axes on the page, left to right."""
        planes = self._planes
        return [] if planes is None else [planes.table.columns[i] for i in planes.order]

    @param.depends("state.color", "state.filters", "state.theme", watch=True)
    def _recolor(self) -> None:
        self._redraw()

    @param.depends("state.columns", watch=True)
    def _follow_columns(self) -> None:
        if {*self.columns, self.color_column} & set(self.state.columns):
            self._rank()

    def _show(self, made: Any, dataset: Any) -> None:
        if dataset is not self.state.dataset:
            return
        self._made_of = dataset
        self._made, self._tint, axes, picture = made
        after = len(self._order.names) - self._first - len(axes)
        self.view.param.update(
            base=picture,
            axes=axes,
            legend=legend(self._tint),
            **self._overlays(),
            pages={"before": self._first, "after": max(0, after)},
        )
        self._describe()
        self._select_again()

    def _describe(self) -> None:
        said = self._order.caption(self._first, len(self._shown))
        self.caption = f"{said} · colour {self.color_column}" if self.color_column else said
        self.view.label = f"parallel coordinates of {', '.join(c.name for c in self._shown[:24])}"

    # -- following the selection and the focus --------------------------------------------

    @property
    def _extent(self) -> Extent:
        clause = self.state.selection.clause_of(self.id)
        return clause.extent if clause is not None and clause.extent else {}

    @param.depends("state.selection", watch=True)
    def _follow_selection(self) -> None:
        if self.rank == "separation" and not self.state.selection.live:
            self._rank()
        self._select_again()

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
            drawing.chosen_picture, self._planes, selection, self.table, self.state.masks,
            self.state.kept, self._tint, then=self._show_chosen, key="selected",
        )  # fmt: skip

    def _show_chosen(self, made: Any) -> None:
        selection, picture = made
        if selection.is_passed_by(self.state.selection):
            return
        self.view.show_chosen(picture, live=selection.live)

    @param.depends("state.focus", "state.model", watch=True)
    def _follow_focus(self) -> None:
        self.view.param.update(**self._overlays())

    def _overlays(self) -> dict[str, Any]:
        columns = self.table.columns
        extent = {n: r for n, r in self._extent.items() if n in columns}
        brushes = {name: heights_of(columns[name], ranges) for name, ranges in extent.items()}
        line = focus_heights(self.state.focus, self._shown, self.state.dataset)
        handles = line is not None and self.state.model is not None
        return {"brushes": brushes, "focus": line, "handles": handles}

    # -- what the browser says ------------------------------------------------------------

    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "size", "width": int(width), "height": int(height)}:
                self._resize(min(max(width, 16), 4000), min(max(height, 16), 4000))
            case {"type": "brush", "axis": str(name), "ranges": list(ranges), "live": bool(live)}:
                self._brush(name, ranges, live, message.get("mode"))
            case {"type": "order", "names": list(names)}:
                self._reorder(names)
            case {"type": "flip", "axis": str(name)}:
                others = [n for n in self.flipped if n != name]
                self.flipped = others if name in self.flipped else [*others, name]
            case {"type": "page", "by": int(by)}:
                self._first += (1 if by > 0 else -1) * self._fit(len(self._order.names))
                self._redraw()
            case {"type": "hover" | "click" as what, "x": x, "y": y} if self._planes is not None:
                self._look_near(float(x), float(y), what)
            case {"type": "handle", "axis": str(name), "share": share}:
                self._move_point(name, float(share))
            case {"type": "legend", "value": str(value)}:
                predicate = OneOf(self.color_column, (value,))
                self.select(predicate, gesture=f"legend {value}", mode=message.get("mode"))

    def _resize(self, width: int, height: int) -> None:
        first, fitted = self._pixels is None, self.shown
        self._pixels = (width, height)
        if first or self.shown != fitted:
            self._rank()
        else:
            self._redraw()

    def _brush(self, name: str, drawn: list[Any], live: bool, mode: Any) -> None:
        columns = self.table.columns
        if name not in columns:
            return
        ranges = {name: values_of(columns[name], drawn)} if drawn else {}
        extent = {**{n: r for n, r in self._extent.items() if n != name}, **ranges}
        predicate = condition(extent, columns)
        self.select(predicate, extent=extent, live=live, mode=mode)

    def _reorder(self, names: list[Any]) -> None:
        shown = self.shown
        if sorted(map(str, names)) != sorted(shown):
            self.view.send(type="ack")
            return
        order = list(self._order.names)
        order[self._first : self._first + len(shown)] = names
        with param.parameterized.discard_events(self):
            self.param.update(columns=order[:REMEMBERED], rank="given order")
        self._use_order(Order(tuple(self.candidates)))

    def _look_near(self, x: float, y: float, what: str) -> None:
        then = self._show_card if what == "hover" else self._click
        self.run(
            drawing.nearest, self._planes, x, y, self.state.selection, self.table,
            self.state.masks, self.state.kept, then=lambda row: then(row, x), key=what,
        )  # fmt: skip

    def _show_card(self, row: int | None, x: float) -> None:
        if row is None or self._planes is None:
            self.view.send(type="card", row=None)
            return
        shown = self._shown
        left = max(0, min(int(x * (len(shown) - 1)), len(shown) - 2))
        beside = [column.name for column in shown[left : left + 2]]
        card = hover_card(self.state, row, [*beside, self.color_column])
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
            point = moved(focus, column, height, self.state.dataset)
            if point is not None:
                self.state.focus = point
        self.view.send(type="ack")
