"""K-means and Gaussian mixtures: groups around middles, a few steps at a time."""

import warnings
from dataclasses import dataclass, field
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from hdvis.checkpoint import Checkpoint, no_checkpoint

_STEPS = 5
_TURNS = 60
FIT_ROWS = 50_000
"""A mixture is fitted to this many rows at most, chosen by the seed, and labels all."""


@dataclass
class KMeans:
    """Rows to the nearest of `clusters` middles (Lloyd 1982; Arthur and Vassilvitskii 2007)."""

    clusters: int = 8
    seed: int = 0

    least: ClassVar[int] = 2

    def fit_predict(
        self, vectors: NDArray[np.floating], checkpoint: Checkpoint = no_checkpoint
    ) -> NDArray[np.int64]:
        """A label (n,) for each of `vectors` (n, d)."""
        from sklearn import cluster

        points = np.ascontiguousarray(vectors)
        count = min(self.clusters, len(np.unique(points, axis=0)))
        middles, _ = cluster.kmeans_plusplus(points, count, random_state=self.seed)
        for turn in range(_TURNS):
            checkpoint(turn / _TURNS)
            found = cluster.KMeans(count, init=middles, n_init=1, max_iter=_STEPS)
            with warnings.catch_warnings():  # it is stopped on the way, and goes on
                warnings.simplefilter("ignore")
                found.fit(points)
            middles = found.cluster_centers_
            if found.n_iter_ < _STEPS:
                break
        return np.asarray(found.labels_, np.int64)


@dataclass
class GaussianMixture:
    """Rows to the likeliest of `clusters` normal distributions, by expectation maximisation.

    `strength_` (n,) is the probability of the chosen one (Dempster, Laird and Rubin 1977).
    """

    clusters: int = 8
    covariance: Literal["full", "diag", "spherical"] = "full"
    seed: int = 0
    strength_: NDArray[np.float32] | None = field(default=None, init=False)

    least: ClassVar[int] = 2

    def fit_predict(
        self, vectors: NDArray[np.floating], checkpoint: Checkpoint = no_checkpoint
    ) -> NDArray[np.int64]:
        """A label (n,) for each of `vectors` (n, d)."""
        from sklearn.mixture import GaussianMixture as Mixture

        points = np.asarray(vectors, np.float64)
        some = points
        if len(points) > FIT_ROWS:
            rows = np.random.default_rng(self.seed).choice(len(points), FIT_ROWS, replace=False)
            some = points[rows]
        mixture = Mixture(
            min(self.clusters, len(some)),
            covariance_type=self.covariance,
            max_iter=_STEPS,
            reg_covar=1e-6 * float(some.var(axis=0).mean()) + 1e-12,
            random_state=self.seed,
            warm_start=True,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for turn in range(_TURNS // 3):
                checkpoint(3 * turn / _TURNS)
                mixture.fit(some)
                if mixture.converged_:
                    break
        chances = mixture.predict_proba(points)
        self.strength_ = chances.max(axis=1).astype(np.float32)
        return np.asarray(chances.argmax(axis=1), np.int64)

    def note_for(self, n: int) -> str:
        """What a reader must know about the result for n rows."""
        return "" if n <= FIT_ROWS else f"fitted to {FIT_ROWS:,} of {n:,} rows"
