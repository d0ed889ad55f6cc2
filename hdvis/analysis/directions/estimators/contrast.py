"""The direction from one set of rows to another: what a brush needs, and no labels."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_attributes, as_latents, as_signs, why_unusable
from hdvis.analysis.directions.estimators.base import Linear, active_dimensions

Array = NDArray[Any]

SAMPLE = 2_000
"""Rows of each side that the permutation test looks at, so that a click is answered at once."""


class Contrast(Linear):
    """μ(A) − μ(B) for the rows where y is true (A) and false (B), shrunk where rows are few.

    Each dimension's difference δ is multiplied by t/(t + s²), with s² its squared standard error
    and t the larger of δ² − s² and the mean of that over the dimensions, all in standardised units:
    a dimension that two small sets cannot tell apart hardly counts. `shrink_` (k,) is how much of
    the difference is left. `p_values_` (k,) come from `permutations` random
    exchanges of rows, on at most 2,000 rows of each side; the smallest possible is
    1 / (permutations + 1).
    """

    def __init__(self, shrink: bool = True, permutations: int = 199, seed: int = 0) -> None:
        self.shrink, self.permutations, self.seed = shrink, permutations, seed

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Fit every column of bool `y` (n, k) on `Z` (n, d)."""
        latents = as_latents(Z)
        signs = as_signs(as_attributes(() if y is None else y, len(latents)).values)
        variances = latents.var(axis=0, dtype=np.float64)
        active = active_dimensions(variances)
        k, d = signs.shape[1], latents.shape[1]
        gaps, middles = np.zeros((k, d)), np.zeros((k, d))
        self.p_values_, self.shrink_ = np.full(k, np.nan), np.full(k, np.nan)
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
        self.p_values_[i] = permutation_p(
            first[:, active], second[:, active], self.permutations, self.seed
        )
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


def permutation_p(first: Array, second: Array, permutations: int, seed: int = 0) -> float:
    """How often random exchanges of rows give means as far apart as those of (a, d) and (b, d).

    The distance is the sum of squared standardised differences.
    """
    if not first.shape[1]:
        return 1.0
    draw = np.random.default_rng(seed)
    parts = [part[draw.permutation(len(part))[:SAMPLE]] for part in (first, second)]
    pooled = np.concatenate(parts).astype(np.float64)
    deviations = pooled.std(axis=0)
    pooled = (pooled - pooled.mean(axis=0)) / np.where(deviations > 0, deviations, 1.0)
    a, n = len(parts[0]), len(pooled)
    # With pooled means zero the difference is a fixed multiple of one side's sum.
    observed = np.square(pooled[:a].sum(axis=0)).sum()
    picks = np.zeros((permutations, n))
    for row in picks:
        row[draw.permutation(n)[:a]] = 1.0
    null = np.square(picks @ pooled).sum(axis=1)
    return float((1 + np.sum(null >= observed * (1 - 1e-12))) / (permutations + 1))
