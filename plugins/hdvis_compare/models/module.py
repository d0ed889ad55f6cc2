"""Model Comparison as a module: which two models, which picture, which attribute."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis import Module
from hdvis.checkpoint import Checkpoint
from hdvis.data.images.image_set import Images
from hdvis.errors import HdvisError
from hdvis.models import ModelAdapter
from hdvis.modules.options import set_option
from hdvis.render import number, raw_rgba
from hdvis.render.palette import MODELS
from hdvis_compare.models.swap import Swap, label_direction, make_swap, swap_pictures
from hdvis_compare.models.view import SwapView
from hdvis_compare.runs import Run, runs_of

OWN = "the model on the table"
REACH, CATEGORIES = 5.0, 20
NAMES = {
    "E1-D1": "matched: encoder 1, decoder 1",
    "E2-D2": "matched: encoder 2, decoder 2",
    "E2-D1": "swapped: encoder 2, decoder 1",
    "E1-D2": "swapped: encoder 1, decoder 2",
    "E2→1-D1": "aligned swap: encoder 2, map, decoder 1",
    "E1→2-D2": "aligned swap: encoder 1, map, decoder 2",
    "mean": "the mean picture",
}


class ModelComparison(Module):
    """Two models' encoders and decoders swapped, raw and aligned, and edits under one strength."""

    title = "Model Comparison"

    first = param.String("", doc="The first model: a training and its stage; automatic is early.")
    second = param.String("", doc="The second model; automatic is the last stage.")
    attribute = param.String("", doc="The label whose direction edits; automatic is the first.")
    strength = param.Number(2.0, bounds=(-REACH, REACH), doc="In standard deviations.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._swap: Swap | None = None
        self._asked: tuple[str, str] | None = None

    def __panel__(self) -> Viewable:
        self.view = self.part(SwapView, self._hear, colors=list(MODELS), strength=self.strength)
        self._renew()
        return self.view

    @property
    def choices(self) -> dict[str, tuple[Run, int]]:
        """Every stage of every training, by name."""
        return {
            f"{name} · stage {stage}": (run, int(stage))
            for name, run in runs_of(self.state).items()
            for stage in run.stages
        }

    @property
    def attributes(self) -> list[str]:
        """Labels that a direction can be fitted to: numbers, and each category against the rest."""
        out = []
        for name, column in self.table.dataset.labels.items():
            if column.kind == "numeric":
                out.append(name)
            elif column.kind == "category":
                out += [f"{name} = {text}" for text in column.categories[:CATEGORIES]]
        return out

    @param.depends("state.dataset", "state.model", "first", "second", watch=True)
    def _renew(self) -> None:
        """Compare the two models that are chosen."""
        choices, names = self.choices, list(self.choices)
        self.view.param.update(choices=names, labels=self.attributes)
        images = next(iter(self.table.dataset.images.values()), None)
        if len(names) < 2 or images is None:
            self._swap = self._asked = None
            what = "a training with stages" if len(names) < 2 else "rows with pictures"
            self.view.param.update(
                note=f"Two models are compared on the same pictures: this needs {what}. Open a "
                "run folder of hdvis train, or give several with put('runs', {name: folder}).",
                errors=[], working=False,
            )  # fmt: skip
            return
        chosen = (
            self.first if self.first in choices else names[len(names) // 3],
            self.second if self.second in choices else names[-1],
        )
        self._tell_settings(chosen)
        if chosen == self._asked:
            return
        self._asked = chosen
        self.view.working = True
        (run1, stage1), (run2, stage2) = choices[chosen[0]], choices[chosen[1]]
        self.run(
            _compared, (run1, stage1), (run2, stage2), images, self.table.n,
            then=partial(self._take, chosen), key="swap",
        )  # fmt: skip

    def _tell_settings(self, chosen: tuple[str, str]) -> None:
        known = self.attributes
        attribute = self.attribute if self.attribute in known else (known[0] if known else "")
        self.view.settings = {"first": chosen[0], "second": chosen[1], "attribute": attribute}

    def _take(self, chosen: tuple[str, str], made: Swap | str) -> None:
        if chosen != self._asked:
            return
        self.view.working = False
        if isinstance(made, str):
            self._swap, self.view.note = None, made
            return
        self._swap = made
        mean = made.errors["mean"]
        self.view.errors = [
            [NAMES[name], number(error, 3), f"{number(error / mean, 2)} ×"] if error == error
            else [NAMES[name], "–", "widths differ"]
            for name, error in made.errors.items()
        ]  # fmt: skip
        self.view.note = (
            f"The affine maps explain R² {made.forward.r2:.2f} of space 2 and {made.back.r2:.2f} "
            f"of space 1 on {made.forward.rows:,} rows they were not fitted on, on which the "
            "errors are measured."
        )
        self.caption = f"{chosen[0]} / {chosen[1]}"
        self._draw()

    # -- one picture --------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The row whose picture is shown: the one in focus, or the first."""
        focus = self.state.focus
        row = None if focus is None else focus.row
        return row if row is not None and 0 <= row < self.table.n else 0

    @param.depends("state.focus", "attribute", "strength", watch=True)
    def _draw(self) -> None:
        swap = self._swap
        images = next(iter(self.table.dataset.images.values()), None)
        if swap is None or images is None or self._asked is None:
            return
        self._tell_settings(self._asked)
        label = self._label(self.view.settings["attribute"])
        self.run(
            _pictures, swap, images, self.row, label, self.strength, then=self._hang, key="draw"
        )

    def _label(self, name: str) -> NDArray[np.float64] | None:
        labels = self.table.dataset.labels
        if name in labels:
            return np.asarray(labels[name].values, np.float64)
        for label, column in labels.items():
            text = name.removeprefix(f"{label} = ")
            if text != name and text in column.categories:
                codes = np.asarray(column.values)
                here = (codes == column.categories.index(text)).astype(np.float64)
                return np.where(codes < 0, np.nan, here)
        return None

    def _hang(self, pictures: list[dict[str, Any]]) -> None:
        self.view.send(type="pictures", pictures=pictures)

    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "set", "name": "first" | "second" | "attribute" as name,
                  "value": str(value)}:  # fmt: skip
                set_option(self, name, value)
            case {"type": "strength", "value": int() | float() as value}:
                self.strength = min(max(float(value), -REACH), REACH)
            case {"type": "ready"}:
                self._draw()


def _compared(
    one: tuple[Run, int],
    other: tuple[Run, int],
    images: Images,
    n: int,
    checkpoint: Checkpoint,
) -> Swap | str:
    def pictures(rows: list[int]) -> NDArray[np.uint8]:
        return np.stack([np.asarray(image) for image in images.get(rows)])

    try:
        models = (_adapter(*one), _adapter(*other))
        return make_swap(models, pictures, n, checkpoint)
    except (HdvisError, OSError) as error:
        return f"{one[0].title}, stage {one[1]}, and {other[0].title}, stage {other[1]}: {error}"


def _adapter(run: Run, stage: int) -> ModelAdapter:
    return run.series().adapter(stage)


def _pictures(
    swap: Swap,
    images: Images,
    row: int,
    label: NDArray[np.float64] | None,
    strength: float,
) -> list[dict[str, Any]]:
    image = np.asarray(images.get([row])[0])
    directions = None
    if label is not None:
        known = label[swap.rows]
        directions = (label_direction(swap.first, known), label_direction(swap.second, known))
    made = [("original", image), *swap_pictures(swap, image, directions, strength)]
    return [_sent(name, picture) for name, picture in made]


def _sent(name: str, picture: NDArray[np.uint8] | None) -> dict[str, Any]:
    if picture is None:
        return {"name": name, "data": b"", "width": 8, "height": 8}
    height, width = picture.shape[:2]
    return {"name": name, "data": raw_rgba(picture), "width": width, "height": height}
