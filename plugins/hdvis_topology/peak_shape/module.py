"""PeakShape as a module: a slab through the row in focus, or the profile of its hill."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.checkpoint import Checkpoint
from hdvis.errors import DataError
from hdvis.modules import ColumnName
from hdvis.modules.options import set_option
from hdvis_topology.peak_shape.profile import radial_profile
from hdvis_topology.peak_shape.slab import line_points, slab
from hdvis_topology.peak_shape.surrogate import SURROGATES, Surrogate, fit_surrogate
from hdvis_topology.peak_shape.view import ShapeView
from hdvis_topology.topology import Topology

NONE = "none"


class PeakShape(Module):
    """The function near the line through a row, or against the distance from its peak."""

    title = "PeakShape"
    needs = ("topology",)

    mode = param.Selector(
        default="slab", objects=["slab", "segment"],
        doc="Along one dimension through the row in focus, or away from its peak.",
    )  # fmt: skip
    dimension = ColumnName(
        kinds=("numeric",), doc="The dimension of the slab; automatic takes the first."
    )
    width = param.Number(
        0.2, bounds=(0.01, 1.0), doc="Half the slab's width, as a share of the largest distance."
    )
    surrogate = param.Selector(
        default=NONE, objects=[NONE, *SURROGATES],
        doc="A regression drawn through the slab, with its score on rows it has not seen.",
    )  # fmt: skip

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._surrogate: Surrogate | None = None

    def __panel__(self) -> Viewable:
        self.view = self.part(ShapeView, self._hear, surrogates=[NONE, *SURROGATES])
        self._renew()
        return self.view

    @property
    def row(self) -> int:
        """The row in focus, or the highest peak when it has no value."""
        topology, focus = self.state.topology, self.state.focus
        row = None if focus is None else focus.row
        if row is not None and 0 <= row < len(topology.segments) and topology.segments[row] >= 0:
            return int(row)
        return int(topology.extrema[0])

    @property
    def axis(self) -> int:
        """The place of the slab's dimension in the domain."""
        names = self.state.topology.recipe.function.domain
        return names.index(self.dimension) if self.dimension in names else 0

    @param.depends("state.topology", "state.focus", "mode", "dimension", "width", watch=True)
    def _renew(self) -> None:
        topology = self.state.topology
        domain = topology.recipe.function.domain
        self.view.param.update(dimensions=list(domain), settings=self._settings())
        row = self.row
        if self.mode == "segment":
            top = int(topology.segments[row])
            self.run(radial_profile, topology, top, then=partial(self._show_profile, topology, top),
                     key="chart")  # fmt: skip
        else:
            self.run(slab, topology, row, self.axis, self.width,
                     then=partial(self._show_slab, topology, row), key="chart")  # fmt: skip
        self._fit()

    def _settings(self) -> dict[str, Any]:
        domain = self.state.topology.recipe.function.domain
        return {
            "mode": self.mode, "dimension": domain[self.axis], "width": self.width,
            "surrogate": self.surrogate,
        }  # fmt: skip

    def _show_profile(self, topology: Topology, top: int, found: dict[str, Any]) -> None:
        if topology is not self.state.topology:
            return
        rows = found["rows"]
        self.caption = f"{topology.name} · {topology.label(top)} · {rows:,} rows"
        self.view.chart = {
            "bands": found, "x": [], "y": [], "near": [], "rows": [], "curve": None, "focus": None,
            "across": f"distance from {topology.label(top)}", "up": topology.name,
        }  # fmt: skip

    def _show_slab(self, topology: Topology, row: int, found: dict[str, Any]) -> None:
        if topology is not self.state.topology:
            return
        name = topology.recipe.function.domain[self.axis]
        self.caption = f"{topology.name} along {name} through row {row:,} · {found['count']:,} rows"
        here = [
            float(topology.sources[self.axis].values[row]), float(topology.tree.values[row])
        ]  # fmt: skip
        self.view.chart = found | {
            "curve": self._curve(topology, row), "focus": here, "across": name,
            "up": topology.name,
        }  # fmt: skip

    # -- the surrogate ------------------------------------------------------------------------

    @param.depends("surrogate", watch=True)
    def _fit(self) -> None:
        self.view.settings = self._settings()
        topology = self.state.topology
        if self.surrogate == NONE or self.mode == "segment":
            self.view.note = ""
            self._surrogate = None if self.surrogate == NONE else self._surrogate
            self._draw_curve()
            return
        if self._fits(topology):
            return
        self.view.note = f"fitting the {self.surrogate} …"
        self.run(_fitted, topology, self.surrogate, then=self._take, key="surrogate")

    def _fits(self, topology: Topology) -> bool:
        made = self._surrogate
        return (
            made is not None and made.kind == self.surrogate
            and made.topology.tree is topology.tree
        )  # fmt: skip

    def _take(self, made: Surrogate | str) -> None:
        if isinstance(made, str):
            self._surrogate, self.view.note = None, made
            return
        self._surrogate = made
        self.view.note = (
            f"{made.kind}: R² {made.r2:.3f} on rows it has not seen (5 folds of {made.rows:,} rows)"
        )
        self._draw_curve()

    def _draw_curve(self) -> None:
        if self.view.chart is not None and self.mode == "slab":
            curve = self._curve(self.state.topology, self.row)
            self.view.chart = self.view.chart | {"curve": curve}

    def _curve(self, topology: Topology, row: int) -> list[list[float]] | None:
        made = self._surrogate
        if made is None or not self._fits(topology):
            return None
        points, x = line_points(topology, row, self.axis)
        return [x.tolist(), np.asarray(made.regressor.predict(points)).tolist()]

    # -- what the browser says ----------------------------------------------------------------

    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "set", "name": "mode" | "dimension" | "width" | "surrogate" as name,
                  "value": value}:  # fmt: skip
                set_option(self, name, value)
            case {"type": "focus", "row": int(row)} if 0 <= row < self.table.n:
                self.focus(row=row)


def _fitted(topology: Topology, kind: str, checkpoint: Checkpoint) -> Surrogate | str:
    try:
        return fit_surrogate(topology, kind, checkpoint)
    except DataError as error:
        return str(error)
