"""How well a hyperplane tells two classes apart, with the interval that the row count allows."""

from dataclasses import dataclass
from math import nan, sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]

Z95 = 1.959963984540054
"""Half-width of a 95 % interval in standard errors."""


@dataclass(frozen=True)
class Scores:
    """Counts of a confusion matrix and what follows from them; undefined ratios are NaN.

    `accuracy_interval` is Wilson's and `auc_interval` Hanley and McNeil's, both 95 %.
    """

    tp: int
    fn: int
    fp: int
    tn: int
    auc: float = nan

    @property
    def rows(self) -> int:
        return self.tp + self.fn + self.fp + self.tn

    @property
    def accuracy(self) -> float:
        return _ratio(self.tp + self.tn, self.rows)

    @property
    def precision(self) -> float:
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        return _ratio(self.tp, self.tp + self.fn)

    @property
    def specificity(self) -> float:
        return _ratio(self.tn, self.tn + self.fp)

    @property
    def f1(self) -> float:
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def balanced_accuracy(self) -> float:
        return (self.recall + self.specificity) / 2

    @property
    def prevalence(self) -> float:
        return _ratio(self.tp + self.fn, self.rows)

    @property
    def accuracy_interval(self) -> tuple[float, float]:
        return wilson(self.tp + self.tn, self.rows)

    @property
    def auc_interval(self) -> tuple[float, float]:
        error = hanley_error(self.auc, self.tp + self.fn, self.fp + self.tn)
        if error != error:
            return nan, nan
        return max(0.0, self.auc - Z95 * error), min(1.0, self.auc + Z95 * error)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else nan


def score(distances: ArrayLike, truth: ArrayLike) -> Scores:
    """Scores of signed `distances` (n,) against bool `truth` (n,); positive means true."""
    signed, actual = np.asarray(distances), np.asarray(truth, bool)
    said = signed > 0
    return Scores(
        int(np.sum(said & actual)),
        int(np.sum(~said & actual)),
        int(np.sum(said & ~actual)),
        int(np.sum(~said & ~actual)),
        auc(signed, actual),
    )


def auc(values: ArrayLike, truth: ArrayLike) -> float:
    """Area under the ROC curve: the chance that a true row has the larger value, ties half.

    NaN when one side is empty.
    """
    return float(auc_columns(np.asarray(values)[:, None], np.asarray(truth, bool))[0])


def auc_columns(values: Array, truth: Array) -> Array:
    """`auc` of each column of `values` (n, k), (k,)."""
    from scipy.stats import rankdata

    high, low = int(truth.sum()), int((~truth).sum())
    if not high or not low:
        return np.full(values.shape[1], np.nan)
    ranks = rankdata(values, axis=0)[truth].sum(axis=0)
    return np.asarray((ranks - high * (high + 1) / 2) / (high * low))


def wilson(successes: int, trials: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval for a share (Wilson 1927)."""
    if not trials:
        return nan, nan
    share, extra = successes / trials, z * z / trials
    middle = (share + extra / 2) / (1 + extra)
    half = z * sqrt(share * (1 - share) / trials + extra / (4 * trials)) / (1 + extra)
    return max(0.0, middle - half), min(1.0, middle + half)


def hanley_error(area: float, positives: int, negatives: int) -> float:
    """Standard error of an AUC (Hanley and McNeil 1982)."""
    if not positives or not negatives or area != area:
        return nan
    both_high, both_low = area / (2 - area), 2 * area * area / (1 + area)
    variance = area * (1 - area)
    variance += (positives - 1) * (both_high - area**2) + (negatives - 1) * (both_low - area**2)
    return sqrt(max(variance, 0.0) / (positives * negatives))
