"""How far a latent lies from where the data are, as a percentile."""

from dataclasses import dataclass, replace
from math import prod

import numpy as np

from hdvis.models.spec import Array, LatentSpec

_SAMPLE = 20_000
_WIDEST = 1024


@dataclass(frozen=True, eq=False)
class LatentDistribution:
    """Mahalanobis distances to the data, or lengths under the prior.

    `mean` is (d,); `whiten` is (d, d), or (d,) where only the scale of each dimension counts.
    `distances` are those of the data (or of prior samples) themselves, sorted; None stands for a
    standard normal's exact ones. `whose` is "data" or "prior".
    """

    mean: Array
    whiten: Array
    distances: Array | None = None
    whose: str = "data"

    @classmethod
    def fit(cls, vectors: Array, *, sample: int = _SAMPLE, seed: int = 0) -> "LatentDistribution":
        """From latents (n, *shape) of the data, at least one of them finite.

        Directions with next to no variance count as if they had a thousandth of the largest
        standard deviation, so that unused dimensions do not swamp the others. With more than 1,024
        dimensions, or fewer than two rows for each, the dimensions are taken as independent.
        """
        flat = np.asarray(vectors).reshape(len(vectors), -1)
        if len(flat) > sample:
            rows = np.random.default_rng(seed).choice(len(flat), sample, replace=False)
            flat = flat[np.sort(rows)]
        data = flat[np.isfinite(flat).all(axis=1)].astype(np.float64)
        n, d = data.shape
        apart = d > _WIDEST or n < 2 * d
        whiten = _scales(data.var(axis=0)) if apart else _whitening(data)
        bare = cls(data.mean(axis=0), whiten)
        return replace(bare, distances=np.sort(bare.distance(data)))

    @classmethod
    def prior(cls, latent: LatentSpec) -> "LatentDistribution":
        """Of the latent's prior: exact for a standard normal, from samples for any other."""
        if latent.prior == "normal" and latent.mean is None:
            return cls(np.zeros(latent.size), np.ones(latent.size), whose="prior")
        return replace(cls.fit(latent.sample(2000)), whose="prior")

    def distance(self, z: Array) -> Array:
        """Mahalanobis distance (B,) of latents (B, *shape)."""
        latents = np.asarray(z, dtype=np.float64)
        centred = latents.reshape(len(latents), prod(latents.shape[1:])) - self.mean
        turned = centred * self.whiten if self.whiten.ndim == 1 else centred @ self.whiten
        return np.asarray(np.linalg.norm(turned, axis=1))

    def percentile(self, z: Array) -> Array:
        """Percent (B,) of the data (or of the prior) that lie nearer to the middle than `z`."""
        distance = self.distance(z)
        if self.distances is None:
            from scipy.special import gammainc

            return np.asarray(100.0 * gammainc(len(self.mean) / 2.0, distance**2 / 2.0))
        nearer = np.searchsorted(self.distances, distance, side="left")
        return np.asarray(100.0 * nearer / len(self.distances))

    def text(self, percentile: float) -> str:
        """A percentile in words, for the label under a picture."""
        return f"farther out than {percentile:.0f} % of the {self.whose}"


def _whitening(data: Array) -> Array:
    values, axes = np.linalg.eigh(np.cov(data, rowvar=False).reshape(data.shape[1], -1))
    return np.asarray(axes * _scales(values))


def _scales(variances: Array) -> Array:
    floor = max(float(variances.max()), 1e-12) * 1e-6
    return np.asarray(1.0 / np.sqrt(np.maximum(variances, floor)))
