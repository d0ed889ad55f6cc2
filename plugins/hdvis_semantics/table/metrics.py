"""The columns of the Direction Table: each metric with its name, its meaning and its number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from hdvis.analysis.directions.validation import Validation
from hdvis.render import typeset

Metric = tuple[str, str, Callable[[Validation], float]]

METRICS: tuple[Metric, ...] = (
    ("AUC", "Chance that a row with the attribute lies further along.", lambda v: v.scores.auc),
    ("accuracy", "Share of held-out rows on the right side.", lambda v: v.scores.accuracy),
    ("balanced", "Mean of recall on both sides.", lambda v: v.scores.balanced_accuracy),
    ("precision", "Share of rows called positive that are.", lambda v: v.scores.precision),
    ("recall", "Share of positive rows that are found.", lambda v: v.scores.recall),
    ("F1", "Harmonic mean of precision and recall.", lambda v: v.scores.f1),
    ("prevalence", "Share of positive rows, of all that have a value.", lambda v: v.prevalence),
    ("folds", "Balanced accuracy over five folds.", lambda v: v.fold_mean),
    (
        "random %",
        "Random directions with a smaller AUC, in per cent.",
        lambda v: v.random.percentile,
    ),
    ("permuted p", "How often permuted labels do as well.", lambda v: v.permuted_p),
    ("stability", "Cosine with refits to resampled rows.", lambda v: v.stability),
)


def row(name: str, validation: Validation | None, reason: str, length: float) -> dict[str, Any]:
    """One line of the table; without a validation only what the fit itself knows."""
    if validation is None:
        cells: list[list[Any]] = [["–", None] for _ in METRICS]
        return {
            "name": name, "cells": [*cells, _cell(length)], "weak": False,
            "note": reason or "no label to judge it by",
        }  # fmt: skip
    cells = [_cell(value(validation)) for _, _, value in METRICS]
    low, high = validation.scores.auc_interval
    if np.isfinite(low):
        cells[0][0] += f" ({_text(low)}–{_text(high)})"
    if np.isfinite(validation.fold_sd):
        cells[7][0] += f" ± {_text(validation.fold_sd)}"
    return {
        "name": name, "cells": [*cells, _cell(length)],
        "weak": not validation.meaningful,
        "note": reason or validation.reason or validation.finding,
    }  # fmt: skip


def _cell(value: float) -> list[Any]:
    return [_text(value), float(value)] if np.isfinite(value) else ["–", None]


def _text(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 10 else typeset(f"{value:.2f}")
