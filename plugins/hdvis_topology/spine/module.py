"""Topological Spine as a module: which function, which level, and what a peak selects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis import Module
from hdvis.checkpoint import Checkpoint
from hdvis.data import Column, Dataset
from hdvis.data.function import Function
from hdvis.errors import DataError, shorten
from hdvis.models import DecodeResult
from hdvis.modules import ColumnName
from hdvis.selection import Mode, OneOf
from hdvis_topology.derived import derive, offered
from hdvis_topology.peak_shape.profile import radial_profile
from hdvis_topology.spine.drawing import Look, Spine, draw_spine, occupied, picture_of, staircase
from hdvis_topology.spine.pictures import as_pictures, row_pictures
from hdvis_topology.spine.view import SpineView
from hdvis_topology.topology import Recipe, Topology, function_of, make_topology

SHOWN_PICTURES = 40


def _made(
    recipe: Recipe,
    columns: Mapping[str, Column],
    before: Topology | None,
    checkpoint: Checkpoint,
) -> Topology | str:
    """The topology of `recipe`, or why there is none."""
    try:
        return make_topology(recipe, columns, before, checkpoint)
    except DataError as error:
        return str(error)


class TopologicalSpine(Module):
    """The peaks or basins of a function, how they join, and how many rows lie on each."""

    title = "Topological Spine"

    range = ColumnName(
        kinds=("numeric",), doc="The function; automatic follows the one all views share."
    )
    neighbors = param.Integer(15, bounds=(3, 60), doc="Neighbours of each row in the graph.")
    extrema = param.Selector(default="maxima", objects=["maxima", "minima"], doc="What is sought.")
    level = param.Number(
        None, bounds=(0, 1), allow_None=True,
        doc="Persistence, as a share of the function's span, up to which extrema are noise; "
        "none takes the widest gap.",
    )  # fmt: skip
    variation = param.Number(
        0.0, bounds=(0, 1), doc="Saddles this near (in shares) to their extrema close rings."
    )
    widths = param.Selector(
        default="reach", objects=["reach", "rows"],
        doc="A contour's radius is that of a ball in the domain with as many rows, or its area is "
        "their number.",
    )  # fmt: skip
    size = param.Number(0.6, bounds=(0.2, 2.0), doc="How wide the widest hill is drawn.")
    pictures = param.Selector(
        default="nearest row", objects=["nearest row", "mean", "decoded", "none"],
        doc="What stands beside a peak: its row's image, its hill's mean, or its latent decoded.",
    )  # fmt: skip
    column = param.String("segment", doc="Name of the column that says which hill a row is on.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._topology: Topology | None = None
        self._spine: Spine | None = None
        self._asked: Recipe | None = None

    def __panel__(self) -> Viewable:
        self.view = self.part(SpineView, self._on_message, size=self.size)
        self._renew()
        return self.view

    # -- the function -----------------------------------------------------------------------

    @property
    def recipe(self) -> Recipe:
        """What the map is to be made of now; raises `DataError`."""
        function = function_of(self.table.dataset, self.state.function)
        recipe = Recipe(function, self.neighbors, self.extrema == "maxima")
        return recipe.of_range(self.range) if self.range else recipe

    @param.depends(
        "state.dataset", "state.function", "state.columns", "range", "neighbors", "extrema",
        watch=True,
    )  # fmt: skip
    def _renew(self) -> None:
        """Make the map anew when its function, or a column that it reads, is another."""
        self.view.functions = offered(self.table, self.state)
        try:
            recipe = self.recipe
        except DataError as error:
            self._show_nothing(str(error))
            return
        self.view.function = recipe.function.range
        columns = self.table.columns
        if self._topology is not None and self._topology.is_of(recipe, columns):
            return
        self._asked = recipe
        self.view.working = True
        self.run(
            _made, recipe, columns, self._topology,
            then=partial(self._take, recipe, self.table.dataset), key="topology",
        )  # fmt: skip

    def _take(self, recipe: Recipe, dataset: Dataset, made: Topology | str) -> None:
        if recipe is not self._asked or dataset is not self.state.dataset:
            return
        if isinstance(made, str):
            self._show_nothing(made)
            return
        self._topology, self._spine = made, None
        self._draw()

    def _show_nothing(self, why: str) -> None:
        self._topology = self._spine = self._asked = None
        self.caption = ""
        self.view.param.update(spine=None, stairs=None, note=why, working=False)

    def _choose(self, name: str) -> None:
        """Make another column, or a new one that is worked out, the function of all views."""
        function = function_of(self.table.dataset, self.state.function)
        self.param.update(range="")
        if name in self.table.columns:
            domain = tuple(column for column in function.domain if column != name)
            self.state.function = Function(domain, name, function.norm)
            return
        self.view.working = True
        derive(self, name, function, then=self._choose_derived)

    def _choose_derived(self, made: Column | str) -> None:
        if isinstance(made, str):
            self.view.param.update(note=made, working=False)
            return
        self.publish(made)
        self._choose(made.name)

    # -- the level --------------------------------------------------------------------------

    @param.depends("level", "variation", "column", "widths", watch=True)
    def _draw(self, live: bool = False) -> None:
        topology = self._topology
        if topology is None:
            return
        tree = topology.tree
        level = tree.default_level() if self.level is None else self.level * tree.span
        self.run(
            draw_spine, topology.at(level), self._look, self._spine, not live,
            then=partial(self._show, live), key="spine",
        )  # fmt: skip

    @property
    def _look(self) -> Look:
        return Look(self.variation, self.column, self.widths == "rows")

    def _show(self, live: bool, spine: Spine) -> None:
        if self._topology is None or spine.topology.tree is not self._topology.tree:
            return
        self._topology, self._spine = spine.topology, spine
        self.view.param.update(
            spine=picture_of(spine), stairs=staircase(spine.topology), note=self._note(spine),
            working=False,
        )  # fmt: skip
        self.state.param.update(
            topology=spine.topology,
            columns={**self.state.columns, spine.column.name: spine.column},
        )
        self._describe()
        self._follow_selection()
        if not live:
            self._show_pictures()

    def _note(self, spine: Spine) -> str:
        topology = spine.topology
        notes = list(topology.notes)
        if topology.tree.span == 0:
            notes.append("The function is constant: there is no peak to part from another.")
        if topology.tree.parts > 1:
            notes.append(f"The graph has {topology.tree.parts:,} parts that no level joins.")
        if spine.left_out > 0:
            shown = len(spine.graph.extrema)
            notes.append(f"{shown:,} of {shown + spine.left_out:,} are drawn; raise the level.")
        return " ".join(shorten(note, 160) for note in notes)

    def _describe(self) -> None:
        topology = self._topology
        if topology is None:
            return
        count = topology.tree.count(topology.level)
        word = "maxima" if topology.recipe.ascending else "minima"
        word = word if count != 1 else {"maxima": "maximum", "minima": "minimum"}[word]
        dims = len(topology.recipe.function.domain)
        self.caption = f"{topology.name} over {dims} columns · {count:,} {word}"

    @param.depends("size", watch=True)
    def _resize(self) -> None:
        self.view.size = self.size

    # -- rows and pictures ------------------------------------------------------------------

    @param.depends("state.selection", "state.filters", watch=True)
    def _follow_selection(self) -> None:
        if self._spine is not None:
            self.run(
                occupied, self._spine, self.state.rows, then=self._show_occupied, key="occupied"
            )

    def _show_occupied(self, made: tuple[Spine, NDArray[np.float64] | None]) -> None:
        spine, shares = made
        if spine is self._spine:
            self.view.occupancy = None if shares is None else shares.round(3).ravel().tolist()

    @param.depends("pictures", "state.model", watch=True)
    def _show_pictures(self) -> None:
        spine, dataset = self._spine, self.table.dataset
        if spine is None:
            return
        rows = spine.topology.extrema[:SHOWN_PICTURES]
        model = self.state.model
        if self.pictures == "decoded" and model is not None and model.space in dataset.spaces:
            latents = np.nan_to_num(dataset.spaces[model.space][rows])
            self.decode(latents, then=partial(self._show_decoded, rows), space=model.space)
            return
        images = next(iter(dataset.images.values()), None)
        if self.pictures == "none" or images is None:
            self._send_pictures([])
            return
        segments = spine.topology.segments if self.pictures == "mean" else None
        self.run(row_pictures, images, rows, segments, then=self._send_pictures, key="pictures")

    def _show_decoded(self, rows: NDArray[np.int32], shown: DecodeResult) -> None:
        if shown.pixels is None:
            self._send_pictures([])
            return
        self._send_pictures(as_pictures(shown.pixels, rows))

    def _send_pictures(self, made: list[dict[str, Any]]) -> None:
        self.view.send(type="pictures", pictures=made)

    # -- what the browser says ----------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "level", "value": value, "live": bool(live)}:
                self._set_level(None if value is None else min(max(float(value), 0.0), 1.0), live)
            case {"type": "select", "row": int(row)} if self._is_extremum(row):
                self._select(row, message.get("mode"))
            case {"type": "focus", "row": int(row)} if 0 <= row < self.table.n:
                self.focus(row=row)
            case {"type": "clear"}:
                self.state.selection = self.state.selection.without(self.id)
            case {"type": "hover", "row": int(row)} if self._is_extremum(row):
                self.run(
                    radial_profile, self._topology, row, then=partial(self._show_card, row),
                    key="hover",
                )  # fmt: skip
            case {"type": "function", "name": str(name)}:
                self._choose(name)
            case {"type": "ready"}:
                self._show_pictures()

    def _is_extremum(self, row: int) -> bool:
        return self._topology is not None and row in self._topology.extrema

    def _set_level(self, value: float | None, live: bool) -> None:
        with param.parameterized.discard_events(self):
            self.level = value
        self._draw(live)
        if not live:
            self.param.trigger("level")

    def _select(self, row: int, mode: Mode | None) -> None:
        """Select the hill of an extremum; it follows the level as its column does."""
        assert self._topology is not None
        label = self._topology.label(row)
        self.select(OneOf(self.column, (label,)), gesture=f"segment {label}", mode=mode)
        self.focus(row=row)

    def _show_card(self, row: int, profile: dict[str, Any]) -> None:
        self.view.send(type="card", row=row, profile=profile)
