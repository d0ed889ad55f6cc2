"""How alike directions are, beside the zone that chance fills."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError

Array = NDArray[Any]


def cosine_matrix(first: ArrayLike, second: ArrayLike | None = None) -> Array:
    """Cosines (k, m) of the rows of `first` (k, d) with those of `second` (m, d), or of `first`.

    A zero or NaN row gives NaN cells, and the rest are unaffected. Raises DataError when the widths
    differ.
    """
    left = _unit_rows(first)
    right = left if second is None else _unit_rows(second)
    if left.shape[1] != right.shape[1]:
        raise DataError(
            f"cosine: got widths {left.shape[1]} and {right.shape[1]}, expected the same."
            " Compare directions of one latent space, or align the spaces first."
        )
    cosines = np.clip(left @ right.T, -1.0, 1.0)
    if second is None:
        np.fill_diagonal(cosines, np.where(np.isnan(np.diag(cosines)), np.nan, 1.0))
    return np.asarray(cosines)


def _unit_rows(rows: ArrayLike) -> Array:
    matrix = np.atleast_2d(np.asarray(rows, np.float64))
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        return np.asarray(np.where(lengths > 0, matrix / lengths, np.nan))


def null_quantile(d: int, quantile: float = 0.99) -> float:
    """The |cosine| that two random directions of `d` dimensions stay below with this probability.

    The cosine t has (t + 1)/2 ~ Beta((d − 1)/2, (d − 1)/2); in one dimension |t| is 1.
    """
    from scipy.stats import beta

    if d < 2:
        return 1.0
    return float(2.0 * beta.ppf((1.0 + quantile) / 2.0, (d - 1) / 2, (d - 1) / 2) - 1.0)


def label_correlation(labels: ArrayLike, other: ArrayLike | None = None) -> Array:
    """Pearson correlations (k, m) of the columns of `labels` (n, k), over the rows both have.

    A constant column gives NaN cells.
    """
    left = np.asarray(labels, np.float64)
    right = left if other is None else np.asarray(other, np.float64)
    a, b = np.isfinite(left).astype(float), np.isfinite(right).astype(float)
    x, y = np.where(a > 0, left, 0.0), np.where(b > 0, right, 0.0)
    x, y = _centred(x, a), _centred(y, b)
    n = a.T @ b
    with np.errstate(all="ignore"):
        mean_x, mean_y = x.T @ b / n, a.T @ y / n
        spread_x = (x**2).T @ b / n - mean_x**2
        spread_y = a.T @ (y**2) / n - mean_y**2
        covariance = x.T @ y / n - mean_x * mean_y
        flat = np.minimum(spread_x, spread_y) <= 1e-12
        result = np.where(flat, np.nan, covariance / np.sqrt(spread_x * spread_y))
    return np.clip(result, -1.0, 1.0)


def _centred(values: Array, present: Array) -> Array:
    """Columns less their mean, the largest entry of each 1; a constant one becomes zero.

    Raw sums would lose digits where the mean is large, and a threshold would hang on the unit.
    """
    away = (values - values.sum(0) / np.maximum(present.sum(0), 1)) * present
    reach, size = np.abs(away).max(axis=0), np.abs(values).max(axis=0)
    return np.asarray(away / np.where(reach > 1e-12 * size, reach, np.inf))


def decoded_cosine(
    decode: Callable[[Array], Array],
    origin: ArrayLike,
    steps: ArrayLike,
    other: ArrayLike | None = None,
) -> Array:
    """Cosines (k, m) of what the steps do to the output: decode(origin + step) − decode(origin).

    `origin` is (d,), `steps` (k, d) and `other` (m, d) are displacements, `decode` takes (B, d) to
    (B, ...). A step that changes nothing gives NaN.
    """
    left = _changes(decode, origin, steps)
    return cosine_matrix(left, None if other is None else _changes(decode, origin, other))


def _changes(decode: Callable[[Array], Array], origin: ArrayLike, steps: ArrayLike) -> Array:
    start, moves = np.asarray(origin), np.atleast_2d(np.asarray(steps))
    defined = np.isfinite(moves).all(axis=1)
    batch = np.concatenate([start[None], start + np.where(defined[:, None], moves, 0.0)])
    output = np.asarray(decode(batch.astype(np.float32)), np.float64).reshape(len(batch), -1)
    return np.where(defined[:, None], output[1:] - output[:1], np.nan)


def absolute_cosine(first: ArrayLike, second: ArrayLike | None = None) -> Array:
    """|cosine|: alike up to the sign of a direction."""
    return np.abs(cosine_matrix(first, second))


def angle_similarity(first: ArrayLike, second: ArrayLike | None = None) -> Array:
    """1 − 2·angle/π: 1 for the same direction, 0 for a right angle, −1 for the opposite."""
    return np.asarray(1.0 - 2.0 * np.arccos(cosine_matrix(first, second)) / np.pi)


SIMILARITIES: Mapping[str, Callable[..., Array]] = {
    "cosine": cosine_matrix,
    "absolute cosine": absolute_cosine,
    "angle": angle_similarity,
}
