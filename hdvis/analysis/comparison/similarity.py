"""One number for how alike two spaces are, whatever the axes they are written in.

All but debiased CKA come from cross products alone, so one pass over the rows serves any number
of spaces. A space without spread is like nothing: its numbers are NaN.
"""

from collections.abc import Callable
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.comparison.cross_products import (
    CrossProducts,
    cross_products,
    squared_lengths,
)
from hdvis.errors import DataError

_RANK = 1e-9
"""Share of the largest variance below which an axis has none (products are float32)."""


def linear_cka(Z1: ArrayLike, Z2: ArrayLike, debiased: bool = False) -> float:
    """Linear centred kernel alignment of Z1 (n, d1) and Z2 (n, d2), 1 for a rotated, scaled copy.

    Kornblith, Norouzi, Lee and Hinton, ICML 2019: the squared products of all dimensions of one
    with all of the other over those of each with itself. That tends to 1 when dimensions
    outnumber rows; `debiased` uses the unbiased estimate of Song et al. (JMLR 2012) for each of
    the three, which can be negative and needs 4 rows.
    """
    both = cross_products([Z1, Z2])
    table = debiased_cka_table([Z1, Z2], both) if debiased else cka_table(both)
    return float(table[0, 1])


def canonical_correlations(Z1: ArrayLike, Z2: ArrayLike) -> NDArray[np.float64]:
    """Canonical correlations, falling, of Z1 (n, d1) and Z2 (n, d2): one per common dimension.

    Equal to 1 for any invertible linear map; unrelated spaces reach about √(d/n).
    """
    both = cross_products([Z1, Z2])
    return _correlations(both, 0, 1, 1.0)


def svcca(Z1: ArrayLike, Z2: ArrayLike, variance: float = 0.99) -> float:
    """Mean canonical correlation of the axes that hold `variance` of each space.

    Raghu, Gilmer, Yosinski and Sohl-Dickstein, NeurIPS 2017. With variance 1 it is mean CCA.
    """
    if not 0 < variance <= 1:
        raise DataError(f"variance: got {variance}, expected a share above 0 and up to 1")
    found = _correlations(cross_products([Z1, Z2]), 0, 1, variance)
    return float(found.mean()) if len(found) else float("nan")


def procrustes_distance(Z1: ArrayLike, Z2: ArrayLike) -> float:
    """What is left between two spaces after the best shift, rotation and scale, 0 to 1.

    1 - ‖Z1ᵀZ2‖²_* / (‖Z1‖² ‖Z2‖²) of the centred spaces, the share of the one's spread that the
    other does not explain.
    """
    return 1.0 - float(procrustes_table(cross_products([Z1, Z2]))[0, 1])


def cka_table(of: CrossProducts) -> NDArray[np.float64]:
    """Linear CKA (s, s) of all pairs of spaces."""
    return _normalised(_table(of, lambda a, b: float((of.block(a, b) ** 2).sum())))


def debiased_cka_table(spaces: list[ArrayLike], of: CrossProducts) -> NDArray[np.float64]:
    """Debiased linear CKA (s, s) of all pairs of `spaces`, whose cross products are `of`."""
    n = of.n
    if n < 4:
        raise DataError(f"debiased CKA: needs at least 4 rows, got {n}. Add rows")
    lengths = squared_lengths(spaces, of.means)
    own, spread = lengths.T @ lengths, lengths.sum(axis=0)
    raw = _table(of, lambda a, b: float((of.block(a, b) ** 2).sum()))
    raw += np.outer(spread, spread) / ((n - 1) * (n - 2)) - own * n / (n - 2)
    return _normalised(raw)


def svcca_table(of: CrossProducts) -> NDArray[np.float64]:
    """Mean canonical correlation (s, s) of the axes with .99 of the variance of each space."""

    def mean(a: int, b: int) -> float:
        found = _correlations(of, a, b, 0.99)
        return float(found.mean()) if len(found) else float("nan")

    return _table(of, mean)


def procrustes_table(of: CrossProducts) -> NDArray[np.float64]:
    """Procrustes similarity (s, s), one less the distance, of all pairs of spaces."""

    def squared_trace(a: int, b: int) -> float:
        return float(np.linalg.svd(of.block(a, b), compute_uv=False).sum()) ** 2

    return _normalised(_table(of, squared_trace))


def _table(of: CrossProducts, measure: Callable[[int, int], float]) -> NDArray[np.float64]:
    table = np.empty((of.spaces, of.spaces))
    for a, b in combinations_with_replacement(range(of.spaces), 2):
        table[a, b] = table[b, a] = measure(a, b)
    return table


def _normalised(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """A table of products over the geometric mean of its diagonal, NaN where that is nothing."""
    own = np.where(np.diag(table) > 0, np.diag(table), np.nan)
    out: NDArray[np.float64] = table / np.sqrt(np.outer(own, own))
    return out


def _correlations(of: CrossProducts, a: int, b: int, variance: float) -> NDArray[np.float64]:
    left, right = _whitening(of.block(a, a), variance), _whitening(of.block(b, b), variance)
    found = np.linalg.svd(left.T @ of.block(a, b) @ right, compute_uv=False)
    out: NDArray[np.float64] = np.clip(found, 0.0, 1.0)
    return out


def _whitening(products: NDArray[np.float64], variance: float) -> NDArray[np.float64]:
    """Axes (d, r) of unit length that hold `variance` of the spread of a space."""
    spread, axes = np.linalg.eigh(products)
    spread, axes = spread[::-1], axes[:, ::-1]
    rank = int(np.count_nonzero(spread > _RANK * max(spread[0], 0.0)))
    if rank and variance < 1:
        held = np.cumsum(spread[:rank]) / spread[:rank].sum()
        rank = min(rank, int(np.searchsorted(held, variance)) + 1)
    out: NDArray[np.float64] = axes[:, :rank] / np.sqrt(spread[:rank])
    return out
