"""Whether the directions of two models stand to each other in the same way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.comparison.cross_products import as_spaces
from hdvis.errors import DataError


@dataclass(frozen=True)
class DirectionAgreement:
    """Agreement of two cosine matrices of the same m directions.

    spearman: rank correlation of their m (m - 1) / 2 pairs; difference: root mean square of the
    pairs' difference; p: share of reorderings of one matrix, itself included, whose rank
    correlation is as large (the Mantel test).
    """

    spearman: float
    difference: float
    p: float


def direction_agreement(
    D1: ArrayLike, D2: ArrayLike, permutations: int = 999, seed: int = 0
) -> DirectionAgreement:
    """Compare the angles among directions D1 (m, d1) with those among D2 (m, d2).

    Row i of both means the same attribute; the spaces may differ in width, since only angles
    within each are used (Mantel 1967). Needs 3 directions.
    """
    first, second = (np.asarray(D, np.float64) for D in as_spaces([D1, D2]))
    count = len(first)
    if count < 3:
        raise DataError(f"directions: got {count}, expected at least 3 in both models")
    one, other = _cosines(first), _cosines(second)
    pairs = np.triu_indices(count, 1)
    a, b = one[pairs], other[pairs]
    rho = _rank_correlation(a, b)
    draw = np.random.default_rng(seed)
    as_large = 1
    for _ in range(permutations):
        order = draw.permutation(count)
        as_large += _rank_correlation(a, other[order][:, order][pairs]) >= rho - 1e-12
    difference = float(np.sqrt(np.mean((a - b) ** 2)))
    return DirectionAgreement(rho, difference, as_large / (permutations + 1))


def _cosines(directions: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(directions, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths == 0).any():
        raise DataError("directions: one has no length or no finite value. Leave it out of both")
    unit = directions / lengths
    return np.asarray(unit @ unit.T)


def _rank_correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    from scipy.stats import rankdata

    ranks = rankdata(a), rankdata(b)
    spread = np.std(ranks[0]) * np.std(ranks[1])
    return float(np.cov(*ranks, bias=True)[0, 1] / spread) if spread > 0 else float("nan")
