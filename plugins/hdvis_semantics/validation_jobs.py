"""How well directions are founded: judged quickly at first, and thoroughly on request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis import Directions, fit_directions
from hdvis.analysis.directions.attributes import as_signs
from hdvis.analysis.directions.estimators import ESTIMATORS
from hdvis.analysis.directions.splits import held_out
from hdvis.analysis.directions.validation import (
    Panel,
    Validation,
    judge_direction,
    validate_directions,
)
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Dataset
from hdvis.state import State
from hdvis_semantics.attributes import attributes_of

Array = NDArray[Any]

METHOD = "ridge"
POOL = "judging"
"""Where all labels are judged, so that pictures do not wait for it."""
PANEL = Panel(rows=6_000, resamples=10)
"""How thoroughly directions are judged for the Direction Table."""
QUICK = Panel(rows=3_000, random=100, permutations=10, folds=0, resamples=0)
"""How they are judged at first, for the number beside each handle."""


def method_of(directions: Directions) -> str:
    """The estimator that labels are judged by; sets of several methods are judged by ridge."""
    return directions.method if directions.method in ESTIMATORS else METHOD


def judged(
    dataset: Dataset,
    space: str,
    method: str,
    panel: Panel = PANEL,
    on: Sequence[str] = (),
    checkpoint: Checkpoint = no_checkpoint,
) -> dict[str, Validation]:
    """The validation of every label's direction by name, worked out once for all sessions.

    Directions made orthogonal to those named in `on` are judged as they are then, those in `on`
    as they were.
    """

    def make() -> dict[str, Validation]:
        attributes, _ = attributes_of(dataset.labels)
        if not attributes:
            return {}
        vectors = dataset.spaces[space]
        found = validate_directions(
            vectors, attributes, method=method, panel=panel, checkpoint=checkpoint
        )
        plain = {validation.name: validation for validation in found}
        known = [name for name in on if name in attributes]
        return plain | _conditional(vectors, attributes, method, panel, known) if known else plain

    return dataset.derived(("validations", space, method, panel, tuple(on)), make)


def _conditional(
    vectors: Array, attributes: Mapping[str, Array], method: str, panel: Panel, on: Sequence[str]
) -> dict[str, Validation]:
    """Fit and project on part of the rows, and judge on the others."""
    rows = np.arange(len(vectors))
    if panel.rows is not None and len(rows) > panel.rows:
        draw = np.random.default_rng(panel.seed)
        rows = np.sort(draw.choice(rows, panel.rows, replace=False))
    z, y = vectors[rows], {name: values[rows] for name, values in attributes.items()}
    test = held_out(as_signs(y[on[0]][:, None])[:, 0], panel.share, panel.seed)
    fitted = fit_directions(z[~test], {k: v[~test] for k, v in y.items()}, method=method)
    made = fitted.conditional(on)
    given = f"{method} given {', '.join(on)}"
    return {
        name: replace(judge_direction(made, name, z[test], y[name][test], panel), method=given)
        for name in made.names
    }


def judged_label(
    dataset: Dataset, space: str, method: str, name: str, panel: Panel = PANEL
) -> dict[str, Validation]:
    """The thorough validation of the direction of one label; empty when there is no such label."""
    attributes, _ = attributes_of(dataset.labels)
    if name not in attributes:
        return {}
    chosen = method if method in ESTIMATORS else METHOD

    def make() -> dict[str, Validation]:
        (found,) = validate_directions(
            dataset.spaces[space], {name: attributes[name]}, method=chosen, panel=panel
        )
        return {name: found}

    return dataset.derived(("validation", space, chosen, panel, name), make)


def judged_rows(
    directions: Directions, vectors: Array, mask: Array, panel: Panel = PANEL
) -> dict[str, Validation]:
    """The validation of the one direction that was made from the rows of `mask` (n,)."""
    (name,) = directions.names
    (found,) = validate_directions(
        vectors, {name: mask.astype(np.float32)}, method=directions.method, panel=panel
    )
    return {name: found}


def put(state: State, dataset: Dataset, found: Mapping[str, Validation]) -> None:
    """Place validations of `dataset` on the table; no quick one replaces a thorough one."""
    if state.dataset is not dataset:
        return
    known = state.validations or {}
    news = {name: new for name, new in found.items() if not _is_fuller(known.get(name), new)}
    state.validations = {**known, **news}


def _is_fuller(known: Validation | None, new: Validation) -> bool:
    return known is not None and _is_thorough(known) and not _is_thorough(new)


def _is_thorough(found: Validation) -> bool:
    """Resampled, as only `PANEL` does it; conditional directions are judged in one way."""
    return bool(np.isfinite(found.stability)) or found.method not in ESTIMATORS
