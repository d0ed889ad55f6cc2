"""The direction from one set of rows to another: what a brush needs, and no labels."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_attributes, as_latents, as_signs, why_unusable
from hdvis.analysis.directions.estimators.base import Linear, active_dimensions

Array = NDArray[Any]


class Contrast(Linear):
    """μ(A) − μ(B) for the rows where y is true (A) and false (B), shrunk where rows are few.

    Each dimension's difference δ is multiplied by t/(t + s²), with s² its squared standard error
    and t the larger of δ² − s² and the mean of that over the dimensions, all in standardised units:
    a dimension that two small sets cannot tell apart hardly counts. `shrink_` (k,) is how much of
    the difference is left.
    """

    def __init__(self, shrink: bool = True) -> None:
        self.shrink = shrink

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Fit every column of bool `y` (n, k) on `Z` (n, d)."""
        latents = as_latents(Z)
        signs = as_signs(as_attributes(() if y is None else y, len(latents)).values)
        variances = latents.var(axis=0, dtype=np.float64)
        active = active_dimensions(variances)
        k, d = signs.shape[1], latents.shape[1]
        gaps, middles = np.zeros((k, d)), np.zeros((k, d))
        self.shrink_ = np.full(k, np.nan)
        reasons = why_unusable(signs.sum(axis=0), len(signs))
        for i in range(k):
            if not reasons[i]:
                gaps[i], middles[i] = self._one(i, latents, signs[:, i], variances, active)
        biases = -np.einsum("kd,kd->k", gaps, middles)
        self._keep_weights(gaps, biases, variances, reasons)
        self.displacements_ = np.where(np.isnan(self.normals_), np.nan, gaps)
        return self

    def _one(
        self, i: int, latents: Array, high: Array, variances: Array, active: Array
    ) -> tuple[Array, Array]:
        first, second = latents[high], latents[~high]
        mean_a, mean_b = (part.mean(axis=0, dtype=np.float64) for part in (first, second))
        gap = np.where(active, mean_a - mean_b, 0.0)
        if self.shrink and active.any():
            kept = shrinkage(gap[active], variances[active], len(first), len(second))
            before = np.linalg.norm(gap)
            gap[active] *= kept
            self.shrink_[i] = np.linalg.norm(gap) / before if before > 0 else np.nan
        return gap, (mean_a + mean_b) / 2


def shrinkage(gap: Array, variances: Array, first: int, second: int) -> Array:
    """The factor (d,) of `Contrast` for each dimension, never all zero."""
    standard = np.square(gap) / variances
    error = 1.0 / first + 1.0 / second
    prior = max(float(np.mean(standard - error)), error / len(gap))
    own = np.maximum(standard - error, prior)
    return np.asarray(own / (own + error))
