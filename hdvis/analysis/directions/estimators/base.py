"""The face that every direction estimator shows, as scikit-learn's estimators do."""

from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


class DirectionEstimator(Protocol):
    """`fit(Z, y)` with latents (n, d) and attributes (n,) or (n, k) that have no missing values.

    Afterwards `normals_` (k, d) are unit rows, `displacements_` (k, d) the steps of one unit of the
    space the fit was made in, and `intercepts_` (k,) make `normals_ @ z + intercepts_` the signed
    distance. An attribute that cannot be fitted has a NaN row.
    """

    normals_: Array
    displacements_: Array
    intercepts_: Array

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Fit one direction per attribute and return this estimator."""
        ...


class Linear:
    """What hdvis's own estimators also keep.

    lengths_ (k,)  norms of the directions as fitted
    reasons_       why a row is NaN, "" otherwise
    names_         names of unsupervised directions; None when attributes name them
    """

    normals_: Array
    displacements_: Array
    intercepts_: Array
    lengths_: Array
    reasons_: tuple[str, ...]
    names_: tuple[str, ...] | None = None

    def _keep_weights(
        self,
        weights: Array,
        biases: Array,
        variances: Array,
        reasons: tuple[str, ...],
    ) -> None:
        """Keep hyperplanes `weights @ z + biases = 0` whose normals are (k, d), in raw units."""
        lengths = np.linalg.norm(weights, axis=1)
        varied = active_dimensions(variances).any()
        other = "no dimension tells it apart" if varied else "all latents are equal"
        why = tuple(
            reason or ("" if np.isfinite(size) and size > 0 else other)
            for reason, size in zip(reasons, lengths.tolist(), strict=True)
        )
        gone = np.array([bool(reason) for reason in why])
        lengths = np.where(gone, np.nan, lengths)
        self.normals_ = weights / lengths[:, None]
        self.intercepts_ = biases / lengths
        self.lengths_, self.reasons_ = lengths, why
        self.displacements_ = sigma_steps(self.normals_, variances)

    def _keep_axes(self, axes: Array, sizes: Array, mean: Array, prefix: str) -> None:
        """Keep unsupervised unit `axes` (k, d) through `mean`, with a step of `sizes` (k,) each."""
        self.normals_ = fix_signs(axes)
        self.displacements_ = self.normals_ * sizes[:, None]
        self.intercepts_ = -self.normals_ @ mean
        self.lengths_, self.reasons_ = np.ones(len(axes)), ("",) * len(axes)
        self.names_ = tuple(f"{prefix} {i + 1}" for i in range(len(axes)))


def sigma_steps(normals: Array, variances: Array) -> Array:
    """The step (k, d) of one unit along each weight vector of the standardised space.

    With w the normal there (raw normal × σ), the step is (w / ‖w‖) × σ; the raw normal is w / σ.
    """
    deviations = np.sqrt(variances)
    standard = normals * deviations
    return np.asarray(standard / np.linalg.norm(standard, axis=1, keepdims=True) * deviations)


def active_dimensions(variances: Array) -> Array:
    """True for the dimensions that carry data: (d,) bool.

    A dimension is inactive when it is constant to rounding, or when its variance is below 1e-6 and
    below a millionth of the largest (the collapsed units of a variational autoencoder).
    """
    largest = variances.max(initial=0.0)
    collapsed = (variances < 1e-6) & (variances < 1e-6 * largest)
    return np.asarray((variances > 1e-12 * largest) & ~collapsed)


def fix_signs(axes: Array) -> Array:
    """Rows (k, d) turned so that the largest absolute entry of each is positive."""
    places = np.abs(axes).argmax(axis=1)
    signs = np.where(axes[np.arange(len(axes)), places] < 0, -1.0, 1.0)
    return np.asarray(axes * signs[:, None])
