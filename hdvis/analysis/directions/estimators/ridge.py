"""Least squares and ridge for all attributes at once, by normal equations that can be updated."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_attributes, as_latents, is_finite, sides
from hdvis.analysis.directions.estimators.base import Linear, active_dimensions
from hdvis.analysis.directions.estimators.products import digits, solve_products
from hdvis.analysis.directions.moments import Moments
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

Array = NDArray[Any]


class Ridge(Linear):
    """y = Wᵀz + b by least squares (LatentVis, Algorithm 1), with α‖w‖² when `alpha` is given.

    `alpha` counts rows, as in scikit-learn: it is added to the sum of squares of each centred
    dimension; "gcv" chooses it per fit by generalised cross-validation. The bias is not penalised.
    The hyperplane lies where the fit is halfway between the sides of a binary attribute, and at the
    mean of another. The products are taken in the precision of Z and solved in float64. Collinear
    dimensions share the standardised weight of least norm. `condition_` is the condition number of
    the products that were solved with, of standardised dimensions.
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
        self._digits = digits(latents.dtype)
        return self._solve(Moments.of(latents, labels, self.checkpoint))

    def add_rows(self, Z: ArrayLike, y: ArrayLike) -> Self:
        """Fit again with more rows: one small product and one small solve."""
        return self._solve(self.moments_.plus(*self._rows(Z, y)))

    def remove_rows(self, Z: ArrayLike, y: ArrayLike) -> Self:
        """Fit again without rows that were fitted before; DataError when none would be left."""
        vectors, labels = self._rows(Z, y)
        if len(vectors) >= self.moments_.count:
            raise DataError(
                f"rows: got {len(vectors):,} to take from {self.moments_.count:,}, expected fewer."
                " Leave some rows to fit."
            )
        return self._solve(self.moments_.minus(vectors, labels))

    def _rows(self, Z: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        vectors = as_latents(Z)
        labels = as_attributes(y, len(vectors)).values
        d, k = len(self.moments_.z), len(self.moments_.y)
        if (vectors.shape[1], labels.shape[1]) != (d, k):
            raise DataError(
                f"rows: got {vectors.shape[1]} dimensions and {labels.shape[1]} attributes,"
                f" expected {d} and {k}, as fitted before"
            )
        if not (is_finite(vectors) and is_finite(labels)):
            raise DataError("rows: got missing values, expected none. Leave those rows out.")
        return vectors, labels

    def _solve(self, moments: Moments) -> Self:
        self.moments_ = moments
        self.covariance_ = moments.covariance
        variances = np.maximum(np.diag(self.covariance_), 0.0)
        active = active_dimensions(variances)
        weights = np.zeros((len(moments.y), len(variances)))
        self.condition_, self.alpha_ = np.inf, 0.0
        if active.any():
            weights[:, active] = self._weights(active, np.sqrt(variances[active])).T
        means = moments.label_mean
        biases = means - np.where(self._binary, self._middle, means) - weights @ moments.mean
        # What is left after rows are removed is known to the digits of the products only.
        varied = moments.label_variance > 1e-5 * moments.yy / moments.count
        reasons = tuple("" if fine else "only one class" for fine in varied.tolist())
        self._keep_weights(weights, biases, variances, reasons)
        return self

    def _weights(self, active: Array, scale: Array) -> Array:
        """Weights (a, k) of the active dimensions, solved for in standardised units."""
        covariance = self.covariance_[np.ix_(active, active)]
        cross = self.moments_.cross_covariance[active]
        self.alpha_ = self._choose(covariance, cross) if self.alpha == "gcv" else float(self.alpha)
        products = covariance / np.outer(scale, scale)
        products[np.diag_indices_from(products)] += self.alpha_ / self.moments_.count / scale**2
        solved, self.condition_ = solve_products(products, cross / scale[:, None], self._digits)
        return solved / scale[:, None]

    def _choose(self, covariance: Array, cross: Array) -> float:
        """The α of least generalised cross-validation error, summed over the attributes.

        Golub, Heath and Wahba 1979: the mean squared residual over the squared share of the
        degrees of freedom that is left.
        """
        values, axes = np.linalg.eigh(covariance)
        kept = values > self._digits * values[-1]
        values, n = values[kept], self.moments_.count
        powers = np.square(axes[:, kept].T @ cross).sum(axis=1)
        total = self.moments_.label_variance.sum()
        alphas = n * values[-1] * np.logspace(-8, 2, 41)

        def error(alpha: float) -> float:
            shrunk = values + alpha / n
            explained = (powers / values * (1 - (alpha / n / shrunk) ** 2)).sum()
            freedom = (values / shrunk).sum() + 1
            return float((total - explained) / max(1 - freedom / n, 1e-9) ** 2)

        return float(min(alphas.tolist(), key=error))
