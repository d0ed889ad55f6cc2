"""How much columns have to do with each other: straight, in ranks, in information, at all."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.directions.similarity import label_correlation

SAMPLE_ROWS = 2_000
_MOST_BINS = 24

Matrix = NDArray[np.float64]


def pearson(values: NDArray[np.floating]) -> Matrix:
    """Correlations (k, k) of columns (n, k) over rows that both have, NaN where one is constant."""
    return _correlations(values, values)


def spearman(values: NDArray[np.floating]) -> Matrix:
    """Correlations (k, k) of the ranks of columns (n, k), ties sharing theirs (Spearman 1904)."""
    from scipy.stats import rankdata

    ranks = rankdata(values, axis=0, nan_policy="omit") if len(values) else values
    return _correlations(ranks, values)


def mutual_information(values: NDArray[np.floating]) -> Matrix:
    """Information (k, k) that columns (n, k) share, as sqrt(1 - exp(-2 I)), 0 to 1.

    For normal columns that is the absolute correlation (Linfoot 1957). I is counted over bins of
    equal number, less its bias (Miller 1955), over rows that both columns have.
    """
    return _pairwise(values, _information)


def distance_correlation(values: NDArray[np.floating], seed: int = 0) -> Matrix:
    """Distance correlations (k, k) of columns (n, k), 0 only for independence.

    (Székely, Rizzo and Bakirov 2007); the bias-corrected form of 2013, so that independent
    columns give about 0, of a seeded sample above 2,000 rows.
    """
    some = values
    if len(values) > SAMPLE_ROWS:
        rows = np.random.default_rng(seed).choice(len(values), SAMPLE_ROWS, replace=False)
        some = values[rows]
    return _pairwise(some, _distance_correlation)


DEPENDENCES: Mapping[str, Callable[[NDArray[np.floating]], Matrix]] = {
    "Pearson": pearson,
    "Spearman": spearman,
    "mutual information": mutual_information,
    "distance correlation": distance_correlation,
}


def _correlations(numbers: NDArray[np.floating], values: NDArray[np.floating]) -> Matrix:
    k = values.shape[1]
    found = label_correlation(numbers) if len(numbers) else np.full((k, k), np.nan)
    return _alone(np.asarray(found, np.float64), values)


def _alone(matrix: Matrix, values: NDArray[np.floating]) -> Matrix:
    """`matrix` with ones along the diagonal, but for constant columns."""
    spread = np.array([_varies(column) for column in values.T])
    np.fill_diagonal(matrix, np.where(spread, 1.0, np.nan))
    return matrix


def _varies(column: NDArray[np.floating]) -> bool:
    known = column[np.isfinite(column)]
    return bool(len(known) > 1 and np.ptp(known) > 0)


def _pairwise(
    values: NDArray[np.floating],
    measure: Callable[[NDArray[np.float64], NDArray[np.float64]], float],
) -> Matrix:
    k = values.shape[1]
    out = np.full((k, k), np.nan)
    for i in range(k):
        for j in range(i):
            both = np.isfinite(values[:, [i, j]]).all(axis=1)
            x, y = values[both, i].astype(np.float64), values[both, j].astype(np.float64)
            if _varies(x) and _varies(y):
                out[i, j] = out[j, i] = measure(x, y)
    return _alone(out, values)


def _information(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    count = int(np.clip(np.sqrt(len(x) / 8), 2, _MOST_BINS))
    a, b = _bins(x, count), _bins(y, count)
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    hit = table > 0
    expected = np.outer(rows, columns)[hit] / len(x)
    found = (table[hit] * np.log(table[hit] / expected)).sum() / len(x)
    bias = (np.count_nonzero(rows) - 1) * (np.count_nonzero(columns) - 1) / (2 * len(x))
    return float(np.sqrt(1 - np.exp(-2 * max(0.0, found - bias))))


def _bins(values: NDArray[np.float64], count: int) -> NDArray[np.intp]:
    """Bins (n,) of about as many rows each; equal values share one."""
    edges = np.unique(np.quantile(values, np.linspace(0, 1, count + 1)[1:-1]))
    return np.searchsorted(edges, values, side="right")


def _distance_correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    a, b = _centred_distances(x), _centred_distances(y)
    shared, one, other = (a * b).sum(), (a * a).sum(), (b * b).sum()
    if not (one > 0 and other > 0):
        return float("nan")
    return float(np.sqrt(max(0.0, shared / np.sqrt(one * other))))


def _centred_distances(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distances (n, n) less row, column and whole means, as the unbiased form wants them."""
    n = len(x)
    apart = np.abs(x[:, None] - x)
    if n < 4:
        return np.asarray(apart - apart.mean(axis=0) - apart.mean(axis=1)[:, None] + apart.mean())
    rows = apart.sum(axis=1)
    out = apart - rows / (n - 2) - rows[:, None] / (n - 2) + rows.sum() / ((n - 1) * (n - 2))
    np.fill_diagonal(out, 0)
    return np.asarray(out)
