"""Solve with the products of standardised dimensions, collinear ones included."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def digits(kind: np.dtype[Any]) -> float:
    """The relative size below which an eigenvalue of products summed in `kind` is rounding."""
    return 1e-9 if kind == np.float64 else 1e-6


def solve_products(products: Array, right: Array, least: float) -> tuple[Array, float]:
    """products⁻¹ right, (a, k), and the condition number of `products` (a, a).

    By Cholesky; where the reciprocal condition is below `least`, by the pseudo-inverse, so that
    collinear dimensions share the weight of least norm.
    """
    from scipy.linalg import cho_solve, lapack

    factor, failed = lapack.dpotrf(products, lower=1)
    if not failed:
        reciprocal = lapack.dpocon(factor, np.abs(products).sum(0).max(), uplo="L")[0]
        if reciprocal > least:
            return np.asarray(cho_solve((factor, True), right)), 1.0 / reciprocal
    values, axes = np.linalg.eigh(products)
    singular = values[0] <= np.finfo(np.float64).eps * values[-1]
    kept = values > least * values[-1]
    solved = axes[:, kept] @ (axes[:, kept].T @ right / values[kept, None])
    return np.asarray(solved), np.inf if singular else float(values[-1] / values[0])
