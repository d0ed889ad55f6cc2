"""OptimalAxisAlign as a module: what it finds, and the plane it shows to the others."""

from __future__ import annotations

from typing import Any

import param

from hdvis import Module
from hdvis.analysis.projections.axis_pairs import NEIGHBORS
from hdvis.analysis.projections.diverse import METHODS
from hdvis.data import Dataset
from hdvis.errors import DataError, LayoutError
from hdvis.modules import SpaceName
from hdvis.modules.options import field_of, set_option
from hdvis_projection.axis_align.view import AxisAlignPanel
from hdvis_projection.axis_align.work import Pictured, align
from hdvis_projection.form import choice
from hdvis_projection.named_views import NamedView, add_views, axis_view, show_view

UNASKED = 5_000, 32
"""Up to so many rows and columns it works without being asked."""

LISTED = 12
KEPT = 4
"""So many of the best pairs are put on the shared list of views."""


class OptimalAxisAlign(Module):
    """Axis pairs that show what the best linear projections show, by their evidence."""

    title = "OptimalAxisAlign"
    shows_work = True

    method = param.Selector(
        default="LPP",
        objects=list(METHODS),
        doc="What a projection keeps: LPP near neighbours, PCA variance.",
    )
    neighbors = param.Integer(NEIGHBORS, bounds=(2, 100), doc="How many neighbours count as near.")
    space = SpaceName(doc="Which vectors; automatic takes the primary space.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._made: Pictured | None = None
        self._fraction: float | None = None
        self._running = False
        self._problem = ""

    def __panel__(self) -> Any:
        self.view = self.part(AxisAlignPanel, self._on_message)
        self._begin()
        return self.view

    @param.depends("state.dataset", watch=True)
    def _begin(self) -> None:
        self.cancel("align")
        self._made, self._running, self._problem = None, False, ""
        self._fill_form()
        self._tell()
        self._start_unasked()

    @param.depends("visible", watch=True)
    def _start_unasked(self) -> None:
        """Align the axes of a small set once it is seen."""
        rows, columns = UNASKED
        dataset = self.dataset
        small = 4 < dataset.n <= rows and 2 <= dataset.spaces[self._space()].shape[1] <= columns
        idle = self._made is None and not self._running and not self._problem
        if self.visible and idle and small:
            self.start()

    def _space(self) -> str:
        dataset = self.dataset
        return self.space if self.space in dataset.spaces else dataset.primary

    @param.depends("method", "neighbors", "space", watch=True)
    def _fill_form(self) -> None:
        fields = [field_of(self.param[n], n, getattr(self, n)) for n in ("method", "neighbors")]
        spaces = self.dataset.spaces
        if len(spaces) > 1:
            doc = self.param.space.doc
            fields.append(choice("space", "space", self._space(), spaces, doc))  # type: ignore[arg-type]
        self.view.param.update(
            fields=[field for field in fields if field is not None],
            hint="Of standardised columns; a click shows a plane in the other views.",
        )

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "set", "name": str(name), "value": value}:
                self._problem = ""
                try:
                    set_option(self, name, value)
                except LayoutError as error:
                    self._problem = error.message
                    self._fill_form()
                self._tell()
            case {"type": "run"}:
                self.start()
            case {"type": "stop"} if self._running:
                self.cancel("align")
                self._running, self._problem = False, "stopped"
                self._tell()
            case {"type": "pick", "side": str(side), "index": int(index)}:
                views = self._projections() if side == "projection" else self._pairs()
                if 0 <= index < len(views):
                    show_view(self, views[index])

    def start(self) -> None:
        """Find the pairs that the form asks for."""
        self._running, self._fraction, self._problem = True, None, ""
        dataset = self.dataset
        self.run(
            align, dataset, self._space(), self.method, self.neighbors, LISTED,
            then=lambda made: self._found(dataset, made), partly=self._progressed, key="align",
        )  # fmt: skip
        self._tell()

    def _progressed(self, fraction: float) -> None:
        if self._running:
            self._fraction = fraction
            self.view.running = self._running_words()

    def _found(self, dataset: Dataset, made: Pictured | DataError) -> None:
        if dataset is not self.state.dataset:
            return
        self._running = False
        if isinstance(made, DataError):
            self._problem = made.message
        else:
            self._made = made
            add_views(self.state, *self._pairs()[:KEPT], *self._projections()[:KEPT])
        self._tell()

    def _projections(self) -> list[NamedView]:
        if self._made is None:
            return []
        found = self._made.alignment.projections
        return [
            NamedView(f"{self.method} {at + 1}", self._space(), projection.frame)
            for at, projection in enumerate(found)
        ]

    def _pairs(self) -> list[NamedView]:
        if self._made is None:
            return []
        found = self._made.alignment.pairs[:LISTED]
        return [axis_view(self.dataset, self._space(), *pair.axes) for pair in found]

    def _running_words(self) -> dict[str, Any] | None:
        if not self._running:
            return None
        return {"text": "aligning axes", "progress": self._fraction, "stop": "stop"}

    @param.depends("state.view", watch=True)
    def _tell(self) -> None:
        self.view.param.update(
            running=self._running_words(),
            problem=self._problem,
            picked=self.state.view or "",
            **self._planes(),
        )

    def _planes(self) -> dict[str, Any]:
        made = self._made
        if made is None:
            self.caption = ""
            return {"projections": [], "pairs": [], "links": [], "note": ""}
        found = made.alignment
        best = max(pair.evidence for pair in found.pairs)
        self.caption = f"{len(found.pairs)} axis pairs of {len(found.projections)} projections"
        projections = zip(self._projections(), found.projections, made.projections, strict=True)
        pairs = zip(self._pairs(), found.pairs, made.pairs, strict=False)
        links = found.links[:, :LISTED]
        return {
            "projections": [
                {"name": view.name, "shades": shades, "quality": list(one.quality),
                 "words": f"keeps {100 * one.kept:.0f} % of 30 neighbours"}
                for view, one, shades in projections
            ],
            "pairs": [
                {"name": view.name, "shades": shades, "quality": list(one.quality),
                 "evidence": one.evidence / best,
                 "words": f"evidence {one.evidence:.2f}, keeps {100 * one.kept:.0f} %"}
                for view, one, shades in pairs
            ],
            "links": [
                [p, q, float(links[p, q])]
                for p in range(links.shape[0]) for q in range(links.shape[1]) if links[p, q] > 0
            ],
            "note": found.note,
        }  # fmt: skip
