"""The directions slot of a session: filled from labels, and from selections on request."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.analysis import Directions, fit_directions
from hdvis.analysis.estimators import ESTIMATORS
from hdvis.analysis.validation import Panel, Validation, validate_directions
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Dataset
from hdvis.errors import DataError
from hdvis_semantics.attributes import attributes_of
from hdvis_semantics.focused import model_space

METHOD = "ridge"
PANEL = Panel(rows=6_000, random=100, resamples=10)
"""How thoroughly directions are judged for the Direction Table."""
QUICK = Panel(rows=3_000, random=100, permutations=10, folds=0, resamples=0)
"""How they are judged at first, for the number beside each handle."""


class DirectionKeeper:
    """Fits a direction for every label when data or model change; those made by hand stay."""

    def __init__(self, session: Any) -> None:
        self.session = session
        session.state.param.watch(self._refit, ["dataset", "model"])
        self._refit()

    def _refit(self, *events: Any) -> None:
        state = self.session.state
        if state.dataset is None:
            return
        self.session.jobs.run(
            fit_labels, state.dataset, model_space(state), state.model,
            then=self._keep, key="directions/fit", failed=self.session.complain,
        )  # fmt: skip

    def _keep(self, fitted: Directions | None) -> None:
        state = self.session.state
        kept, before = fitted, state.directions
        if before is not None and kept is not None and kept.goes_with(before):
            own = [name for name in before.names if name not in kept.names]
            kept = kept.append(before.select(own)) if own else kept
        if kept is not None:
            state.directions = kept
            self._judge()

    def _judge(self) -> None:
        """Validate every label's direction in the background, once for all sessions."""
        state = self.session.state
        dataset, directions = state.dataset, state.directions

        def keep(found: dict[str, Validation]) -> None:
            if state.dataset is dataset:
                state.validations = found

        self.session.jobs.run(
            judged, dataset, directions.space, directions.method, QUICK, then=keep,
            key="directions/judge", failed=self.session.complain,
        )  # fmt: skip


def fit_labels(dataset: Dataset, space: str, model: Any, method: str = METHOD) -> Directions | None:
    """Directions of all labels in a space, fitted once for all sessions; None without labels."""
    fingerprint = "" if model is None else model.adapter.fingerprint()

    def make() -> Directions | None:
        attributes, _ = attributes_of(dataset.labels)
        if not attributes or dataset.n < 2:
            return None
        about = {"space": space, "model": fingerprint}
        return fit_directions(dataset.spaces[space], attributes, method=method, **about)

    return dataset.derived(("directions", space, fingerprint, method), make)


def judged(
    dataset: Dataset,
    space: str,
    method: str,
    panel: Panel = PANEL,
    checkpoint: Checkpoint = no_checkpoint,
) -> dict[str, Validation]:
    """The validation of every label's direction by name, worked out once for all sessions."""

    def make() -> dict[str, Validation]:
        attributes, _ = attributes_of(dataset.labels)
        if not attributes:
            return {}
        found = validate_directions(
            dataset.spaces[space],
            attributes,
            method=method if method in ESTIMATORS else METHOD,
            panel=panel,
            checkpoint=checkpoint,
        )
        return {validation.name: validation for validation in found}

    return dataset.derived(("validations", space, method, panel), make)


def make_direction(session: Any) -> None:
    """Add the direction from the rows that are not selected to those that are."""
    state = session.state
    if state.dataset is None or not state.selection:
        raise DataError("direction: nothing is selected, expected some rows. Brush some first")
    name = free_name(state)

    def keep(made: Directions) -> None:
        before = state.directions
        joined = before is not None and before.goes_with(made)
        state.directions = before.append(made) if joined else made
        state.direction = name
        session.page.note(f"made the direction {name}")

    session.jobs.run(
        contrast, state.table, model_space(state), state.selection, state.masks, state.model, name,
        then=keep, key="directions/selection", failed=session.complain,
    )  # fmt: skip


def contrast(
    table: Any, space: str, selection: Any, masks: Any, model: Any, name: str
) -> Directions:
    """The direction from the other rows of `table` to those of `selection`."""
    mask = masks.get(table, selection)
    if mask.all() or not mask.any():
        raise DataError(
            f"direction: {np.count_nonzero(mask):,} of {mask.size:,} rows are selected, expected "
            "some rows on both sides. Select fewer or more"
        )
    fingerprint = "" if model is None else model.adapter.fingerprint()
    return fit_directions(
        table.spaces[space], mask, [name], "contrast", space=space, model=fingerprint
    )


def free_name(state: Any) -> str:
    """The selection's own name if it has one, else "selection 1", "selection 2", …"""
    taken = set() if state.directions is None else set(state.directions.names)
    saved = [name for name, kept in state.saved.items() if kept is state.selection]
    numbered = (f"selection {i}" for i in range(1, len(taken) + 2))
    return next(name for name in (*saved, *numbered) if name not in taken)
