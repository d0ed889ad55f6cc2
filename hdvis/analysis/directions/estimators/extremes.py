"""A support vector machine on the rows whose score is most extreme."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_attributes, as_latents, sides
from hdvis.analysis.directions.estimators.base import Linear
from hdvis.analysis.directions.estimators.classifiers import LinearSVM

Array = NDArray[Any]

FEWEST = 10
"""Rows needed on each side."""


class ExtremeSVM(Linear):
    """The hyperplane between the `share` highest and lowest rows of a continuous score.

    After InterFaceGAN (Shen et al.): the top and bottom 2 %, 70 % of them to fit and 30 % to test.
    `accuracies_` (k,) are on the tested rows, `remaining_accuracies_` (k,) on the rows between the
    extremes, split at the median score. A two-valued attribute has no extremes and gets a
    NaN row.
    """

    def __init__(
        self, share: float = 0.02, fitted: float = 0.7, cost: float = 1.0, seed: int = 0
    ) -> None:
        self.share, self.fitted, self.cost, self.seed = share, fitted, cost, seed

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Fit every score (n, k) on `Z` (n, d)."""
        latents = as_latents(Z)
        scores = as_attributes(() if y is None else y, len(latents)).values
        binary = sides(scores).binary
        found = [self._one(latents, scores[:, i], bool(binary[i])) for i in range(len(binary))]
        columns = [np.array([part[i] for part in found]) for i in range(5)]
        self.normals_, self.displacements_, self.intercepts_ = columns[:3]
        self.accuracies_, self.remaining_accuracies_ = columns[3:]
        self.reasons_ = tuple(str(part[5]) for part in found)
        self.lengths_ = np.where(np.isnan(self.normals_[:, 0]), np.nan, 1.0)
        return self

    def _one(self, latents: Array, scores: Array, binary: bool) -> tuple[Any, ...]:
        n, count = len(scores), max(FEWEST, round(self.share * len(scores)))
        if binary or 2 * count > n:
            reason = "needs a score, not two classes" if binary else f"fewer than {2 * count} rows"
            gone = np.full(latents.shape[1], np.nan)
            return gone, gone, np.nan, np.nan, np.nan, reason
        order = np.argsort(scores, kind="stable")
        shuffle = np.random.default_rng(self.seed).permutation
        low, high = shuffle(order[:count]), shuffle(order[-count:])
        cut = int(self.fitted * count)
        rows = np.concatenate([low[:cut], high[:cut]])
        machine = LinearSVM(self.cost).fit(latents[rows], np.repeat([False, True], cut))
        normal, intercept = machine.normals_[0], machine.intercepts_[0]

        def accuracy(chosen: Array, above: Array) -> float:
            if not len(chosen):
                return np.nan
            return float(np.mean((latents[chosen] @ normal + intercept > 0) == above))

        tested = np.concatenate([low[cut:], high[cut:]])
        held = accuracy(tested, np.repeat([False, True], count - cut))
        between = order[count:-count]
        middle = float(np.median(scores))
        rest = accuracy(between, scores[between] > middle)
        step, reason = machine.displacements_[0], machine.reasons_[0]
        return normal, step, intercept, held, rest, reason
