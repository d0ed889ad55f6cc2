"""Least squares and ridge for all attributes at once, by normal equations that can be updated."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.attributes import as_attributes, as_latents, sides
from hdvis.analysis.estimators.base import Linear, active_dimensions
from hdvis.analysis.moments import Moments
from hdvis.checkpoint import Checkpoint, no_checkpoint

Array = NDArray[Any]


class Ridge(Linear):
    """y = Wᵀz + b by least squares (LatentVis, Algorithm 1), with α‖w‖² when `alpha` is given.

    `alpha` counts rows, as in scikit-learn: it is added to the sum of squares of each centred
    dimension; "gcv" chooses it per fit by generalised cross-validation. The bias is not penalised.
    The products are taken in the precision of Z and solved in float64. Collinear dimensions share
    the weight of least norm. `condition_` is the condition number of the standardised products.
    """

    def __init__(self, alpha: float | str = 0.0, checkpoint: Checkpoint = no_checkpoint) -> None:
        self.alpha = alpha
        self.checkpoint = checkpoint

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Fit every column of `y` (n, k) on `Z` (n, d)."""
        latents = as_latents(Z)
        labels = as_attributes(() if y is None else y, len(latents)).values
        split = sides(labels)
        self._middle, self._binary = split.middle, split.binary
        self._range = (split.low, split.high)
        self._digits = 1e-9 if latents.dtype == np.float64 else 1e-6
        return self._solve(Moments.of(latents, labels, self.checkpoint))

    def add_rows(self, Z: Array, y: Array) -> Self:
        """Fit again with more rows: one small product and one small solve."""
        return self._solve(self.moments_.plus(np.asarray(Z), np.asarray(y)))

    def remove_rows(self, Z: Array, y: Array) -> Self:
        """Fit again without rows that were fitted before."""
        return self._solve(self.moments_.minus(np.asarray(Z), np.asarray(y)))

    def _solve(self, moments: Moments) -> Self:
        self.moments_ = moments
        self.covariance_ = moments.covariance
        variances = np.maximum(np.diag(self.covariance_), 0.0)
        active = active_dimensions(variances)
        weights = np.zeros((len(moments.y), len(variances)))
        scale = np.sqrt(variances[active])
        unit = self.covariance_[np.ix_(active, active)] / np.outer(scale, scale)
        cross = moments.cross_covariance[active] / scale[:, None]
        weights[:, active] = (self._weights(unit, cross, scale) / scale[:, None]).T
        means = moments.label_mean
        thresholds = np.where(self._binary, self._middle, means)
        biases = means - thresholds - weights @ moments.mean
        self._keep_weights(weights, biases, variances, thresholds, self._reasons(active))
        return self

    def _reasons(self, active: Array) -> tuple[str, ...]:
        spread = self.moments_.label_variance > 1e-12 * np.maximum(self.moments_.yy, 1e-300)
        latents = "" if active.any() else "all latents are equal"
        return tuple(latents or ("" if varied else "only one class") for varied in spread.tolist())

    def _weights(self, unit: Array, cross: Array, scale: Array) -> Array:
        """Solve for standardised weights (a, k) from the correlations (a, a) and (a, k)."""
        import scipy.linalg

        if not len(unit):
            self.condition_, self.alpha_ = np.inf, 0.0
            return np.zeros(cross.shape)
        if self.alpha == 0.0:
            factor, info = scipy.linalg.lapack.dpotrf(unit, lower=1)
            reciprocal = scipy.linalg.lapack.dpocon(factor, np.abs(unit).sum(0).max(), uplo="L")[0]
            if info == 0 and reciprocal > self._digits:
                self.condition_, self.alpha_ = 1.0 / reciprocal, 0.0
                return np.asarray(scipy.linalg.cho_solve((factor, True), cross))
        return self._spectral(unit, cross, scale)

    def _spectral(self, unit: Array, cross: Array, scale: Array) -> Array:
        if self.alpha != 0.0:
            unit, cross = unit * np.outer(scale, scale), cross * scale[:, None]
        values, axes = np.linalg.eigh(unit)
        kept = values > self._digits * values[-1]
        self.condition_ = float(values[-1] / max(values[0], np.finfo(float).tiny))
        values, axes = values[kept], axes[:, kept]
        along = axes.T @ cross
        self.alpha_ = self._choose(values, along) if self.alpha == "gcv" else float(self.alpha)
        solved = axes @ (along / (values + self.alpha_ / self.moments_.count)[:, None])
        return np.asarray(solved * (scale[:, None] if self.alpha != 0.0 else 1.0))

    def _choose(self, values: Array, along: Array) -> float:
        """The α of least generalised cross-validation error, summed over the attributes."""
        n = self.moments_.count
        total = self.moments_.label_variance.sum()
        powers = np.square(along).sum(axis=1)
        alphas = n * values[-1] * np.logspace(-8, 2, 41)

        def error(alpha: float) -> float:
            shrunk = values + alpha / n
            explained = (powers / values * (1 - (alpha / n / shrunk) ** 2)).sum()
            freedom = (values / shrunk).sum() + 1
            return float((total - explained) / max(1 - freedom / n, 1e-9) ** 2)

        return float(min(alphas.tolist(), key=error))
