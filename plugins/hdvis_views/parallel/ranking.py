"""Which columns to show first: by variance, by correlation, by what separates the selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.accel.correlations import correlations
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column
from hdvis.selection.predicates import Mask

Array = npt.NDArray[Any]
CELLS = 1 << 20
"""Values looked at together: few enough to stay near the processor."""


@dataclass(frozen=True, eq=False)
class Sums:
    """Counts and sums of finite values about a shift, float64 (d,) each."""

    shift: Array
    count: Array
    first: Array
    second: Array

    @classmethod
    def of(
        cls,
        vectors: Array,
        shift: Array,
        rows: Array | None = None,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> Sums:
        """Sums of the vectors (n, d) about a shift (d,); `rows` (int) limits them."""
        n, d = len(vectors) if rows is None else len(rows), vectors.shape[1]
        sums = np.zeros((3, d))
        block = max(1, CELLS // max(1, d))
        for start in range(0, n, block):
            checkpoint(start / n)
            part = slice(start, start + block)
            values = np.asarray(vectors[part if rows is None else rows[part]], np.float64) - shift
            known = np.isfinite(values)
            values[~known] = 0
            sums += (known.sum(axis=0), values.sum(axis=0), np.einsum("ij,ij->j", values, values))
        return cls(shift, *sums)

    def without(self, other: Sums) -> Sums:
        """The sums of the other rows."""
        rest = (getattr(self, k) - getattr(other, k) for k in ("count", "first", "second"))
        return Sums(self.shift, *rest)

    @property
    def mean(self) -> Array:
        """Mean of each column, NaN without a value."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.shift + self.first / self.count

    @property
    def variance(self) -> Array:
        """Population variance of each column, NaN without a value."""
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            return np.maximum(self.second / self.count - (self.first / self.count) ** 2, 0)


def everything(vectors: Array, checkpoint: Checkpoint = no_checkpoint) -> Sums:
    """`Sums` of all rows, about the first."""
    shift = np.nan_to_num(np.asarray(vectors[0], np.float64)) if len(vectors) else 0.0
    return Sums.of(vectors, np.where(np.abs(shift) < 1e150, shift, 0.0), None, checkpoint)


def separations(inside: Sums, whole: Sums) -> Array:
    """Cohen's d between the rows inside and the others, float64 (d,); NaN where undefined.

    The difference of the means over the pooled standard deviation (Cohen, Statistical Power
    Analysis for the Behavioral Sciences, 1988, 2.5.1).
    """
    rest = whole.without(inside)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        within = inside.count * inside.variance + rest.count * rest.variance
        pooled = np.sqrt(within / np.maximum(inside.count + rest.count - 2, 1))
        # rows apart on a column that is constant on either side are as far apart as can be
        floor = 1e-9 * np.sqrt(whole.variance)
        return np.asarray((inside.mean - rest.mean) / np.maximum(pooled, floor))


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
        return separations(inside, sums)

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
