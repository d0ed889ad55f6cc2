"""Semantic Traversal as a module: the edit, the strips, and what the browser asks for."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis.errors import DataError
from hdvis.models import DecodeResult
from hdvis.render import typeset
from hdvis_semantics.films import film_of
from hdvis_semantics.pictures import pictures
from hdvis_semantics.traversal.axes import Axis
from hdvis_semantics.traversal.edits import Handles
from hdvis_semantics.traversal.ratings import VERDICTS, Ratings, Strip
from hdvis_semantics.traversal.strips import Film, along, along_path, between
from hdvis_semantics.traversal.view import TraversalView

Array = NDArray[Any]

FRAMES = 33
SHORT = 7
"""Pictures in the strip of a row."""


class SemanticTraversal(Handles):
    """One handle per direction; dragging decodes the edit beside an equally large random one."""

    title = "Semantic Traversal"

    strips = param.Boolean(
        False, label="strip in every row", doc="Show what each direction does beside its handle."
    )
    steps = param.Integer(9, bounds=(3, 41), doc="Pictures in the strip.")

    def __panel__(self) -> Viewable:
        self._begin()
        self._pinned: tuple[Array, str] | None = None
        self._film_shown = Film(np.zeros((0, 0)), [], "")
        self._ratings = Ratings()
        self._looked: list[str] = []
        self.view = self.part(
            TraversalView, self._on_message, verdicts=list(VERDICTS), strips=self.strips
        )
        self._find_axes()
        return self.view

    def _redraw(self) -> None:
        super()._redraw()
        if self._pinned is not None and self._pinned[0].size != self._start()[0].size:
            self._pinned = None
        self._draw_strip()
        self._draw_rows()

    # -- strips ---------------------------------------------------------------------------

    @param.depends("steps", "state.path", watch=True)
    def _draw_strip(self) -> None:
        film = self._film(self.steps)
        self.view.film = "" if film is None else film.title
        if film is None:
            self.view.strip = {}
        else:
            self.decode(film.latents, then=partial(self._show_strip, film), key="strip")

    def _film(self, steps: int) -> Film | None:
        """What the strip shows: the drawn path, the way from the pinned row, or one direction."""
        start, name = self._start()
        path = self.state.path
        if path is not None and {path.x, path.y} <= set(self.table.names):
            latents = along_path(path, self.table, self.space, steps)
            return Film(latents, [""] * len(latents), f"along the path over {path.x} and {path.y}")
        if self._pinned is not None and not np.array_equal(self._pinned[0], start):
            latents = between(self._pinned[0], start, steps)
            return Film(latents, [""] * steps, f"from {self._pinned[1]} to {name}")
        axis = self._axes.get(self.view.active) if self._fits() else None
        return None if axis is None else self._along(axis, steps)

    def _along(self, axis: Axis, steps: int) -> Film:
        start, name = self._start()
        latents, strengths = along(
            start.reshape(self.shape), axis, self.scale, self.reach, steps, self.chosen_layers
        )
        labels = [typeset(f"{value:.1f}") for value in strengths]
        return Film(latents, labels, f"{axis.name}, from {name}", Strip(
            axis.name, name, self.scale, self.reach, self.layers
        ))  # fmt: skip

    def _show_strip(self, film: Film, shown: DecodeResult) -> None:
        self._film_shown = film
        self.view.strip = {"title": film.title, "pictures": pictures(shown, film.labels)}
        self._show_ratings()

    def _show_ratings(self) -> None:
        subject = self._film_shown.subject
        self.view.rating = {
            "counts": self._ratings.counts(subject.axis) if subject else [],
            "given": self._ratings.verdicts.get(subject, -1) if subject else -1,
            "total": self._ratings.text(),
            "pinned": self._pinned[1] if self._pinned else "",
        }

    @param.depends("strips", watch=True)
    def _draw_rows(self) -> None:
        """Decode the short strips of the rows in view, where rows have one."""
        self.view.strips = self.strips
        for name in self._looked if self.strips and self._fits() else []:
            if name in self._axes:
                film = self._along(self._axes[name], SHORT)
                self.decode(film.latents, then=partial(self._show_row, name), key=f"row/{name}")

    def _show_row(self, name: str, shown: DecodeResult) -> None:
        self.view.send(type="row", name=name, pictures=pictures(shown))

    @param.depends("state.direction", watch=True)
    def _follow_direction(self) -> None:
        if self.state.direction in self._axes and self.state.direction != self.view.active:
            self.view.active = self.state.direction
            self._draw_strip()

    # -- what the browser says ------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "edit", "name": str(name), "strength": float() | int() as strength}:
                self._drag(name, float(strength), bool(message.get("live")))
            case {"type": "rest", "name": str(name)}:
                self._strengths.pop(name, None)
                self._settle()
            case {"type": "active", "name": str(name)} if name in self._axes:
                self._activate(name)
            case {"type": "look", "names": list(names)}:
                self._looked = [name for name in names[:60] if name in self._axes]
                self._draw_rows()
            case {"type": "rate", "verdict": int(verdict)} if 0 <= verdict < len(VERDICTS):
                if self._film_shown.subject is not None:
                    self._ratings = self._ratings.rated(self._film_shown.subject, verdict)
                    self._show_ratings()
            case {"type": "ratings"}:
                self.view.send(type="download", name="ratings.csv", data=self._ratings.csv())
            case {"type": "export", "form": "png" | "gif" | "mp4" as form}:
                self._export(form)
            case {"type": "retry"}:
                self.model.retry()
                self._redraw()
            case {"type": str(what)}:
                self._command(what)

    def _command(self, what: str) -> None:
        """Carry out a button that needs no more than its name."""
        match what:
            case "reset":
                self._strengths, self._pinned = {}, None
                self.state.path = None
                self._settle()
                self._draw_strip()
            case "random":
                self._seeds += max(1, self.controls)
                self._strengths = {
                    k: v for k, v in self._strengths.items() if self._axes[k].kind != "random"
                }
                self._find_axes()
            case "take" if self._origin is not None:
                edited = self._origin[1].astype(np.float32)
                self._strengths, self.view.strengths = {}, {}
                self.focus(point=edited, space=self.space)
            case "another":
                self.focus(row=int(np.random.default_rng().integers(self.dataset.n)))
            case "pin":
                self._pinned = None if self._pinned else self._start()
                self._draw_strip()

    def _activate(self, name: str) -> None:
        self.view.active = name
        self.state.path = None
        if self._axes[name].kind == "direction":
            self.state.direction = name
        self._draw_strip()

    def _export(self, form: str) -> None:
        film = self._film(self.steps if form == "png" else FRAMES)
        if film is not None:
            self.run(
                film_of, self.state.model, film.latents, form, film.title,
                then=self._send_film, key="export",
            )  # fmt: skip

    def _send_film(self, made: tuple[str, bytes] | DataError) -> None:
        """Give the film away, or say above the handles why there is none."""
        if isinstance(made, DataError):
            self.view.problem = str(made)
        else:
            self.view.send(type="download", name=made[0], data=made[1])
