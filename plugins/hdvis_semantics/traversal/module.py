"""Semantic Traversal as a module: handles in, edits decoded, pictures and facts out."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import param

from hdvis import Module
from hdvis.components import TraversalView
from hdvis.models import Shown
from hdvis_semantics.films import film_file
from hdvis_semantics.focused import focused_latent
from hdvis_semantics.pictures import pictures
from hdvis_semantics.traversal.axes import Axis, axes_of, control_of, stack_of
from hdvis_semantics.traversal.facts import Facts, facts
from hdvis_semantics.traversal.strips import along, along_path, between

VERDICTS = ("strong", "little effect", "incoherent")
"""How a strip can be rated, as the interpretability comparison of the seeds does."""
FRAMES = 33
UNITS = {"std": "σ", "raw": "λ", "unit": "", "boundary": "from the boundary"}


class SemanticTraversal(Module):
    """One handle per direction; dragging decodes the edit beside an equally large random one."""

    title = "Semantic Traversal"
    needs = ("dataset", "model")

    axes = param.Selector(
        default="directions", objects=["directions", "dimensions", "both"], doc="What has a handle."
    )
    scale = param.Selector(
        default="std", objects=["std", "raw", "unit", "boundary"], doc="What a strength of one is."
    )
    reach = param.Number(4.0, bounds=(0.5, 250.0), doc="The largest strength; 10 for raw.")
    steps = param.Integer(9, bounds=(3, 41), doc="Pictures in the strip.")
    controls = param.Integer(1, bounds=(0, 5), doc="Random controls.")
    layers = param.String("", doc='Layers to edit, such as "0-2, 5"; empty edits all.')

    def __panel__(self) -> Any:
        self._axes: dict[str, Axis] = {}
        self._strengths: dict[str, float] = {}
        self._seeds = 1
        self._live = False
        self._origin: Any = None
        self._pinned: tuple[Any, str] | None = None
        self._strip: Any = None
        self._tally: dict[str, list[int]] = {}
        self._facts: Facts | None = None
        self.view = self.part(TraversalView, self._hear, verdicts=list(VERDICTS))
        self._find_axes()
        return self.view

    # -- what there is to drag ------------------------------------------------------------

    @property
    def space(self) -> str:
        """The space whose vectors the model decodes."""
        space = self.state.model.space
        return space if space in self.state.dataset.spaces else self.state.dataset.primary

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
        active = self.view.active
        if active not in axes:
            chosen = self.state.direction
            active = chosen if chosen in axes else next(iter(axes), "")
        self.view.param.update(
            rows=self._rows(), strengths=dict(self._strengths), active=active, reach=self.reach
        )
        self._edit()
        self._draw_strip()

    def _rows(self) -> list[dict[str, Any]]:
        known = self.state.validations or {}
        return [_row(axis, known.get(axis.name)) for axis in self._axes.values()]

    @param.depends("state.validations", watch=True)
    def _follow_validations(self) -> None:
        self.view.rows = self._rows()

    @param.depends("reach", "scale", watch=True)
    def _rescale(self) -> None:
        self._strengths = {}
        self.view.param.update(reach=self.reach, strengths={}, unit=UNITS[self.scale])
        self._edit()
        self._draw_strip()

    # -- the edit -------------------------------------------------------------------------

    @param.depends("state.focus", watch=True)
    def _follow_focus(self) -> None:
        self._edit()
        self._draw_strip()

    @param.depends("layers", watch=True)
    def _follow_layers(self) -> None:
        self._edit()
        self._draw_strip()

    def _start(self) -> tuple[Any, str]:
        """The latent that edits start from, (d,), and its name."""
        latent, name = focused_latent(self.state, self.space)
        if latent is not None:
            return latent, name
        middle = self.state.dataset.derived(
            ("traversal mean", self.space), partial(_mean, self.state.dataset.spaces[self.space])
        )
        return middle, "the mean"

    def _edit(self) -> None:
        if not self._axes:
            return
        start, name = self._start()
        shape = self.state.model.latent.shape
        stack = stack_of(self._axes, self._strengths, self.scale, shape, layers_of(self.layers))
        origin = start.reshape(1, *shape)
        edited = stack.apply(origin).reshape(-1)
        moved = edited - start
        latents = [start, edited]
        control = next((axis for axis in self._axes.values() if axis.kind == "random"), None)
        if control is not None:
            own = self._strengths.get(control.name)
            latents.append(start + control_of(control, moved, own, self.scale))
        self._origin = (start, edited, moved, name)
        self.decode(np.stack(latents).astype(np.float32), self._show_edit, key="edit")

    def _show_edit(self, shown: Shown) -> None:
        if self._origin is None:
            return
        name = self._origin[3]
        made = pictures(shown, ["original", "edited", "random control"])
        difference = _difference(shown)
        if difference is not None:
            made.append(difference)
        said = self._said(shown)
        moved = sum(1 for strength in self._strengths.values() if strength)
        edits = f"{moved} edit{'s' if moved != 1 else ''}"
        self.caption = f"{name} · {edits} · decoded in {shown.milliseconds:.0f} ms"
        if self._live:
            self.view.send(type="pictures", pictures=made, facts=said)
            return
        self.view.param.update(pictures=made, facts=said, problem=shown.message)
        self.view.send(type="ack")
        self._ask_facts(shown)

    def _said(self, shown: Shown) -> list[list[Any]]:
        found = []
        if shown.percentile.size > 1 and np.isfinite(shown.percentile[1]):
            share = float(shown.percentile[1])
            found.append(["off the data", f"{share:.0f}th percentile", share > 99])
        known = self._facts
        if known is not None and np.isfinite(known.kept):
            found.append(["re-encodes to", f"{known.kept:.2f} of the edit", known.kept < 0.5])
            if known.leak:
                leaked = f"{known.leaked:+.2f}".replace("-", "−")
                found.append(["leaks into", f"{known.leak} {leaked} σ", abs(known.leaked) > 1])
        return found

    def _ask_facts(self, shown: Shown) -> None:
        """Encode the original and the edit again, when the model can, and say what came back."""
        self._facts = None
        model, (start, _, moved, _) = self.state.model, self._origin
        images = shown.pixels
        if model.why_not("encode") or images is None or not np.any(moved) or not shown.good:
            return
        edited = {name for name, strength in self._strengths.items() if strength}

        def then(posterior: Any) -> None:
            before, after = np.asarray(posterior.mean).reshape(2, -1)[:, : start.size]
            self._facts = facts(before, after, moved, self._directions(), edited)
            self.view.facts = self._said(shown)

        model.encode(
            images[:2], self.guard(then), key=f"{self.id}/facts", session=self.jobs.name,
            deliver=self.jobs.deliver,
        )  # fmt: skip

    def _directions(self) -> Any:
        directions = self.state.directions
        return directions if directions is not None and directions.space == self.space else None

    # -- the strip ------------------------------------------------------------------------

    @param.depends("steps", "state.path", watch=True)
    def _draw_strip(self) -> None:
        found = self._strip_latents(self.steps)
        if found is None:
            self.view.strip = {}
            return
        latents, labels, title = found
        self.decode(latents, partial(self._show_strip, labels, title), key="strip")

    def _strip_latents(self, steps: int) -> tuple[Any, list[str], str] | None:
        start, name = self._start()
        path = self.state.path
        if path is not None and {path.x, path.y} <= set(self.table.names):
            latents = along_path(path, self.table, self.space, steps)
            return latents, [""] * len(latents), f"along the path over {path.x} and {path.y}"
        if self._pinned is not None and not np.array_equal(self._pinned[0], start):
            latents = between(self._pinned[0], start, steps)
            return latents, [""] * steps, f"from {self._pinned[1]} to {name}"
        axis = self._axes.get(self.view.active)
        if axis is None:
            return None
        shape = self.state.model.latent.shape
        latents, strengths = along(
            start.reshape(shape), axis, self.scale, self.reach, steps, layers_of(self.layers)
        )
        labels = [f"{value:.1f}".replace("-", "−") for value in strengths]
        return latents, labels, f"{axis.name}, from {name}"

    def _show_strip(self, labels: list[str], title: str, shown: Shown) -> None:
        self.view.strip = {
            "title": title,
            "pictures": pictures(shown, labels),
            "tally": self._tally.get(self.view.active, []),
            "pinned": self._pinned[1] if self._pinned else "",
        }

    # -- what the browser says ------------------------------------------------------------

    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "edit", "name": str(name), "strength": float() | int() as strength}:
                self._drag(name, float(strength), bool(message.get("live")))
            case {"type": "active", "name": str(name)} if name in self._axes:
                self.view.active = name
                self.state.path = None
                if self._axes[name].kind == "direction":
                    self.state.direction = name
                self._draw_strip()
            case {"type": "reset"}:
                self._strengths, self._pinned = {}, None
                self.view.strengths = {}
                self.state.path = None
                self._edit()
            case {"type": "random"}:
                self._seeds += max(1, self.controls)
                self._find_axes()
            case {"type": "take"} if self._origin is not None:
                _, edited, _, _ = self._origin
                self._strengths, self.view.strengths = {}, {}
                self.focus(point=edited.astype(np.float32), space=self.space)
            case {"type": "pin"}:
                self._pinned = None if self._pinned else self._start()
                self._draw_strip()
            case {"type": "rate", "verdict": int(verdict)} if 0 <= verdict < len(VERDICTS):
                tally = self._tally.setdefault(self.view.active, [0] * len(VERDICTS))
                tally[verdict] += 1
                self.view.strip = {**self.view.strip, "tally": list(tally)}
            case {"type": "export", "form": "png" | "gif" | "mp4" as form}:
                self._export(form)

    def _drag(self, name: str, strength: float, live: bool) -> None:
        if name not in self._axes:
            return
        self._live = live
        self._strengths[name] = float(np.clip(strength, -self.reach, self.reach))
        if not live:
            self._strengths = {k: v for k, v in self._strengths.items() if v}
            self.view.strengths = dict(self._strengths)
        self._edit()

    def _export(self, form: str) -> None:
        found = self._strip_latents(self.steps if form == "png" else FRAMES)
        if found is not None:
            latents, _, title = found
            self.run(
                _film, self.state.model, latents, form, title,
                then=lambda made: self.view.send(type="download", name=made[0], data=made[1]),
                key="export",
            )  # fmt: skip


def _row(axis: Axis, validation: Any) -> dict[str, Any]:
    row = {"name": axis.name, "kind": axis.kind, "metric": "", "weak": False}
    if axis.kind == "random":
        return row | {"metric": "control"}
    if validation is not None and np.isfinite(validation.scores.auc):
        area = validation.scores.auc
        text = f"AUC {area:.2f}".replace("0.", ".")
        return row | {"metric": text, "weak": not validation.meaningful, "order": area}
    return row


def layers_of(text: str) -> tuple[int, ...] | None:
    """Layer numbers from "0-2, 5"; None when the text is empty or names none."""
    found: list[int] = []
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first.isdecimal() and (not last or last.isdecimal()):
            found += range(int(first), int(last or first) + 1)
    return tuple(dict.fromkeys(found[:64])) or None


def _mean(vectors: Any) -> Any:
    return np.nan_to_num(np.nanmean(vectors, axis=0)).astype(np.float32)


def _difference(shown: Shown) -> dict[str, Any] | None:
    """The edit less the original, grey where nothing changed."""
    if shown.pixels is None or len(shown.pixels) < 2:
        return None
    before, after = shown.pixels[0].astype(np.int16), shown.pixels[1].astype(np.int16)
    change = (128 + (after - before) // 2).clip(0, 255).astype(np.uint8)
    from hdvis.render import raw_rgba

    height, width = change.shape[:2]
    return {
        "data": raw_rgba(change), "width": width, "height": height, "label": "difference",
        "greyed": bool(shown.greyed[:2].any()),
    }  # fmt: skip


def _film(model: Any, latents: Any, form: str, title: str, checkpoint: Any) -> tuple[str, bytes]:
    from hdvis_semantics.pictures import drawn

    frames = model.render(latents, checkpoint)
    return film_file(form, frames if frames.dtype == np.uint8 else np.stack(drawn(frames)), title)
