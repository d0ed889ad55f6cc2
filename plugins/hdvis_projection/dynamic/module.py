"""DynamicProjection as a module: where it goes, what it turns, what is selected on the way."""

from __future__ import annotations

from typing import Any

import numpy as np
import param

from hdvis import Module
from hdvis.analysis.projections import axis_plane, random_plane
from hdvis.data import Column, Dataset
from hdvis.data.columns import MISSING_CODE
from hdvis.modules import SpaceName
from hdvis.render.palette import OTHER, colors_of_codes, rgb, sequential
from hdvis.selection import Polygon
from hdvis_projection.dynamic.view import TourView
from hdvis_projection.dynamic.work import MOST_ROWS, Prepared, brushed, prepare
from hdvis_projection.named_views import (
    Frame,
    NamedView,
    add_views,
    axis_view,
    principal_views,
)

ACROSS, UP = "tour 1", "tour 2"


class DynamicProjection(Module):
    """The space turned from one plane to the next, with its axes; rows are brushed on the way."""

    title = "DynamicProjection"

    space = SpaceName(doc="Which vectors; automatic takes the primary space.")
    seed = param.Integer(0, bounds=(0, 2**31 - 1), doc="The same seed gives the same grand tour.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._made: Prepared | None = None
        self._made_of: Dataset | None = None
        self._t = 1.0
        self._draw = np.random.default_rng(self.seed)

    def __panel__(self) -> Any:
        self.view = self.part(TourView, self._on_message)
        self._begin()
        return self.view

    # -- where it goes --------------------------------------------------------------------

    def _space(self) -> str:
        dataset = self.dataset
        return self.space if self.space in dataset.spaces else dataset.primary

    @param.depends("state.dataset", "space", watch=True)
    def _begin(self) -> None:
        """From the first two axes to the first two principal components."""
        self.cancel("tour")
        self._made, self._t = None, 1.0
        self.view.param.update(tour=None, grand=False)
        dataset, space = self.dataset, self._space()
        self.caption = ""
        if dataset.spaces[space].shape[1] < 2 or dataset.n < 3:
            self.caption = "needs two columns and three rows"
            return
        add_views(self.state, axis_view(dataset, space, 0, 1))
        self.run(principal_views, dataset, space, then=self._first, key="tour")

    def _first(self, found: list[NamedView]) -> None:
        add_views(self.state, *found)
        known = self._views()
        chosen = self.state.view if self.state.view in known else None
        names = [view.name for view in found]
        self._go_to(chosen or (names[0] if names else next(iter(known), "")))

    def _views(self) -> dict[str, NamedView]:
        """Planes of this space by name."""
        space = self._space()
        d = self.dataset.spaces[space].shape[1]
        views = self.state.views.values()
        return {v.name: v for v in views if v.space == space and len(v.frame) == d}

    @param.depends("state.views", watch=True)
    def _list(self) -> None:
        self.view.names = list(self._views())

    @param.depends("state.view", watch=True)
    def _follow_view(self) -> None:
        name = self.state.view
        if name in self._views() and name != self.view.target:
            self._go_to(name)

    def _go_to(self, name: str) -> None:
        view = self._views().get(name)
        if view is None:
            return
        self.view.param.update(target=name, names=list(self._views()))
        self._travel(view.frame)

    def _travel(self, target: Frame) -> None:
        dataset, space = self.dataset, self._space()
        start = self._frame(len(target))
        self.run(
            prepare, dataset, space, start, target,
            then=lambda made: self._show(dataset, made), key="tour",
        )  # fmt: skip

    def _frame(self, d: int) -> Frame:
        """The plane that is seen now."""
        if self._made is not None and len(self._made.way.basis) == d:
            return self._made.way.frame(self._t)
        return axis_plane(d, 0, 1)

    def _show(self, dataset: Dataset, made: Prepared) -> None:
        if dataset is not self.state.dataset:
            return
        self._made, self._made_of, self._t = made, dataset, 0.0
        way = made.way
        self.view.param.update(
            tour={
                "coordinates": made.coordinates.tobytes(),
                "angles": way.angles.tolist(),
                "spin": way.spin.tolist(),
                "radii": list(made.radii),
                "arrows": made.arrows,
                "play": True,
            },
        )
        self._mark()
        self._tint()
        self._describe()

    def _describe(self) -> None:
        made = self._made
        if made is None:
            return
        n = self.dataset.n
        sample = f" · {MOST_ROWS:,} of {n:,} rows" if len(made.rows) == MOST_ROWS < n else ""
        self.caption = f"to {self.view.target or 'a random plane'}{sample}"
        self.view.label = f"rows on the way to {self.view.target}; Space plays or pauses"

    # -- what the browser says ------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "target", "name": str(name)}:
                self.view.grand = False
                self._go_to(name)
            case {"type": "grand", "on": bool(on)}:
                self.view.grand = on
                if on:
                    self._wander()
            case {"type": "at", "t": t} if self._made is not None:
                self._t = min(1.0, max(0.0, float(t)))
            case {"type": "arrived"}:
                self._t = 1.0
                if self.view.grand:
                    self._wander()
            case {"type": "keep", "t": t} if self._made is not None:
                self._t = min(1.0, max(0.0, float(t)))
                self._keep()
            case {"type": "brush", "t": t} if self._made is not None:
                ends = [float(message[k]) for k in ("x0", "x1", "y0", "y1")]
                self._brush(min(1.0, max(0.0, float(t))), ends, message.get("mode"))
            case {"type": "clear"}:
                self.select(None)

    def _wander(self) -> None:
        if self._made is not None:
            self.view.target = ""
            self._travel(random_plane(len(self._made.way.basis), self._draw))

    def _keep(self) -> None:
        """The plane that is seen now, under a name."""
        assert self._made is not None
        number = 1 + sum(view.kind == "snapshot" for view in self.state.views.values())
        frame = self._made.way.frame(self._t)
        add_views(self.state, NamedView(f"view {number}", self._space(), frame, "snapshot"))

    def _brush(self, t: float, ends: list[float], mode: Any) -> None:
        assert self._made is not None
        x0, x1, y0, y1 = ends
        corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1))

        def publish(places: tuple[Any, Any]) -> None:
            if len(places[0]) != self.dataset.n:
                return
            self.publish(Column(ACROSS, places[0]), Column(UP, places[1]))
            self.select(Polygon(ACROSS, UP, corners), mode=mode)

        way = self._made.way
        self.run(brushed, self.dataset, self._space(), way, t, then=publish, key="brush")

    @property
    def _is_current(self) -> bool:
        """Whether what is turned are the rows there are."""
        return self._made is not None and self._made_of is self.state.dataset

    # -- what it follows ------------------------------------------------------------------

    @param.depends("state.selection", "state.filters", watch=True)
    def _mark(self) -> None:
        """Which rows are hidden, shown and chosen."""
        if self._made is None or not self._is_current:
            return
        rows, turned = self.state.rows, self._made.rows
        marks = rows.shown[turned].astype(np.uint8)
        if self.state.selection:
            marks[rows.chosen[turned]] = 2
        self.view.marks = marks.tobytes()

    @param.depends("state.color", "state.columns", watch=True)
    def _tint(self) -> None:
        """Colours of the rows, by the column that all views are coloured by."""
        if self._made is None or not self._is_current:
            return
        color, columns = self.state.color, self.table.columns
        if color is None or color.column not in columns:
            self.view.colors = b""
            return
        column, turned = columns[color.column], self._made.rows
        if column.kind == "category":
            table = colors_of_codes(column.values, len(column.categories))
            codes = column.values[turned].astype(np.int64)
        else:
            table = sequential("viridis" if color.palette == "viridis" else "cividis")
            codes = column.codes[turned].astype(np.int64)
            codes[codes == MISSING_CODE] = -1
        table = np.concatenate([table, [rgb(OTHER)]])  # -1, a missing value, is the last
        self.view.colors = np.ascontiguousarray(table[codes], np.uint8).tobytes()
