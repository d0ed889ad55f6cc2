"""Logistic regression and linear support vector machines for all attributes at once."""

from abc import abstractmethod
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_attributes, as_latents, as_signs, why_unusable
from hdvis.analysis.directions.estimators.base import Linear, active_dimensions
from hdvis.checkpoint import Checkpoint, no_checkpoint

Array = NDArray[Any]


class Classifier(Linear):
    """A hyperplane per attribute, fitted on standardised latents and given in raw units.

    `cost` is scikit-learn's C. With `balanced` both sides of an attribute weigh the same. A
    continuous attribute is split at its median. `passes_` counts the passes over the rows.
    """

    def __init__(
        self,
        cost: float = 1.0,
        balanced: bool = False,
        tolerance: float = 1e-4,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self.cost, self.balanced = cost, balanced
        self.tolerance, self.checkpoint = tolerance, checkpoint

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Fit every column of `y` (n, k) on `Z` (n, d)."""
        latents = as_latents(Z)
        signs = as_signs(as_attributes(() if y is None else y, len(latents)).values)
        reasons = why_unusable(signs.sum(axis=0), len(signs))
        variances = latents.var(axis=0, dtype=np.float64)
        active = active_dimensions(variances)
        usable = np.array([not reason for reason in reasons])
        weights, biases = np.zeros((len(usable), latents.shape[1])), np.zeros(len(usable))
        self.passes_ = 0
        if usable.any() and active.any():
            part = latents if active.all() else latents[:, active]
            chosen = signs if usable.all() else signs[:, usable]
            found = self._solve(part, chosen, np.sqrt(variances[active]))
            weights[np.ix_(usable, active)], biases[usable] = found.weights, found.biases
            self.passes_ = found.passes
        self._keep_weights(weights, biases, variances, reasons)
        return self

    def _options(self, scale: Array) -> dict[str, Any]:
        return {
            "cost": self.cost,
            "balanced": self.balanced,
            "tolerance": self.tolerance,
            "scale": scale,
            "checkpoint": self.checkpoint,
        }

    @abstractmethod
    def _solve(self, latents: Array, signs: Array, scale: Array) -> Any: ...


class Logistic(Classifier):
    """Logistic regression with L2 penalty: calibrated, and the best default for rare attributes."""

    def _solve(self, latents: Array, signs: Array, scale: Array) -> Any:
        from hdvis.accel.solvers import solve_logistic

        return solve_logistic(latents, signs, **self._options(scale))


class LinearSVM(Classifier):
    """The linear support vector machine with squared hinge, as scikit-learn's LinearSVC.

    Both sides weigh the same unless `balanced` is false.
    """

    def __init__(
        self,
        cost: float = 1.0,
        balanced: bool = True,
        tolerance: float = 1e-4,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        super().__init__(cost, balanced, tolerance, checkpoint)

    def _solve(self, latents: Array, signs: Array, scale: Array) -> Any:
        from hdvis.accel.solvers import solve_l2_svm

        return solve_l2_svm(latents, signs, **self._options(scale))
