"""How far some rows lie from the others on each column: Cohen's d from two sets of sums."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.checkpoint import Checkpoint, no_checkpoint

Array = NDArray[Any]
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
    ) -> "Sums":
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

    def without(self, other: "Sums") -> "Sums":
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


def everything(vectors: Array, checkpoint: Checkpoint = no_checkpoint) -> "Sums":
    """`Sums` of all rows, about the first."""
    shift = np.nan_to_num(np.asarray(vectors[0], np.float64)) if len(vectors) else 0.0
    return Sums.of(vectors, np.where(np.abs(shift) < 1e150, shift, 0.0), None, checkpoint)


def cohens_d(inside: Sums, whole: Sums) -> Array:
    """Cohen's d between the rows inside and the others, float64 (d,).

    The difference of the means over the pooled standard deviation (Cohen, Statistical Power
    Analysis for the Behavioral Sciences, 1988, 2.5.1). Infinite where both sides are constant and
    differ, NaN where nothing differs or a side has no value.
    """
    rest = whole.without(inside)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        within = inside.count * inside.variance + rest.count * rest.variance
        pooled = np.sqrt(within / np.maximum(inside.count + rest.count - 2, 1))
        # Sums are known to their digits only: less than this of the whole spread is none.
        pooled[pooled <= 1e-9 * np.sqrt(whole.variance)] = 0
        return np.asarray((inside.mean - rest.mean) / pooled)
