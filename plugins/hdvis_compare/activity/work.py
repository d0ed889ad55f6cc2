"""Activity of every unit and the losses, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.activity import unit_kl, unit_variance
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError
from hdvis_compare.runs import Run


@dataclass(frozen=True, eq=False)
class Stages:
    """A training by stage: numbers (s,), variance of the posterior means and KL to the prior of
    each unit (s, d), KL NaN where a model has no variances, and losses by name (s,)."""

    title: str
    stages: list[int]
    variance: NDArray[np.float64]
    kl: NDArray[np.float64]
    losses: dict[str, list[float | None]]

    @property
    def order(self) -> NDArray[np.intp]:
        """Units sorted by activity after the first trained stage, the most active first."""
        at = min(1, len(self.stages) - 1)
        return np.argsort(-self.variance[at], kind="stable")

    def counts(self, epsilon: float) -> list[int]:
        """Active units (s,) above `epsilon`."""
        return (self.variance > epsilon).sum(axis=1).tolist()  # type: ignore[no-any-return]


def stages_of(run: Run, checkpoint: Checkpoint = no_checkpoint) -> Stages | str:
    """The activity and the losses of a training, or why they cannot be had."""
    stages = [int(stage) for stage in run.stages]
    variance, kl = [], []
    try:
        for done, stage in enumerate(stages):
            checkpoint(done / max(1, len(stages)))
            means = run.stage_latents(stage)
            variance.append(unit_variance(means))
            kl.append(_kl(run, stage, means))
        history = [dict(line) for line in run.history]
    except DataError as error:
        return str(error)
    names = [name for name in (history[-1] if history else {}) if name != "stage"]
    losses = {name: [line.get(name) for line in history] for name in names}
    return Stages(run.title, stages, np.array(variance), np.array(kl), losses)


def _kl(run: Run, stage: int, means: NDArray[np.floating]) -> NDArray[np.float64]:
    try:
        return unit_kl(means, run.stage_logvars(stage))
    except DataError:
        return np.full(means.shape[1], np.nan)
