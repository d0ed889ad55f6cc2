"""Handles and the edit they stand for: decoded while they move, with facts when they rest."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeAlias

import numpy as np
import param
from numpy.typing import NDArray

from hdvis import Module
from hdvis.analysis import Directions
from hdvis.models import DecodeResult, EncodeResult
from hdvis_semantics.focus import focused_latent, model_space
from hdvis_semantics.pictures import pictures
from hdvis_semantics.traversal.axes import (
    Axis,
    Fair,
    axes_of,
    control_of,
    layers_of,
    resting,
    stack_of,
)
from hdvis_semantics.traversal.facts import facts
from hdvis_semantics.traversal.rows import difference, row_of, said

Array = NDArray[Any]

Origin: TypeAlias = tuple[Array, Array, Array, str]
"""Where an edit starts, where it ends, what it adds (d,), and the name of the start."""
UNITS = {"std": "σ", "raw": "λ", "unit": "unit length", "boundary": "from the boundary"}


class Handles(Module):
    """The half of a traversal that edits; its view is a `TraversalView`, made by a subclass."""

    needs = ("dataset", "model")

    axes = param.Selector(
        default="directions", objects=["directions", "dimensions", "both"], doc="What has a handle."
    )
    scale = param.Selector(
        default="std", objects=["std", "raw", "unit", "boundary"], doc="What a strength of one is."
    )
    reach = param.Number(4.0, bounds=(0.5, 250.0), doc="The largest strength; 10 for raw.")
    controls = param.Integer(1, bounds=(0, 5), doc="Random controls.")
    layers = param.String("", doc='Layers to edit, such as "0-2, 5"; empty edits all.')

    def _begin(self) -> None:
        """Nothing is edited yet."""
        self._axes: dict[str, Axis] = {}
        self._strengths: dict[str, float] = {}
        self._seeds = 1
        self._live = False
        self._origin: Origin | None = None

    def _redraw(self) -> None:
        """Decode everything that is shown."""
        self._live = False
        self._edit()

    # -- what there is to drag ------------------------------------------------------------

    @property
    def space(self) -> str:
        """The space whose vectors the model decodes."""
        return model_space(self.state)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one latent."""
        return self.model.latent.shape

    @property
    def chosen_layers(self) -> tuple[int, ...] | None:
        """The layers that edits are for, those the model has; None for all."""
        if len(self.shape) < 2:
            return None
        named = layers_of(self.layers) or ()
        return tuple(layer for layer in named if layer < self.shape[0]) or None

    @property
    def fair(self) -> Fair:
        """How a control is made as large as the edit; raw ones as the direction in hand."""
        active = self._axes.get(self.view.active)
        own = active is not None and active.kind != "random"
        length = float(np.linalg.norm(active.vector)) if active is not None and own else 1.0
        return Fair(self.scale, self.chosen_layers, length)

    @param.depends(
        "state.directions", "state.model", "state.dataset", "axes", "controls", watch=True
    )
    def _find_axes(self) -> None:
        directions = self.state.directions
        fits = directions is not None and directions.space == self.space
        seeds = range(self._seeds, self._seeds + self.controls)
        self.run(
            axes_of, directions if fits else None, self.state.dataset, self.space, self.axes,
            list(seeds), then=self._show_axes, key="axes",
        )  # fmt: skip

    def _show_axes(self, axes: dict[str, Axis]) -> None:
        self._axes = axes
        self._strengths = {k: v for k, v in self._strengths.items() if k in axes}
        known = (self.state.direction, self.view.active, next(iter(axes), ""))
        active = next((name for name in known if name in axes), "")
        self.view.param.update(
            rows=self._rows(), strengths=dict(self._strengths), active=active, reach=self.reach,
        )  # fmt: skip
        self._redraw()

    def _rows(self) -> list[dict[str, Any]]:
        known = self.state.validations or {}
        return [row_of(axis, known.get(axis.name)) for axis in self._axes.values()]

    @param.depends("state.validations", watch=True)
    def _follow_validations(self) -> None:
        self.view.rows = self._rows()

    @param.depends("reach", "scale", watch=True)
    def _rescale(self) -> None:
        self._strengths = {}
        self.view.param.update(reach=self.reach, strengths={})
        self._redraw()

    @param.depends("state.focus", "layers", watch=True)
    def _follow_start(self) -> None:
        self._redraw()

    # -- the edit -------------------------------------------------------------------------

    def _start(self) -> tuple[Array, str]:
        """The latent that edits start from, (d,), and its name."""
        latent, name = focused_latent(self.state, self.space)
        if latent is not None:
            return latent, name
        middle = self.dataset.derived(
            ("traversal mean", self.space), partial(_mean, self.dataset.spaces[self.space])
        )
        return middle, "the mean"

    def _fits(self) -> bool:
        """Whether the axes belong to the model that is there; others are on their way."""
        size, width = int(np.prod(self.shape)), self.shape[-1]
        known = [np.size(axis.vector) for axis in self._axes.values()]
        return bool(known) and self._start()[0].size == size and set(known) <= {size, width}

    def _edit(self) -> None:
        if not self._fits():
            return
        (start, name), shape, fair = self._start(), self.shape, self.fair
        stack = stack_of(self._axes, self._strengths, self.scale, shape, fair.layers)
        edited = stack.apply(start.reshape(1, *shape)).reshape(-1)
        moved = edited - start
        controls = [axis for axis in self._axes.values() if axis.kind == "random"]
        random = [
            start + control_of(axis, moved, self._strengths.get(axis.name), fair, shape)
            for axis in controls
        ]
        self._origin = (start, edited, moved, name)
        labels = ["original", "edited", *(_control_names(controls))]
        resting_at = resting(self._axes, start, moved, fair)
        latents = np.stack([start, edited, *random]).astype(np.float32)
        show = partial(self._show_edit, self._origin, labels, resting_at)
        self.decode(latents, then=show, key="edit")

    def _show_edit(
        self, origin: Origin, labels: list[str], resting_at: dict[str, float], shown: DecodeResult
    ) -> None:
        model = self.state.model
        if model is None:
            return
        made = pictures(shown, labels)
        change = difference(shown)
        made += [change] if change else []
        told = {
            "pictures": made, "problem": shown.message, "resting": resting_at,
            "facts": said(shown, None, model.can_at_once("encode")),
        }  # fmt: skip
        if self._live:
            self.view.send(type="pictures", **told)
            return
        moved = len(self._edits())
        edits = f"{moved} edit{'s' if moved != 1 else ''}"
        took = f" · decoded in {shown.milliseconds:.0f} ms" if shown.good else ""
        self.caption = f"{origin[3]} · {edits} · scale {UNITS[self.scale]}{took}"
        self.view.param.update(**told)
        self.view.send(type="ack")
        self._ask_facts(origin, shown)

    def _ask_facts(self, origin: Origin, shown: DecodeResult) -> None:
        """Encode the original and the edit again, when the model can, and say what came back."""
        model, images = self.model, shown.pixels
        start, _, moved, _ = origin
        if not model.can_at_once("encode") or images is None or not np.any(moved) or not shown.good:
            return
        edited = {name for name, strength in self._strengths.items() if strength}

        def then(encoded: EncodeResult) -> None:
            if origin is self._origin and encoded.mean is not None:
                before, after = encoded.mean.reshape(2, -1)[:, : start.size]
                known = facts(before, after, moved, self._directions(), edited)
                self.view.facts = said(shown, known, True)

        self.encode(images[:2], then=then, key="facts")

    def _directions(self) -> Directions | None:
        directions = self.state.directions
        return directions if directions is not None and directions.space == self.space else None

    def _edits(self) -> list[str]:
        """The handles that edit, random controls left out."""
        edited = (name for name, v in self._strengths.items() if v or self.scale == "boundary")
        return [name for name in edited if self._axes[name].kind != "random"]

    # -- dragging -----------------------------------------------------------------------

    def _drag(self, name: str, strength: float, live: bool) -> None:
        if name not in self._axes:
            return
        self._strengths[name] = float(np.clip(strength, -self.reach, self.reach))
        if live:
            self._live = True
            self._edit()
        else:
            self._settle()

    def _settle(self) -> None:
        """The handles rest: those at 0 are no edits, except as distances from a hyperplane."""
        self._live = False
        if self.scale != "boundary":
            self._strengths = {k: v for k, v in self._strengths.items() if v}
        self.view.strengths = dict(self._strengths)
        self._edit()


def _control_names(controls: list[Axis]) -> list[str]:
    return ["random control"] if len(controls) == 1 else [axis.name for axis in controls]


def _mean(vectors: Array) -> Array:
    return np.asarray(np.nan_to_num(np.nanmean(vectors, axis=0)), np.float32)
