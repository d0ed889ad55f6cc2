"""The Image panel as a module: focus, wall, mean and standard deviation."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.data import Images
from hdvis.models import DecodeResult
from hdvis.modules import ImagesName
from hdvis.render import raw_rgba, sheet
from hdvis.state import RowSets
from hdvis_views.image.moments import moments
from hdvis_views.image.view import ImageWall
from hdvis_views.row_indices import row_indices
from hdvis_views.tooltip import LARGEST, row_values

Rows = npt.NDArray[np.integer[Any]]

NONE = "this data set has no images\nvis.data.set_images(images) or --images adds one a row"


class ImagePanel(Module):
    """The focused image with its values above the images of the selection."""

    title = "Image"

    stack = ImagesName(label="images", doc="Which images, when rows have several.")
    tile = param.Integer(48, bounds=(24, 128), doc="Size of a thumbnail in pixels.")
    order = param.Selector(default="row", objects=["row", "random"], doc="Order of the wall.")
    spread = param.Boolean(
        True, label="mean and spread", doc="Mean and deviation of the selection."
    )
    values = param.Integer(8, bounds=(0, 40), doc="How many values to show beside the image.")

    def __panel__(self) -> Viewable:
        self._rows: Rows = np.zeros(0, np.int64)
        self._moments: list[dict[str, Any]] = []
        self.wall = self.part(ImageWall, self._on_message, tile=self.tile)
        self._refill()
        self._look()
        return self.wall

    @property
    def images(self) -> Images | None:
        """The images shown, or None when the data set has none."""
        known = self.table.dataset.images
        return known[self.stack] if self.stack in known else next(iter(known.values()), None)

    # -- the wall -------------------------------------------------------------------------

    @param.depends("state.selection", watch=True)
    def _follow_selection(self) -> None:
        if not self.state.selection.live:
            self._refill()
        else:
            self._ask_rows(live=True)

    @param.depends("state.dataset", "state.filters", "order", "stack", watch=True)
    def _refill(self) -> None:
        self._ask_rows(live=False)

    def _ask_rows(self, live: bool) -> None:
        if self.images is None:
            self.cancel("rows")
            self._show_rows(np.zeros(0, np.int64))
            self._show_moments([])
            return
        self.run(
            _wall_rows,
            self.state.rows,
            self.order,
            then=self._live_rows if live else self._new_rows,
            key="rows",
        )

    def _live_rows(self, rows: Rows) -> None:
        self._show_rows(rows)

    def _new_rows(self, rows: Rows) -> None:
        self._show_rows(rows)
        images = self.images
        is_even = images is not None and images.shape is not None
        if self.spread and self.state.selection and rows.size > 1 and is_even:
            self.run(moments, images, rows, then=self._show_moments, key="mean")
        else:
            self._show_moments([])

    def _show_rows(self, rows: Rows) -> None:
        self._rows = rows
        none = self.images is None
        selected = bool(self.state.selection)
        said = f"{rows.size:,} in the selection" if selected else f"all {rows.size:,}"
        self.caption = "no images" if none else said
        self.wall.param.update(
            count=int(rows.size),
            stamp=self.wall.stamp + 1,
            picked=self._place(),
            empty=NONE if none else "no row is selected and shown",
        )

    def _show_moments(self, pictures: list[dict[str, Any]]) -> None:
        self._moments = pictures
        self._look()

    @param.depends("tile", watch=True)
    def _resize(self) -> None:
        self.wall.tile = self.tile

    # -- the focus ------------------------------------------------------------------------

    @param.depends("state.focus", "state.columns", "values", "spread", watch=True)
    def _look(self) -> None:
        focus, model = self.state.focus, self.state.model
        row = None if focus is None else focus.row
        values = [] if row is None else row_values(self.state, row, [], self.values + 1)
        self.wall.param.update(values=values, picked=self._place())
        if focus is not None and focus.is_free and model is not None:
            if model.space == focus.space:
                self.decode(np.asarray(focus.point, np.float32)[None], then=self._show_point)
        else:
            self._show_large([])

    def _show_point(self, shown: DecodeResult) -> None:
        """The free point in focus as the model decodes it."""
        focus = self.state.focus
        if shown.pixels is not None and focus is not None and focus.is_free:
            picture = _picture(shown.pixels[0])
            self._show_large([{**picture, "label": "decoded", "focus": True}])

    def _show_large(self, decoded: list[dict[str, Any]]) -> None:
        focus, images = self.state.focus, self.images
        pictures = []
        if focus is not None and focus.row is not None and images is not None:
            picture = _picture(images.one(focus.row, LARGEST))
            pictures.append({**picture, "label": "", "focus": not decoded})
        self.wall.large = pictures + decoded + self._moments

    def _place(self) -> int:
        focus = self.state.focus
        if focus is None or focus.row is None:
            return -1
        found = np.flatnonzero(self._rows == focus.row)
        return int(found[0]) if found.size else -1

    # -- what the browser says ------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "sheet", "first": int(first), "count": int(count), "tile": int(tile)}:
                rows = self._rows[first : first + min(count, 5000)]
                if message.get("stamp") == self.wall.stamp and rows.size:
                    self.run(
                        _sheet, self.images, rows, min(tile, 256), first, self.wall.stamp,
                        then=lambda made: self.wall.send(type="sheet", **made),
                        key=f"sheet {first}",
                    )  # fmt: skip
            case {"type": "pick", "index": int(index)} if 0 <= index < self._rows.size:
                self.focus(row=int(self._rows[index]))
            case {"type": "step", "by": int(by)} if self._rows.size:
                place = max(0, self._place()) + by if self._place() >= 0 else 0
                self.focus(row=int(self._rows[min(max(place, 0), self._rows.size - 1)]))


def _wall_rows(sets: RowSets, order: str) -> Rows:
    rows = row_indices(sets.in_hand, sets.table.dataset)
    return np.random.default_rng(0).permutation(rows) if order == "random" else rows


def _sheet(images: Images, rows: Rows, tile: int, first: int, stamp: int) -> dict[str, Any]:
    made = sheet(images.tiles(rows, tile), tile, 24)
    return {
        "data": made.data, "mime": made.mime, "tile": made.tile, "columns": made.columns,
        "first": first, "stamp": stamp,
    }  # fmt: skip


def _picture(image: npt.NDArray[np.uint8]) -> dict[str, Any]:
    return {"data": raw_rgba(image), "width": image.shape[1], "height": image.shape[0]}
