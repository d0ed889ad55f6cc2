"""Recorded trainings, by whatever recorder: their stages, latents, losses and networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from hdvis.errors import DataError, shorten
from hdvis.models import CheckpointSeries
from hdvis.state import Given, Slot, State

Array = NDArray[np.floating]


@runtime_checkable
class Run(Protocol):
    """A training that was recorded stage by stage; `hdvis_zoo`'s run folders are ones."""

    @property
    def title(self) -> str:
        """What was trained on what."""

    @property
    def stages(self) -> Sequence[int]:
        """Numbers of the recorded stages."""

    @property
    def history(self) -> Sequence[Mapping[str, float]]:
        """The losses of each stage."""

    @property
    def images(self) -> NDArray[np.uint8]:
        """Pictures (n, H, W, C) of the kept rows."""

    def stage_latents(self, stage: int) -> Array:
        """Posterior means (k, d) of the followed rows."""

    def stage_logvars(self, stage: int) -> Array:
        """Posterior log variances (k, d) of the followed rows."""

    def series(self) -> CheckpointSeries:
        """The networks of the stages."""


def runs_of(state: State) -> dict[str, Run]:
    """The trainings on the table by name: those put there, else the one the model comes from."""
    runs = dict(getattr(state, "runs", None) or {})
    own = None if state.model is None else getattr(state.model.adapter, "run", None)
    if isinstance(own, Run) and not any(run is own for run in runs.values()):
        runs.setdefault(own.title, own)
    return runs


def _read(source: object, given: Given) -> dict[str, Run]:
    """Runs by name, from runs or from the paths of run folders."""
    if source is None:
        return {}
    if not isinstance(source, Mapping):
        raise DataError(f"runs: got {shorten(source)}, expected a mapping: name -> run folder")
    return {str(name): _run(str(name), what, given) for name, what in source.items()}


def _run(name: str, what: object, given: Given) -> Run:
    if isinstance(what, Run):
        return what
    adapter = given.adapt_model(Path(what)) if isinstance(what, str | Path) else None
    run = getattr(adapter, "run", None)
    if isinstance(run, Run):
        return run
    raise DataError(f"runs: `{shorten(name)}` is {shorten(what)}, expected a run folder")


SLOTS = {
    "runs": Slot(
        Mapping, {}, "Recorded trainings: name -> run.", read=_read, kept=True,
        waiting="Waiting for a training.\nhdvis show opens a run folder of hdvis train.",
    )
}  # fmt: skip
