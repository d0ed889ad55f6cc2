"""Which units of a latent space carry anything."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.matrix import as_matrix, finite_rows
from hdvis.errors import DataError

THRESHOLDS = (1e-2, 1e-1)
"""Variance above which a unit counts as active: that of Burda et al. (2016), and a stricter one."""


def unit_variance(means: ArrayLike) -> NDArray[np.float64]:
    """Variance (d,) over the rows of the posterior means (n, d): the activity of each unit.

    Cov_x(E[u | x]) of Burda, Grosse and Salakhutdinov, ICLR 2016. Rows that are not finite are
    left out; needs 2.
    """
    matrix = as_matrix(means, "means")
    rows = finite_rows(matrix)
    if len(rows) < 2:
        raise DataError(f"means: {len(rows)} finite rows; at least 2 are needed")
    variance: NDArray[np.float64] = matrix[rows].var(axis=0, dtype=np.float64)
    return variance


def active_units(means: ArrayLike, epsilon: float = THRESHOLDS[0]) -> NDArray[np.bool_]:
    """Whether each unit's activity exceeds `epsilon`: bool (d,)."""
    active: NDArray[np.bool_] = unit_variance(means) > epsilon
    return active


def unit_kl(means: ArrayLike, log_variances: ArrayLike) -> NDArray[np.float64]:
    """Mean divergence (d,) in nats of each unit's posterior from N(0, 1), over (n, d) posteriors.

    KL of two normal distributions; 0 for a unit that ignores its input.
    """
    mean, log_variance = as_matrix(means, "means"), as_matrix(log_variances, "log variances")
    if mean.shape != log_variance.shape:
        raise DataError(
            f"posteriors: means are {mean.shape}, log variances {log_variance.shape}; "
            "one of each per row and unit is needed"
        )
    rows = np.intersect1d(finite_rows(mean), finite_rows(log_variance))
    if not len(rows):
        raise DataError("posteriors: no row is finite. Leave the broken rows out")
    m, v = mean[rows].astype(np.float64), log_variance[rows].astype(np.float64)
    out: NDArray[np.float64] = 0.5 * (m**2 + np.exp(v) - 1.0 - v).mean(axis=0)
    return out
