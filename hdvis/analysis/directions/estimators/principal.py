"""Directions of largest variance (principal components, GANSpace)."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from hdvis.analysis.directions.attributes import as_latents
from hdvis.analysis.directions.estimators.base import Linear
from hdvis.analysis.directions.moments import Moments
from hdvis.checkpoint import Checkpoint, no_checkpoint


class PrincipalComponents(Linear):
    """The leading `components` eigenvectors of the covariance, as GANSpace uses them.

    The largest entry of each is positive. A displacement is one standard deviation; the usual walk
    is ±2 of them. `explained_` (k,) are shares of the variance.
    """

    def __init__(self, components: int = 80, checkpoint: Checkpoint = no_checkpoint) -> None:
        self.components, self.checkpoint = components, checkpoint

    def fit(self, Z: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Fit `Z` (n, d); `y` is not looked at."""
        latents = as_latents(Z)
        moments = Moments.of(latents, np.zeros((len(latents), 1), bool), self.checkpoint)
        self.covariance_ = moments.covariance
        values, axes = np.linalg.eigh(self.covariance_)
        values = np.maximum(values[::-1], 0.0)[: self.components]
        total = np.trace(self.covariance_)
        self.explained_ = values / total if total > 0 else np.zeros(len(values))
        self._keep_axes(axes.T[::-1][: len(values)], np.sqrt(values), moments.mean, "PC")
        return self
