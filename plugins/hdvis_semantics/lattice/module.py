"""Latent Lattice as a module: which plane, how fine, and what a cell does."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis import Module
from hdvis.checkpoint import Checkpoint
from hdvis.models import DecodeResult, LatentModel
from hdvis.modules import ColumnName
from hdvis.render import film_file, number
from hdvis_semantics.films import frames_of
from hdvis_semantics.focus import focused_latent, model_space
from hdvis_semantics.lattice.planes import Plane, normal_plane, principal_plane, spanned, stepped
from hdvis_semantics.lattice.view import LatticeView
from hdvis_semantics.pictures import pictures

Array = NDArray[Any]


class LatentLattice(Module):
    """A grid of decoded latents on a plane; a click makes its latent the point in focus."""

    title = "Latent Lattice"
    needs = ("dataset", "model")

    plane = param.Selector(
        default="automatic",
        objects=["automatic", "principal components", "two columns", "two directions"],
        doc="Automatic takes the prior's quantiles in two dimensions, else principal components.",
    )
    x = ColumnName(kinds=("numeric",), doc="Latent column across, for a plane of two columns.")
    y = ColumnName(kinds=("numeric",), doc="Latent column upwards.")
    steps = param.Integer(9, bounds=(3, 25), doc="Pictures along each side.")
    extent = param.Number(2.5, bounds=(0.5, 10.0), doc="Standard deviations to each side.")
    through = param.Selector(
        default="mean", objects=["mean", "focus"], doc="The point the plane goes through."
    )
    rows = param.Boolean(False, label="show rows", doc="Mark where data rows lie on the plane.")

    def __panel__(self) -> Viewable:
        self._plane: Plane | None = None
        self._cells: list[Any] = []
        self.view = self.part(LatticeView, self._on_message)
        self._lay()
        return self.view

    @property
    def space(self) -> str:
        """The space whose vectors the model decodes."""
        return model_space(self.state)

    @param.depends(
        "state.model", "state.dataset", "plane", "x", "y", "steps", "extent", "through", watch=True
    )
    def _lay(self) -> None:
        self.run(*self._work(self.steps), then=self._decode_plane, key="plane")

    @param.depends("state.focus", watch=True)
    def _follow_focus(self) -> None:
        focus = self.state.focus
        if self.through == "focus" and focus is not None and not focus.is_free:
            self._lay()
        self._mark()

    @param.depends("state.directions", "state.pair", watch=True)
    def _follow_directions(self) -> None:
        if self.plane == "two directions":
            self._lay()

    def _work(self, steps: int) -> tuple[Any, ...]:
        dataset, space = self.dataset, self.space
        vectors, names = dataset.spaces[space], list(dataset.space_columns[space])
        centre = self._centre(vectors)
        if self.plane == "automatic" and vectors.shape[1] == 2 and self.through == "mean":
            return normal_plane, vectors, (names[0], names[1]), steps
        pair = self._pair(names)
        if pair is None:
            return principal_plane, vectors, centre, self.extent, steps
        first, second, called = pair
        made = stepped if self.plane == "two directions" else spanned
        return made, vectors, centre, first, second, called, self.extent, steps

    def _centre(self, vectors: Array) -> Array:
        latent = focused_latent(self.state, self.space)[0] if self.through == "focus" else None
        return np.nanmean(vectors[:20_000], axis=0) if latent is None else latent

    def _pair(self, names: list[str]) -> tuple[Array, Array, tuple[str, str]] | None:
        """Two vectors that span the plane and their names, or None for principal components."""
        if self.plane == "two columns" and len(names) > 1:
            x = self.x if self.x in names else names[0]
            y = self.y if self.y in names else names[1]
            units = np.eye(len(names))
            return units[names.index(x)], units[names.index(y)], (x, y)
        directions, chosen = self.state.directions, self.state.pair
        if self.plane != "two directions" or directions is None or directions.d != len(names):
            return None
        known = [n for n, ok in zip(directions.names, directions.defined, strict=True) if ok]
        wanted = chosen if chosen and set(chosen) <= set(known) else tuple(known[:2])
        if len(wanted) < 2 or wanted[0] == wanted[1]:
            return None
        first, second = (directions.displacement(name) for name in wanted)
        return first, second, (wanted[0], wanted[1])

    def _decode_plane(self, plane: Plane) -> None:
        self._plane = plane
        steps = len(plane.ticks)
        self._cells = [None] * steps**2
        self.caption = self._about(plane)
        self.view.param.update(
            steps=steps,
            across=plane.across,
            up=plane.up,
            ticks=[number(float(tick), 2) for tick in plane.ticks],
            dots=plane.rows.tolist() if self.rows else [],
        )
        flat = plane.latents.reshape(steps * steps, -1).astype(np.float32)
        self.decode(flat, then=partial(self._arrived, plane), key="cells")

    def _arrived(self, plane: Plane, shown: DecodeResult) -> None:
        if plane is not self._plane:
            return
        self.caption = shown.message or self._about(plane)
        made = pictures(shown)
        self._cells[shown.start : shown.start + len(made)] = made
        if None not in self._cells:
            self.view.cells = list(self._cells)
            self._mark()
        else:
            self.view.send(type="cells", start=shown.start, cells=made)

    def _about(self, plane: Plane) -> str:
        """What the axes are, and how many pictures there are."""
        steps = len(plane.ticks)
        return f"{plane.across} across, {plane.up} upwards · {steps} × {steps}"

    @param.depends("rows", watch=True)
    def _show_rows(self) -> None:
        if self._plane is not None:
            self.view.dots = self._plane.rows.tolist() if self.rows else []

    def _mark(self) -> None:
        """Ring the cell whose latent is in focus."""
        focus, plane = self.state.focus, self._plane
        picked = -1
        if plane is not None and focus is not None and focus.is_free and focus.space == self.space:
            flat = plane.latents.reshape(len(plane.ticks) ** 2, -1)
            hits = np.flatnonzero((flat == np.asarray(focus.point, np.float32)).all(axis=1))
            picked = int(hits[0]) if hits.size else -1
        self.view.picked = picked

    def _on_message(self, message: dict[str, Any]) -> None:
        plane = self._plane
        match message:
            case {"type": "pick", "index": int(index)} if plane is not None:
                steps = len(plane.ticks)
                if 0 <= index < steps * steps:
                    latent = plane.latents.reshape(steps * steps, -1)[index]
                    self.focus(point=latent.astype(np.float32), space=self.space)
            case {"type": "export"} if plane is not None:
                self.run(
                    _sheet, self.state.model, plane.latents, self.caption,
                    then=lambda made: self.view.send(type="download", name=made[0], data=made[1]),
                    key="export",
                )  # fmt: skip


def _sheet(
    model: LatentModel, latents: Array, name: str, checkpoint: Checkpoint
) -> tuple[str, bytes]:
    steps = len(latents)
    flat = latents.reshape(steps * steps, -1).astype(np.float32)
    images = frames_of(model, flat, checkpoint)
    height, width, channels = images.shape[1:]
    grid = images.reshape(steps, steps, height, width, channels).transpose(0, 2, 1, 3, 4)
    return film_file("png", grid.reshape(1, steps * height, steps * width, channels), name)
