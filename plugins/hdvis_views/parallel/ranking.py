"""Which columns to show first: by variance, by correlation, by what separates the selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.accel.correlations import correlations
from hdvis.analysis.effects import Sums, cohens_d, everything
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column
from hdvis.selection.predicates import Mask

Array = npt.NDArray[Any]


def best_first(names: Sequence[str], scores: Array) -> list[str]:
    """Names by size of their score, the largest first; equal and undefined keep their order."""
    size = np.abs(np.asarray(scores, np.float64))
    return [names[i] for i in np.argsort(-np.where(np.isnan(size), -1.0, size), kind="stable")]


Score = Callable[[Array, Sums, Checkpoint], Array]
"""Vectors (n, d) and their sums to scores (d,); columns of the largest size come first."""


def by_variance(vectors: Array, sums: Sums, checkpoint: Checkpoint) -> Array:
    """The variance of each column."""
    return sums.variance


def by_correlation(target: Array) -> Score:
    """Pearson's correlation of each column with `target` (n,)."""
    return lambda vectors, sums, checkpoint: correlations(vectors, target)


def by_separation(mask: Mask) -> Score:
    """How far the rows of `mask` (n,) lie from the others on each column."""

    def score(vectors: Array, sums: Sums, checkpoint: Checkpoint) -> Array:
        inside = Sums.of(vectors, sums.shift, np.flatnonzero(mask), checkpoint)
        return cohens_d(inside, sums)

    return score


def ranked(
    score: Score,
    names: Sequence[str],
    vectors: Array,
    others: Sequence[Column],
    sums: Sums,
    checkpoint: Checkpoint = no_checkpoint,
) -> list[str]:
    """The names, best first; `names` are those of the vectors (n, d) and then of `others`.

    `sums` are those of all vectors. Categories have no score and come last.
    """
    scores = [np.zeros(0)]
    if vectors.shape[1]:
        scores.append(score(vectors, sums, checkpoint))
    if others:
        extra = np.column_stack([_numbers(column) for column in others])
        scores.append(score(extra, everything(extra), checkpoint))
    return best_first(names, np.concatenate(scores))


def _numbers(column: Column) -> Array:
    values = np.asarray(column.values, np.float64)
    return np.full(len(values), np.nan) if column.kind == "category" else values
