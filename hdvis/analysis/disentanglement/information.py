"""Scores from mutual information, correlation and importances of codes and factors.

Values depend on the estimator as much as on the model; each score's docstring is its estimator.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.comparison.cross_products import as_spaces
from hdvis.errors import DataError

BINS = 20
"""Equal-width bins per code for mutual information, as in the large study of Locatello et al."""


def mutual_information(
    codes: ArrayLike, factors: ArrayLike, bins: int = BINS
) -> NDArray[np.float64]:
    """Mutual information (d, f) in nats of binned codes (n, d) and discrete factors (n, f)."""
    Z, V = checked(codes, factors)
    binned = np.stack([_binned(code, bins) for code in Z.T], axis=1)
    levels = [np.unique(factor, return_inverse=True)[1].ravel() for factor in V.T]
    out = np.empty((Z.shape[1], V.shape[1]))
    for j, factor in enumerate(levels):
        for i in range(Z.shape[1]):
            out[i, j] = _information(binned[:, i], factor, bins)
    return out


def mig(codes: ArrayLike, factors: ArrayLike, bins: int = BINS) -> float:
    """Mutual information gap: mean over factors of (best - second best code) / entropy.

    Chen, Li, Grosse and Duvenaud, NeurIPS 2018, with histograms of `bins` equal-width bins.
    """
    Z, V = checked(codes, factors)
    information = np.sort(mutual_information(Z, V, bins), axis=0)
    if len(information) < 2:
        raise DataError("MIG: got 1 code, expected at least 2, or there is no second best")
    gaps = information[-1] - information[-2]
    return float(np.mean(gaps / _entropies(V)))


def sap(codes: ArrayLike, factors: ArrayLike) -> float:
    """Separated attribute predictability: mean gap of the best two squared correlations.

    Kumar, Sattigeri and Balakrishnan, ICLR 2018, in its form for ordered factors.
    """
    Z, V = checked(codes, factors)
    if Z.shape[1] < 2:
        raise DataError("SAP: got 1 code, expected at least 2, or there is no second best")
    z, v = Z - Z.mean(axis=0), V - V.mean(axis=0)
    own, other = (z**2).sum(axis=0), (v**2).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        squared = np.nan_to_num((z.T @ v) ** 2 / np.outer(own, other))
    best = np.sort(squared, axis=0)
    return float(np.mean(best[-1] - best[-2]))


def gaussian_total_correlation(codes: ArrayLike) -> float:
    """Total correlation in nats of the normal distribution with the covariance of codes (n, d).

    Half the sum of log variances less the log determinant; inf when a code is a sum of others.
    Codes without variance are left out.
    """
    (Z,) = as_spaces([codes])
    Z = np.asarray(Z, np.float64)
    Z = Z[np.isfinite(Z).all(axis=1)]
    varying = Z[:, Z.std(axis=0) > 0]
    if varying.shape[1] < 2:
        return 0.0
    sign, log_determinant = np.linalg.slogdet(np.corrcoef(varying, rowvar=False))
    return float(-0.5 * log_determinant) if sign > 0 else float("inf")


def dci(importance: ArrayLike) -> tuple[float, float]:
    """Disentanglement and completeness of an importance matrix (codes, factors) of values ≥ 0.

    Eastwood and Williams, ICLR 2018: one less the entropy of a code's importances over factors,
    to the base of their number, weighted by the code's share of all importance; and the same of a
    factor's importances over codes.
    """
    R = np.abs(np.asarray(importance, np.float64))
    if R.ndim != 2 or not np.isfinite(R).all():
        raise DataError(f"importance: got shape {R.shape}, expected finite (codes, factors)")
    return _concentration(R), _concentration(R.T)


def modularity(information: ArrayLike) -> float:
    """Modularity of mutual information (codes, factors): each code informs about one factor only.

    Ridgeway and Mozer, NeurIPS 2018: one less the squared information about all but the best
    factor, over the square of the best times the number of others. A code that informs about
    nothing scores 0.
    """
    squared = np.asarray(information, np.float64) ** 2
    best, others = squared.max(axis=1), squared.shape[1] - 1
    if not others:
        raise DataError("modularity: got 1 factor, expected at least 2")
    rest = squared.sum(axis=1) - best
    scores = np.where(best > 0, 1 - rest / np.where(best > 0, best * others, 1), 0.0)
    return float(scores.mean())


def _concentration(R: NDArray[np.float64]) -> float:
    total = R.sum(axis=1)
    if R.shape[1] < 2 or not total.sum() > 0:
        return 0.0
    shares = R / np.where(total > 0, total, 1)[:, None]
    logs = np.log(np.where(shares > 0, shares, 1))
    scores = 1 + (shares * logs).sum(axis=1) / np.log(R.shape[1])
    return float(scores @ total / total.sum())


def checked(
    codes: ArrayLike, factors: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    Z, V = (np.asarray(A, np.float64) for A in as_spaces([codes, factors]))
    rows = np.isfinite(Z).all(axis=1) & np.isfinite(V).all(axis=1)
    if np.count_nonzero(rows) < 2:
        raise DataError("disentanglement: fewer than 2 rows are finite in codes and factors")
    return Z[rows], V[rows]


def _binned(code: NDArray[np.float64], bins: int) -> NDArray[np.intp]:
    low, high = code.min(), code.max()
    if low == high:
        return np.zeros(len(code), np.intp)
    places = ((code - low) / (high - low) * bins).astype(np.intp)
    return np.asarray(np.minimum(places, bins - 1))


def _information(a: NDArray[np.intp], b: NDArray[np.intp], bins: int) -> float:
    levels = int(b.max()) + 1
    joint = np.bincount(b * bins + a, minlength=levels * bins).reshape(levels, bins) / len(a)
    alone = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    there = joint > 0
    return float((joint[there] * np.log(joint[there] / alone[there])).sum())


def _entropies(factors: NDArray[np.float64]) -> NDArray[np.float64]:
    out = []
    for factor in factors.T:
        shares = np.unique(factor, return_counts=True)[1] / len(factor)
        out.append(-(shares * np.log(shares)).sum())
    return np.array(out)
