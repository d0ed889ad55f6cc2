"""Activity as a module: which training, which curves, and a unit that is clicked."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis.activity import THRESHOLDS
from hdvis.modules.options import set_option
from hdvis.state import Color
from hdvis_compare.activity.view import ActivityView
from hdvis_compare.activity.work import Stages, stages_of
from hdvis_compare.runs import runs_of

ALL = "all trainings"
COUNTS = "active units"
FAINT = 1e-3


class Activity(Module):
    """Variance of each unit's posterior means over the stages, active units, and the losses."""

    title = "Activity"

    training = param.String("", doc="The training of the heat map; automatic is the first.")
    curves = param.String(COUNTS, doc="What is drawn below: active units, KL, or a loss.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._stages: dict[str, Stages] = {}

    def __panel__(self) -> Viewable:
        self.view = self.part(ActivityView, self._hear)
        self._renew()
        return self.view

    @param.depends("state.dataset", "state.model", watch=True)
    def _renew(self) -> None:
        runs = runs_of(self.state)
        self._stages = {}
        self.view.param.update(heat=None, curves=[])
        if not runs:
            self.view.note = "Shows the stages of a training: open a run folder of hdvis train."
            return
        self.view.note = ""
        for name, run in runs.items():
            self.run(stages_of, run, then=partial(self._take, name), key=f"stages {name}")

    def _take(self, name: str, made: Stages | str) -> None:
        if isinstance(made, str):
            self.view.note = f"{name}: {made}"
            return
        self._stages[name] = made
        self._draw()

    @property
    def shown(self) -> Stages | None:
        """The training of the heat map."""
        found = self._stages.get(self.training)
        return found or next(iter(self._stages.values()), None)

    @param.depends("training", "curves", watch=True)
    def _draw(self) -> None:
        stages = self.shown
        if stages is None:
            return
        order = stages.order
        shades = np.log10(np.maximum(stages.variance[:, order], FAINT)).T
        self.view.param.update(
            heat={
                "stages": stages.stages, "units": order.tolist(),
                "shades": shades.round(4).tolist(), "low": float(np.log10(FAINT)), "high": 0.3,
            },
            choices={
                "training": list(self._stages),
                "curves": [COUNTS, "KL of all units", *stages.losses],
            },
            settings={"training": stages.title, "curves": self.curves},
            curves=self._curves(),
        )  # fmt: skip
        alive = stages.counts(THRESHOLDS[0])[-1]
        strict = stages.counts(THRESHOLDS[1])[-1]
        units = stages.variance.shape[1]
        self.caption = (
            f"{alive} of {units} units above {THRESHOLDS[0]:g}, {strict} above {THRESHOLDS[1]:g}"
        )
        if not alive:
            self.view.note = "Every unit has collapsed: the latents do not tell rows apart."

    def _curves(self) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        for name, stages in self._stages.items():
            if self.curves == COUNTS:
                out += [
                    {"name": f"{name} > {epsilon:g}", "values": stages.counts(epsilon)}
                    for epsilon in THRESHOLDS
                ]
            elif self.curves == "KL of all units":
                totals = stages.kl.sum(axis=1)
                values = [float(v) if np.isfinite(v) else None for v in totals]
                out.append({"name": name, "values": values})
            elif self.curves in stages.losses:
                out.append({"name": name, "values": stages.losses[self.curves]})
        return out

    def _hear(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "set", "name": "training" | "curves" as name, "value": str(value)}:
                set_option(self, name, value)
            case {"type": "unit", "unit": int(unit)}:
                names = self.table.dataset.vector_names
                if 0 <= unit < len(names):
                    self.state.color = Color(names[unit])
